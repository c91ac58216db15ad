"""Who is calling: checks JWTs as Upbit does (algorithm, nonce, query hash) against the known keys."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, unquote_plus

_ALGORITHMS = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}
_QUERY_HASHES = {"SHA512": hashlib.sha512, "SHA384": hashlib.sha384, "SHA256": hashlib.sha256}
KEY_LIFE_MS = 365 * 24 * 3600 * 1000
"""How long Upbit's keys live (protocol 5.3)."""
_NONCES_KEPT = 20_000  # of each key: eleven minutes of Upbit's quota


PERMISSIONS = (
    "view_account",
    "view_orders",
    "make_orders",
    "view_withdrawals",
    "withdraw",
    "view_deposits",
    "deposit",
    "transfer",
    "manage_pockets",
)
"""The permission ids of protocol 5.3."""
TRADING = frozenset(PERMISSIONS[:3])
"""What a trader's key may do, and all that a key may do unless told otherwise."""


class AuthError(Exception):
    """A 401, or 403 for a missing permission: `name` and `message` are the wire's (protocol 4.17)."""

    def __init__(self, name: str, message: str, status: int = 401) -> None:
        super().__init__(name)
        self.name = name
        self.message = message
        self.status = status


@dataclass(frozen=True)
class Key:
    """An API key: the account it opens, what it may do, from where (no addresses: anywhere) and until when.

    `expires_ms` None stands for a year from now, always; Upbit's keys live a year from their making.
    """

    access_key: str
    secret_key: str = field(repr=False)
    account: str
    permissions: frozenset[str] = TRADING
    addresses: frozenset[str] = frozenset()
    expires_ms: int | None = None

    def admit(self, address: str, permission: str | None) -> None:
        """Refuse a call from an unlisted address or without the permission it needs; AuthError."""
        if self.addresses and address not in self.addresses:
            raise AuthError("no_authorization_ip", "등록되지 않은 IP에서의 요청입니다.")
        if not self.may(permission):
            raise AuthError("out_of_scope", "허용되지 않은 기능입니다.", 403)

    def may(self, permission: str | None) -> bool:
        """Whether the key has a permission; None is one that nobody needs."""
        return permission is None or permission in self.permissions


class Authenticator:
    """Knows the keys and which nonces each has used."""

    def __init__(self, keys: Mapping[str, Key]) -> None:
        self._keys = dict(keys)
        self._nonces: dict[str, OrderedDict[str, None]] = {}

    def check(self, authorization: str | None, hashed: Collection[str] | None, now_ms: int = 0) -> Key:
        """The key behind an Authorization header; its query hash has to cover one of `hashed`, if given.

        Raises AuthError in the order token, form, key, signature, expiry, nonce, query hash.
        """
        if not authorization or not authorization.lower().startswith("bearer "):
            raise AuthError("no_authorization_token", "인증 토큰이 없습니다.")
        token = authorization[7:].strip()
        header, claims = _decoded(token)
        key = self._keys.get(str(claims.get("access_key")))
        if "access_key" not in claims or not isinstance(claims.get("nonce"), str):
            raise AuthError("invalid_query_payload", "JWT 페이로드가 올바르지 않습니다.")
        if key is None:
            raise AuthError("invalid_access_key", "잘못된 엑세스 키입니다.")
        _verify(token, header, key.secret_key)
        if key.expires_ms is not None and now_ms >= key.expires_ms:
            raise AuthError("expired_access_key", "만료된 엑세스 키입니다.")
        self._use_nonce(key.access_key, claims["nonce"])
        if hashed is not None:
            _verify_query(claims, hashed)
        return key

    def account_of(self, authorization: str | None) -> str | None:
        """Whose budget a request spends, before anything of it is proven; None for nobody's."""
        try:
            _, claims = _decoded((authorization or "").rpartition(" ")[2])
        except AuthError:
            return None
        key = self._keys.get(str(claims.get("access_key")))
        return key.account if key else None

    def keys_of(self, account: str) -> tuple[Key, ...]:
        """Every key of an account."""
        return tuple(key for key in self._keys.values() if key.account == account)

    def revoke(self, access_key: str) -> Key:
        """Forget a key, as its owner does on the exchange's web page; KeyError for an unknown one."""
        return self._keys.pop(access_key)

    def _use_nonce(self, access_key: str, nonce: str) -> None:
        used = self._nonces.setdefault(access_key, OrderedDict())
        if nonce in used:
            raise AuthError("nonce_used", "이미 요청한 nonce값이 다시 사용되었습니다.")
        used[nonce] = None
        if len(used) > _NONCES_KEPT:
            used.popitem(last=False)


def _decoded(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        header, payload, _ = token.split(".")
        decoded = json.loads(_bytes(header)), json.loads(_bytes(payload))
    except (ValueError, binascii.Error, RecursionError):
        raise _bad_token() from None
    if not all(isinstance(part, dict) for part in decoded):
        raise _bad_token()
    return decoded


def _verify(token: str, header: Mapping[str, Any], secret: str) -> None:
    algorithm = header.get("alg")
    digest = _ALGORITHMS.get(algorithm) if isinstance(algorithm, str) else None
    if digest is None:
        raise _bad_token()
    signed, _, signature = token.rpartition(".")
    wanted = hmac.new(secret.encode(), signed.encode(), digest).digest()
    try:
        given = _bytes(signature)
    except (ValueError, binascii.Error):
        raise _bad_token() from None
    if not hmac.compare_digest(wanted, given):
        raise _bad_token()


def _verify_query(claims: Mapping[str, Any], hashed: Collection[str]) -> None:
    given = claims.get("query_hash")
    if not any(hashed):
        if given:
            raise _bad_query()
        return
    algorithm = claims.get("query_hash_alg", "SHA512")
    digest = _QUERY_HASHES.get(algorithm) if isinstance(algorithm, str) else None
    if digest is None or not isinstance(given, str):
        raise _bad_query()
    if given not in {digest(text.encode()).hexdigest() for text in hashed}:
        raise _bad_query()


def _bad_token() -> AuthError:
    return AuthError("jwt_verification", "JWT 토큰 검증에 실패했습니다.")


def _bad_query() -> AuthError:
    return AuthError("invalid_query_payload", "JWT 페이로드의 query_hash가 요청과 일치하지 않습니다.")


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part.encode("ascii") + b"=" * (-len(part) % 4))


def hashed_query(raw: str) -> tuple[str, ...]:
    """What the hash of a URL's query may cover: as sent, percent sequences decoded (protocol 5.2).

    A `+` is a blank to some clients and itself to others.
    """
    return unquote(raw), unquote_plus(raw)


def hashed_body(body: Mapping[str, Any]) -> tuple[str, ...]:
    """What the hash of a JSON body covers: members in order, without nulls (protocol 5.2)."""
    return ("&".join(f"{key}={_value(value)}" for key, value in body.items() if value is not None),)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


class _Spelled(str):
    """A JSON number that remembers how it was written, since the hash covers its text."""


def decoded_body(raw: bytes) -> dict[str, Any] | None:
    """The members of a JSON body, none for an empty one; None if it is no JSON object."""
    if not raw.strip():
        return {}
    try:
        body = json.loads(raw, parse_float=_Spelled, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")

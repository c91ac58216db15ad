"""The key pair and the token that is made of it; neither ever shows its value."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from app.tokens import signed
from app.websocket_v6.errors import InvalidKeysError

ACCESS_KEY_VARIABLE = "UPBIT_ACCESS_KEY"
SECRET_KEY_VARIABLE = "UPBIT_SECRET_KEY"

KeyStore = Callable[[], "tuple[str, str] | None"]


@dataclass(frozen=True, slots=True)
class Credentials:
    """An access key and its secret."""

    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError("keys are neither pickled nor copied")

    def authorization(self) -> str:
        """The header of one request: a new token with a new nonce each time (HS512)."""
        claims = {"access_key": self.access_key, "nonce": str(uuid.uuid4())}
        return f"Bearer {signed(claims, self.secret_key)}"


def find_credentials(
    access_key: str | None,
    secret_key: str | None,
    key_store: KeyStore | None,
    environ: Mapping[str, str],
) -> Credentials | None:
    """The given keys, else the store's, else the environment's; InvalidKeysError for half a pair."""
    if access_key or secret_key:
        return _pair(access_key, secret_key, "initialize()")
    stored = key_store() if key_store is not None else None
    if stored is not None:
        return _pair(*stored, "the key store")
    given = environ.get(ACCESS_KEY_VARIABLE, "").strip(), environ.get(SECRET_KEY_VARIABLE, "").strip()
    return _pair(*given, "the environment") if any(given) else None


def _pair(access_key: str | None, secret_key: str | None, place: str) -> Credentials:
    if not access_key or not secret_key:
        missing = "secret key" if access_key else "access key"
        raise InvalidKeysError(f"{place} has no {missing}: give both keys or neither")
    return Credentials(access_key, secret_key)

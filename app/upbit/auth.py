"""Upbit's request signature: the hashed query and the JWT that carries it (protocol 5)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import quote

from app.tokens import signed

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """One API key. Neither part appears in a repr, so that none reaches a log by accident."""

    access_key: str
    secret_key: str

    def __repr__(self) -> str:
        return f"<Credentials …{self.access_key[-4:]}>" if len(self.access_key) > 8 else "<Credentials>"

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError("an API key is neither pickled nor copied")

    def fingerprint(self) -> str:
        """A short name of the key that tells nothing of it; for the journal."""
        return hashlib.sha256(self.access_key.encode()).hexdigest()[:16]


def hashed_text(pairs: Pairs) -> str:
    """The text whose hash is signed: members in their order, joined, not URL-encoded."""
    return "&".join(f"{name}={value}" for name, value in pairs)


def encoded_query(pairs: Pairs) -> str:
    """The same members as they stand in the URL: values encoded, the brackets of arrays literal."""
    return "&".join(f"{quote(name, safe='[]')}={quote(value, safe='')}" for name, value in pairs)


def query_hash(text: str) -> str:
    """SHA-512 in lower-case hex."""
    return hashlib.sha512(text.encode()).hexdigest()


def token(credentials: Credentials, nonce: str, text: str = "") -> str:
    """The JWT of one request; `nonce` must be new each time, `text` is what `hashed_text` gave."""
    payload = {"access_key": credentials.access_key, "nonce": nonce}
    if text:
        payload |= {"query_hash": query_hash(text), "query_hash_alg": "SHA512"}
    return signed(payload, credentials.secret_key)

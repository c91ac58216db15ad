"""A key pair as the text that a keyring or the vault holds."""

from __future__ import annotations

import msgspec

from app.upbit import Credentials

LONGEST = 512  # characters of one part; Upbit's have 40


class _Pair(msgspec.Struct, frozen=True):
    access_key: str
    secret_key: str

    def __repr__(self) -> str:
        return "<key pair>"


def to_text(credentials: Credentials) -> str:
    """One line of JSON."""
    return msgspec.json.encode(_Pair(credentials.access_key, credentials.secret_key)).decode()


def from_text(text: str | bytes) -> Credentials:
    """The key pair; ValueError when it is none, without a word of what the text was."""
    try:
        pair = msgspec.json.decode(text, type=_Pair)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise ValueError("no key pair") from None
    if not is_key(pair.access_key) or not is_key(pair.secret_key):
        raise ValueError("no key pair")
    return Credentials(pair.access_key, pair.secret_key)


def is_key(text: str) -> bool:
    """Whether it can be a part of an API key: printable ASCII without blanks, of a sane length."""
    return 8 <= len(text) <= LONGEST and text.isascii() and all("!" <= character <= "~" for character in text)

"""What the library raises: everything derives from WebSocketError and says what was wrong and what to do.

WebSocketError               (app/errors.py)
├── DuplicateClientError     a living client already has that id
├── InvalidSymbolError       not of the form QUOTE-BASE, or no symbol at all
├── InvalidIntervalError     not a candle interval of the stream
├── InvalidLevelError        not a unit that book prices could be grouped by
├── InvalidCallbackError     the callback cannot be called
├── InvalidKeysError         one key without the other
├── InvalidAddressError      an address that is none, or that may not be used
├── PrivateUnavailableError  no keys, or the exchange refused them
├── SnapshotTimeoutError     some symbols were not answered in time
└── DecodeError              a frame is not what its type promises
"""

from __future__ import annotations

from collections.abc import Iterable

from app.errors import EndpointError, WebSocketError


class DuplicateClientError(WebSocketError):
    """A living client already has that id."""


class InvalidSymbolError(WebSocketError, ValueError):
    """A symbol is not of the form QUOTE-BASE, or the list of symbols is empty or no list."""


class InvalidIntervalError(WebSocketError, ValueError):
    """Not a candle interval of the stream; the message lists them."""


class InvalidLevelError(WebSocketError, ValueError):
    """No unit that a book's prices could be grouped by: not a number, negative, or not finite."""


class InvalidCallbackError(WebSocketError, TypeError):
    """The callback is neither a function nor a coroutine function."""


class InvalidKeysError(WebSocketError, ValueError):
    """One of access key and secret key is missing."""


class InvalidAddressError(WebSocketError, EndpointError):
    """HOGA_EXCHANGE_URL, or an address that was given, is none or may not be used."""


class PrivateUnavailableError(WebSocketError):
    """There are no keys, or the exchange refused them."""


class SnapshotTimeoutError(WebSocketError):
    """Some symbols of a snapshot were not answered in time; `missing` names them."""

    def __init__(self, detail: str, missing: Iterable[str]) -> None:
        super().__init__(detail)
        self.missing = tuple(missing)


class DecodeError(WebSocketError):
    """A frame is no JSON, or lacks what its type promises."""

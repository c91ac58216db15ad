"""What can go wrong between this program and the exchange, told apart by what is known of the outcome.

UpbitError
├── NoCredentials    there is no API key: nothing was sent
├── NotSent          no connection came up: nothing was sent
├── Unanswered       sent, and the outcome is unknown: time-out, reset, 5xx, unusable body
│   └── Maintenance  a 503 or an HTML page instead of an answer
└── Refused          the exchange's own, definite no
    ├── KeyRefused   a key that is unknown, expired, lacks a permission or comes from another address
    ├── NotFound     no such order, market or path
    ├── Throttled    429: the group's budget of this second is spent
    └── Banned       418: blocked until `until_ms`
"""

from __future__ import annotations

from app.errors import UpbitError as _UpbitError
from app.upbit.sentences import banned_until, sentence


class UpbitError(_UpbitError):
    """Root of this package's errors; `name` is the exchange's error name or one of this side."""

    def __init__(self, detail: str, name: str) -> None:
        super().__init__(detail, sentence(name))
        self.name = name


class NoCredentials(UpbitError):
    """A private call without an API key; nothing was sent."""

    def __init__(self, detail: str = "no API key is set", name: str = "no_credentials") -> None:
        super().__init__(detail, name)


class NotSent(UpbitError):
    """The request certainly did not reach the exchange."""

    def __init__(self, detail: str, name: str = "not_sent") -> None:
        super().__init__(detail, name)


class Unanswered(UpbitError):
    """The request may have been carried out: nothing usable came back."""

    def __init__(self, detail: str, name: str = "unanswered") -> None:
        super().__init__(detail, name)


class Maintenance(Unanswered):
    """The exchange answered with its maintenance page."""

    def __init__(self, detail: str, name: str = "maintenance") -> None:
        super().__init__(detail, name)


class Refused(UpbitError):
    """The exchange said no; the request had no effect."""

    def __init__(self, status: int, name: str, message: str) -> None:
        super().__init__(f"{status} {name}: {message}", name)
        self.status = status
        self.message = message


class KeyRefused(Refused):
    """The API key may not do this, or not any more, or not from here."""


class NotFound(Refused):
    """The exchange knows no such order, market or path."""


class Throttled(Refused):
    """The budget of this second is spent (429)."""


class Banned(Refused):
    """Blocked after too many requests (418); `until_ms` is the end, ms UTC."""

    def __init__(self, message: str, until_ms: int) -> None:
        super().__init__(418, "banned", message)
        self.until_ms = until_ms
        self._sentence = banned_until(until_ms)


def refusal(status: int, name: str, message: str) -> Refused:
    """The Refused of the right kind for an error body; by name first, by status second."""
    if name == "order_not_found" or status == 404:
        return NotFound(status, name, message)
    if name == "out_of_scope" or status == 401:
        return KeyRefused(status, name, message)
    if name == "too_many_requests" or status == 429:
        return Throttled(status, "too_many_requests", message)
    return Refused(status, name, message)

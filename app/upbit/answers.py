"""What an HTTP answer of the exchange means: a value, a definite refusal, or an unknown outcome."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TypeVar

import msgspec

from app.upbit.errors import Banned, Maintenance, Unanswered, UpbitError, refusal
from app.upbit.limits import ban_seconds

T = TypeVar("T")


class _ErrorFields(msgspec.Struct, frozen=True):
    name: str | int = ""
    message: str = ""


class _ErrorBody(msgspec.Struct, frozen=True):
    error: _ErrorFields


def failure(status: int, body: bytes, retry_after: str | None, now_ms: int) -> UpbitError | None:
    """The error that an answer stands for, or None for a success; pure.

    A refusal is believed only with the exchange's own error body: a page of some proxy, a redirect
    or a 5xx says nothing about what became of the request.
    """
    if 200 <= status < 300:
        return None
    error = _error_fields(body)
    message = error.message if error else ""
    if status == 418:
        return Banned(message, now_ms + int(ban_seconds(retry_after, message) * 1000))
    if status == 429:
        return refusal(429, "too_many_requests", message)
    if error is None:
        kind = Maintenance if status == 503 or _looks_like_html(body) else Unanswered
        return kind(f"HTTP {status} without the exchange's error body ({len(body)} bytes)")
    if status >= 500:
        return Unanswered(f"HTTP {status} {error.name}: {message}", _name(error, status))
    if status < 400:
        return Unanswered(f"HTTP {status}: the exchange does not redirect")
    return refusal(status, _name(error, status), message)


def decode(body: bytes, kind: type[T]) -> T:
    """The body as that type; an unusable one raises Unanswered, because the request itself succeeded."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Unanswered(f"unusable answer: {error}", "unusable_answer") from error


def server_time_ms(date: str | None) -> int | None:
    """The server's time from a Date header (1 s resolution), or None."""
    try:
        return int(parsedate_to_datetime(date).timestamp() * 1000) if date else None
    except (ValueError, TypeError, OverflowError):
        return None


def _error_fields(body: bytes) -> _ErrorFields | None:
    try:
        return msgspec.json.decode(body, type=_ErrorBody).error
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


# Quotation errors carry the HTTP status as their name; these texts tell them apart.
_BY_MESSAGE = {"Code not found": "notfoundmarket"}


def _name(error: _ErrorFields, status: int) -> str:
    if isinstance(error.name, str) and error.name:
        return error.name
    known = {400: "invalid_parameter", 404: "not_found", 500: "server_error"}
    return _BY_MESSAGE.get(error.message, known.get(status, f"http_{status}"))


def _looks_like_html(body: bytes) -> bool:
    return body[:512].lstrip().lower().startswith((b"<!doctype", b"<html", b"<head"))

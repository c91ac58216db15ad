"""What a WebSocket client asks for: the request grammar of protocol 1.3, read into wishes or an error."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from app.exchange.intervals import STREAMED
from app.exchange.wire import Spelling

_PUBLIC = ("ticker", "trade", "orderbook", *(f"candle.{interval}" for interval in STREAMED))
_PRIVATE = ("myOrder", "myAsset", "announcement")
# Indicators (protocol 2.8) are not made here: on /info their names are as unknown as misspelt ones.
_TYPES: dict[str, tuple[str, ...]] = {"public": _PUBLIC, "private": _PRIVATE, "info": ()}
_CATEGORIES = (
    *("notice", "trade", "wallet", "maintenance", "digital_asset", "nft", "service", "event"),
    *("note", "trading", "airdrop", "feature", "disclosure"),  # these the official SDK knows besides
)
_DEPTHS = {"1": 1, "5": 5, "15": 15, "30": 30}


class RequestError(Exception):
    """A request that ends the connection: `name` and `message` of the error frame (protocol 1.6)."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(name)
        self.name = name
        self.message = message


@dataclass(frozen=True)
class Wish:
    """One type object: its codes as asked (upper case, order kept) and its options."""

    type: str
    codes: tuple[str, ...] = ()
    snapshot: bool = True
    realtime: bool = True
    level: Decimal = Decimal(0)
    categories: tuple[str, ...] = ()
    include_body: bool = False


@dataclass(frozen=True)
class Request:
    """A whole request; `lists` means LIST_SUBSCRIPTIONS, which changes no subscription."""

    ticket: str
    wishes: tuple[Wish, ...]
    spelling: Spelling | None
    lists: bool = False


def read(message: str | bytes, side: str) -> Request:
    """Read one request of a "public", "private" or "info" connection; RequestError as Upbit answers it."""
    parts = _parts(message)
    ticket = next((part["ticket"] for part in parts if "ticket" in part), None)
    if not isinstance(ticket, str | int) or isinstance(ticket, bool) or ticket == "":
        raise RequestError("NO_TICKET", "티켓이 존재하지 않거나 유효하지 않습니다.")
    method = next((part["method"] for part in parts if "method" in part), None)
    spelling = _spelling(next((part["format"] for part in parts if "format" in part), None))
    if method is not None:
        if method != "LIST_SUBSCRIPTIONS":
            raise _unsupported(method)
        return Request(str(ticket), (), spelling, lists=True)
    data = [part for part in parts if not part.keys() & {"ticket", "format"}]
    if not data or any("type" not in part for part in data):
        raise RequestError("NO_TYPE", "타입이 존재하지 않습니다.")
    return Request(str(ticket), tuple(_wish(part, _TYPES[side]) for part in data), spelling)


def _parts(message: str | bytes) -> list[dict[str, Any]]:
    try:
        request = json.loads(message)
    except (ValueError, RecursionError):
        raise _bad_format() from None
    if not isinstance(request, list) or not all(isinstance(part, dict) for part in request):
        raise _bad_format()
    return request


def _spelling(name: Any) -> Spelling | None:
    if name is None:
        return None
    try:
        return Spelling(name)
    except ValueError:
        raise _unsupported(name) from None


def _wish(part: dict[str, Any], types: tuple[str, ...]) -> Wish:
    kind = part["type"]
    # Each endpoint serves its own types; the others are as unknown there as a misspelt one.
    if kind not in types:
        raise _unsupported(kind)
    if kind == "announcement":
        return _announcements(part)
    codes = part.get("codes")
    if kind == "myAsset":
        if codes is not None:
            raise _bad_format()
        return Wish(kind)
    if codes is None and kind != "myOrder":
        raise RequestError("NO_CODES", "코드가 존재하지 않습니다.")
    if not isinstance(codes, list | None) or not all(isinstance(code, str) for code in codes or ()):
        raise _bad_format()
    if not codes and kind != "myOrder":
        raise RequestError("NO_CODES", "코드가 존재하지 않습니다.")
    only_snapshot = _flag(part, "is_only_snapshot", "isOnlySnapshot")
    only_realtime = _flag(part, "is_only_realtime", "isOnlyRealtime")
    return Wish(
        kind,
        tuple(dict.fromkeys(codes or ())),
        snapshot=not only_realtime or only_snapshot,
        realtime=not only_snapshot,
        level=_level(part.get("level")) if kind == "orderbook" else Decimal(0),
    )


def _announcements(part: dict[str, Any]) -> Wish:
    categories = part.get("categories")
    if not isinstance(categories, list | None):
        raise _bad_format()
    for category in categories or ():
        if category not in _CATEGORIES:
            raise _unsupported(category)
    return Wish(
        "announcement", categories=tuple(categories or ()), include_body=part.get("include_body") is True
    )


def _flag(part: dict[str, Any], name: str, older: str) -> bool:
    return part.get(name, part.get(older, False)) is True


def _level(value: Any) -> Decimal:
    if value is None:
        return Decimal(0)
    try:
        level = Decimal(str(value))
    except InvalidOperation:
        raise _unsupported(value) from None
    if not level.is_finite() or level < 0 or isinstance(value, bool):
        raise _unsupported(value)
    return level


def split_depth(code: str) -> tuple[str, int]:
    """A code and the number of levels behind its dot; anything but 1, 5, 15 and 30 means 30."""
    market, _, depth = code.partition(".")
    return market, _DEPTHS.get(depth, 30)


def _bad_format() -> RequestError:
    return RequestError("WRONG_FORMAT", "Format이 맞지 않습니다.")


def _unsupported(value: Any) -> RequestError:
    return RequestError("INVALID_PARAM", f"{value}은 지원하지 않는 타입입니다.")

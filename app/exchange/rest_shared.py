"""What the order endpoints share: finding orders, asking the engine, spelling orders (protocol 4.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from app.exchange.engine import Order, Refusal
from app.exchange.frames import utc
from app.exchange.rest_common import Call, Desk, WireError
from app.exchange.wire import object_of, plain, text

T = TypeVar("T")
KST = timedelta(hours=9)
"""What Korean time adds to UTC."""


def refused(name: str, message: str) -> WireError:
    """An error 400 with a name."""
    return WireError(400, name, message)


def ids_of(call: Call, most: int) -> tuple[list[str], list[str]]:
    """The `uuids[]` or `identifiers[]` of a query, one of the two."""
    uuids, identifiers = call.query.getall("uuids[]", []), call.query.getall("identifiers[]", [])
    if bool(uuids) == bool(identifiers) or len(uuids) + len(identifiers) > most:
        raise refused("invalid_parameter", f"uuids[] 또는 identifiers[]는 최대 {most}개입니다.")
    return uuids, identifiers


def ask_engine(desk: Desk, act: Callable[[int], T]) -> T:
    """Let the engine act now, publish what follows from it, and turn its refusal into an error."""
    now = desk.now_ms()
    try:
        return act(now)
    except Refusal as refusal:
        raise WireError(refusal.status, refusal.name, refusal.message) from None
    finally:
        desk.flow.publish(now)


def order_json(item: Order, *, funds: bool = False) -> str:
    """An Order object (4.5); what is null is left out, `executed_funds` only in lists and look-ups."""

    def decimal(value: Decimal | None) -> str | None:
        return None if value is None else plain(value)

    row = {
        "market": item.market,
        "uuid": item.uuid,
        "side": item.side,
        "ord_type": item.ord_type,
        "price": decimal(item.price),
        "state": item.state,
        "created_at": kst(item.created_ms),
        "volume": decimal(item.volume),
        "remaining_volume": decimal(item.remaining_volume)
        or "0",  # part of every order, says the SDK's model
        "executed_volume": decimal(item.executed_volume),
        "executed_funds": decimal(item.executed_funds) if funds else None,
        "reserved_fee": decimal(item.reserved_fee),
        "remaining_fee": decimal(item.remaining_fee),
        "paid_fee": decimal(item.paid_fee),
        "locked": decimal(item.locked),
        "prevented_volume": decimal(item.prevented_volume),
        "prevented_locked": decimal(item.prevented_locked),
    }
    chosen = {"time_in_force": item.time_in_force, "identifier": item.identifier, "smp_type": item.smp_type}
    members = [(name, text(value)) for name, value in row.items() if value is not None]
    members.append(("trades_count", str(item.trades_count)))
    members += [(name, text(value)) for name, value in chosen.items() if value is not None]
    return object_of(members)


def kst(time_ms: int) -> str:
    return (utc(time_ms // 1000 * 1000) + KST).isoformat() + "+09:00"


def array(rows: Iterable[str]) -> str:
    return "[" + ",".join(rows) + "]"


def find_order(desk: Desk, call: Call) -> Order:
    uuid, identifier = call.query.get("uuid") or None, call.query.get("identifier") or None
    if uuid is None and identifier is None:
        raise refused("invalid_parameter", "uuid 또는 identifier 중 하나는 필수입니다.")
    return ask_engine(
        desk, lambda now: desk.venue.engine.order(call.account, uuid=uuid, identifier=identifier)
    )


def newest_first(desk: Desk, call: Call) -> list[Order]:
    found = list(desk.venue.engine.orders(call.account))
    order_by = call.query.get("order_by") or "desc"
    if order_by not in ("asc", "desc"):
        raise refused("invalid_parameter", "order_by 값이 올바르지 않습니다.")
    return found if order_by == "asc" else found[::-1]


def whole_number(call: Call, name: str, default: int, largest: int) -> int:
    value = call.query.get(name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit()) or not 1 <= int(value) <= largest:
        raise refused("invalid_parameter", f"{name} 값이 올바르지 않습니다.")
    return int(value)

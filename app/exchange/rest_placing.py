"""New orders: placing, rehearsing, and replacing an old one (protocol 4.5, 4.7, 4.11)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from aiohttp import web

from app.exchange import rules
from app.exchange.engine import Order, OrderRequest
from app.exchange.rest_common import Call, Desk, json_response
from app.exchange.rest_shared import ask_engine, order_json, refused
from app.exchange.wire import text

_NOTHING = Decimal(0)


async def place(desk: Desk, call: Call) -> web.StreamResponse:
    """POST /v1/orders (4.5): 201 with the order as it was at entry."""
    wish = _order_request(call.body)
    order = ask_engine(desk, lambda now: desk.venue.engine.place(call.account, wish, now))
    return json_response(order_json(order), 201)


async def test(desk: Desk, call: Call) -> web.StreamResponse:
    """POST /v1/orders/test (4.7): the same judgement, nothing is created."""
    wish = _order_request(call.body)
    order = ask_engine(desk, lambda now: _rehearsal(desk, call.account, wish, now))
    return json_response(order_json(order), 201)


def _rehearsal(desk: Desk, account: str, wish: OrderRequest, now_ms: int) -> Order:
    terms = desk.venue.engine.check(account, wish)
    price, volume = wish.price or _NOTHING, wish.volume
    funds = price if volume is None else price * volume
    is_bid = wish.side == "bid"
    fee = funds * rules.fee_rate(rules.quote_of(wish.market)) if is_bid else _NOTHING
    return Order(
        uuid="00000000-0000-4000-8000-000000000000",
        market=wish.market,
        side=wish.side,
        ord_type=wish.ord_type,
        price=wish.price,
        state="wait",
        created_ms=now_ms,
        volume=volume,
        remaining_volume=volume,
        executed_volume=_NOTHING,
        executed_funds=_NOTHING,
        reserved_fee=fee,
        remaining_fee=fee,
        paid_fee=_NOTHING,
        locked=funds + fee if is_bid else volume or _NOTHING,
        prevented_volume=_NOTHING,
        prevented_locked=_NOTHING,
        trades_count=0,
        time_in_force=wish.time_in_force,
        identifier=wish.identifier,
        smp_type=terms.smp_type,
    )


def _order_request(body: dict[str, Any], prefix: str = "") -> OrderRequest:
    return OrderRequest(
        market=_word(body, "market") or "",
        side=_word(body, "side") or "",
        ord_type=_word(body, f"{prefix}ord_type") or "",
        volume=_decimal(body, f"{prefix}volume"),
        price=_decimal(body, f"{prefix}price"),
        time_in_force=_word(body, f"{prefix}time_in_force"),
        smp_type=_word(body, f"{prefix}smp_type"),
        identifier=_word(body, f"{prefix}identifier"),
    )


def _word(body: dict[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise refused("validation_error", f"{name} is invalid")
    return value


def _decimal(body: dict[str, Any], name: str) -> Decimal | None:
    value = body.get(name)
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise refused("validation_error", f"{name} is invalid") from None
    if isinstance(value, bool) or not number.is_finite() or abs(number.adjusted()) > 40:
        raise refused("validation_error", f"{name} is invalid")
    return number


async def cancel_and_new(desk: Desk, call: Call) -> web.StreamResponse:
    """POST /v1/orders/cancel_and_new (4.11): the old order, and the new one's id."""
    body = call.body
    account = call.account
    old_id, old_name = _word(body, "prev_order_uuid"), _word(body, "prev_order_identifier")
    if old_id is None and old_name is None:
        raise refused("invalid_parameter", "prev_order_uuid 또는 prev_order_identifier 중 하나는 필수입니다.")
    engine = desk.venue.engine
    old = ask_engine(desk, lambda now: engine.order(account, uuid=old_id, identifier=old_name))
    remains = body.get("new_volume") == "remain_only"
    fields = {**body, "market": old.market, "side": old.side}
    if remains:
        fields["new_volume"] = None
    wish = _order_request(fields, "new_")
    if remains:
        wish = replace(wish, volume=old.remaining_volume)
    if wish.identifier is not None and wish.identifier == old.identifier:
        raise refused("invalid_parameter", "new_identifier가 기존 주문과 같습니다.")

    def act(now_ms: int) -> tuple[Order, Order]:
        # The old order's money pays for the new one: funds are asked for after the cancel, all else before.
        engine.require_sound(account, wish)
        cancelled = engine.cancel(account, old.uuid, now_ms)
        return cancelled, engine.place(account, wish, now_ms)

    cancelled, created = ask_engine(desk, act)
    shown = order_json(cancelled)[:-1] + f',"new_order_uuid":"{created.uuid}"'
    if created.identifier is not None:
        shown += f',"new_order_identifier":{text(created.identifier)}'
    return json_response(shown + "}", 201)

"""Orders and executions as rows that can be stored, and back: every digit and every part of their life."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

from app.exchange.orders import Fill, LiveOrder, OrderRequest, OrderState, Terms

ORDER_COLUMNS = (
    *("uuid", "account", "market", "side", "ord_type", "volume", "price", "time_in_force", "wanted_smp"),
    *("identifier", "smp_type", "fee_rate", "worst_price", "remaining", "funds_left", "state", "created_ms"),
    *(
        "executed_volume",
        "executed_funds",
        "paid_fee",
        "reserved_fee",
        "prevented_volume",
        "prevented_locked",
    ),
)
FILL_COLUMNS = (
    *("uuid", "order_uuid", "market", "side", "price", "volume", "funds", "fee", "is_maker", "trend"),
    *("time_ms", "sequential_id"),
)

_STATES = frozenset(get_args(OrderState))


def order_row(order: LiveOrder) -> tuple[Any, ...]:
    """An order in the order of ORDER_COLUMNS; integers as text, for they pass 64 bits."""
    request = order.request
    return (
        order.uuid,
        order.account,
        request.market,
        request.side,
        request.ord_type,
        _text(request.volume),
        _text(request.price),
        request.time_in_force,
        request.smp_type,
        request.identifier,
        order.smp_type,
        order.fee_rate,
        str(order.price),
        str(order.remaining),
        None if order.funds_left is None else str(order.funds_left),
        order.state,
        order.created_ms,
        str(order.executed_volume),
        str(order.executed_funds),
        str(order.paid_fee),
        str(order.reserved_fee),
        str(order.prevented_volume),
        str(order.prevented_locked),
    )


def order_of(row: tuple[Any, ...], fills: list[Fill]) -> LiveOrder:
    """The order of a row; ValueError for a row that no order can have."""
    # By place, not by name: a start reads every order that there ever was.
    uuid, account, market, side, ord_type, volume, price, time_in_force, wanted_smp, *more = row
    identifier, smp_type, fee_rate, worst_price, remaining, funds_left, state, created_ms, *counted = more
    if side not in ("bid", "ask") or state not in _STATES:
        raise ValueError(f"an order that is {side} and {state}")
    request = OrderRequest(
        market, side, ord_type, _decimal(volume), _decimal(price), time_in_force, wanted_smp, identifier
    )
    budget = None if funds_left is None else int(funds_left)
    order = LiveOrder(
        uuid, account, Terms(request, int(worst_price), None, budget, smp_type, int(fee_rate)), created_ms
    )
    order.remaining = int(remaining)
    order.state = state
    (
        order.executed_volume,
        order.executed_funds,
        order.paid_fee,
        order.reserved_fee,
        order.prevented_volume,
        order.prevented_locked,
    ) = map(int, counted)
    order.fills = fills
    return order


def fill_row(order_uuid: str, fill: Fill) -> tuple[Any, ...]:
    """An execution in the order of FILL_COLUMNS."""
    return (
        fill.uuid,
        order_uuid,
        fill.market,
        fill.side,
        str(fill.price),
        str(fill.volume),
        str(fill.funds),
        str(fill.fee),
        int(fill.is_maker),
        fill.trend,
        fill.time_ms,
        fill.sequential_id,
    )


def fill_of(row: tuple[Any, ...]) -> tuple[str, Fill]:
    """The order's uuid and the execution of a row."""
    uuid, order_uuid, market, side, price, volume, funds, fee, is_maker, trend, time_ms, number = row
    amounts = (Decimal(price), Decimal(volume), Decimal(funds), Decimal(fee))
    return order_uuid, Fill(uuid, market, side, *amounts, bool(is_maker), trend, time_ms, number)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)

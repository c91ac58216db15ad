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
    values = dict(zip(ORDER_COLUMNS, row, strict=True))
    if values["side"] not in ("bid", "ask") or values["state"] not in get_args(OrderState):
        raise ValueError(f"an order that is {values['side']} and {values['state']}")
    request = OrderRequest(
        market=values["market"],
        side=values["side"],
        ord_type=values["ord_type"],
        volume=_decimal(values["volume"]),
        price=_decimal(values["price"]),
        time_in_force=values["time_in_force"],
        smp_type=values["wanted_smp"],
        identifier=values["identifier"],
    )
    budget = None if values["funds_left"] is None else int(values["funds_left"])
    terms = Terms(
        request, int(values["worst_price"]), None, budget, values["smp_type"], int(values["fee_rate"])
    )
    order = LiveOrder(values["uuid"], values["account"], terms, values["created_ms"])
    order.remaining = int(values["remaining"])
    order.state = values["state"]
    for name in ("executed_volume", "executed_funds", "paid_fee", "reserved_fee"):
        setattr(order, name, int(values[name]))
    order.prevented_volume, order.prevented_locked = (
        int(values["prevented_volume"]),
        int(values["prevented_locked"]),
    )
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
    values = dict(zip(FILL_COLUMNS, row, strict=True))
    return values["order_uuid"], Fill(
        uuid=values["uuid"],
        market=values["market"],
        side=values["side"],
        price=Decimal(values["price"]),
        volume=Decimal(values["volume"]),
        funds=Decimal(values["funds"]),
        fee=Decimal(values["fee"]),
        is_maker=bool(values["is_maker"]),
        trend=values["trend"],
        time_ms=values["time_ms"],
        sequential_id=values["sequential_id"],
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)

"""What is known of an order, how news are merged into it, and the state that follows.

Facts form a join-semilattice: each field only grows (or, for what remains, only shrinks), fills are kept by
their trade id, and merging is a union. So any order, repetition or loss of news that is made good later ends
in the same facts, and a state can never go backwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from app import exact
from app.trading.orders import Fill, OrderIntent, OrderRecord, OrderState
from app.upbit.models import Order
from app.upbit.sentences import sentence
from app.websocket_v6.events import MyOrder

_MARKET_TYPES = frozenset({"price", "market", "best"})
_ZERO = Decimal(0)


class Local(StrEnum):
    """What this side alone knows of an order; any word of the exchange outranks it."""

    NONE = ""
    SENDING = "sending"
    UNKNOWN = "unknown"
    REJECTED = "rejected"


_LOCAL_RANK = {Local.NONE: 0, Local.SENDING: 1, Local.UNKNOWN: 2, Local.REJECTED: 3}
_STATE_RANK = {"": 0, "watch": 1, "wait": 2, "trade": 2, "prevented": 2, "cancel": 4, "done": 5}
_STRANGE_RANK = 3


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """Everything known of one order. `volume` and `price` are the order's own, never a fill's."""

    market: str = ""
    side: str = ""
    ord_type: str = ""
    uuid: str | None = None
    identifier: str | None = None
    price: Decimal | None = None
    volume: Decimal | None = None
    time_in_force: str | None = None
    created_at: int = 0
    intended_at: int = 0
    state: str = ""
    executed_volume: Decimal = _ZERO
    executed_funds: Decimal = _ZERO
    paid_fee: Decimal = _ZERO
    prevented_volume: Decimal = _ZERO
    trades_count: int = 0
    remaining_volume: Decimal | None = None
    locked: Decimal | None = None
    fills: Mapping[str, Fill] = field(default_factory=dict)
    local: Local = Local.NONE
    reason: str = ""

    @property
    def known_to_exchange(self) -> bool:
        """The exchange itself has spoken of this order."""
        return bool(self.state)

    @property
    def is_final(self) -> bool:
        """The exchange has ended the order."""
        return self.state in ("cancel", "done")

    @property
    def filled_volume(self) -> Decimal:
        """The sum over distinct fills, or what the exchange says was executed where fills are missing."""
        return max(exact.total(fill.volume for fill in self.fills.values()), self.executed_volume)

    @property
    def lacks_fills(self) -> bool:
        """The exchange has told of more executions than there are fills here."""
        return exact.total(fill.volume for fill in self.fills.values()) < self.executed_volume


def merge(one: OrderFacts, other: OrderFacts) -> OrderFacts:
    """What both tell together; commutative, associative and idempotent."""
    local, reason = max(
        (one.local, one.reason), (other.local, other.reason), key=lambda told: (_LOCAL_RANK[told[0]], told[1])
    )
    return OrderFacts(
        market=one.market or other.market,
        side=one.side or other.side,
        ord_type=one.ord_type or other.ord_type,
        uuid=_least(one.uuid, other.uuid),
        identifier=_least(one.identifier, other.identifier),
        price=_least(one.price, other.price),
        volume=_most(one.volume, other.volume),
        time_in_force=_least(one.time_in_force, other.time_in_force),
        created_at=_least(one.created_at or None, other.created_at or None) or 0,
        intended_at=_least(one.intended_at or None, other.intended_at or None) or 0,
        state=max(one.state, other.state, key=lambda state: (_rank(state), state)),
        executed_volume=max(one.executed_volume, other.executed_volume),
        executed_funds=max(one.executed_funds, other.executed_funds),
        paid_fee=max(one.paid_fee, other.paid_fee),
        prevented_volume=max(one.prevented_volume, other.prevented_volume),
        trades_count=max(one.trades_count, other.trades_count),
        remaining_volume=_least(one.remaining_volume, other.remaining_volume),
        locked=_least(one.locked, other.locked),
        fills=_merge_fills(one.fills, other.fills),
        local=local,
        reason=reason,
    )


def facts_of_intent(intent: OrderIntent, identifier: str, time_ms: int, local: Local) -> OrderFacts:
    """What is known of an own order before the exchange says anything."""
    return OrderFacts(
        market=intent.market,
        side=intent.side,
        ord_type=intent.ord_type,
        identifier=identifier,
        price=intent.price,
        volume=intent.volume,
        time_in_force=intent.time_in_force,
        intended_at=time_ms,
        local=local,
    )


def facts_of_snapshot(order: Order) -> OrderFacts:
    """What a REST answer tells."""
    fills = {
        trade.uuid: Fill(trade.uuid, trade.price, trade.volume, time_ms=iso_ms(trade.created_at))
        for trade in order.trades
    }
    return OrderFacts(
        market=order.market,
        side=order.side,
        ord_type=order.ord_type,
        uuid=order.uuid,
        identifier=order.identifier,
        price=order.price,
        volume=order.volume,
        time_in_force=order.time_in_force,
        created_at=iso_ms(order.created_at) or 0,
        state=order.state,
        executed_volume=order.executed_volume,
        executed_funds=order.executed_funds or _ZERO,
        paid_fee=order.paid_fee,
        prevented_volume=order.prevented_volume,
        trades_count=order.trades_count,
        remaining_volume=order.remaining_volume,
        locked=order.locked,
        fills=fills,
    )


def facts_of_event(event: MyOrder) -> OrderFacts:
    """What a myOrder event tells."""
    trade = event.state == "trade"
    return OrderFacts(
        market=event.code,
        side=event.side,
        ord_type=event.order_type,
        uuid=event.uuid,
        identifier=event.identifier,
        # In a trade event these two are the execution's; market orders have no price of their own there.
        price=event.price if event.order_type == "limit" and not trade else None,
        volume=None if trade else event.volume,
        time_in_force=event.time_in_force,
        created_at=event.order_timestamp or 0,
        state=event.state,
        executed_volume=event.executed_volume or _ZERO,
        executed_funds=event.executed_funds or _ZERO,
        paid_fee=event.paid_fee or _ZERO,
        prevented_volume=event.prevented_volume or _ZERO,
        trades_count=event.trades_count or 0,
        remaining_volume=event.remaining_volume,
        locked=event.locked,
        fills=_fill_of(event) if trade else {},
    )


def rejected(facts: OrderFacts, reason: str) -> OrderFacts:
    """The same order, refused or never received; `reason` is an error name."""
    return merge(facts, replace(OrderFacts(), local=Local.REJECTED, reason=reason))


def uncertain(facts: OrderFacts, reason: str) -> OrderFacts:
    """The same order with an outcome that nobody knows yet; `reason` is an error name."""
    return merge(facts, replace(OrderFacts(), local=Local.UNKNOWN, reason=reason))


def state_of(facts: OrderFacts) -> OrderState:
    """The state that follows from the facts."""
    if not facts.known_to_exchange:
        return {
            Local.REJECTED: OrderState.REJECTED,
            Local.UNKNOWN: OrderState.UNKNOWN,
        }.get(facts.local, OrderState.SENDING)
    filled = facts.filled_volume
    if facts.state == "done" or _is_complete(facts, filled):
        return OrderState.FILLED
    if facts.state == "cancel":
        # A market order's unspendable remainder is cancelled by the exchange: that is success.
        return OrderState.FILLED if filled and facts.ord_type in _MARKET_TYPES else OrderState.CANCELLED
    if facts.state not in _STATE_RANK:
        return OrderState.UNKNOWN
    return OrderState.PARTIAL if filled else OrderState.WORKING


def record_of(key: str, facts: OrderFacts, *, external: bool = False) -> OrderRecord:
    """The order as the panels show it."""
    state = state_of(facts)
    fills = tuple(sorted(facts.fills.values(), key=lambda fill: (fill.time_ms or 0, fill.trade_uuid)))
    return OrderRecord(
        key=key,
        market=facts.market,
        side=facts.side,
        ord_type=facts.ord_type,
        state=state,
        uuid=facts.uuid,
        identifier=facts.identifier,
        price=facts.price,
        volume=facts.volume,
        remaining_volume=_remaining(facts),
        executed_volume=facts.filled_volume,
        executed_funds=max(exact.total(fill.funds for fill in fills), facts.executed_funds),
        paid_fee=max(exact.total(fill.fee or _ZERO for fill in fills), facts.paid_fee),
        locked=_ZERO if state.is_final else facts.locked or _ZERO,
        time_in_force=facts.time_in_force,
        # The exchange's own time wins: this computer's clock may be off.
        created_at=facts.created_at or facts.intended_at,
        reason=_reason(facts, state),
        reason_name="" if facts.known_to_exchange else facts.reason,
        trades=fills,
        external=external,
        exchange_state=facts.state,
        prevented_volume=facts.prevented_volume,
    )


def iso_ms(text: str) -> int | None:
    """ISO 8601 with offset to ms UTC; None when it is no time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return int(moment.timestamp() * 1000) if moment.tzinfo is not None else None


def _rank(state: str) -> int:
    return _STATE_RANK.get(state, _STRANGE_RANK)


def _is_complete(facts: OrderFacts, filled: Decimal) -> bool:
    return facts.volume is not None and facts.ord_type != "price" and _ZERO < facts.volume <= filled


def _remaining(facts: OrderFacts) -> Decimal | None:
    if facts.volume is None:
        return facts.remaining_volume
    left = max(facts.volume - facts.filled_volume - facts.prevented_volume, _ZERO)
    return left if facts.remaining_volume is None else min(left, facts.remaining_volume)


def _reason(facts: OrderFacts, state: OrderState) -> str:
    if state is OrderState.UNKNOWN and facts.known_to_exchange:
        return f"unknown ({facts.state})"
    return str(sentence(facts.reason)) if facts.reason and not facts.known_to_exchange else ""


def _fill_of(event: MyOrder) -> Mapping[str, Fill]:
    if event.trade_uuid is None or event.price is None or event.volume is None:
        return {}
    fill = Fill(
        event.trade_uuid, event.price, event.volume, event.trade_fee, event.is_maker, event.trade_timestamp
    )
    return {event.trade_uuid: fill}


def _merge_fills(one: Mapping[str, Fill], other: Mapping[str, Fill]) -> Mapping[str, Fill]:
    if not other or one is other:
        return one
    return {**one, **{key: _merge_fill(one.get(key), fill) for key, fill in other.items()}}


def _merge_fill(one: Fill | None, other: Fill) -> Fill:
    if one is None or one == other:
        return other
    return Fill(
        other.trade_uuid,
        min(one.price, other.price),
        max(one.volume, other.volume),
        _most(one.fee, other.fee),
        _most(one.is_maker, other.is_maker),
        _least(one.time_ms, other.time_ms),
    )


C = TypeVar("C", str, int, Decimal, bool)


def _least(one: C | None, other: C | None) -> C | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def _most(one: C | None, other: C | None) -> C | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)

"""Own orders as the panels know them: the intent, the record, its state and its executions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app import exact
from app.upbit.models import NewOrder

OWN_PREFIX = "hoga-"
_ZERO = Decimal(0)


class OrderState(StrEnum):
    """What a person is told of an order."""

    SENDING = "sending"
    UNKNOWN = "unknown"
    WORKING = "working"
    PARTIAL = "partial"
    FILLED = "filled"
    CANCELLED = "cancelled"
    REJECTED = "rejected"

    @property
    def is_final(self) -> bool:
        """Nothing will happen to the order any more."""
        return self in (OrderState.FILLED, OrderState.CANCELLED, OrderState.REJECTED)

    @property
    def is_open(self) -> bool:
        """The order rests at the exchange, as far as is known."""
        return self in (OrderState.WORKING, OrderState.PARTIAL)


@dataclass(frozen=True, slots=True)
class OrderIntent:
    """What the user wants: side "bid"/"ask", ord_type and amounts as in the exchange's own order call."""

    market: str
    side: str
    ord_type: str
    volume: Decimal | None = None
    price: Decimal | None = None
    time_in_force: str | None = None

    def order(self, identifier: str | None) -> NewOrder:
        """The request body that carries this intent under that identifier."""
        return NewOrder(
            market=self.market,
            side=self.side,
            ord_type=self.ord_type,
            volume=self.volume,
            price=self.price,
            time_in_force=self.time_in_force,
            identifier=identifier,
        )


@dataclass(frozen=True, slots=True)
class Fill:
    """One execution of an own order; `fee` and `time_ms` are None until the exchange tells them."""

    trade_uuid: str
    price: Decimal
    volume: Decimal
    fee: Decimal | None = None
    is_maker: bool | None = None
    time_ms: int | None = None

    @property
    def funds(self) -> Decimal:
        """Price times volume, in the quote currency."""
        return exact.product(self.price, self.volume)


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """One order as the panels show it. Amounts of the quote or base currency as at the exchange.

    `created_at` is ms UTC. `reason` is a sentence for REJECTED and UNKNOWN, `reason_name` the
    error name that it stands for. `prevented_volume` was cancelled lest the account trade with itself.
    """

    key: str
    market: str
    side: str
    ord_type: str
    state: OrderState
    uuid: str | None = None
    identifier: str | None = None
    price: Decimal | None = None
    volume: Decimal | None = None
    remaining_volume: Decimal | None = None
    executed_volume: Decimal = _ZERO
    executed_funds: Decimal = _ZERO
    paid_fee: Decimal = _ZERO
    locked: Decimal = _ZERO
    time_in_force: str | None = None
    created_at: int = 0
    reason: str = ""
    reason_name: str = ""
    trades: tuple[Fill, ...] = ()
    external: bool = False
    exchange_state: str = ""
    prevented_volume: Decimal = _ZERO

    @property
    def is_amendable(self) -> bool:
        """A limit order that waits in the book can be replaced by one of another price or volume."""
        return self.state.is_open and self.ord_type == "limit" and self.exchange_state != "watch"

    def amended(self, price: Decimal | None, volume: Decimal | None) -> OrderIntent:
        """The order that takes the place of this one."""
        return OrderIntent(self.market, self.side, "limit", volume, price, self.time_in_force)

    @property
    def average_price(self) -> Decimal | None:
        """What the executed part cost on average per unit, without fees; None before the first fill."""
        return self.executed_funds / self.executed_volume if self.executed_volume else None


def key_of(uuid: str | None, identifier: str | None) -> str:
    """The key of an order: our identifier when it is ours, else the exchange's id."""
    if identifier and identifier.startswith(OWN_PREFIX):
        return identifier
    return uuid or identifier or ""

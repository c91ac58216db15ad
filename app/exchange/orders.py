"""What an order is: the request that asks for one, its life inside the engine, and what others see of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import ClassVar, Literal

from app.exchange.matching import Resting
from app.exchange.units import FUNDS, UNIT, from_funds, from_money, from_units

Side = Literal["bid", "ask"]
EndState = Literal["done", "cancel"]
OrderState = Literal["wait", "done", "cancel"]
OrderEvent = Literal["wait", "trade", "done", "cancel", "prevented"]

_MEAN = Context(prec=28, rounding=ROUND_HALF_EVEN)


class Refusal(Exception):
    """The exchange's no: HTTP status, error name and message (protocol 4.17)."""

    def __init__(self, status: int, name: str, message: str) -> None:
        super().__init__(f"{status} {name}: {message}")
        self.status = status
        self.name = name
        self.message = message


@dataclass(frozen=True)
class OrderRequest:
    """The body of POST /v1/orders, decoded but not yet judged (protocol 4.5)."""

    market: str
    side: str
    ord_type: str
    volume: Decimal | None = None
    price: Decimal | None = None
    time_in_force: str | None = None
    smp_type: str | None = None
    identifier: str | None = None


@dataclass(frozen=True)
class Fill:
    """One execution as one of its orders sees it; both share `uuid`. Funds and fee in the quote currency."""

    uuid: str
    market: str
    side: str
    price: Decimal
    volume: Decimal
    funds: Decimal
    fee: Decimal
    is_maker: bool
    trend: str
    time_ms: int
    sequential_id: int


@dataclass(frozen=True)
class Order:
    """An order at one moment, with the wire's field names (protocol 4.5); None means the wire has no value.

    `price` is the unit price, or the total of a market buy. `locked` is in the quote currency incl. fee for a
    bid, in coins for an ask. Only `Engine.order` fills in `trades`.
    """

    uuid: str
    market: str
    side: str
    ord_type: str
    price: Decimal | None
    state: OrderState
    created_ms: int
    volume: Decimal | None
    remaining_volume: Decimal | None
    executed_volume: Decimal
    executed_funds: Decimal
    reserved_fee: Decimal
    remaining_fee: Decimal
    paid_fee: Decimal
    locked: Decimal
    prevented_volume: Decimal
    prevented_locked: Decimal
    trades_count: int
    time_in_force: str | None = None
    identifier: str | None = None
    smp_type: str | None = None
    trades: tuple[Fill, ...] = field(default=(), repr=False)

    @property
    def avg_price(self) -> Decimal:
        """The mean execution price, rounded to 28 digits; 0 before the first fill."""
        if not self.executed_volume:
            return Decimal(0)
        mean = _MEAN.divide(self.executed_funds, self.executed_volume)
        exponent = mean.as_tuple().exponent
        # 2.999E+4 is no way to write a price.
        return _MEAN.quantize(mean, Decimal(1)) if isinstance(exponent, int) and exponent > 0 else mean


@dataclass(frozen=True)
class Terms:
    """A judged request in integers: prices and volumes in 1e-8, the budget of a market buy in 1e-16.

    `price` is the worst price to trade at (NO_LIMIT_* of matching.py when there is none). One of `volume` and
    `budget` is given.
    """

    request: OrderRequest
    price: int
    volume: int | None
    budget: int | None
    smp_type: str | None
    fee_rate: int

    @property
    def hold(self) -> int:
        """What the order locks at entry, as money: quote currency with fee for a bid, coins for an ask."""
        if self.request.side == "ask":
            return (self.volume or 0) * FUNDS
        funds = self.budget if self.volume is None else self.price * self.volume
        return (funds or 0) * (UNIT + self.fee_rate)


class LiveOrder(Resting):
    """An order's life in the engine, in integers; it rests in the book itself.

    What it locks is always computed from what is left of it, so locks cannot drift from orders.
    """

    house: ClassVar[bool] = False
    __slots__ = (
        "_seen",
        "account",
        "created_ms",
        "executed_funds",
        "executed_volume",
        "fee_rate",
        "fills",
        "funds_left",
        "paid_fee",
        "prevented_locked",
        "prevented_volume",
        "request",
        "reserved_fee",
        "smp_type",
        "state",
        "uuid",
    )

    def __init__(self, uuid: str, account: str, terms: Terms, created_ms: int) -> None:
        request = terms.request
        super().__init__("bid" if request.side == "bid" else "ask", terms.price, terms.volume or 0)
        self.uuid = uuid
        self.account = account
        self.request = request
        self.smp_type = terms.smp_type
        self.fee_rate = terms.fee_rate
        self.created_ms = created_ms
        self.funds_left = terms.budget
        self.state: OrderState = "wait"
        self.executed_volume = 0
        self.executed_funds = 0
        self.paid_fee = 0
        self.prevented_volume = 0
        self.prevented_locked = 0
        self.fills: list[Fill] = []
        self.reserved_fee = self.remaining_fee
        self._seen: Order | None = None

    def __repr__(self) -> str:
        return f"<LiveOrder {self.uuid} {self.side} {self.request.market} {self.state} left {self.remaining}>"

    @property
    def remaining_fee(self) -> int:
        """The fee still reserved, as money; asks pay from their proceeds and reserve none."""
        if self.side == "ask" or self.state != "wait":
            return 0
        return self._open_funds() * self.fee_rate

    @property
    def locked(self) -> int:
        """What the order still holds, as money of the currency it gives."""
        if self.state != "wait":
            return 0
        if self.side == "ask":
            return self.remaining * FUNDS
        return self._open_funds() * (UNIT + self.fee_rate)

    def wanted(self, price: int) -> int:
        """The volume this order would still trade at a price; a budget buys floored to 8 decimals."""
        if self.funds_left is None:
            return self.remaining
        return self.funds_left // price

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left to execute."""
        return not (self.remaining if self.funds_left is None else self.funds_left)

    def take_off(self, price: int, volume: int) -> None:
        """Reduce what is left by an amount met at a price; as the maker the book has already done so."""
        self._seen = None
        if self.funds_left is not None:
            self.funds_left -= price * volume
        else:
            self.remaining -= volume

    def empty(self) -> None:
        """Give up all that is left."""
        self._seen = None
        self.remaining = 0
        if self.funds_left is not None:
            self.funds_left = 0

    def execute(self, fill: Fill, price: int, volume: int) -> None:
        """Count an execution that has been taken off."""
        self._seen = None
        self.executed_volume += volume
        self.executed_funds += price * volume
        self.paid_fee += price * volume * self.fee_rate
        self.fills.append(fill)

    def prevent(self, volume: int, locked: int) -> None:
        """Count what self-match prevention removed: a volume, and the money it held."""
        self._seen = None
        self.prevented_volume += volume
        self.prevented_locked += locked

    def end(self, state: EndState) -> None:
        """Close the order for good; from now on it holds nothing."""
        self._seen = None
        self.state = state

    def snapshot(self) -> Order:
        """The order as it is now; the same object until something changes."""
        if self._seen is None:
            self._seen = self._look()
        return self._seen

    def snapshot_with_trades(self) -> Order:
        """The order as it is now, with every execution so far."""
        return replace(self.snapshot(), trades=tuple(self.fills))

    def _open_funds(self) -> int:
        return self.price * self.remaining if self.funds_left is None else self.funds_left

    def _look(self) -> Order:
        request = self.request
        return Order(
            uuid=self.uuid,
            market=request.market,
            side=request.side,
            ord_type=request.ord_type,
            price=request.price,
            state=self.state,
            created_ms=self.created_ms,
            volume=request.volume,
            remaining_volume=from_units(self.remaining) if self.funds_left is None else None,
            executed_volume=from_units(self.executed_volume),
            executed_funds=from_funds(self.executed_funds),
            reserved_fee=from_money(self.reserved_fee),
            remaining_fee=from_money(self.remaining_fee),
            paid_fee=from_money(self.paid_fee),
            locked=from_money(self.locked),
            prevented_volume=from_units(self.prevented_volume),
            prevented_locked=from_money(self.prevented_locked),
            trades_count=len(self.fills),
            time_in_force=request.time_in_force,
            identifier=request.identifier,
            smp_type=self.smp_type,
        )

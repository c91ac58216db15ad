"""Lives of orders: what an exchange says of one order from its entry to its end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from app.trading.facts import OrderFacts, facts_of_event, facts_of_snapshot
from app.upbit.models import Order, OrderTrade
from app.websocket_v6.events import MyOrder

FEE = Decimal("0.0005")
ENTRY_MS = 1_790_000_000_000


@dataclass
class Life:
    """A limit order as the exchange keeps it; each step says what it tells on the stream and by REST."""

    uuid: str = "order-1"
    identifier: str | None = "hoga-1"
    market: str = "KRW-BTC"
    side: str = "bid"
    ord_type: str = "limit"
    price: Decimal = Decimal(100_000)
    volume: Decimal = Decimal(10)
    state: str = "wait"

    def __post_init__(self) -> None:
        self.trades: list[OrderTrade] = []
        self.told: list[OrderFacts] = []

    @property
    def executed(self) -> Decimal:
        return sum((trade.volume for trade in self.trades), Decimal(0))

    @property
    def remaining(self) -> Decimal:
        return self.volume - self.executed

    def enter(self) -> None:
        self._tell(self.event("wait"))

    def fill(self, volume: Decimal) -> None:
        number = len(self.trades) + 1
        self.trades.append(OrderTrade(uuid=f"{self.uuid}-t{number}", price=self.price, volume=volume))
        self._tell(self.event("trade", self.trades[-1]))
        if self.remaining == 0:
            self.state = "done"
            self._tell(self.event("done"))

    def cancel(self) -> None:
        self.state = "cancel"
        self._tell(self.event("cancel"))

    def _tell(self, event: MyOrder) -> None:
        self.told += [facts_of_event(event), facts_of_snapshot(self.snapshot())]
        self.told.append(facts_of_snapshot(self.snapshot(with_trades=True)))

    def snapshot(self, *, with_trades: bool = False) -> Order:
        return Order(
            uuid=self.uuid,
            market=self.market,
            side=self.side,
            ord_type=self.ord_type,
            state=self.state,
            created_at="2026-09-21T23:13:20+09:00",
            price=self.price,
            volume=self.volume,
            remaining_volume=self.remaining,
            executed_volume=self.executed,
            executed_funds=self.executed * self.price,
            paid_fee=self.executed * self.price * FEE,
            locked=self.remaining * self.price * (1 + FEE) if self.state == "wait" else Decimal(0),
            trades_count=len(self.trades),
            identifier=self.identifier,
            trades=tuple(self.trades) if with_trades else (),
        )

    def event(self, state: str, trade: OrderTrade | None = None) -> MyOrder:
        shown = self.snapshot()
        return MyOrder(
            type="myOrder",
            code=self.market,
            uuid=self.uuid,
            ask_bid=self.side.upper(),
            order_type=self.ord_type,
            state=state,
            timestamp=ENTRY_MS + 50,
            stream_type="REALTIME",
            trade_uuid=trade.uuid if trade else None,
            price=trade.price if trade else self.price,
            volume=trade.volume if trade else self.volume,
            remaining_volume=shown.remaining_volume,
            executed_volume=shown.executed_volume,
            executed_funds=shown.executed_funds,
            paid_fee=shown.paid_fee,
            locked=shown.locked,
            trades_count=shown.trades_count,
            trade_fee=trade.volume * trade.price * FEE if trade else None,
            is_maker=True if trade else None,
            identifier=self.identifier,
            trade_timestamp=ENTRY_MS + len(self.trades) if trade else None,
            order_timestamp=ENTRY_MS,
        )


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """An order with up to six fills that ends filled, cancelled, or rests."""
    life = Life(volume=Decimal(draw(st.integers(1, 20))), identifier=draw(st.sampled_from(["hoga-1", None])))
    life.enter()
    for _ in range(draw(st.integers(0, 6))):
        if life.state == "wait":
            life.fill(Decimal(draw(st.integers(1, int(life.remaining)))))
    if life.state == "wait" and draw(st.booleans()):
        life.cancel()
    return life


@st.composite
def shuffled_news(draw: st.DrawFn) -> tuple[Life, list[OrderFacts]]:
    """A life and all its news in any order, many of them repeated."""
    life = draw(lives())
    repeats = draw(st.lists(st.sampled_from(life.told), max_size=30))
    return life, draw(st.permutations([*life.told, *repeats]))

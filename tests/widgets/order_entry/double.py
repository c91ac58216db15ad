"""A broker that answers from memory, for widgets whose behaviour needs no exchange."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from PyQt6.QtWidgets import QApplication

from app.errors import HogaError
from app.market.symbols import Catalog, Market
from app.signals import Signal
from app.trading import Balance, Fill, OrderIntent, OrderRecord, OrderState, Violation, check
from app.upbit import Account, Chance
from app.upbit.models import ChanceMarket, ChanceSide

BID_TYPES = ("best_fok", "best_ioc", "limit", "limit_fok", "limit_ioc", "price")
ASK_TYPES = ("best_fok", "best_ioc", "limit", "limit_fok", "limit_ioc", "market")

CATALOG = Catalog(
    (
        Market("KRW-BTC", "비트코인", "Bitcoin", tick_size=Decimal(1000)),
        Market("KRW-ETH", "이더리움", "Ethereum", tick_size=Decimal(1000)),
        Market("KRW-PEPE", "페페", "Pepe", tick_size=Decimal("0.0000001")),
        Market("BTC-XRP", "엑스알피(리플)", "XRP", tick_size=Decimal("0.00000001")),
    )
)


async def settle() -> None:
    """Let everything that is due in the loop and in Qt happen."""
    for _ in range(8):
        await asyncio.sleep(0)
        QApplication.processEvents()


def chance_of(market: str, types: tuple[tuple[str, ...], tuple[str, ...]] = (BID_TYPES, ASK_TYPES)) -> Chance:
    quote, _, base = market.partition("-")
    least = {"KRW": Decimal(5000), "BTC": Decimal("0.00005")}[quote]
    return Chance(
        bid_fee=Decimal("0.0005"),
        ask_fee=Decimal("0.0005"),
        market=ChanceMarket(
            id=market,
            bid=ChanceSide(quote, least),
            ask=ChanceSide(base, least),
            bid_types=types[0],
            ask_types=types[1],
            max_total=Decimal(1_000_000_000),
        ),
        bid_account=Account(quote, Decimal(0), Decimal(0)),
        ask_account=Account(base, Decimal(0), Decimal(0)),
    )


class FakeBroker:
    def __init__(self, *, ready: bool = True) -> None:
        self.ready = ready
        self.armed = True
        self.armed_changed: Signal[bool] = Signal("armed")
        self.polling = False
        self.poll_seconds = 2.0
        self.problem: HogaError | None = None
        self.problem_changed: Signal[HogaError | None] = Signal("problem")
        self.in_flight: frozenset[str] = frozenset()
        self.recalling: frozenset[str] = frozenset()
        self.ready_changed: Signal[bool] = Signal("ready")
        self.balances_changed: Signal[frozenset[str]] = Signal("balances")
        self.orders_changed: Signal[frozenset[str]] = Signal("orders")
        self.orders: dict[str, OrderRecord] = {}
        self.balances = {
            "KRW": Balance("KRW", Decimal("10000000.123456")),
            "BTC": Balance("BTC", Decimal("0.12345678")),
            "PEPE": Balance("PEPE", Decimal("123456789.12345678")),
        }
        self.placed: list[OrderIntent] = []
        self.amended: list[tuple[str, Decimal, Decimal | None]] = []
        self.asked_fills: list[str] = []
        self.cancelled: list[str] = []
        self.cancelled_all: list[str | None] = []
        self.pages: list[list[OrderRecord]] = []
        self.asked_pages: list[tuple[str | None, datetime | None]] = []
        self.known: dict[str, Chance] = {}
        self.types = (BID_TYPES, ASK_TYPES)
        self.error: HogaError | None = None
        self.answer = asyncio.Event()
        self.answer.set()

    @property
    def may_place(self) -> bool:
        return self.ready and self.armed

    def arm(self, armed: bool) -> None:
        self.armed = armed
        self.armed_changed.emit(armed)

    def be_ready(self, ready: bool) -> None:
        self.ready = ready
        self.ready_changed.emit(ready)

    def fail(self, problem: HogaError | None) -> None:
        self.problem = problem
        self.problem_changed.emit(problem)

    def tell(self, *records: OrderRecord) -> None:
        self.orders.update({record.key: record for record in records})
        self.orders_changed.emit(frozenset(record.key for record in records))

    async def chance(self, market: str) -> Chance:
        self.known[market] = chance_of(market, self.types)
        return self.known[market]

    def amendment_violations(
        self, key: str, price: Decimal | None, volume: Decimal | None
    ) -> tuple[Violation, ...]:
        intent = self.orders[key].amended(price, volume)
        tick = next((market.tick_size for market in CATALOG if market.code == intent.market), None)
        return check(intent, self.known.get(intent.market), available=Decimal(10**9), tick=tick)

    async def place(self, intent: OrderIntent) -> OrderRecord:
        self.placed.append(intent)
        await self._answered()
        key = f"hoga-{len(self.placed)}"
        return OrderRecord(key, intent.market, intent.side, intent.ord_type, OrderState.WORKING)

    async def amend(self, key: str, price: Decimal, volume: Decimal | None = None) -> OrderRecord:
        self.amended.append((key, price, volume))
        await self._answered()
        old = self.orders[key]
        return OrderRecord(f"{key}-new", old.market, old.side, old.ord_type, OrderState.SENDING)

    async def with_fills(self, record: OrderRecord) -> OrderRecord:
        self.asked_fills.append(record.key)
        await self._answered()
        return replace(record, trades=(Fill(f"{record.key}-t", Decimal(100), record.executed_volume),))

    async def cancel(self, key: str) -> None:
        self.cancelled.append(key)
        await self._answered()

    async def cancel_all(self, market: str | None = None) -> int:
        self.cancelled_all.append(market)
        await self._answered()
        return sum(market in (None, record.market) for record in self.orders.values())

    async def closed(self, market: str | None = None, before: datetime | None = None) -> list[OrderRecord]:
        self.asked_pages.append((market, before))
        await self._answered()
        return self.pages.pop(0) if self.pages else []

    async def _answered(self) -> None:
        await self.answer.wait()
        if self.error is not None:
            raise self.error

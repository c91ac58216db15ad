"""The recorded market and an account in it, as the panels take them: the same ones every time."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from app.market.candles import Candle, candles_of
from app.market.symbols import Catalog, Market, catalog_of
from app.trading import Balance, OrderRecord, OrderState
from app.upbit import TradeRow
from app.upbit.models import CandleRow
from app.websocket_v6 import Event, Frame, Orderbook, OrderbookUnit
from app.websocket_v6.wire import FrameReader
from tests.golden.record import RECORDING, SYMBOL

TICK = Decimal(1000)


@dataclass(frozen=True)
class Recorded:
    """One moment of the local exchange; `now_ms` is its own clock then."""

    catalog: Catalog
    candles: list[Candle]
    trades: list[TradeRow]
    events: list[Event]
    now_ms: int

    @property
    def bid(self) -> Decimal:
        """The best bid of the shown market."""
        return self.bids[0]

    @property
    def bids(self) -> list[Decimal]:
        """The prices of the shown market's bids, best first."""
        book: Any = next(event for event in self.events if type(event).__name__ == "Orderbook")
        return [Decimal(int(price)) for price, _ in book.bids]


@cache
def recorded() -> Recorded:
    """Read the recording."""
    told = json.loads(gzip.decompress(RECORDING.read_bytes()))
    reader, events = FrameReader(), []
    for row in told["frames"]:
        frame = reader.read(json.dumps(row).encode(), 0.0)
        assert isinstance(frame, Frame)
        events.append(frame.event())
    now_ms = max(row.get("timestamp", 0) for row in told["frames"])
    rows = msgspec.convert(told["candles"], list[CandleRow])
    trades = msgspec.convert(told["trades"], list[TradeRow])
    return Recorded(catalog_of(map(_market, told["markets"])), candles_of(rows), trades, events, now_ms)


def grouped(level: Decimal) -> Orderbook:
    """The shown market's book as the exchange groups it: thirty multiples a side, with the recorded sizes."""
    book = next(event for event in recorded().events if isinstance(event, Orderbook))
    step, touch, units = float(level), book.orderbook_units[0], []
    ask, bid = -(-touch.ask_price // step) * step, touch.bid_price // step * step
    for number, unit in enumerate(book.orderbook_units):
        away, more = number * step, 3 + number % 4
        units.append(OrderbookUnit(ask + away, bid - away, unit.ask_size * more, unit.bid_size * more))
    asks, bids = sum(unit.ask_size for unit in units), sum(unit.bid_size for unit in units)
    changes = {"total_ask_size": asks, "total_bid_size": bids, "orderbook_units": tuple(units)}
    return msgspec.structs.replace(book, level=step, **changes)


def _market(row: dict[str, Any]) -> Market:
    event = row.get("market_event", {})
    shown = row["market"] == SYMBOL
    return Market(
        code=row["market"],
        korean_name=row["korean_name"],
        english_name=row["english_name"],
        warning=bool(event.get("warning")),
        cautions=frozenset(name for name, on in event.get("caution", {}).items() if on),
        tick_size=TICK if shown else None,
        levels=tuple(TICK * step for step in (10, 100, 1000)) if shown else (),
    )


def balances() -> dict[str, Balance]:
    """An account with won and four coins, one of them bought above the market."""
    held = (
        Balance("KRW", Decimal("48210334.5512"), Decimal("12097000")),
        Balance("BTC", Decimal("0.25318844"), Decimal("0.05"), Decimal("98123000"), "KRW"),
        Balance("ETH", Decimal("4.1"), Decimal(0), Decimal("4310000"), "KRW"),
        Balance("XRP", Decimal("15320.5"), Decimal(0), Decimal("1840"), "KRW"),
        Balance("SOL", Decimal("32.75"), Decimal(0), Decimal("131200"), "KRW"),
    )
    return {balance.currency: balance for balance in held}


def orders() -> tuple[OrderRecord, ...]:
    """Open orders in the shown book and elsewhere: waiting, half filled, not yet confirmed."""
    bids, bid, at = recorded().bids, recorded().bid, recorded().now_ms // 60_000 * 60_000

    def order(number: int, side: str, price: Decimal, volume: str, **changes: Any) -> OrderRecord:
        told: dict[str, Any] = {"market": SYMBOL, "state": OrderState.WORKING, **changes}
        amounts = {"price": price, "volume": Decimal(volume), "remaining_volume": Decimal(volume)}
        created_at = at - 61_000 * number
        return OrderRecord(
            f"golden-{number}",
            side=side,
            ord_type="limit",
            **({"created_at": created_at} | amounts | told),  # type: ignore[arg-type]
        )

    filled = {"remaining_volume": Decimal("0.03"), "executed_volume": Decimal("0.02")}
    funds = {"executed_funds": Decimal("0.02") * (bid + 9 * TICK)}
    return (
        order(1, "bid", bids[4], "0.1"),
        order(2, "ask", bid + 9 * TICK, "0.05", state=OrderState.PARTIAL, **filled, **funds),
        order(3, "bid", bids[9], "0.0085", state=OrderState.UNKNOWN),
        order(4, "ask", Decimal(5_400_000), "1.5", market="KRW-ETH"),
    )

"""Books and tickers to deliver, and a panel to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.market.symbols import Catalog, Market, catalog_of
from app.websocket_v6 import Orderbook, OrderbookUnit, Ticker, Trade
from tests.fakes import Stream
from widgets import theme
from widgets.frame_clock import FrameClock
from widgets.links import Favourites
from widgets.orderbook import OrderbookPanel
from widgets.orderbook.ladder import Ladder

NOW = 1_790_133_435_106  # 12:17:15 in Korea


@pytest.fixture(scope="session", autouse=True)
def look(qapp: QApplication) -> None:
    theme.apply_theme(qapp)


@pytest.fixture
def make_book() -> Callable[..., Orderbook]:
    """A book whose touch is `bid` and one tick above it; grouped, the tick is the unit."""

    def make(
        symbol: str = "KRW-BTC",
        bid: float = 100_000_000.0,
        *,
        tick: float = 1000.0,
        asks: int = 30,
        bids: int = 30,
        size: float = 0.5,
        level: float = 0,
    ) -> Orderbook:
        def side(rank: int, depth: int, price: float, amount: float) -> tuple[float, float]:
            return (round(price, 8), round(amount, 8)) if rank < depth else (0.0, 0.0)

        ranks = range(max(asks, bids))
        sells = [side(n, asks, bid + tick * (n + 1), size + n / 100) for n in ranks]
        buys = [side(n, bids, bid - tick * n, size + n / 50) for n in ranks]
        return Orderbook(
            type="orderbook",
            code=symbol,
            timestamp=NOW,
            total_ask_size=sum(amount for _, amount in sells),
            total_bid_size=sum(amount for _, amount in buys),
            orderbook_units=tuple(
                OrderbookUnit(a[0], b[0], a[1], b[1]) for a, b in zip(sells, buys, strict=True)
            ),
            stream_type="REALTIME",
            level=level,
        )

    return make


@pytest.fixture
def make_ticker() -> Callable[..., Ticker]:
    def make(symbol: str = "KRW-BTC", price: float = 100_000_000.0, *, at: int = NOW) -> Ticker:
        return Ticker(
            type="ticker",
            code=symbol,
            opening_price=99_500_000.0,
            high_price=101_000_000.0,
            low_price=99_000_000.0,
            trade_price=price,
            prev_closing_price=99_000_000.0,
            change="RISE",
            change_price=1_000_000.0,
            signed_change_price=1_000_000.0,
            change_rate=0.0101010101,
            signed_change_rate=0.0101010101,
            trade_volume=0.1,
            acc_trade_volume=100.0,
            acc_trade_volume_24h=200.0,
            acc_trade_price=1e10,
            acc_trade_price_24h=2e10,
            trade_date="20260923",
            trade_time="031715",
            trade_timestamp=at,
            ask_bid="BID",
            acc_ask_volume=40.0,
            acc_bid_volume=60.0,
            highest_52_week_price=1e8,
            highest_52_week_date="2026-01-01",
            lowest_52_week_price=5e7,
            lowest_52_week_date="2026-01-01",
            market_state="ACTIVE",
            timestamp=at,
            stream_type="REALTIME",
        )

    return make


@pytest.fixture
def make_trade() -> Callable[..., Trade]:
    def make(symbol: str = "KRW-BTC", price: float = 100_000_000.0, *, at: int = NOW) -> Trade:
        return Trade(
            type="trade",
            code=symbol,
            timestamp=at + 50,
            trade_date="2026-09-23",
            trade_time="03:17:15",
            trade_timestamp=at,
            trade_price=price,
            trade_volume=0.1,
            ask_bid="ASK",
            prev_closing_price=99_000_000.0,
            change="RISE",
            change_price=1_000_000.0,
            sequential_id=at * 10_000,
            best_ask_price=price,
            best_ask_size=1.0,
            best_bid_price=price,
            best_bid_size=1.0,
            stream_type="REALTIME",
        )

    return make


@pytest.fixture
def catalog() -> Catalog:
    return catalog_of(
        [
            Market("KRW-BTC", "비트코인", "Bitcoin", tick_size=Decimal(1000)),
            Market("KRW-ETH", "이더리움", "Ethereum", tick_size=Decimal(1000)),
            Market("KRW-PEPE", "페페", "Pepe", tick_size=Decimal("0.00001")),
            Market("BTC-ETH", "이더리움", "Ethereum", tick_size=Decimal("0.00000001")),
        ]
    )


@pytest.fixture
def favourites(qapp: QApplication) -> Iterator[Favourites]:
    root = QObject()
    yield Favourites(["KRW-BTC", "KRW-ETH", "KRW-PEPE"], root)
    sip.delete(root)


@pytest.fixture
def ladder(qtbot: QtBot) -> Ladder:
    """A ladder of 20 rows, shown."""
    ladder = Ladder()
    qtbot.addWidget(ladder)
    ladder.resize(380, 20 * theme.ROW_HEIGHT + 26)
    ladder.clear("", "BTC")
    ladder.show()
    qtbot.waitExposed(ladder)
    QApplication.processEvents()
    QApplication.sendEvent(ladder, QEvent(QEvent.Type.Leave))  # wherever an earlier test left the mouse
    return ladder


@pytest.fixture
def panel(
    qtbot: QtBot, stream: Stream, frame_clock: FrameClock, favourites: Favourites, catalog: Catalog
) -> Iterator[OrderbookPanel]:
    """A panel on KRW-BTC, shown, without data."""
    panel = OrderbookPanel(frame_clock, favourites)
    qtbot.addWidget(panel)
    panel.resize(380, 560)
    panel.show_catalog(catalog)
    panel.show_symbol("KRW-BTC")
    panel.show()
    qtbot.waitExposed(panel)
    yield panel
    panel.close_panel()

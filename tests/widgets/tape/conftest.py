"""Trades to deliver, and a tape to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.upbit import TradeRow
from app.websocket_v6 import Trade
from tests.fakes import Stream
from widgets import theme
from widgets.frame_clock import FrameClock
from widgets.tape import TapePanel

START = 1_790_133_435_106  # 12:17:15 in Korea


@pytest.fixture(scope="session", autouse=True)
def look(qapp: QApplication) -> None:
    theme.apply_theme(qapp)


@pytest.fixture
def make_trade() -> Callable[..., Trade]:
    """The trade of that number, a second after the one before it."""

    def make(
        number: int,
        price: float = 100_000_000.0,
        size: float = 0.01,
        *,
        symbol: str = "KRW-BTC",
        side: str = "BID",
    ) -> Trade:
        at = START + number * 1000
        return Trade(
            type="trade",
            code=symbol,
            timestamp=at + 50,
            trade_date="2026-09-23",
            trade_time="03:17:15",
            trade_timestamp=at,
            trade_price=price,
            trade_volume=size,
            ask_bid=side,
            prev_closing_price=99_000_000.0,
            change="RISE",
            change_price=1_000_000.0,
            sequential_id=number,
            best_ask_price=price,
            best_ask_size=1.0,
            best_bid_price=price,
            best_bid_size=1.0,
            stream_type="REALTIME",
        )

    return make


@pytest.fixture
def make_row() -> Callable[..., TradeRow]:
    def make(number: int, market: str = "KRW-BTC") -> TradeRow:
        return TradeRow(
            market=market,
            trade_date_utc="2026-09-23",
            trade_time_utc="03:17:15",
            timestamp=START + number * 1000,
            trade_price=100_000_000.0,
            trade_volume=0.01,
            prev_closing_price=99_000_000.0,
            change_price=1_000_000.0,
            ask_bid="ASK",
            sequential_id=number,
        )

    return make


@pytest.fixture
def panel(qtbot: QtBot, stream: Stream, frame_clock: FrameClock) -> Iterator[TapePanel]:
    """A tape of ten rows on KRW-BTC, shown, without data."""
    panel = TapePanel(frame_clock)
    qtbot.addWidget(panel)
    panel.resize(380, 222)
    panel.show_symbol("KRW-BTC")
    panel.show()
    qtbot.waitExposed(panel)
    yield panel
    panel.close_panel()

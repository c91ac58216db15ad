"""The orderbook panel: its wishes, the switch of markets, stale books, favourites, state."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.market.symbols import Market, catalog_of
from app.websocket_v6 import DataType, Orderbook, Ticker, Trade
from widgets import theme
from widgets.frame_clock import FrameClock
from widgets.links import Favourites
from widgets.orderbook import OrderbookPanel
from widgets.orderbook import geometry as place
from widgets.orderbook import panel as panel_module
from widgets.orderbook.clicks import ClickRules

MakeBook = Callable[..., Orderbook]
MakeTicker = Callable[..., Ticker]
MakeTrade = Callable[..., Trade]


def deliver(qtbot: QtBot, panel: OrderbookPanel, stream: Any, *events: Any) -> None:
    """Push events and wait for the frame that shows them, and for its paint."""
    with qtbot.waitSignal(panel._feed.flushed):
        stream.push(*events)
    QApplication.processEvents()


def click_best_bid(qtbot: QtBot, panel: OrderbookPanel) -> None:
    ladder = panel._ladder
    middle = (ladder.height() - place.FOOT_HEIGHT) // 2
    at = place.row_rect(0, middle + theme.ROW_HEIGHT // 2, ladder.width()).center()
    qtbot.mouseClick(ladder, Qt.MouseButton.LeftButton, pos=at)


def picked(panel: OrderbookPanel) -> list[Decimal]:
    prices: list[Decimal] = []
    panel.price_picked.connect(prices.append)
    return prices


def test_it_wishes_for_the_streams_of_its_one_market(panel: OrderbookPanel, stream: Any) -> None:
    panel.show_symbol("KRW-ETH")
    assert {(kind, symbols) for (_, kind), (symbols, _) in stream.wishes.items()} == {
        (DataType.ORDERBOOK, ("KRW-ETH",)),
        (DataType.TICKER, ("KRW-ETH",)),
        (DataType.TRADE, ("KRW-ETH",)),
    }
    panel.close_panel()
    panel.close_panel()
    assert not stream.wishes


def test_without_data_there_is_no_number(panel: OrderbookPanel) -> None:
    assert panel.book is None
    assert panel._strip.texts() == ("–", "", "")
    assert not any(row.price_text or row.size_text for row in panel._ladder.picture.rows)
    assert (panel._ladder.picture.foot.ask_text, panel._ladder.picture.foot.bid_text) == ("–", "–")


def test_a_click_hands_on_the_exact_price(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    """J11: the emitted price is exactly the one that was sent."""
    panel.show_symbol("KRW-PEPE")
    deliver(qtbot, panel, stream, make_book("KRW-PEPE", 0.01234, tick=0.00001))
    prices = picked(panel)
    click_best_bid(qtbot, panel)
    assert prices == [Decimal("0.01234")]


def test_a_switch_empties_at_once_and_nothing_old_comes_after(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook, make_ticker: MakeTicker
) -> None:
    deliver(qtbot, panel, stream, make_book(), make_ticker())
    stream.push(make_book(bid=100_500_000.0))  # conflated, not yet flushed
    panel.show_symbol("KRW-ETH")
    assert panel.book is None
    assert panel._strip.texts()[0] == "–"
    assert panel._ladder._notes == ()
    deliver(qtbot, panel, stream, make_book("KRW-BTC"), make_book("KRW-ETH", 5_000_000.0))
    book = panel.book
    assert book is not None
    assert book.symbol == "KRW-ETH"
    assert panel._strip.texts()[0] == "–"


def test_the_strip_tells_price_change_and_strength(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook, make_ticker: MakeTicker
) -> None:
    deliver(qtbot, panel, stream, make_ticker(price=98_010_000.0), make_book())
    assert panel._strip.texts() == ("98,010,000", "-1.00%  -990,000", "150.00%")


def test_the_later_trade_counts_however_the_streams_overtake_each_other(
    qtbot: QtBot,
    panel: OrderbookPanel,
    stream: Any,
    make_ticker: MakeTicker,
    make_trade: MakeTrade,
) -> None:
    deliver(qtbot, panel, stream, make_ticker(price=1000.0, at=10), make_trade(price=1002.0, at=20))
    assert panel._strip.texts()[0] == "1,002"
    deliver(qtbot, panel, stream, make_ticker(price=1001.0, at=15))
    assert panel._strip.texts()[0] == "1,002"
    deliver(qtbot, panel, stream, make_ticker(price=1003.0, at=30))
    assert panel._strip.texts()[0] == "1,003"


def test_a_stale_book_is_dated_and_waits_for_its_successor(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    deliver(qtbot, panel, stream, make_book())
    prices = picked(panel)
    panel.show_stale(True)
    assert "12:17:15" in panel._ladder.doubt
    click_best_bid(qtbot, panel)
    panel.show_stale(False)
    click_best_bid(qtbot, panel)  # the stream is back, the book is still the old one
    assert prices == []
    deliver(qtbot, panel, stream, make_book(bid=100_001_000.0))
    assert panel._ladder.doubt == ""
    click_best_bid(qtbot, panel)
    assert prices == [Decimal(100_001_000)]


def test_the_age_of_a_stale_book_goes_on(
    qtbot: QtBot,
    panel: OrderbookPanel,
    stream: Any,
    make_book: MakeBook,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deliver(qtbot, panel, stream, make_book())
    panel.show_stale(True)
    received = panel._received
    monkeypatch.setattr(panel_module, "monotonic", lambda: received + 42.5)
    panel._age.timeout.emit()
    assert "42" in panel._ladder.doubt
    assert panel._age.isActive()


def test_no_time_that_passes_makes_an_old_book_live_again(
    qtbot: QtBot,
    panel: OrderbookPanel,
    stream: Any,
    make_book: MakeBook,
    make_ticker: MakeTicker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deliver(qtbot, panel, stream, make_book())
    panel.show_stale(True)
    panel.show_stale(False)
    assert [timer for timer in panel.findChildren(QTimer) if timer.isActive()] == [panel._age]
    received = panel._received
    monkeypatch.setattr(panel_module, "monotonic", lambda: received + 7200.5)
    panel._age.timeout.emit()
    assert "2시간 전" in panel._ladder.doubt
    monkeypatch.undo()
    deliver(qtbot, panel, stream, make_ticker())
    assert panel._ladder.doubt
    assert not panel._ladder.is_reliable


def test_the_last_price_is_live_again_by_its_own_news(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook, make_ticker: MakeTicker
) -> None:
    deliver(qtbot, panel, stream, make_book(), make_ticker())
    panel.show_stale(True)
    panel.show_stale(False)
    deliver(qtbot, panel, stream, make_book())
    assert panel._ladder.is_reliable
    assert panel._strip._stale
    deliver(qtbot, panel, stream, make_ticker())
    assert not panel._strip._stale


def test_a_book_from_before_the_outage_is_old_whenever_it_is_painted(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    panel.hide()
    stream.push(make_book())
    panel.show_stale(True)
    panel.show_stale(False)
    with qtbot.waitSignal(panel._feed.flushed):
        panel.show()
    assert panel.book is not None
    assert not panel._ladder.is_reliable


def test_a_switch_while_stale_stays_stale(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    panel.show_stale(True)
    panel.show_symbol("KRW-ETH")
    deliver(qtbot, panel, stream, make_book("KRW-ETH", 5_000_000.0))
    assert panel._ladder.doubt
    assert not panel._ladder.is_reliable


def test_ctrl_arrows_go_through_the_favourites(qtbot: QtBot, panel: OrderbookPanel) -> None:
    asked: list[str] = []
    panel.symbol_picked.connect(asked.append)
    panel.activateWindow()
    panel._ladder.setFocus()
    qtbot.waitUntil(panel._ladder.hasFocus)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(panel._ladder, Qt.Key.Key_Down, control)
    qtbot.keyClick(panel._ladder, Qt.Key.Key_Up, control)
    panel.show_symbol("BTC-ETH")  # none of them: begin at an end
    panel.step_favourite(1)
    panel.step_favourite(-1)
    assert asked == ["KRW-ETH", "KRW-PEPE", "KRW-BTC", "KRW-PEPE"]


def test_no_favourites_no_switch(qtbot: QtBot, stream: Any, frame_clock: FrameClock) -> None:
    panel = OrderbookPanel(frame_clock, Favourites([], frame_clock))
    qtbot.addWidget(panel)
    asked: list[str] = []
    panel.symbol_picked.connect(asked.append)
    panel.step_favourite(1)
    assert asked == []
    panel.close_panel()


def test_switches_and_state_come_back(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, frame_clock: FrameClock, favourites: Favourites
) -> None:
    panel._cumulative.click()
    panel._follow.click()
    state = panel.save_state()
    clicks = ClickRules().save()
    assert state == {"cumulative": True, "following": False, "grouping": {}, "clicks": clicks}
    other = OrderbookPanel(frame_clock, favourites)
    qtbot.addWidget(other)
    other.restore_state(state)
    assert other.save_state() == state
    other.restore_state({"cumulative": "yes", "following": 3, "grouping": 1, "more": None})
    assert other.save_state() == state
    other.close_panel()


def test_the_tick_size_gives_the_decimals(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    panel.show_catalog(catalog_of([Market("KRW-XYZ", "엑스", "Xyz", tick_size=Decimal("0.01"))]))
    panel.show_symbol("KRW-XYZ")
    deliver(qtbot, panel, stream, make_book("KRW-XYZ", 5.0, tick=1.0, bids=3))
    assert panel._ladder.picture.rows[31].price_text == "5.00"


def test_a_hidden_panel_is_not_painted_and_shows_the_newest_when_shown(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    """J21: hidden there is no update at all; shown, the newest data is there at once."""
    deliver(qtbot, panel, stream, make_book())
    panel.hide()
    with qtbot.assertNotEmitted(panel._feed.flushed, wait=50):
        stream.push(make_book(bid=100_001_000.0), make_book(bid=100_002_000.0))
    with qtbot.waitSignal(panel._feed.flushed):
        panel.show()
    book = panel.book
    assert book is not None
    assert book.bids[0].price == 100_002_000.0

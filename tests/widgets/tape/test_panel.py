"""The tape panel: every trade once, at its place, in its colour, and none of another market."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QContextMenuEvent, QImage
from PyQt6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.market.symbols import Market, catalog_of
from app.upbit import TradeRow
from app.websocket_v6 import DataType, Trade
from widgets import theme
from widgets.tape import TapePanel
from widgets.tape.roll import HEAD, ROW

MakeTrade = Callable[..., Trade]
MakeRow = Callable[..., TradeRow]


def deliver(qtbot: QtBot, panel: TapePanel, stream: Any, *trades: Trade) -> None:
    with qtbot.waitSignal(panel._feed.flushed):
        stream.push(*trades)
    QApplication.processEvents()


def ids(panel: TapePanel) -> list[int]:
    return [one.sequential_id for one in panel.prints]


def colours_of_row(panel: TapePanel, number: int) -> set[str]:
    image: QImage = panel.grab().toImage()
    y = HEAD + number * ROW
    return {image.pixelColor(x, y + dy).name() for x in range(image.width()) for dy in range(ROW)}


def test_it_wishes_for_the_trades_of_its_one_market(panel: TapePanel, stream: Any) -> None:
    panel.show_symbol("KRW-ETH")
    assert {(kind, symbols) for (_, kind), (symbols, _) in stream.wishes.items()} == {
        (DataType.TRADE, ("KRW-ETH",))
    }
    panel.close_panel()
    panel.close_panel()
    assert not stream.wishes


def test_no_trade_is_lost_between_two_frames(
    qtbot: QtBot, panel: TapePanel, stream: Any, make_trade: MakeTrade
) -> None:
    deliver(qtbot, panel, stream, *(make_trade(number) for number in range(300)))
    deliver(qtbot, panel, stream, *(make_trade(number) for number in range(300, 600)))
    assert ids(panel) == list(range(599, 99, -1))


def test_a_row_tells_time_price_size_and_value(
    qtbot: QtBot, panel: TapePanel, stream: Any, make_trade: MakeTrade
) -> None:
    deliver(qtbot, panel, stream, make_trade(0, 98_765_000.0, 0.01234, side="ASK"))
    (line,) = panel._roll.lines
    assert (line.time, line.price, line.size, line.value) == (
        "12:17:15",
        "98,765,000",
        "0.01234",
        "1,218,760",
    )
    assert (line.price_sign, line.side) == (-1, -1)


def test_a_trade_of_dust_is_not_shown_as_nothing(
    qtbot: QtBot, panel: TapePanel, stream: Any, make_trade: MakeTrade
) -> None:
    deliver(qtbot, panel, stream, make_trade(0, size=0.00000113))
    assert panel._roll.lines[0].size == "0.00000113"


def test_buyers_are_red_and_sellers_blue(
    qtbot: QtBot, panel: TapePanel, stream: Any, make_trade: MakeTrade
) -> None:
    colours = theme.palette()
    close = 99_000_000.0  # an unchanged price is plain, so the side alone gives colour
    deliver(
        qtbot, panel, stream, make_trade(1, close, 0.05, side="BID"), make_trade(2, close, 0.05, side="ASK")
    )
    sold, bought = colours_of_row(panel, 0), colours_of_row(panel, 1)
    assert colours.fall.name() in sold
    assert colours.rise.name() not in sold
    assert colours.rise.name() in bought
    assert colours.fall.name() not in bought


@pytest.mark.parametrize(
    ("symbol", "price", "size", "large"),
    [
        ("KRW-BTC", 100_000_000.0, 0.1, True),
        ("KRW-BTC", 100_000_000.0, 0.09999999, False),
        ("BTC-ETH", 0.04, 2.0, True),
        ("BTC-ETH", 0.04, 1.9, False),
    ],
)
def test_large_trades_are_marked_from_the_threshold_on(
    qtbot: QtBot,
    panel: TapePanel,
    stream: Any,
    make_trade: MakeTrade,
    symbol: str,
    price: float,
    size: float,
    large: bool,
) -> None:
    panel.show_symbol(symbol)
    deliver(qtbot, panel, stream, make_trade(1, price, size, symbol=symbol))
    assert panel._roll.lines[0].large is large
    assert (theme.palette().bid_bar.name() in colours_of_row(panel, 0)) is large


def test_the_threshold_can_be_set_and_comes_back(
    qtbot: QtBot, panel: TapePanel, stream: Any, make_trade: MakeTrade
) -> None:
    deliver(qtbot, panel, stream, make_trade(1, size=0.05))
    panel.set_large("KRW", Decimal(5_000_000))
    assert panel._roll.lines[0].large
    state = panel.save_state()
    panel.set_large("KRW", Decimal(50_000_000))
    assert not panel._roll.lines[0].large
    panel.restore_state(state)
    assert panel._roll.lines[0].large
    panel.restore_state({"large": {"KRW": "-1", "EUR": "5", "BTC": "much"}})
    assert panel.save_state() == state


def test_the_menu_offers_thresholds_and_marks_the_one_in_use(
    qtbot: QtBot, panel: TapePanel, stream: Any, make_trade: MakeTrade
) -> None:
    deliver(qtbot, panel, stream, make_trade(1, size=0.02))
    at = panel.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, panel.mapToGlobal(at))
    QApplication.sendEvent(panel, event)
    menu = panel.findChild(QMenu)
    assert menu is not None
    qtbot.waitUntil(menu.isVisible)
    choices = {action.text(): action for action in menu.actions() if action.isCheckable()}
    assert [text for text, action in choices.items() if action.isChecked()] == ["10,000,000 KRW 이상"]
    choices["1,000,000 KRW 이상"].trigger()
    assert panel._roll.lines[0].large
    menu.close()


def test_a_switch_empties_at_once_and_keeps_out_the_old_market(
    qtbot: QtBot, panel: TapePanel, stream: Any, make_trade: MakeTrade, make_row: MakeRow
) -> None:
    deliver(qtbot, panel, stream, make_trade(1))
    stream.push(make_trade(2))  # waits for the next frame
    panel.show_symbol("KRW-ETH")
    assert panel.prints == ()
    assert panel._roll.lines == ()
    panel.load([make_row(3), make_row(4, "KRW-ETH")])  # a late answer of the old market
    deliver(qtbot, panel, stream, make_trade(5), make_trade(6, symbol="KRW-ETH"))
    assert ids(panel) == [6, 4]


def test_history_and_the_live_stream_meet_without_a_seam(
    qtbot: QtBot, panel: TapePanel, stream: Any, make_trade: MakeTrade, make_row: MakeRow
) -> None:
    deliver(qtbot, panel, stream, make_trade(5), make_trade(6))
    panel.load([make_row(number) for number in (5, 4, 3)])
    assert ids(panel) == [6, 5, 4, 3]
    assert len(panel._roll.lines) == 4


def test_who_has_scrolled_down_keeps_his_place(
    qtbot: QtBot, panel: TapePanel, stream: Any, make_trade: MakeTrade
) -> None:
    deliver(qtbot, panel, stream, *(make_trade(number) for number in range(40)))
    roll = panel._roll
    qtbot.keyClick(roll, Qt.Key.Key_PageDown)
    seen = roll.lines
    assert seen[0].time == "12:17:44"
    deliver(qtbot, panel, stream, make_trade(40), make_trade(41))
    assert roll.lines == seen
    qtbot.keyClick(roll, Qt.Key.Key_Home)
    assert roll.lines[0].time == "12:17:56"
    qtbot.keyClick(roll, Qt.Key.Key_End)
    assert roll.lines[-1].time == "12:17:15"


def test_after_an_interruption_the_hole_is_drawn_and_the_age_told(
    qtbot: QtBot, panel: TapePanel, stream: Any, make_trade: MakeTrade
) -> None:
    deliver(qtbot, panel, stream, make_trade(1))
    panel.show_stale(True)
    assert panel._roll._doubt
    assert theme.palette().rise.name() not in colours_of_row(panel, 0)
    panel.show_stale(False)
    assert not panel._roll._doubt
    deliver(qtbot, panel, stream, make_trade(1), make_trade(9))
    assert [line.gap for line in panel._roll.lines] == [False, False]
    panel.show_stale(True)
    panel.show_stale(False)
    deliver(qtbot, panel, stream, make_trade(20))
    assert [line.gap for line in panel._roll.lines] == [True, False, False]
    assert theme.palette().warn.name() in colours_of_row(panel, 0)


def test_the_tick_size_gives_the_decimals_and_a_finer_price_more(
    qtbot: QtBot, panel: TapePanel, stream: Any, make_trade: MakeTrade
) -> None:
    panel.show_catalog(catalog_of([Market("KRW-XYZ", "엑스", "Xyz", tick_size=Decimal("0.1"))]))
    panel.show_symbol("KRW-XYZ")
    deliver(qtbot, panel, stream, make_trade(1, 12.0, symbol="KRW-XYZ"))
    assert panel._roll.lines[0].price == "12.0"
    deliver(qtbot, panel, stream, make_trade(2, 9.99, symbol="KRW-XYZ"))
    assert [line.price for line in panel._roll.lines] == ["9.99", "12.00"]

"""Trading by click: off at first, bound to the snapshot that was clicked, and through the guards."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from msgspec.structs import replace as replace_fields
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.market.symbols import Catalog, Market, catalog_of
from app.settings import OrderGuards, Threshold
from app.trading import OrderIntent
from app.websocket_v6 import Orderbook
from tests.fakes import Stream
from widgets.click_trade import ClickTrader
from widgets.notices import Notices
from widgets.orderbook import OrderbookPanel
from widgets.orderbook.click_menu import ClickBar, ClickButton
from widgets.orderbook.clicks import ClickRules
from widgets.orderbook.geometry import row_rect
from widgets.orderbook.grouping import GroupingButton
from widgets.orderbook.ladder import Ladder
from widgets.theme import ROW_HEIGHT

MakeBook = Callable[..., Orderbook]
ON = ClickRules(on=True, double=False, confirm=False)
BEST_ASK, BEST_BID = 29, 31  # slots


class Sent:
    """Takes the place of the desk's actions."""

    def __init__(self) -> None:
        self.intents: list[OrderIntent] = []

    def place(self, intent: OrderIntent) -> None:
        self.intents.append(intent)


class Desk:
    """A panel whose clicks are traded, the limits it is under, and what was sent."""

    def __init__(self, panel: OrderbookPanel, stream: Stream, qtbot: QtBot) -> None:
        self.panel, self.stream, self.qtbot = panel, stream, qtbot
        self.sent, self.guards = Sent(), OrderGuards()
        self.notices = Notices(panel)
        self.trader = ClickTrader(panel, self.sent, self.limits, self.notices)  # type: ignore[arg-type]
        self.ladder = panel.findChild(Ladder)

    def limits(self) -> OrderGuards:
        return self.guards

    def rules(self, rules: ClickRules) -> None:
        self.panel.findChild(ClickButton).set_rules(rules)

    def show(self, book: Orderbook) -> None:
        self.stream.push(book)
        self.qtbot.waitUntil(lambda: self.panel.sent == book, timeout=10_000)
        self.ladder.grab()  # what was painted last is what a click is about

    def at(self, slot: int, column: str) -> QPoint:
        top = (self.ladder.height() - 26 - ROW_HEIGHT) // 2 - 30 * ROW_HEIGHT
        y = row_rect(slot, top, 1).center().y()
        x = {"ask": 20, "price": self.ladder.width() // 2, "bid": self.ladder.width() - 20}[column]
        return QPoint(x, y)

    def click(self, slot: int, column: str) -> None:
        self.qtbot.mouseClick(self.ladder, Qt.MouseButton.LeftButton, pos=self.at(slot, column))


@pytest.fixture
def desk(panel: OrderbookPanel, stream: Stream, qtbot: QtBot, make_book: MakeBook) -> Desk:
    desk = Desk(panel, stream, qtbot)
    desk.show(make_book())
    return desk


def test_it_is_off_at_every_start(desk: Desk, qtbot: QtBot) -> None:
    assert not desk.panel.rules.on
    with qtbot.waitSignal(desk.panel.price_picked):
        desk.click(BEST_ASK, "ask")
    desk.rules(ON)
    desk.panel.restore_state(desk.panel.save_state())
    assert desk.panel.rules == ON
    desk.rules(ClickRules())
    desk.panel.restore_state({"clicks": {"double": False, "confirm": False, "amounts": {"KRW": "50000"}}})
    assert not desk.panel.rules.on and not desk.panel.rules.confirm
    assert desk.panel.rules.amounts["KRW"] == 50_000


def test_the_column_says_the_side_and_the_row_the_price(desk: Desk) -> None:
    desk.rules(ON)
    desk.click(BEST_ASK, "bid")
    desk.click(BEST_BID, "ask")
    ask, bid = Decimal("100001000"), Decimal("100000000")
    assert desk.sent.intents == [
        OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.00009999"), ask),
        OrderIntent("KRW-BTC", "ask", "limit", Decimal("0.0001"), bid),
    ]


def test_the_price_column_fills_the_form_as_ever(desk: Desk, qtbot: QtBot) -> None:
    desk.rules(ON)
    with qtbot.waitSignal(desk.panel.price_picked) as picked:
        desk.click(BEST_BID, "price")
    assert picked.args == [Decimal(100_000_000)] and desk.sent.intents == []


def test_a_price_of_the_market_before_does_not_reach_the_form_of_the_new_one(
    desk: Desk, qtbot: QtBot, make_book: MakeBook
) -> None:
    """What was painted counts; but the form has gone on to the other market already."""
    picked: list[Decimal] = []
    desk.panel.price_picked.connect(picked.append)
    desk.panel.setUpdatesEnabled(False)
    desk.panel.show_symbol("KRW-PEPE")
    newer = make_book("KRW-PEPE", 0.0123, tick=0.0001)
    desk.stream.push(newer)
    qtbot.waitUntil(lambda: desk.panel.sent == newer, timeout=10_000)
    desk.click(BEST_BID, "price")
    assert picked == []
    desk.panel.setUpdatesEnabled(True)


def test_a_price_is_as_the_exchange_sent_it(desk: Desk, make_book: MakeBook) -> None:
    """J11: a coin at 0.0123 KRW; the amount becomes a volume of 8 decimals that is never worth more."""
    desk.rules(replace(ON, amounts={"KRW": Decimal(5000)}))
    desk.panel.show_symbol("KRW-PEPE")
    desk.show(make_book("KRW-PEPE", 0.0123, tick=0.0001))
    desk.click(BEST_BID, "bid")
    assert desk.sent.intents == [
        OrderIntent("KRW-PEPE", "bid", "limit", Decimal("406504.06504065"), Decimal("0.0123"))
    ]


@pytest.mark.parametrize("change", ["size", "price", "gone"])
def test_a_row_that_changed_since_it_was_painted_is_not_traded(
    desk: Desk, qtbot: QtBot, make_book: MakeBook, change: str
) -> None:
    desk.rules(ON)
    newer = {
        "size": make_book(size=0.6),
        "price": make_book(bid=100_005_000.0),
        "gone": make_book(bid=99_900_000.0),
    }[change]
    desk.stream.push(newer)
    # It has come, and is on its way to the screen; the trader still sees the older one.
    desk.panel.setUpdatesEnabled(False)
    qtbot.waitUntil(lambda: desk.panel.sent == newer, timeout=10_000)
    desk.click(BEST_BID, "bid")
    desk.panel.setUpdatesEnabled(True)
    assert desk.sent.intents == []
    assert "바뀌어" in str(list(desk.notices._shown))


def test_one_click_is_no_order_where_two_are_asked_for(desk: Desk) -> None:
    desk.rules(replace(ON, double=True))
    desk.click(BEST_BID, "bid")
    assert desk.sent.intents == []
    desk.qtbot.mouseDClick(desk.ladder, Qt.MouseButton.LeftButton, pos=desk.at(BEST_BID, "bid"))
    assert len(desk.sent.intents) == 1


def test_what_the_guards_refuse_is_not_sent(desk: Desk) -> None:
    desk.rules(ON)
    desk.guards = OrderGuards(totals={"KRW": Threshold(refuse=Decimal(9_000))})
    desk.click(BEST_BID, "bid")
    assert desk.sent.intents == [] and desk.trader.dialog is None
    assert "9,000" in str(list(desk.notices._shown))


def test_what_the_guards_ask_about_is_asked_even_without_confirmation(desk: Desk) -> None:
    desk.rules(ON)
    desk.guards = OrderGuards(totals={"KRW": Threshold(ask=Decimal(9_000))})
    desk.click(BEST_BID, "bid")
    dialog = desk.trader.dialog
    assert dialog is not None and desk.sent.intents == [] and not dialog.send.isEnabled()
    dialog.cautions.tick.setChecked(True)
    dialog.send.click()
    assert len(desk.sent.intents) == 1


def test_a_confirmation_says_what_is_sent_and_goes_with_its_price(desk: Desk, make_book: MakeBook) -> None:
    desk.rules(replace(ON, confirm=True))
    desk.click(BEST_BID, "bid")
    dialog = desk.trader.dialog
    assert dialog is not None and desk.sent.intents == []
    assert dialog.lines() == ("KRW-BTC 지정가 매수", "가격 100,000,000 KRW", "수량 0.0001 BTC")
    desk.show(make_book(bid=99_000_000.0))
    assert not dialog.send.isEnabled()
    desk.show(make_book(size=2.0))
    dialog.cautions.tick.setChecked(True)
    dialog.send.click()
    assert len(desk.sent.intents) == 1


def test_an_old_or_crossed_book_takes_no_click(desk: Desk, make_book: MakeBook) -> None:
    desk.rules(ON)
    desk.panel.show_stale(True)
    desk.click(BEST_BID, "bid")
    assert desk.sent.intents == []
    desk.panel.show_stale(False)
    first, *rest = make_book().orderbook_units
    turned = replace_fields(first, ask_price=first.bid_price, bid_price=first.ask_price)
    desk.show(replace_fields(make_book(), orderbook_units=(turned, *rest)))
    desk.click(BEST_BID, "bid")
    assert desk.sent.intents == []


def grouped(make_book: MakeBook) -> Orderbook:
    """The book by 10,000: its best bid is the same price as the ungrouped one's, and so is its size."""
    return make_book(tick=10_000.0, level=10_000)


@pytest.fixture
def catalog() -> Catalog:
    levels = (Decimal(10_000), Decimal(100_000))
    rows = [Market("KRW-BTC", "비트코인", "Bitcoin", tick_size=Decimal(1000), levels=levels)]
    return catalog_of([*rows, Market("KRW-PEPE", "페페", "Pepe", tick_size=Decimal("0.00001"))])


def test_grouped_rows_are_not_traded(desk: Desk, make_book: MakeBook) -> None:
    """A row that sums several prices is none to trade at; its price still goes to the form."""
    desk.rules(ON)
    desk.panel.findChild(GroupingButton).choose(Decimal(10_000))
    assert "모아보는 동안" in desk.panel.findChild(ClickBar).text()
    desk.stream.push(grouped(make_book))
    desk.qtbot.waitUntil(lambda: desk.panel.book is not None, timeout=10_000)
    desk.ladder.grab()
    desk.click(BEST_BID, "bid")
    assert desk.sent.intents == []
    with desk.qtbot.waitSignal(desk.panel.price_picked) as picked:
        desk.click(BEST_BID, "price")
    assert picked.args == [Decimal(100_000_000)]
    desk.panel.findChild(GroupingButton).choose(Decimal(0))
    assert "모아보는 동안" not in desk.panel.findChild(ClickBar).text()


def test_a_row_is_not_traded_once_the_book_is_grouped(desk: Desk, make_book: MakeBook) -> None:
    """The ungrouped row is still painted, and a group of the same price and size has come."""
    desk.rules(ON)
    desk.panel.setUpdatesEnabled(False)
    desk.panel.findChild(GroupingButton).choose(Decimal(10_000))
    desk.click(BEST_BID, "bid")
    desk.stream.push(grouped(make_book))
    desk.qtbot.waitUntil(lambda: desk.panel.book is not None, timeout=10_000)
    desk.click(BEST_BID, "bid")
    desk.panel.setUpdatesEnabled(True)
    assert desk.sent.intents == []
    assert "바뀌어" in str(list(desk.notices._shown))


def test_a_confirmation_waits_for_the_book_that_was_clicked(desk: Desk, make_book: MakeBook) -> None:
    """Grouped meanwhile, there is no such row, and no depth to judge the order by."""
    desk.rules(replace(ON, confirm=True))
    desk.click(BEST_BID, "bid")
    dialog = desk.trader.dialog
    assert dialog is not None and dialog.send.isEnabled()
    button = desk.panel.findChild(GroupingButton)
    button.choose(Decimal(10_000))
    assert not dialog.send.isEnabled()
    desk.stream.push(grouped(make_book))
    desk.qtbot.waitUntil(lambda: desk.panel.book is not None, timeout=10_000)
    assert not dialog.send.isEnabled() and desk.panel.sent is None
    button.choose(Decimal(0))
    desk.show(make_book(size=2.0))
    dialog.cautions.tick.setChecked(True)
    assert dialog.send.isEnabled()
    dialog.reject()


def test_the_bar_says_it_is_on_and_the_menu_turns_it_off(desk: Desk, qapp: QApplication) -> None:
    bar, button = desk.panel.findChild(ClickBar), desk.panel.findChild(ClickButton)
    assert not bar.isVisible()
    desk.rules(ON)
    assert bar.isVisible() and "10,000 KRW" in bar.text() and "바로 전송" in bar.text()
    menu = button.menu_now()
    texts = {action.text(): action for action in menu.actions() if isinstance(action, QAction)}
    texts["50,000 KRW"].trigger()
    assert desk.panel.rules.amounts["KRW"] == 50_000 and desk.panel.rules.on
    menu.close()
    off = next(action for action in button.menu_now().actions() if action.text() == "클릭 주문 켜기")
    off.trigger()
    assert not bar.isVisible() and not desk.panel.rules.on


def test_ticks_through_the_touch_are_counted(desk: Desk) -> None:
    """A click on an ask far up in the column of bids buys at that price."""
    desk.rules(ON)
    desk.panel.show_catalog(Catalog((Market("KRW-BTC", "비트코인", "Bitcoin", tick_size=Decimal(1000)),)))
    desk.guards = OrderGuards(ticks=Threshold(refuse=Decimal(3)))
    desk.click(BEST_BID - 4, "bid")
    assert len(desk.sent.intents) == 1, "two ticks through"
    desk.click(BEST_BID - 8, "bid")
    assert len(desk.sent.intents) == 1 and "호가 불리" in str(list(desk.notices._shown))

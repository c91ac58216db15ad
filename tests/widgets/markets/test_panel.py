"""The panel as a trader uses it: look, search, star, sort, pick, switch tabs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace as relisted

import pytest
from msgspec.structs import replace
from PyQt6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QEnterEvent, QInputMethodEvent
from PyQt6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from app.market.symbols import Catalog, Market
from tests.fakes import Stream
from widgets import theme
from widgets.markets import MarketsPanel
from widgets.markets import panel as panel_module
from widgets.markets.listing import Tab
from widgets.markets.rows import Column
from widgets.markets.search_line import SearchLine
from widgets.markets.view import MarketsView

KRW = ["KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-BCH", "KRW-PEPE", "KRW-MEW"]


class Desk:
    """The panel with its parts within reach, as a hand would find them."""

    def __init__(self, panel: MarketsPanel, stream: Stream, qtbot: QtBot, make_ticker: Callable) -> None:
        self.panel, self.stream, self.qtbot, self.make_ticker = panel, stream, qtbot, make_ticker
        self.view = panel.findChild(MarketsView)
        self.search = panel.findChild(SearchLine)
        self.tabs = panel.findChild(QTabBar)
        self.picked: list[str] = []
        panel.symbol_picked.connect(self.picked.append)

    @property
    def rows(self) -> list[str]:
        return [row.code for row in self.view._markets.shown]

    def text(self, code: str, column: Column) -> str:
        return self.view.model().index(self.rows.index(code), column).data()

    def tick(self, *tickers) -> None:
        self.stream.push(*tickers)
        self.qtbot.waitUntil(lambda: self.panel._feed._beat._clock.is_asleep())

    def fill(self) -> None:
        """Traded values in the order of KRW."""
        self.tick(*(self.make_ticker(code, 1000.0, 0.0, (9 - n) * 1e9) for n, code in enumerate(self.rows)))

    def point(self, code: str, column: Column = Column.NAME) -> QPoint:
        return self.view.visualRect(self.view.model().index(self.rows.index(code), column)).center()

    def click(self, code: str, column: Column = Column.NAME) -> None:
        self.qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=self.point(code, column))

    def enter(self) -> None:
        at = QPointF(self.point(self.rows[0]))
        QCoreApplication.sendEvent(self.view.viewport(), QEnterEvent(at, at, at))

    def leave(self) -> None:
        QCoreApplication.sendEvent(self.view.viewport(), QEvent(QEvent.Type.Leave))

    def pixel(self, code: str, column: Column) -> str:
        self.qtbot.waitUntil(lambda: self.panel._feed._beat._clock.is_asleep())
        rect = self.view.visualRect(self.view.model().index(self.rows.index(code), column))
        return self.view.viewport().grab().toImage().pixelColor(rect.left() + 2, rect.top() + 3).name()

    def colours(self, code: str, column: Column = Column.RATE) -> set[str]:
        rect = self.view.visualRect(self.view.model().index(self.rows.index(code), column))
        image = self.view.viewport().grab(rect).toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.fixture
def desk(qtbot: QtBot, frame_clock, favourites, stream, catalog: Catalog, make_ticker, monkeypatch):
    monkeypatch.setattr(panel_module, "SORT_BEAT_MS", 20)
    monkeypatch.setattr(panel_module, "FLASH_MS", 20)
    panel = MarketsPanel(frame_clock, favourites, None)
    qtbot.addWidget(panel)
    panel.resize(330, 400)
    panel.show_catalog(catalog)
    panel.show_symbol("KRW-BTC")
    panel.show()
    desk = Desk(panel, stream, qtbot, make_ticker)
    yield desk
    panel.close_panel()


def test_says_that_it_is_loading_before_the_catalog_is_known(
    qtbot: QtBot, frame_clock, favourites, stream
) -> None:
    panel = MarketsPanel(frame_clock, favourites, None)
    qtbot.addWidget(panel)
    assert panel.findChild(MarketsView)._empty_text == "목록을 불러오는 중…"
    assert stream.codes == ()
    panel.close_panel()


def test_one_subscription_for_the_whole_tab(desk: Desk) -> None:
    assert desk.stream.codes == tuple(KRW)
    desk.panel.choose_tab(Tab.BTC)
    assert desk.stream.codes == ("BTC-ETH", "BTC-ARK")
    assert desk.rows == ["BTC-ETH", "BTC-ARK"], "in the exchange's order while there are no figures"


def test_sorts_as_soon_as_the_figures_are_there(desk: Desk) -> None:
    desk.tick(*(desk.make_ticker(code, value=n * 1e9) for n, code in enumerate(KRW)))
    assert desk.rows == KRW[::-1]


def test_a_falling_market_is_shown_with_its_sign_below_an_unchanged_one(desk: Desk) -> None:
    """J12: FALL with change_rate 0.0153 is "-1.53%" in the falling colour, and sorts below 0."""
    desk.fill()
    desk.tick(
        desk.make_ticker("KRW-ETH", 1000.0, -0.0153, 8e9), desk.make_ticker("KRW-XRP", 1000.0, 0.02, 7e9)
    )
    desk.panel._on_header_clicked(Column.RATE)
    assert desk.text("KRW-ETH", Column.RATE) == "-1.53%"
    assert desk.rows[0] == "KRW-XRP"
    assert desk.rows[-1] == "KRW-ETH"
    rect = desk.view.visualRect(desk.view.model().index(5, Column.RATE))
    image = desk.view.viewport().grab(rect).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert theme.palette().fall.name() in colours
    assert theme.palette().rise.name() not in colours


def test_rows_move_with_the_beat_and_not_before(desk: Desk) -> None:
    desk.fill()
    assert desk.rows == KRW
    desk.qtbot.waitUntil(lambda: not desk.panel._sort_beat.isActive())
    desk.panel._sort_beat.setInterval(60_000)
    desk.tick(desk.make_ticker("KRW-MEW", 1000.0, 0.0, 99e9))
    assert desk.text("KRW-MEW", Column.VALUE) == "99,000"
    assert desk.rows == KRW
    desk.panel._sort_beat.setInterval(1)
    desk.qtbot.waitUntil(lambda: desk.rows[0] == "KRW-MEW")


def test_rows_never_move_under_the_pointer(desk: Desk) -> None:
    desk.fill()
    desk.enter()
    desk.stream.push(desk.make_ticker("KRW-MEW", 1000.0, 0.0, 99e9))
    desk.qtbot.waitUntil(lambda: desk.panel._must_arrange)
    assert desk.rows == KRW
    assert desk.text("KRW-MEW", Column.VALUE) == "99,000"
    desk.leave()
    assert desk.rows[0] == "KRW-MEW"


def test_selection_and_scroll_survive_rows_that_move(desk: Desk) -> None:
    """J22: tickers run, scroll position and selection stay."""
    desk.fill()
    desk.panel.resize(330, 200)
    desk.click("KRW-BTC")
    desk.leave()
    bar = desk.view.verticalScrollBar()
    desk.qtbot.waitUntil(lambda: bar.maximum() > 40)
    bar.setValue(40)
    desk.stream.push(*(desk.make_ticker(code, value=n * 1e9) for n, code in enumerate(KRW)))
    desk.qtbot.waitUntil(lambda: desk.rows == KRW[::-1])
    assert desk.view.current_code == "KRW-BTC"
    assert [index.row() for index in desk.view.selectionModel().selectedRows()] == [5]
    assert bar.value() == 40


def test_a_click_and_enter_pick(desk: Desk) -> None:
    desk.fill()
    desk.click("KRW-XRP")
    assert desk.picked == ["KRW-XRP"]
    desk.qtbot.keyClick(desk.search, Qt.Key.Key_Down)
    assert desk.picked == ["KRW-XRP"]
    desk.qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    assert desk.picked == ["KRW-XRP", "KRW-BCH"]
    desk.qtbot.keyClick(desk.view, Qt.Key.Key_Up)
    desk.qtbot.keyClick(desk.view, Qt.Key.Key_Enter)
    assert desk.picked[-1] == "KRW-XRP"


def test_the_linked_market_is_marked_and_followed(desk: Desk) -> None:
    desk.fill()
    desk.panel.show_symbol("KRW-ETH")
    assert desk.view.current_code == "KRW-ETH"
    assert desk.pixel("KRW-ETH", Column.NAME) == theme.palette().selected.name()
    assert desk.pixel("KRW-XRP", Column.NAME) == theme.palette().panel.name()


def test_the_star_toggles_without_picking(desk: Desk, favourites) -> None:
    desk.fill()
    desk.click("KRW-BCH", Column.STAR)
    assert favourites.codes == ("KRW-BCH",)
    assert desk.picked == []
    desk.leave()
    assert desk.rows[0] == "KRW-BCH"
    desk.click("KRW-BCH", Column.STAR)
    desk.leave()
    assert favourites.codes == ()
    assert desk.rows == KRW


def test_the_star_has_a_key(desk: Desk, favourites) -> None:
    desk.fill()
    desk.panel.activateWindow()
    desk.qtbot.waitUntil(desk.panel.isActiveWindow)
    desk.search.setFocus()
    desk.qtbot.keyClick(desk.search, Qt.Key.Key_Down)
    desk.qtbot.keyClick(desk.search, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert favourites.codes == ("KRW-ETH",)


def test_the_hover_follows_the_wheel(desk: Desk) -> None:
    desk.fill()
    desk.panel.resize(330, 200)
    desk.qtbot.waitUntil(lambda: desk.view.verticalScrollBar().maximum() >= 64)
    desk.enter()
    desk.view._pointer = lambda: desk.view.viewport().rect().topLeft() + QPoint(40, 10)
    desk.view.verticalScrollBar().setValue(64)
    assert desk.view._painter.hovered == 2
    desk.leave()
    assert desk.view._painter.hovered == -1


def test_starred_markets_stay_on_top_of_a_search(desk: Desk, favourites) -> None:
    """J19: a starred coin is on top, also while filtering."""
    desk.fill()
    favourites.toggle("KRW-BCH")
    desk.search.setText("ㅂㅌ")
    assert desk.rows == ["KRW-BCH", "KRW-BTC"]
    desk.qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    assert desk.picked == ["KRW-BCH"], "both names begin so: the topmost"


def test_searches_by_initials_while_the_ime_composes(desk: Desk) -> None:
    desk.fill()
    QCoreApplication.sendEvent(desk.search, QInputMethodEvent("ㅇㄷㄹ", []))
    assert desk.rows == ["KRW-ETH"]
    QCoreApplication.sendEvent(desk.search, QInputMethodEvent("", []))
    assert desk.rows == KRW


@pytest.mark.parametrize("text", ["비트코인", "btc", "KRW-BTC", "ㅂㅌㅋㅇ", "bitcoin"])
def test_enter_in_a_search_picks_what_was_meant(desk: Desk, text: str) -> None:
    """J20: Korean, initial consonants, English and code find KRW-BTC."""
    desk.fill()
    desk.search.setText(text)
    desk.qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    assert desk.picked == ["KRW-BTC"]


def test_typing_at_the_list_searches_and_escape_ends_it(desk: Desk) -> None:
    desk.fill()
    desk.qtbot.keyClicks(desk.view, "pepe")
    assert desk.search.text() == "pepe"
    assert desk.rows == ["KRW-PEPE"]
    desk.qtbot.keyClick(desk.view, Qt.Key.Key_Escape)
    assert desk.search.text() == ""
    assert desk.rows == KRW


def test_empty_lists_say_why(desk: Desk) -> None:
    desk.search.setText("없는종목")
    assert desk.view._empty_text == "검색 결과가 없습니다"
    desk.search.clear()
    desk.panel.choose_tab(Tab.STARRED)
    assert desk.view._empty_text.startswith("관심 종목이 없습니다")
    assert desk.stream.codes == ()
    desk.panel.choose_tab(Tab.HELD)
    assert desk.view._empty_text == "보유 종목이 없습니다"


def test_holdings_come_and_go(desk: Desk) -> None:
    desk.panel.choose_tab(Tab.HELD)
    desk.panel.show_holdings({"KRW", "ETH", "ARK"})
    assert set(desk.rows) == {"KRW-ETH", "BTC-ARK"}
    assert set(desk.stream.codes) == {"KRW-ETH", "BTC-ARK"}
    desk.tick(desk.make_ticker("KRW-ETH", 3684000.0))
    desk.panel.show_holdings({"KRW", "ETH"})
    assert desk.rows == ["KRW-ETH"]
    assert desk.text("KRW-ETH", Column.PRICE) == "3,684,000"
    watched = desk.stream.watched
    desk.panel.show_holdings({"KRW", "ETH"})
    assert desk.stream.watched == watched, "the same wish is not sent again"


def test_an_unstarred_market_leaves_its_tab_when_the_pointer_does(desk: Desk, favourites) -> None:
    favourites.toggle("KRW-ETH")
    favourites.toggle("USDT-BTC")
    desk.panel.choose_tab(Tab.STARRED)
    assert set(desk.rows) == {"KRW-ETH", "USDT-BTC"}
    desk.enter()
    desk.click("KRW-ETH", Column.STAR)
    assert "KRW-ETH" in desk.rows
    desk.leave()
    assert desk.rows == ["USDT-BTC"]
    assert desk.stream.codes == ("USDT-BTC",)


def test_a_tick_lights_the_price_cell_and_goes_out(desk: Desk) -> None:
    desk.fill()
    desk.panel._flash_beat.setInterval(10_000)
    desk.tick(desk.make_ticker("KRW-ETH", 1001.0, 0.001, 8e9))
    assert desk.pixel("KRW-ETH", Column.PRICE) == theme.palette().rise_flash.name()
    desk.panel._flash_beat.setInterval(5)
    desk.qtbot.waitUntil(lambda: not desk.panel._flash_beat.isActive())
    assert desk.pixel("KRW-ETH", Column.PRICE) == theme.palette().panel.name()


def test_stale_figures_are_grey_and_dated(desk: Desk) -> None:
    desk.fill()
    desk.tick(desk.make_ticker("KRW-ETH", 1001.0, 0.05, 8e9))
    desk.panel.show_stale(True)
    assert "시세 멈춤 · 0초 전" in desk.panel._age.text()
    assert desk.panel._age.isVisible()
    image = desk.view.viewport().grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 2)
    }
    assert theme.palette().rise.name() not in colours
    assert theme.palette().stale.name() in colours
    desk.panel.show_stale(False)
    assert not desk.panel._age.isVisible()


def test_figures_that_waited_for_a_hidden_list_are_as_old_as_their_receipt(desk: Desk, monkeypatch) -> None:
    desk.panel.hide()
    desk.stream.push(desk.make_ticker("KRW-ETH", 1001.0))
    received = time.monotonic()
    monkeypatch.setattr(panel_module, "monotonic", lambda: received + 90)
    desk.panel.show()
    desk.qtbot.waitUntil(lambda: desk.text("KRW-ETH", Column.PRICE) == "1,001")
    desk.panel.show_stale(True)
    assert "시세 멈춤 · 90초 전" in desk.panel._age.text()


def test_after_an_outage_a_figure_is_live_again_with_its_own_news(desk: Desk) -> None:
    palette = theme.palette()
    desk.fill()
    desk.tick(desk.make_ticker("KRW-ETH", 1001.0, 0.05, 8e9), desk.make_ticker("KRW-XRP", 1001.0, 0.05, 7e9))
    assert desk.colours("KRW-ETH") >= {palette.rise.name()}
    desk.panel.show_stale(True)
    desk.panel.show_stale(False)
    assert palette.rise.name() not in desk.colours("KRW-ETH") | desk.colours("KRW-XRP")
    desk.tick(desk.make_ticker("KRW-ETH", 1001.0, 0.05, 8e9))
    assert palette.rise.name() in desk.colours("KRW-ETH"), "the same figures, but told anew"
    assert palette.rise.name() not in desk.colours("KRW-XRP")


def test_a_figure_from_before_the_outage_is_old_whenever_it_is_painted(desk: Desk) -> None:
    desk.fill()
    desk.panel.hide()
    desk.stream.push(desk.make_ticker("KRW-ETH", 1001.0, 0.05, 8e9))
    desk.panel.show_stale(True)
    desk.panel.show_stale(False)
    desk.panel.show()
    desk.qtbot.waitUntil(lambda: desk.text("KRW-ETH", Column.PRICE) == "1,001")
    assert theme.palette().rise.name() not in desk.colours("KRW-ETH")


def test_stale_without_any_figure_says_that_none_came(desk: Desk) -> None:
    desk.panel.show_stale(True)
    assert "시세를 받지 못했습니다" in desk.panel._age.text()


def test_state_comes_back(desk: Desk, qtbot: QtBot, frame_clock, favourites) -> None:
    desk.panel.choose_tab(Tab.USDT)
    desk.panel._on_header_clicked(Column.RATE)
    desk.view.setColumnWidth(Column.PRICE, 120)
    desk.view.choose_columns([Column.RATE, Column.HIGH])
    state = desk.panel.save_state()
    assert state["columns"] == ["RATE", "HIGH"]
    other = MarketsPanel(frame_clock, favourites, None)
    qtbot.addWidget(other)
    other.restore_state(state)
    assert other.save_state() == state
    assert other.tab is Tab.USDT
    other.close_panel()


def test_columns_are_chosen_in_the_menu_of_the_heads(desk: Desk) -> None:
    """J19: columns are the trader's; the price and the name are always there."""
    desk.view.resize(700, 400)

    def shown() -> list[Column]:
        return [column for column in Column if not desk.view.isColumnHidden(column)]

    always = [Column.STAR, Column.NAME, Column.PRICE]
    assert shown() == [*always, Column.RATE, Column.VALUE]
    menu = desk.view.columns_menu()
    actions = {action.text(): action for action in menu.actions()}
    assert {text: action.isChecked() for text, action in actions.items()} == {
        "전일대비": True,
        "거래대금": True,
        "고가": False,
        "저가": False,
    }
    actions["고가"].trigger()
    assert shown() == [*always, Column.RATE, Column.VALUE, Column.HIGH]
    for action in desk.view.columns_menu().actions():
        if action.isChecked():
            action.trigger()
    assert shown() == always


def test_what_there_is_no_room_for_gives_way_and_comes_back(desk: Desk) -> None:
    desk.view.choose_columns([Column.RATE, Column.VALUE, Column.HIGH, Column.LOW])
    hidden = {}
    for width in (800, 420, 300, 800):
        desk.view.resize(width, 400)
        hidden[width] = [column for column in Column if desk.view.isColumnHidden(column)]
    assert hidden == {800: [], 420: [Column.LOW], 300: [Column.VALUE, Column.HIGH, Column.LOW]}


def test_a_high_or_low_is_the_days_and_with_the_decimals_of_the_price(desk: Desk) -> None:
    desk.view.resize(800, 400)
    desk.view.choose_columns([Column.HIGH, Column.LOW])
    told = replace(
        desk.make_ticker("KRW-BTC", 100_000_000.0), high_price=101_000_000.0, low_price=99_000_000.0
    )
    desk.tick(told)
    assert desk.text("KRW-BTC", Column.HIGH) == "101,000,000"
    assert desk.text("KRW-BTC", Column.LOW) == "99,000,000"


@pytest.mark.parametrize(
    "state",
    [{}, {"tab": "DOGE", "sort": "STAR", "widths": "wide"}, {"tab": 3, "sort": None, "widths": [1e9, None]}],
)
def test_damaged_state_is_ignored(desk: Desk, state: dict[str, object]) -> None:
    before = desk.panel.save_state()
    desk.panel.restore_state(state)
    assert desk.panel.save_state() == before


def test_nothing_is_clipped_at_the_usual_width(desk: Desk) -> None:
    desk.fill()
    desk.tick(desk.make_ticker("KRW-BTC", 188_888_000.0, -0.8888, 8_888_888e6))
    metrics = desk.view._painter._number.metrics
    for column in (Column.PRICE, Column.RATE, Column.VALUE):
        width = metrics.horizontalAdvance(desk.text("KRW-BTC", column))
        assert width + 12 <= desk.view.columnWidth(column)
    assert desk.view.columnWidth(Column.NAME) >= 70
    assert desk.view.horizontalHeader().length() <= desk.view.viewport().width()


def test_a_narrow_list_gives_up_the_traded_value_and_never_the_price(desk: Desk) -> None:
    desk.fill()
    widths = desk.view.column_widths()
    desk.panel.resize(280, 400)
    assert desk.view.isColumnHidden(Column.VALUE)
    assert desk.view.horizontalHeader().length() <= desk.view.viewport().width()
    assert desk.view.column_widths() == widths
    desk.panel.resize(330, 400)
    assert not desk.view.isColumnHidden(Column.VALUE)
    assert desk.view.column_widths() == widths


def test_the_same_catalog_again_changes_nothing(desk: Desk, catalog: Catalog) -> None:
    desk.fill()
    watched = desk.stream.watched
    desk.panel.show_catalog(Catalog(catalog.markets))
    assert desk.stream.watched == watched
    assert desk.text("KRW-ETH", Column.PRICE) == "1,000"


def test_a_listing_a_delisting_and_a_warning_keep_the_figures_of_the_others(
    desk: Desk, catalog: Catalog
) -> None:
    desk.fill()
    gone = next(code for code in desk.stream.codes if code not in ("KRW-ETH", "KRW-BTC"))
    stay = [relisted(m, warning=m.code == "KRW-ETH") for m in catalog if m.code != gone]
    desk.panel.show_catalog(Catalog((*stay, Market("KRW-FRESH", "새내기", "Fresh"))))
    assert "KRW-FRESH" in desk.stream.codes and gone not in desk.stream.codes
    assert desk.text("KRW-ETH", Column.PRICE) == "1,000"
    model = desk.view.model()
    assert "유의" in model.data(model.index(desk.rows.index("KRW-ETH"), 0), Qt.ItemDataRole.ToolTipRole)


def test_a_closed_panel_wants_and_hears_nothing(desk: Desk) -> None:
    desk.panel.close_panel()
    desk.panel.close_panel()
    assert desk.stream.codes == ()

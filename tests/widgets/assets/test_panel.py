"""The panel follows the broker's balances and the market's prices, and invents nothing."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.errors import HogaError
from tests.fakes import Stream, ticker
from widgets.assets import AssetsPanel
from widgets.assets import panel as panel_module
from widgets.assets.lines import Column
from widgets.assets.totals import TotalsBand
from widgets.assets.view import AssetsView


class Desk:
    """The panel with its parts within reach."""

    def __init__(self, panel: AssetsPanel, stream: Stream, broker, qtbot: QtBot) -> None:
        self.panel, self.stream, self.broker, self.qtbot = panel, stream, broker, qtbot
        self.view = panel.findChild(AssetsView)
        self.totals = panel.findChild(TotalsBand)
        self.picked: list[str] = []
        panel.symbol_picked.connect(self.picked.append)

    @property
    def currencies(self) -> list[str]:
        model = self.view.model()
        return [model.index(row, Column.ASSET).data() for row in range(model.rowCount())]

    @property
    def old(self) -> set[str]:
        return {line.currency for line in self.view.model().lines if line.old}

    def text(self, currency: str, column: Column) -> str:
        return self.view.model().index(self.currencies.index(currency), column).data()

    def settle(self) -> None:
        self.qtbot.waitUntil(self.panel._beat._clock.is_asleep)

    def push(self, **prices: float) -> None:
        """Deliver these prices in KRW."""
        for currency, price in prices.items():
            assert f"KRW-{currency}" in self.stream.codes
            self.stream.push(ticker(f"KRW-{currency}", trade_price=price))

    def tick(self, **prices: float) -> None:
        self.push(**prices)
        self.settle()
        self.qtbot.waitUntil(lambda: not self.panel._is_due)

    def click(self, currency: str) -> None:
        index = self.view.model().index(self.currencies.index(currency), Column.VALUE)
        centre = self.view.visualRect(index).center()
        self.qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=centre)


@pytest.fixture
def desk(qtbot: QtBot, frame_clock, broker, actions, stream, catalog, make_balance):
    panel = AssetsPanel(frame_clock, broker, actions, None)
    qtbot.addWidget(panel)
    panel.resize(700, 260)
    panel.show_catalog(catalog)
    panel.show()
    desk = Desk(panel, stream, broker, qtbot)
    yield desk
    panel.close_panel()


@pytest.fixture
def account(desk: Desk, make_balance) -> None:
    desk.broker.hold(
        make_balance("KRW", "1000000.9", "500000"),
        make_balance("ETH", "2", "0", "3000000"),
        make_balance("BTC", "0.5", "0.1", "100000000"),
    )
    desk.broker.become_ready()
    desk.settle()


def test_says_that_the_account_is_loading_and_shows_no_number(desk: Desk) -> None:
    assert desk.view._empty_text == "계좌를 불러오는 중…"
    assert desk.totals.texts == ("–", "–", "–", "–", "–")
    assert desk.stream.codes == ()


def test_says_in_the_brokers_words_what_is_wrong(desk: Desk) -> None:
    desk.broker.problem = HogaError("no key", "API 키를 등록하세요")
    desk.broker.problem_changed.emit(desk.broker.problem)
    desk.settle()
    assert desk.view._empty_text == "API 키를 등록하세요"


def test_an_empty_account_is_told_as_such(desk: Desk) -> None:
    desk.broker.become_ready()
    desk.settle()
    assert desk.view._empty_text == "보유 자산이 없습니다"
    assert desk.totals.texts[0] == "0"


@pytest.mark.usefixtures("account")
def test_balances_before_prices(desk: Desk) -> None:
    assert desk.stream.codes == ("KRW-BTC", "KRW-ETH")
    assert desk.text("BTC", Column.TOTAL) == "0.6"
    assert desk.text("BTC", Column.VALUE) == "–"
    assert desk.totals.texts == ("–", "–", "–", "–", "1,000,000")
    desk.tick(BTC=110_000_000.0)
    assert desk.text("BTC", Column.VALUE) == "66,000,000"
    assert desk.totals.texts[0] == "–", "one price is still missing"


@pytest.mark.usefixtures("account")
def test_totals_with_all_prices(desk: Desk) -> None:
    desk.tick(BTC=110_000_000.0, ETH=2_900_000.0)
    assert desk.totals.texts == ("73,300,001", "71,800,000", "+5,731,100", "+8.68%", "1,000,000")
    assert desk.currencies == ["KRW", "BTC", "ETH"]


@pytest.mark.usefixtures("account")
def test_profit_has_the_fee_that_the_exchange_tells(desk: Desk) -> None:
    assert desk.broker.asked == ["KRW-BTC"], "once, for all of them"
    desk.broker.fee = Decimal("0.01")
    desk.broker.ready_changed.emit(True)
    desk.settle()
    desk.tick(BTC=100_000_000.0)
    assert desk.text("BTC", Column.PROFIT) == "-1,200,000"


def test_until_the_fee_is_known_there_is_no_profit(desk: Desk, actions, make_balance) -> None:
    actions.offline = True
    desk.broker.hold(make_balance("BTC", "0.6", "0", "100000000"))
    desk.broker.become_ready()
    desk.settle()
    desk.tick(BTC=110_000_000.0)
    assert desk.text("BTC", Column.VALUE) == "66,000,000"
    assert desk.text("BTC", Column.PROFIT) == "–"
    assert desk.totals.texts[2:4] == ("–", "–")
    actions.offline = False
    desk.panel._fee_retry.timeout.emit()
    desk.settle()
    assert desk.text("BTC", Column.PROFIT) == "+5,937,000"


@pytest.mark.usefixtures("account")
def test_lines_keep_their_places_while_prices_move(desk: Desk) -> None:
    desk.tick(BTC=110_000_000.0, ETH=2_900_000.0)
    desk.tick(ETH=99_000_000.0)
    assert desk.currencies == ["KRW", "BTC", "ETH"]
    assert desk.text("ETH", Column.VALUE) == "198,000,000"


@pytest.mark.usefixtures("account")
def test_values_follow_at_a_readable_pace(desk: Desk) -> None:
    desk.tick(BTC=110_000_000.0, ETH=2_900_000.0)
    desk.qtbot.waitUntil(lambda: not desk.panel._pace.isActive())
    desk.panel._pace.setInterval(60_000)
    desk.push(ETH=3_000_000.0)
    desk.settle()
    assert desk.text("ETH", Column.VALUE) == "6,000,000", "after silence at once"
    desk.push(ETH=3_100_000.0)
    desk.settle()
    assert desk.text("ETH", Column.VALUE) == "6,000,000"
    desk.panel._pace.setInterval(1)
    desk.qtbot.waitUntil(lambda: desk.text("ETH", Column.VALUE) == "6,200,000")


@pytest.mark.usefixtures("account")
def test_a_fill_changes_the_account(desk: Desk, make_balance) -> None:
    desk.tick(BTC=110_000_000.0, ETH=2_900_000.0)
    desk.broker.hold(
        make_balance("KRW", "100"), make_balance("BTC", "0.6", "0", "100000000"), make_balance("PEPE", "5")
    )
    desk.settle()
    assert desk.currencies == ["KRW", "BTC", "PEPE"]
    assert desk.stream.codes == ("KRW-BTC", "KRW-PEPE")
    assert desk.text("BTC", Column.VALUE) == "66,000,000", "its price is still known"
    assert desk.text("PEPE", Column.VALUE) == "–"


def test_an_account_of_more_digits_than_anybody_has_is_shown(desk: Desk, make_balance) -> None:
    desk.broker.hold(
        make_balance("KRW", "99999999999999999999999999999.9"),
        make_balance("PEPE", "123456789012345678901.12345678", "0.1", "0.01"),
    )
    desk.broker.become_ready()
    desk.settle()
    assert desk.text("PEPE", Column.TOTAL) == "123,456,789,012,345,678,901.22345678"
    assert desk.totals.texts[4] == "99,999,999,999,999,999,999,999,999,999"
    desk.tick(PEPE=0.01)
    assert desk.totals.texts[0] == "100,000,000,001,234,567,890,123,456,789"


@pytest.mark.usefixtures("account")
def test_a_click_picks_the_market_and_cash_has_none(desk: Desk) -> None:
    desk.click("ETH")
    desk.click("KRW")
    assert desk.picked == ["KRW-ETH"]
    desk.qtbot.keyClick(desk.view, Qt.Key.Key_Down)
    desk.qtbot.keyClick(desk.view, Qt.Key.Key_Return)
    assert desk.picked == ["KRW-ETH", "KRW-BTC"]


def test_what_has_no_market_in_krw_is_named_and_not_picked(desk: Desk, make_balance) -> None:
    desk.broker.hold(make_balance("KRW", "100"), make_balance("ARK", "7"))
    desk.broker.become_ready()
    desk.settle()
    assert desk.totals.texts[0] == "100"
    assert desk.totals.totals.excluded == ("ARK",)
    desk.click("ARK")
    assert desk.picked == []


@pytest.mark.usefixtures("account")
def test_old_prices_look_old_and_say_how_old(desk: Desk) -> None:
    desk.tick(BTC=110_000_000.0, ETH=2_900_000.0)
    desk.panel.show_stale(True)
    assert "시세 멈춤 · 0초 전" in desk.panel._state.text()
    assert desk.old == {"BTC", "ETH"}, "cash is worth what it is"
    assert desk.totals.stale
    desk.panel.show_stale(False)
    assert not desk.panel._state.isVisible()


@pytest.mark.usefixtures("account")
def test_after_an_outage_a_value_is_live_again_with_its_own_price(desk: Desk) -> None:
    desk.tick(BTC=110_000_000.0, ETH=2_900_000.0)
    desk.panel.show_stale(True)
    desk.panel.show_stale(False)
    assert desk.old == {"BTC", "ETH"} and desk.totals.stale
    desk.tick(BTC=110_000_000.0)
    assert desk.old == {"ETH"} and desk.totals.stale
    desk.tick(ETH=2_900_000.0)
    assert not desk.old and not desk.totals.stale


@pytest.mark.usefixtures("account")
def test_prices_that_waited_for_a_hidden_account_are_as_old_as_their_receipt(desk: Desk, monkeypatch) -> None:
    desk.panel.hide()
    desk.push(BTC=110_000_000.0)
    received = time.monotonic()
    monkeypatch.setattr(panel_module, "monotonic", lambda: received + 90)
    desk.panel.show()
    desk.qtbot.waitUntil(lambda: desk.text("BTC", Column.VALUE) == "66,000,000")
    desk.panel.show_stale(True)
    assert "시세 멈춤 · 90초 전" in desk.panel._state.text()


def test_balances_that_are_not_reconciled_say_so(desk: Desk, make_balance) -> None:
    desk.broker.hold(make_balance("KRW", "100"))
    desk.settle()
    assert "최신이 아닐 수 있습니다" in desk.panel._state.text()
    desk.broker.become_ready()
    desk.settle()
    assert desk.panel._state.text() == ""


@pytest.mark.usefixtures("account")
def test_a_closed_panel_lets_go_of_broker_and_market(desk: Desk) -> None:
    desk.panel.close_panel()
    desk.panel.close_panel()
    assert len(desk.broker.balances_changed) == len(desk.broker.ready_changed) == 0
    assert desk.stream.codes == ()

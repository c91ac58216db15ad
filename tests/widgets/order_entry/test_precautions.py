"""주문 착오방지 as the trader meets it: in the form, in the confirmation, and while the book moves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PyQt6.QtCore import Qt

from app.settings import OrderGuards, Threshold
from app.trading.precautions import Caution
from tests.widgets.order_entry.conftest import book, settle
from tests.widgets.order_entry.double import FakeBroker
from widgets.order_entry import OrderEntryPanel
from widgets.order_entry.confirm import ConfirmDialog
from widgets.order_entry.draft import Field, Style
from widgets.order_entry.words import unusual

ENTER = Qt.Key.Key_Return


def limit_order(qtbot, panel: OrderEntryPanel, price: str, volume: str = "0.01") -> None:
    panel.take_price(Decimal(price))
    qtbot.keyClicks(panel.form.edits[Field.VOLUME], volume)


def market_buy(qtbot, panel: OrderEntryPanel, total: str) -> None:
    panel.form.styles[Style.MARKET].click()
    qtbot.keyClicks(panel.form.edits[Field.TOTAL], total)


def confirm(panel: OrderEntryPanel) -> ConfirmDialog:
    panel.form.submit.click()
    assert panel.dialog is not None
    return panel.dialog


def line(dialog: ConfirmDialog, name: str) -> str:
    return dict(dialog.lines)[name]


async def test_a_market_order_tells_its_average_and_slippage_before_it_is_sent(
    qtbot, panel: OrderEntryPanel
) -> None:
    book(panel, "100000000", size="0.02")
    market_buy(qtbot, panel, "4000040")
    # 0.02 at 100,000,000 and the rest at 100,001,000.
    assert "평균 100,000,500 · 슬리피지 +0.0005%" in panel.form.notes[Field.PRICE].text
    assert "100,000,500" in line(confirm(panel), "예상 체결가")
    assert "0.0005%" in line(panel.dialog, "예상 체결가")


async def test_the_estimate_follows_the_book_while_the_confirmation_is_open(
    qtbot, panel: OrderEntryPanel
) -> None:
    market_buy(qtbot, panel, "1000000")
    dialog = confirm(panel)
    assert "158,000,000" in line(dialog, "예상 체결가")
    book(panel, "158010000")
    assert "158,010,000" in line(dialog, "예상 체결가")
    assert dialog.can_send, "a move of a hair asks nothing"
    assert dialog.cautions.isHidden()


async def test_an_unusual_order_is_asked_a_second_time(
    qtbot, panel: OrderEntryPanel, broker: FakeBroker
) -> None:
    limit_order(qtbot, panel, "166000000")
    assert "5.06%" in panel.form.notes[Field.PRICE].text
    dialog = confirm(panel)
    assert "5.06%" in dialog.cautions.text
    qtbot.keyClick(dialog, ENTER)
    await settle()
    assert broker.placed == []
    assert panel.dialog is dialog
    qtbot.keyClick(dialog.cautions.tick, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, ENTER)
    await settle()
    assert [intent.price for intent in broker.placed] == [Decimal(166000000)]


async def test_an_order_far_through_the_touch_is_refused(qtbot, panel: OrderEntryPanel) -> None:
    limit_order(qtbot, panel, "1580000000", "0.001")
    assert not panel.form.submit.isEnabled()
    assert "900%" in panel.form.notes[Field.PRICE].text
    qtbot.keyClick(panel.form.edits[Field.VOLUME], ENTER)
    assert panel.dialog is None


async def test_a_book_that_moves_asks_anew(qtbot, panel: OrderEntryPanel, broker: FakeBroker) -> None:
    market_buy(qtbot, panel, "1000000")
    dialog = confirm(panel)
    assert dialog.can_send
    book(panel, "158500000")
    assert not dialog.can_send
    assert "158,500,000" in dialog.cautions.text
    qtbot.keyClick(dialog, ENTER)
    await settle()
    assert broker.placed == []
    dialog.cautions.tick.click()
    book(panel, "158501000")
    assert dialog.can_send, "what was answered stays answered"
    book(panel, "159000000")
    assert not dialog.can_send
    assert not dialog.cautions.tick.isChecked()
    dialog.cautions.tick.click()
    qtbot.keyClick(dialog, ENTER)
    await settle()
    assert len(broker.placed) == 1


async def test_a_resting_order_that_would_now_trade_asks(qtbot, panel: OrderEntryPanel) -> None:
    limit_order(qtbot, panel, "157990000")
    dialog = confirm(panel)
    assert line(dialog, "예상 체결가") == "바로 체결되지 않고 대기"
    book(panel, "157985000")
    assert not dialog.can_send
    assert "157,985,000" in line(dialog, "예상 체결가")


async def test_a_refusal_that_comes_while_the_confirmation_is_open_cannot_be_ticked_away(
    qtbot, panel: OrderEntryPanel, broker: FakeBroker
) -> None:
    limit_order(qtbot, panel, "157990000")
    dialog = confirm(panel)
    book(panel, "100000000")
    assert dialog.cautions.tick.isHidden()
    qtbot.keyClick(dialog, ENTER)
    await settle()
    assert broker.placed == []
    book(panel, "158000000")
    assert not dialog.can_send, "the way back is a move as well"
    assert not dialog.cautions.tick.isHidden()


async def test_without_a_live_book_a_market_order_is_asked_a_second_time(
    qtbot, panel: OrderEntryPanel
) -> None:
    market_buy(qtbot, panel, "1000000")
    panel.show_stale(True)
    dialog = confirm(panel)
    assert not dialog.can_send
    assert "실시간 호가가 없어" in dialog.cautions.text
    assert line(dialog, "예상 체결가") == "–"


@pytest.mark.parametrize(("ask", "refuse"), [(None, None), ("1", None), (None, "1"), ("1", "10")])
async def test_the_limits_are_the_traders_own(
    qtbot, panel: OrderEntryPanel, ask: str | None, refuse: str | None
) -> None:
    limit = Threshold(*(None if text is None else Decimal(text) for text in (ask, refuse)))
    panel.guard(OrderGuards(totals={"KRW": limit}, through=Threshold(), depth=Threshold()))
    limit_order(qtbot, panel, "157990000")
    assert panel.form.submit.isEnabled() is (refuse is None)
    if refuse is None:
        assert confirm(panel).can_send is (ask is None)


async def test_enter_goes_where_the_focus_is(qtbot, panel: OrderEntryPanel, broker: FakeBroker) -> None:
    limit_order(qtbot, panel, "157990000")
    dialog = confirm(panel)
    dialog._back.setFocus()
    qtbot.keyClick(dialog._back, ENTER)
    await settle()
    assert panel.dialog is None
    assert broker.placed == []


@pytest.mark.parametrize(("currency", "limit"), [("BTC", "0.005"), ("USDT", "700.5"), ("KRW", "5,000,000")])
def test_the_limit_of_a_total_is_told_in_the_decimals_of_its_currency(currency: str, limit: str) -> None:
    beyond = Decimal(limit.replace(",", ""))
    assert limit in unusual(Caution("total", value=beyond * 2, limit=beyond, currency=currency))


async def test_ticks_through_the_touch_are_counted_at_the_form(qtbot, panel: OrderEntryPanel) -> None:
    panel.guard(OrderGuards(through=Threshold(), ticks=Threshold(ask=Decimal(5), refuse=Decimal(10))))
    book(panel, "158000000")
    limit_order(qtbot, panel, "158006000", "0.001")
    assert panel.form.notes[Field.PRICE].text == "최우선 호가보다 6호가 불리"
    dialog = confirm(panel)
    assert "최대 6호가 불리" in dialog.cautions.text and not dialog.can_send
    dialog.reject()
    panel.take_price(Decimal(158011000))
    assert "주문 불가" in panel.form.notes[Field.PRICE].text and not panel.form.submit.isEnabled()

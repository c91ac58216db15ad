"""The form as a trader uses it: keys, exact prices, bad input, one order per confirmation."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication

from app.errors import HogaError
from app.look import Look, Scheme
from app.trading import Balance, OrderIntent
from app.upbit import NoCredentials
from app.websocket_v6 import DataType
from tests.widgets.order_entry.conftest import book, last_price, settle
from tests.widgets.order_entry.double import BID_TYPES, FakeBroker
from widgets import theme
from widgets.actions import Actions
from widgets.order_entry import OrderEntryPanel, style
from widgets.order_entry.draft import Field, Style


def type_into(qtbot, panel: OrderEntryPanel, field: Field, text: str) -> None:
    edit = panel.form.edits[field]
    edit.setFocus()
    edit.selectAll()
    if text:
        qtbot.keyClicks(edit, text)
    else:
        qtbot.keyClick(edit, Qt.Key.Key_Delete)


def texts(panel: OrderEntryPanel) -> dict[str, str]:
    return {field.value: edit.text() for field, edit in panel.form.edits.items()}


def fill(qtbot, panel: OrderEntryPanel, price: str = "157999000", volume: str = "0.01") -> None:
    type_into(qtbot, panel, Field.PRICE, price)
    type_into(qtbot, panel, Field.VOLUME, volume)


async def test_typing_links_price_volume_and_total(qtbot, panel: OrderEntryPanel) -> None:
    fill(qtbot, panel)
    assert texts(panel) == {"price": "157,999,000", "volume": "0.01", "total": "1,579,990"}
    type_into(qtbot, panel, Field.TOTAL, "1000000")
    assert texts(panel)["volume"] == "0.00632915"
    type_into(qtbot, panel, Field.PRICE, "100000000")
    assert texts(panel)["volume"] == "0.01"
    assert texts(panel)["total"] == "1,000,000"


async def test_a_typed_total_stays_and_what_the_volume_really_costs_is_told(
    qtbot, panel: OrderEntryPanel
) -> None:
    type_into(qtbot, panel, Field.PRICE, "157999000")
    type_into(qtbot, panel, Field.TOTAL, "1000000")
    assert texts(panel)["total"] == "1,000,000"
    assert "999,999.37" in panel.form.notes[Field.TOTAL].text
    panel.form.submit.click()
    assert panel.dialog is not None
    assert ("총액", "999,999.37085 KRW") in panel.dialog.lines


@pytest.mark.parametrize("text", ["0.0256", "0.00000001", "1.05", "10.0050", "1005.10"])
async def test_a_market_that_moves_changes_nothing_of_what_is_being_typed(
    qtbot, panel: OrderEntryPanel, text: str
) -> None:
    """0.0256 became 256 when a price came after its first zero behind the point."""
    fill(qtbot, panel)
    for field in (Field.PRICE, Field.VOLUME, Field.TOTAL):
        edit = panel.form.edits[field]
        type_into(qtbot, panel, field, "")
        for sign in text:
            qtbot.keyClicks(edit, sign)
            last_price(panel, "158000000")
            book(panel, "158000000")
        assert edit.amount == Decimal(text)
        assert edit.text().replace(",", "") == text


async def test_a_field_that_is_left_says_its_amount_without_needless_zeros(
    qtbot, panel: OrderEntryPanel
) -> None:
    fill(qtbot, panel, volume="0.0100")
    left = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason)
    QApplication.sendEvent(panel.form.edits[Field.VOLUME], left)
    assert texts(panel)["volume"] == "0.01" and panel.draft.volume == Decimal("0.01")


@pytest.mark.parametrize("price", ["0.00001234", "158000000", "0.00000001", "99999999999.12345678"])
async def test_a_picked_price_arrives_exactly(panel: OrderEntryPanel, price: str) -> None:
    panel.take_price(Decimal(price))
    assert panel.draft.price == Decimal(price)
    assert panel.form.edits[Field.PRICE].amount == Decimal(price)


async def test_a_picked_price_turns_a_market_order_into_a_limit_order(panel: OrderEntryPanel) -> None:
    panel.form.styles[Style.MARKET].click()
    panel.take_price(Decimal(157999000))
    assert panel.draft.style is Style.LIMIT
    assert texts(panel)["price"] == "157,999,000"


async def test_a_symbol_switch_wipes_price_and_amounts_readable_or_not(qtbot, panel: OrderEntryPanel) -> None:
    fill(qtbot, panel)
    type_into(qtbot, panel, Field.VOLUME, "1x")
    panel.show_symbol("KRW-ETH")
    assert texts(panel) == {"price": "", "volume": "", "total": ""}
    assert (panel.draft.market, panel.draft.price) == ("KRW-ETH", None)
    assert not panel.form.submit.isEnabled()


async def test_no_order_without_a_price(qtbot, panel: OrderEntryPanel) -> None:
    type_into(qtbot, panel, Field.VOLUME, "1")
    qtbot.keyClick(panel.form.edits[Field.VOLUME], Qt.Key.Key_Return)
    assert panel.dialog is None
    assert not panel.form.submit.isEnabled()


async def test_a_price_off_the_tick_offers_both_neighbours(qtbot, panel: OrderEntryPanel) -> None:
    fill(qtbot, panel, price="157999500")
    note = panel.form.notes[Field.PRICE]
    assert "1,000" in note.text
    assert note.values == (Decimal(157999000), Decimal(158000000))
    assert not panel.form.submit.isEnabled()
    note.taken.emit(note.values[0])
    assert texts(panel)["price"] == "157,999,000"
    assert panel.form.submit.isEnabled()


async def test_too_small_an_order_names_the_minimum_and_the_nearest_volume(
    qtbot, panel: OrderEntryPanel
) -> None:
    fill(qtbot, panel, volume="0.00001")
    note = panel.form.notes[Field.VOLUME]
    assert "5,000" in note.text
    assert note.values == (Decimal("0.00003165"),)


@pytest.mark.parametrize(
    ("symbol", "price", "least"),
    [
        ("KRW-PEPE", "0.0123", "406,504.06504066"),
        ("KRW-BTC", "158000000", "0.00003165"),
        ("BTC-XRP", "0.00000001", "5,000"),
    ],
)
async def test_a_price_tells_the_least_volume_at_it(
    panel: OrderEntryPanel, symbol: str, price: str, least: str
) -> None:
    """J11: what the minimum is in coins, before a volume is typed."""
    panel.show_symbol(symbol)
    await settle()
    note = panel.form.notes[Field.VOLUME]
    assert note.text == ""
    panel.take_price(Decimal(price))
    assert note.text == f"최소 {least}"
    panel._edit(Field.PRICE, Decimal(price) + Decimal("0.000000001"))
    assert note.text == "", "not a price that an order could have"
    panel.form.styles[Style.MARKET].click()
    assert note.text == "", "a market order has no price to tell it from"


async def test_more_than_there_is_offers_what_there_is(qtbot, panel: OrderEntryPanel) -> None:
    panel.choose_side("ask")
    fill(qtbot, panel, volume="5")
    assert panel.form.notes[Field.VOLUME].values == (Decimal("0.12345678"),)


@pytest.mark.parametrize("text", ["1x", "1.2.3", "0,5", "１", "-1"])
async def test_unreadable_text_stays_and_is_named(qtbot, panel: OrderEntryPanel, text: str) -> None:
    fill(qtbot, panel)
    edit = panel.form.edits[Field.VOLUME]
    edit.selectAll()
    edit.insert(text)
    edit.textEdited.emit(edit.text())
    assert edit.text() == text
    assert panel.form.notes[Field.VOLUME].text == "숫자로 읽을 수 없습니다"
    assert not panel.form.submit.isEnabled()
    panel.take_price(Decimal(158000000))
    assert edit.text() == text


async def test_pasting_grouped_and_spaced_numbers(qtbot, panel: OrderEntryPanel) -> None:
    edit = panel.form.edits[Field.PRICE]
    for pasted in ("158,000,000", " 158 000 000 "):
        QApplication.clipboard().setText(pasted)
        edit.selectAll()
        qtbot.keySequence(edit, "Ctrl+V")
        assert edit.text() == "158,000,000"
        assert panel.draft.price == Decimal(158000000)


async def test_up_and_down_move_one_tick(qtbot, panel: OrderEntryPanel) -> None:
    edit = panel.form.edits[Field.PRICE]
    type_into(qtbot, panel, Field.PRICE, "157999500")
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.text() == "158,000,000"
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert edit.text() == "157,998,000"
    panel.form.up.click()
    assert edit.text() == "157,999,000"


async def test_the_first_step_is_the_last_price(qtbot, panel: OrderEntryPanel) -> None:
    qtbot.keyClick(panel.form.edits[Field.PRICE], Qt.Key.Key_Up)
    assert panel.draft.price is None
    last_price(panel, "158000000")
    qtbot.keyClick(panel.form.edits[Field.PRICE], Qt.Key.Key_Up)
    assert panel.draft.price == Decimal(158000000)


async def test_letters_choose_the_side_from_within_a_field(qtbot, panel: OrderEntryPanel) -> None:
    edit = panel.form.edits[Field.PRICE]
    type_into(qtbot, panel, Field.PRICE, "158000000")
    qtbot.keyClick(edit, Qt.Key.Key_S)
    assert panel.draft.side == "ask"
    assert edit.text() == "158,000,000"
    qtbot.keyClick(edit, Qt.Key.Key_B)
    assert panel.draft.side == "bid"


async def test_digits_choose_a_share_and_alt_digits_do_so_in_a_field(qtbot, panel: OrderEntryPanel) -> None:
    panel.take_price(Decimal(157999000))
    qtbot.keyClick(panel, Qt.Key.Key_3)
    assert panel.draft.share == 50
    edit = panel.form.edits[Field.VOLUME]
    qtbot.keyClick(edit, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert panel.draft.share == 100
    assert panel.draft.total is not None
    assert panel.draft.total * Decimal("1.0005") <= Decimal("10000000.123456")
    assert panel.form.submit.isEnabled()


async def test_a_share_without_a_price_waits_for_it(qtbot, panel: OrderEntryPanel) -> None:
    panel.choose_share(25)
    assert "25%" in panel.form.notes[Field.VOLUME].text
    type_into(qtbot, panel, Field.PRICE, "157999000")
    assert panel.draft.volume == Decimal("0.01581497")


async def test_the_confirmation_shows_what_is_sent_and_sends_it_once(
    qtbot, panel: OrderEntryPanel, broker: FakeBroker
) -> None:
    fill(qtbot, panel)
    qtbot.keyClick(panel.form.edits[Field.VOLUME], Qt.Key.Key_Return)
    dialog = panel.dialog
    assert dialog is not None
    shown = [value for _, value in dialog.lines]
    assert shown == [
        "비트코인 KRW-BTC",
        "매수",
        "지정가",
        "157,999,000 KRW",
        "0.01 BTC",
        "1,579,990 KRW",
        "바로 체결되지 않고 대기",
        "789.995 KRW",
    ]
    assert broker.placed == []
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    dialog.accepted.emit()
    await settle()
    assert broker.placed == [
        OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.01"), Decimal(157999000), None)
    ]
    assert texts(panel) == {"price": "157,999,000", "volume": "", "total": ""}


async def test_double_enter_and_double_click_send_one_order(
    qtbot, panel: OrderEntryPanel, broker: FakeBroker
) -> None:
    fill(qtbot, panel)
    panel.form.submit.click()
    panel.form.submit.click()
    first = panel.dialog
    assert first is not None
    for _ in range(2):
        qtbot.keyClick(first, Qt.Key.Key_Return)
    await settle()
    qtbot.keyClick(panel.form.edits[Field.VOLUME], Qt.Key.Key_Return)
    await settle()
    assert len(broker.placed) == 1
    assert panel.dialog is None


async def test_enter_held_down_stops_at_the_confirmation(
    qtbot, panel: OrderEntryPanel, broker: FakeBroker
) -> None:
    fill(qtbot, panel)
    panel.form.submit.click()
    assert panel.dialog is not None
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )
    QApplication.sendEvent(panel.dialog, held)
    await settle()
    assert panel.dialog is not None
    assert broker.placed == []


async def test_escape_goes_back_with_everything_still_there(
    qtbot, panel: OrderEntryPanel, broker: FakeBroker
) -> None:
    fill(qtbot, panel)
    panel.form.submit.click()
    assert panel.dialog is not None
    qtbot.keyClick(panel.dialog, Qt.Key.Key_Escape)
    await settle()
    assert panel.dialog is None
    assert broker.placed == []
    assert texts(panel)["volume"] == "0.01"


async def test_a_symbol_switch_closes_the_confirmation(
    qtbot, panel: OrderEntryPanel, broker: FakeBroker
) -> None:
    fill(qtbot, panel)
    panel.form.submit.click()
    dialog = panel.dialog
    assert dialog is not None
    panel.show_symbol("KRW-ETH")
    assert panel.dialog is None
    dialog.accepted.emit()
    await settle()
    assert broker.placed == []


async def test_a_refused_order_comes_back_into_the_form(
    qtbot, panel: OrderEntryPanel, broker: FakeBroker, actions: Actions
) -> None:
    told: list[str] = []
    actions.failed.connect(told.append)
    broker.error = HogaError("400 insufficient", "주문 가능 금액이 부족합니다.")
    fill(qtbot, panel)
    panel.form.submit.click()
    assert panel.dialog is not None
    qtbot.keyClick(panel.dialog, Qt.Key.Key_Return)
    await settle()
    assert told == ["주문 가능 금액이 부족합니다."]
    assert texts(panel)["volume"] == "0.01"
    assert len(broker.placed) == 1


async def test_market_orders_buy_by_total_and_sell_by_volume(
    qtbot, panel: OrderEntryPanel, broker: FakeBroker
) -> None:
    last_price(panel, "158000000")
    panel.form.styles[Style.MARKET].click()
    assert not panel.form.edits[Field.PRICE].isEnabled()
    assert not panel.form.edits[Field.VOLUME].isEnabled()
    type_into(qtbot, panel, Field.TOTAL, "1580000")
    assert panel.form.edits[Field.VOLUME].placeholderText() == "≈ 0.01"
    panel.form.submit.click()
    assert panel.dialog is not None
    assert ("수량", "≈ 0.01 BTC") in panel.dialog.lines
    panel.dialog.accept()
    panel.choose_side("ask")
    panel.choose_share(100)
    panel.form.submit.click()
    assert panel.dialog is not None
    panel.dialog.accept()
    await settle()
    assert broker.placed == [
        OrderIntent("KRW-BTC", "bid", "price", None, Decimal(1580000), None),
        OrderIntent("KRW-BTC", "ask", "market", Decimal("0.12345678"), None, None),
    ]


async def test_nothing_is_estimated_from_a_price_that_is_not_live(qtbot, panel: OrderEntryPanel) -> None:
    last_price(panel, "158000000")
    panel.form.styles[Style.MARKET].click()
    type_into(qtbot, panel, Field.TOTAL, "1580000")
    panel.show_stale(True)
    assert panel.form.edits[Field.VOLUME].placeholderText() == ""
    panel.form.submit.click()
    assert panel.dialog is not None
    assert ("수량", "–") in panel.dialog.lines


async def test_a_sale_at_the_market_that_looks_too_small_is_cautioned_not_refused(
    qtbot, panel: OrderEntryPanel
) -> None:
    last_price(panel, "158000000")
    panel.choose_side("ask")
    panel.form.styles[Style.MARKET].click()
    type_into(qtbot, panel, Field.VOLUME, "0.00001")
    assert "5,000" in panel.form.notes[Field.TOTAL].text
    assert panel.form.submit.isEnabled()


async def test_no_digit_of_a_long_amount_is_out_of_sight(panel: OrderEntryPanel) -> None:
    panel.resize(330, 330)
    panel.take_price(Decimal("0.00001234"))
    edit = panel.form.edits[Field.VOLUME]
    edit.show_amount(Decimal("61728394.56172839"))
    await settle()
    assert edit.fontMetrics().horizontalAdvance(edit.text()) < edit.width() - 12
    edit.show_amount(Decimal(1))
    assert edit.font().pixelSize() > 12


class Tickers:
    """A batch of tickers."""

    def __init__(self, **prices: float) -> None:
        self._prices = prices

    def latest(self, data_type: object) -> dict[str, object]:
        if data_type is not DataType.TICKER:
            return {}
        return {
            code.replace("_", "-"): SimpleNamespace(trade_price=price) for code, price in self._prices.items()
        }

    def received_before(self, data_type: DataType, moment: float) -> frozenset[str]:
        return frozenset()


async def test_a_price_of_a_finer_band_is_legal_once_the_other_markets_have_told(
    qtbot, panel: OrderEntryPanel
) -> None:
    fill(qtbot, panel, price="2000000.5", volume="1")
    assert panel.form.notes[Field.PRICE].values == (Decimal(2000000), Decimal(2001000))
    panel._feed.flushed.emit(Tickers(KRW_BTC=158000000.0, KRW_ETH=5812000.0, KRW_PEPE=0.00001234))
    assert panel.form.notes[Field.PRICE].values == ()
    assert panel.form.submit.isEnabled()
    assert "158,000,000" in panel.form.notes[Field.PRICE].text
    qtbot.keyClick(panel.form.edits[Field.PRICE], Qt.Key.Key_Up)
    assert panel.draft.price == Decimal(2001000)


@pytest.mark.parametrize("price", [0.00001234, 158000000.0, 0.1, 1e-08, 12345678.5])
async def test_the_last_price_button_takes_the_price_exactly(panel: OrderEntryPanel, price: float) -> None:
    panel._feed.flushed.emit(Tickers(KRW_BTC=price))
    panel.form.last.click()
    assert panel.draft.price == Decimal(repr(price))
    assert panel.form.edits[Field.PRICE].amount == Decimal(repr(price))


async def test_a_ticker_of_another_market_is_not_this_ones_price(panel: OrderEntryPanel) -> None:
    panel._feed.flushed.emit(Tickers(KRW_ETH=5812000.0))
    assert not panel.form.last.isEnabled()


async def test_best_takes_only_its_own_times_in_force(panel: OrderEntryPanel) -> None:
    panel.form.styles[Style.BEST].click()
    box = panel.form.time_in_force
    assert [box.itemData(index) for index in range(box.count())] == ["ioc", "fok"]
    assert panel.draft.time_in_force == "ioc"
    panel.form.styles[Style.LIMIT].click()
    assert panel.draft.time_in_force is None


async def test_a_type_the_market_does_not_offer_cannot_be_chosen(
    panel: OrderEntryPanel, broker: FakeBroker
) -> None:
    panel.form.styles[Style.BEST].click()
    broker.types = (("limit",), BID_TYPES)
    panel.show_symbol("KRW-ETH")
    await settle()
    assert panel.draft.style is Style.LIMIT
    assert not panel.form.styles[Style.BEST].isEnabled()


async def test_nothing_can_be_sent_until_the_broker_is_ready(
    qtbot, panel: OrderEntryPanel, broker: FakeBroker
) -> None:
    fill(qtbot, panel)
    assert panel.form.submit.isEnabled()
    broker.be_ready(False)
    assert not panel.form.submit.isEnabled()
    assert "–" in panel.form.available.text()
    broker.problem = HogaError("503", "거래소가 점검 중입니다.")
    broker.be_ready(False)
    assert panel.form.notes[Field.VOLUME].text == "거래소가 점검 중입니다."
    broker.be_ready(True)
    assert panel.form.submit.isEnabled()


async def test_the_open_confirmation_cannot_be_sent_while_the_broker_is_not_ready(
    qtbot, panel: OrderEntryPanel, broker: FakeBroker
) -> None:
    fill(qtbot, panel)
    panel.form.submit.click()
    assert panel.dialog is not None
    broker.be_ready(False)
    qtbot.keyClick(panel.dialog, Qt.Key.Key_Return)
    await settle()
    assert broker.placed == []


async def test_the_available_amount_is_live_and_exact(panel: OrderEntryPanel, broker: FakeBroker) -> None:
    assert panel.form.available.text() == "10,000,000 KRW"
    broker.balances["KRW"] = Balance("KRW", Decimal("12345.999"))
    broker.balances_changed.emit(frozenset({"KRW"}))
    assert panel.form.available.text() == "12,345 KRW"
    assert panel.form.available.toolTip() == "12,345.999 KRW"


async def test_side_and_style_are_kept_for_the_next_start(panel: OrderEntryPanel) -> None:
    panel.choose_side("ask")
    panel.form.styles[Style.MARKET].click()
    state = panel.save_state()
    panel.choose_side("bid")
    panel.restore_state(state)
    assert (panel.draft.side, panel.draft.style) == ("ask", Style.MARKET)
    panel.restore_state({"side": 7, "style": "nonsense"})
    assert (panel.draft.side, panel.draft.style) == ("ask", Style.MARKET)


async def test_a_closed_panel_hears_nothing(panel: OrderEntryPanel, broker: FakeBroker) -> None:
    panel.close_panel()
    panel.close_panel()
    assert len(broker.ready_changed) == 0
    assert len(broker.balances_changed) == 0


async def test_locked_orders_say_so_and_cannot_be_sent(
    qtbot, panel: OrderEntryPanel, broker: FakeBroker
) -> None:
    fill(qtbot, panel)
    panel.form.submit.click()
    assert panel.dialog is not None
    broker.arm(False)
    qtbot.keyClick(panel.dialog, Qt.Key.Key_Return)
    await settle()
    assert broker.placed == []
    assert not panel.form.submit.isEnabled()
    assert "잠겨" in panel.form.notes[Field.VOLUME].text
    assert panel.form.available.text() == "10,000,000 KRW"
    broker.arm(True)
    assert panel.form.submit.isEnabled()


async def test_a_missing_key_is_said_before_the_lock_and_in_full(
    panel: OrderEntryPanel, broker: FakeBroker
) -> None:
    broker.be_ready(False)
    broker.arm(False)
    broker.fail(NoCredentials())
    note = panel.form.notes[Field.VOLUME]
    assert note.text == NoCredentials().sentence
    assert note._label.toolTip() == note.text, "the line is too short for it"
    broker.fail(None)
    assert note.text != NoCredentials().sentence


async def test_another_palette_reaches_the_button_that_sends(qapp, panel: OrderEntryPanel) -> None:
    theme.apply_look(qapp, Look(scheme=Scheme.DARK))
    try:
        theme.apply_look(qapp, Look(scheme=Scheme.LIGHT))
        book(panel, "158000000")
        assert panel.form.submit.styleSheet() == style.submit("bid")
    finally:
        theme.apply_look(qapp, Look(scheme=Scheme.DARK))


async def test_the_limits_are_asked_for(qtbot, panel: OrderEntryPanel) -> None:
    with qtbot.waitSignal(panel.guards_wanted):
        qtbot.mouseClick(panel.form.guards, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_1, Qt.Key.Key_Up, Qt.Key.Key_Return])
async def test_a_chord_is_no_key_of_the_form(qtbot, panel: OrderEntryPanel, key: Qt.Key) -> None:
    """Ctrl+S, out of habit, turned a buy into a sale and took its volume."""
    fill(qtbot, panel)
    before = panel.draft
    qtbot.keyClick(panel.form.edits[Field.VOLUME], key, Qt.KeyboardModifier.ControlModifier)
    assert panel.draft == before and panel.dialog is None


async def test_the_wheel_over_the_form_changes_nothing(panel: OrderEntryPanel) -> None:
    """Turned over the list of conditions it made a FOK order of a plain one."""
    before = panel.draft
    for widget in (panel.form.time_in_force, *panel.form.edits.values()):
        at, none = QPointF(widget.rect().center()), QPoint()
        keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        turn = QWheelEvent(
            at, widget.mapToGlobal(at), none, QPoint(0, -240), Qt.MouseButton.NoButton, keys, phase, False
        )
        QApplication.sendEvent(widget, turn)
    assert panel.draft == before and panel.form.time_in_force.currentData() is None


@pytest.mark.parametrize("deed", ["side", "style"])
async def test_the_keyboard_stays_in_an_amount_when_its_field_is_none_of_the_order_any_more(
    qtbot, panel: OrderEntryPanel, deed: str
) -> None:
    """It went to the buttons, and 4 of 400 was all that there is."""
    panel.form.styles[Style.MARKET].click()
    panel.activateWindow()
    panel.form.edits[Field.TOTAL].setFocus()
    if deed == "side":
        qtbot.keyClick(panel.form.edits[Field.TOTAL], Qt.Key.Key_S)
        wanted = Field.VOLUME
    else:
        panel.form.styles[Style.LIMIT].click()
        panel.form.edits[Field.PRICE].setFocus()
        panel.form.styles[Style.BEST].click()
        wanted = Field.TOTAL
    await settle()
    assert panel.form.edits[wanted].hasFocus()
    qtbot.keyClicks(panel.window().focusWidget(), "400")
    assert panel.form.edits[wanted].amount == Decimal(400) and panel.draft.share is None

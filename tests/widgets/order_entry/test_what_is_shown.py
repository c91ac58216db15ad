"""Whatever a hand and a market do to the form: what is sent is what was shown when it was sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QFocusEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from app.trading import Balance, OrderIntent
from tests.widgets.order_entry.conftest import book, last_price, settle
from tests.widgets.order_entry.double import FakeBroker
from widgets.order_entry import OrderEntryPanel
from widgets.order_entry.draft import Field, Style

CONTROL = Qt.KeyboardModifier.ControlModifier
ORDER_FIELDS = tuple(Field)


@dataclass(frozen=True)
class Screen:
    """What a person reads of the form: words and figures, nothing of its insides."""

    button: str
    style: Style
    force: str
    price: str
    volume: str
    total: str

    def intent(self, market: str) -> OrderIntent:
        """The order that these words mean."""
        side = "bid" if self.button.startswith("매수") else "ask"
        assert self.button.split() == ["매수" if side == "bid" else "매도", market.partition("-")[2]]
        force = {"일반": None, "IOC": "ioc", "FOK": "fok", "Post only": "post_only"}[self.force]
        price, volume, total = (number(text) for text in (self.price, self.volume, self.total))
        if self.style is Style.LIMIT:
            return OrderIntent(market, side, "limit", volume, price, force)
        kind = "best" if self.style is Style.BEST else ("price" if side == "bid" else "market")
        if side == "bid":
            return OrderIntent(market, side, kind, None, total, force)
        return OrderIntent(market, side, kind, volume, None, force)


def number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if text else None


def read(panel: OrderEntryPanel) -> Screen:
    form = panel.form
    return Screen(
        form.submit.text(),
        next(style for style, button in form.styles.items() if button.isChecked()),
        form.time_in_force.currentText(),
        *(form.edits[field].text() for field in ORDER_FIELDS),
    )


Deed = Callable[[OrderEntryPanel, FakeBroker], object]

PRICES = st.sampled_from(["157000000", "158000000", "158001000", "171500000"])
SIGNS = st.sampled_from([*"0123456789.,", "b", "s", " "])
EDITING = st.sampled_from(
    [
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Left,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
    ]
)
PASTED = st.sampled_from(
    ["1,234.5", "1.5e3", "１２", "-5", "NaN", "158,000,000", "0.001", "10 000", "9" * 30, "0,5"]
)


def focused(panel: OrderEntryPanel) -> object:
    return panel.window().focusWidget() or panel


def move(price: str) -> Deed:
    def deed(panel: OrderEntryPanel, _broker: FakeBroker) -> None:
        last_price(panel, price)
        book(panel, price)

    return deed


def look_away(reason: Qt.FocusReason) -> Deed:
    def deed(panel: OrderEntryPanel, _broker: FakeBroker) -> None:
        where = focused(panel)
        for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
            QApplication.sendEvent(where, QFocusEvent(kind, reason))

    return deed


def fill_of_another_order(amount: str) -> Deed:
    def deed(_panel: OrderEntryPanel, broker: FakeBroker) -> None:
        broker.balances |= {
            "KRW": Balance("KRW", Decimal(amount)),
            "BTC": Balance("BTC", Decimal(amount) / 10**8),
        }
        broker.balances_changed.emit(frozenset({"KRW", "BTC"}))

    return deed


def stale(on: bool) -> Deed:
    return lambda panel, _broker: panel.show_stale(on)


DISTURBANCES = st.one_of(
    PRICES.map(move),
    st.sampled_from([Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason]).map(look_away),
    st.sampled_from(["9000000", "4000.5", "12345678901"]).map(fill_of_another_order),
    st.booleans().map(stale),
)


def press(key: Qt.Key) -> Deed:
    return lambda panel, _broker: QTest.keyClick(focused(panel), key)


def undo(panel: OrderEntryPanel, _broker: FakeBroker) -> None:
    QTest.keyClick(focused(panel), Qt.Key.Key_Z, CONTROL)


def paste(text: str) -> Deed:
    def deed(panel: OrderEntryPanel, _broker: FakeBroker) -> None:
        QApplication.clipboard().setText(text)
        QTest.keyClick(focused(panel), Qt.Key.Key_V, CONTROL)

    return deed


def type_sign(sign: str) -> Deed:
    return lambda panel, _broker: QTest.keyClicks(focused(panel), sign)


def spell(field: Field, text: str, between: list[Deed]) -> Deed:
    """Put a number into a field sign by sign, while other things happen: then it says that number."""

    def deed(panel: OrderEntryPanel, broker: FakeBroker) -> None:
        edit = panel.form.edits[field]
        if not edit.isEnabled():
            return
        edit.setFocus()
        edit.selectAll()
        for sign, disturb in zip(text, cycle(between), strict=False):
            QTest.keyClicks(edit, sign)
            disturb(panel, broker)
        assert edit.amount == Decimal(text), f"{text} was typed, {edit.text()} stands there"

    return deed


def click(which: str) -> Deed:
    def deed(panel: OrderEntryPanel, _broker: FakeBroker) -> None:
        form = panel.form
        buttons = [*form.sides.values(), *form.styles.values(), *form.shares.values(), form.up, form.down]
        buttons += [form.last, form.clear, *(each for note in form.notes.values() for each in note._buttons)]
        button = buttons[int(which) % len(buttons)]
        if button.isEnabled() and button.isVisible():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    return deed


def choose_force(place: int) -> Deed:
    def deed(panel: OrderEntryPanel, _broker: FakeBroker) -> None:
        box = panel.form.time_in_force
        if box.isEnabled():
            box.setCurrentIndex(place % box.count())
            box.activated.emit(box.currentIndex())

    return deed


def other_market(code: str) -> Deed:
    return lambda panel, _broker: panel.show_symbol(code)


def pick(price: str) -> Deed:
    return lambda panel, _broker: panel.take_price(Decimal(price))


NUMBERS = st.sampled_from(
    ["0.0256", "0.001", "10.0050", "157999000", "158000000", "6000", "1000000.5", "0.00000001", "1005"]
)
DEEDS = st.one_of(
    st.builds(spell, st.sampled_from(ORDER_FIELDS), NUMBERS, st.lists(DISTURBANCES, min_size=1, max_size=4)),
    st.builds(spell, st.sampled_from(ORDER_FIELDS), NUMBERS, st.lists(DISTURBANCES, min_size=1, max_size=4)),
    SIGNS.map(type_sign),
    EDITING.map(press),
    st.just(undo),
    PASTED.map(paste),
    st.integers(0, 40).map(str).map(click),
    st.integers(0, 3).map(choose_force),
    st.sampled_from(["KRW-BTC", "KRW-BTC", "KRW-BTC", "KRW-ETH"]).map(other_market),
    PRICES.map(pick),
    DISTURBANCES,
)


@st.composite
def mornings(draw: st.DrawFn) -> list[Deed]:
    """Anything, then mostly what makes an order whole, then a little more of anything."""
    deeds = draw(st.lists(DEEDS, max_size=7))
    if draw(st.integers(0, 3)):
        between = draw(st.lists(DISTURBANCES, min_size=1, max_size=3))
        deeds += [stale(False), spell(Field.TOTAL, "158000", between), spell(Field.VOLUME, "0.001", between)]
        deeds += [draw(st.sampled_from([pick("158000000"), spell(Field.PRICE, "157999000", between)]))]
    return deeds + draw(st.lists(DEEDS, max_size=2))


async def begin(panel: OrderEntryPanel, broker: FakeBroker) -> None:
    """The state that each example starts with, whatever the one before has left."""
    if panel.dialog is not None:
        panel.dialog.reject()
    panel.show_stale(False)
    fill_of_another_order("12345678901")(panel, broker)
    broker.placed.clear()
    panel.show_symbol("KRW-ETH")
    panel.show_symbol("KRW-BTC")
    await settle()
    move("158000000")(panel, broker)
    panel.form.sides["bid"].click()
    panel.form.styles[Style.LIMIT].click()


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(mornings(), st.lists(DISTURBANCES, max_size=3))
async def test_what_is_sent_is_what_was_shown(
    panel: OrderEntryPanel, broker: FakeBroker, deeds: list[Deed], meanwhile: list[Deed]
) -> None:
    await begin(panel, broker)
    for deed in deeds:
        deed(panel, broker)
        await settle()
    shown, market = read(panel), panel.draft.market
    QTest.keyClick(panel, Qt.Key.Key_Return)
    dialog = panel.dialog
    if dialog is None:
        return
    for deed in meanwhile:
        deed(panel, broker)
    dialog.cautions.tick.setChecked(True)
    sendable = dialog.can_send
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    await settle()
    assert broker.placed == ([shown.intent(market)] if sendable else [])


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("side", ["bid", "ask"])
async def test_the_words_of_the_screen_are_an_order_of_each_kind(
    panel: OrderEntryPanel, broker: FakeBroker, side: str, style: Style
) -> None:
    """The property above would be empty if nothing were ever sent."""
    await begin(panel, broker)
    panel.form.sides[side].click()
    panel.form.styles[style].click()
    for field, text in ((Field.PRICE, "158000000"), (Field.VOLUME, "0.001"), (Field.TOTAL, "158000")):
        spell(field, text, [move("158000000")])(panel, broker)
    shown = read(panel)
    QTest.keyClick(panel, Qt.Key.Key_Return)
    assert panel.dialog is not None
    QTest.keyClick(panel.dialog, Qt.Key.Key_Return)
    await settle()
    assert broker.placed == [shown.intent("KRW-BTC")]

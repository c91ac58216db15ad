"""A key that is held down is one press, also under X11, where Qt tells it as many."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtTest import QSignalSpy
from PyQt6.QtWidgets import QApplication, QDialog, QWidget

from app.settings import OrderGuards
from app.trading import OrderRecord, OrderState
from widgets.held_key import BOUNCE_MS, HeldKey
from widgets.my_orders.amend_dialog import AmendDialog
from widgets.my_orders.cancel_all import CancelAllDialog
from widgets.order_entry.confirm import ConfirmDialog
from widgets.order_entry.draft import Draft

PRICE, VOLUME = Decimal(158_000_000), Decimal("0.001")
PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


class Timed(QKeyEvent):
    """An event with the time that a window system gives it; PyQt offers no way to set it."""

    at_ms = 0

    def timestamp(self) -> int:
        return self.at_ms


def enter(kind: QEvent.Type, at_ms: int, *, repeat: bool = False, key: Qt.Key = Qt.Key.Key_Return) -> Timed:
    event = Timed(kind, key, Qt.KeyboardModifier.NoModifier, "", repeat)
    event.at_ms = at_ms
    return event


def send(dialog: QDialog, event: QKeyEvent) -> None:
    """To where the keyboard is."""
    QApplication.sendEvent(dialog.focusWidget() or dialog, event)


def test_what_qt_calls_a_repeat_is_one() -> None:
    assert HeldKey().is_repeat(enter(PRESS, 1, repeat=True))


def test_a_press_in_the_moment_of_its_release_is_a_repeat_and_a_later_one_is_not() -> None:
    held = HeldKey()
    assert not held.is_repeat(enter(PRESS, 1000))
    held.release(enter(RELEASE, 1660))
    assert held.is_repeat(enter(PRESS, 1660))
    assert held.is_repeat(enter(PRESS, 1660 + BOUNCE_MS - 1))
    assert not held.is_repeat(enter(PRESS, 1660 + BOUNCE_MS))


def test_another_key_is_not_held_by_that() -> None:
    held = HeldKey()
    held.release(enter(RELEASE, 1000, key=Qt.Key.Key_Delete))
    assert not held.is_repeat(enter(PRESS, 1000))


def confirmation(window: QWidget) -> ConfirmDialog:
    dialog = ConfirmDialog(Draft("KRW-BTC", price=PRICE, volume=VOLUME), [("가격", "158,000,000")], window)
    dialog.allow(True)
    return dialog


def amendment(window: QWidget) -> AmendDialog:
    working = OrderState.WORKING
    record = OrderRecord("hoga-1", "KRW-BTC", "bid", "limit", working, price=PRICE, remaining_volume=VOLUME)
    dialog = AmendDialog(record, "비트코인", Decimal(1000), OrderGuards(), lambda *_: (), window)
    dialog.propose(PRICE - 1000)
    dialog.cautions.tick.setChecked(True)
    dialog.send.setFocus()
    return dialog


def cancels(window: QWidget) -> CancelAllDialog:
    return CancelAllDialog("KRW-BTC", 1, 2, window)


@pytest.mark.parametrize("make", [confirmation, amendment, cancels])
def test_enter_that_is_held_from_before_answers_no_question(qtbot, make) -> None:
    """X11 lets go of a held key and presses it again 25 times a second: the order was sent by that."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = make(window)
    taken = QSignalSpy(dialog.accepted)
    dialog.open()
    for at_ms in range(1000, 2000, 40):
        for kind in (RELEASE, PRESS):
            send(dialog, enter(kind, at_ms))
    assert len(taken) == 0
    send(dialog, enter(RELEASE, 2000))
    send(dialog, enter(PRESS, 2400))
    assert len(taken) == 1

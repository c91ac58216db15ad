"""The second half of a double click answers no question that the first half has opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QCursor, QGuiApplication
from PyQt6.QtTest import QSignalSpy, QTest
from PyQt6.QtWidgets import QAbstractButton, QDialog, QWidget

from app.market.book import Book
from app.settings import OrderGuards
from app.trading import OrderIntent, OrderRecord, OrderState
from widgets.click_guard import NEAR
from widgets.click_trade import ClickConfirm
from widgets.my_orders.amend_dialog import AmendDialog
from widgets.my_orders.cancel_all import CancelAllDialog
from widgets.order_entry.confirm import ConfirmDialog
from widgets.order_entry.draft import Draft
from widgets.orderbook.clicks import Click
from widgets.orderbook.rows import BID, Row
from widgets.settings.arm_dialog import ArmDialog

PRICE, VOLUME = Decimal(158_000_000), Decimal("0.001")


def confirmation(window: QWidget) -> tuple[QDialog, QAbstractButton]:
    dialog = ConfirmDialog(Draft("KRW-BTC", price=PRICE, volume=VOLUME), [("가격", "158,000,000")], window)
    dialog.allow(True)
    return dialog, dialog._send


def amendment(window: QWidget) -> tuple[QDialog, QAbstractButton]:
    working = OrderState.WORKING
    record = OrderRecord("hoga-1", "KRW-BTC", "bid", "limit", working, price=PRICE, remaining_volume=VOLUME)
    dialog = AmendDialog(record, "비트코인", Decimal(1000), OrderGuards(), lambda *_: (), window)
    dialog.propose(PRICE - 1000)
    dialog.cautions.tick.setChecked(True)
    return dialog, dialog.send


def click_order(window: QWidget) -> tuple[QDialog, QAbstractButton]:
    click = Click(Row(BID, 158e6), BID, Book("KRW-BTC", 0, (), (), 0.0, 0.0), False)
    dialog = ClickConfirm(click, OrderIntent("KRW-BTC", "bid", "limit", VOLUME, PRICE), window)
    return dialog, dialog.send


def cancels(window: QWidget) -> tuple[QDialog, QAbstractButton]:
    dialog = CancelAllDialog("KRW-BTC", 1, 2, window)
    return dialog, dialog.everywhere


def arming(window: QWidget) -> tuple[QDialog, QAbstractButton]:
    dialog = ArmDialog("abcd", window)
    return dialog, dialog.go


DIALOGS = [confirmation, amendment, click_order, cancels, arming]
Make = Callable[[QWidget], tuple[QDialog, QAbstractButton]]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The guard's time, to be put forward by hand."""
    now = [100.0]
    monkeypatch.setattr("widgets.click_guard.time.monotonic", lambda: now[0])
    return now


@pytest.fixture
def window(qtbot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    yield made


def opened_under_the_pointer(make: Make, window: QWidget) -> tuple[QSignalSpy, QAbstractButton]:
    dialog, button = make(window)
    taken = QSignalSpy(dialog.accepted)
    dialog.open()
    where = button.mapToGlobal(button.rect().center())
    dialog.hide()
    QCursor.setPos(where)
    dialog.show()  # the same place again: its window has been laid out before
    dialog.move(dialog.pos() + where - button.mapToGlobal(button.rect().center()))
    assert button.isEnabled()
    return taken, button


def seconds_of_a_pair() -> float:
    return QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000


@pytest.mark.parametrize("make", DIALOGS)
def test_the_second_click_of_a_pair_sends_nothing(make: Make, window: QWidget, clock: list[float]) -> None:
    """A double click on the button that opens the question fell on the one that answers it."""
    taken, button = opened_under_the_pointer(make, window)
    clock[0] += seconds_of_a_pair() / 2
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(taken) == 0
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    assert len(taken) == 0


@pytest.mark.parametrize("make", DIALOGS)
def test_a_click_after_the_time_of_a_pair_counts(make: Make, window: QWidget, clock: list[float]) -> None:
    taken, button = opened_under_the_pointer(make, window)
    clock[0] += seconds_of_a_pair()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(taken) == 1


@pytest.mark.parametrize("make", DIALOGS)
def test_a_hand_that_has_moved_to_the_button_may_be_quick(
    make: Make, window: QWidget, clock: list[float]
) -> None:
    taken, button = opened_under_the_pointer(make, window)
    guard_saw = button.mapToGlobal(button.rect().center())
    button.window().move(button.window().pos() + QPoint(NEAR, 1))
    assert (button.mapToGlobal(button.rect().center()) - guard_saw).manhattanLength() > NEAR
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(taken) == 1

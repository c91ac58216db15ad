"""What is typed is what stands in the field, whatever happens to the window in between."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QFocusEvent, QInputMethodEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget

from widgets.amount_edit import AmountEdit

CONTROL = Qt.KeyboardModifier.ControlModifier
AWAY = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


@pytest.fixture
def edit(qtbot) -> Iterator[AmountEdit]:
    window = QWidget()
    qtbot.addWidget(window)
    made = AmountEdit("amount", window)
    made.resize(200, 26)
    window.show()
    made.setFocus()
    yield made


def leave_and_return(edit: AmountEdit, reason: Qt.FocusReason) -> None:
    QApplication.sendEvent(edit, QFocusEvent(QEvent.Type.FocusOut, reason))
    QApplication.sendEvent(edit, QFocusEvent(QEvent.Type.FocusIn, reason))


@pytest.mark.parametrize("reason", AWAY)
def test_another_window_that_comes_in_between_takes_no_zeros_away(
    edit: AmountEdit, reason: Qt.FocusReason
) -> None:
    """Typing 0.0, a glance at another window, 256: 256 coins stood there instead of 0.0256."""
    QTest.keyClicks(edit, "0.0")
    leave_and_return(edit, reason)
    QTest.keyClicks(edit, "256")
    assert edit.amount == Decimal("0.0256")


def test_leaving_by_tab_takes_needless_zeros_away(edit: AmountEdit) -> None:
    QTest.keyClicks(edit, "0.0500")
    leave_and_return(edit, Qt.FocusReason.TabFocusReason)
    assert edit.text() == "0.05"


def test_what_is_chosen_to_be_replaced_stays_chosen_when_the_amount_changes(edit: AmountEdit) -> None:
    """A fill while the remaining volume was chosen: 2 was typed behind it, and 0.42 stood there."""
    edit.show_amount(Decimal("0.5"))
    edit.selectAll()
    edit.show_amount(Decimal("0.4"))
    QTest.keyClicks(edit, "2")
    assert edit.amount == Decimal(2)


def test_undo_brings_nothing_back_from_before_a_wipe(edit: AmountEdit) -> None:
    QTest.keyClicks(edit, "0.5")
    QTest.keyClick(edit, Qt.Key.Key_Backspace, CONTROL)
    edit.wipe()
    QTest.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert edit.text() == ""


@pytest.mark.parametrize(
    "text", ["1.5e3", "１２３", "-5", "NaN", "Infinity", "9" * 60, "0,5", "1.234,5", "1 2", "0.5 1"]
)
def test_what_is_pasted_and_says_no_amount_stays_to_be_read_and_is_none(edit: AmountEdit, text: str) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(edit, Qt.Key.Key_V, CONTROL)
    assert (edit.text(), edit.amount, edit.is_readable) == (text, None, False)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("1,234.5", "1,234.5"), (" 158 000 000 ", "158,000,000"), ("1234567.10", "1,234,567.10")],
)
def test_what_is_pasted_and_says_an_amount_is_that_amount(edit: AmountEdit, text: str, shown: str) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(edit, Qt.Key.Key_V, CONTROL)
    assert (edit.text(), edit.amount) == (shown, Decimal(shown.replace(",", "")))


def test_two_lines_that_are_pasted_are_no_amount(edit: AmountEdit) -> None:
    """A price and a volume from a sheet became one number of all their digits."""
    QApplication.clipboard().setText("1580\n25")
    QTest.keyClick(edit, Qt.Key.Key_V, CONTROL)
    assert edit.amount is None


@pytest.mark.parametrize("committed", ["바", "３", "ㅠ"])
def test_what_an_input_method_commits_is_no_digit(edit: AmountEdit, committed: str) -> None:
    QTest.keyClicks(edit, "12")
    composed = QInputMethodEvent(committed, [])
    QApplication.sendEvent(edit, composed)
    edit.show_amount(Decimal(12))
    done = QInputMethodEvent()
    done.setCommitString(committed)
    QApplication.sendEvent(edit, done)
    assert edit.amount is None and edit.text().endswith(committed)


TYPED = st.from_regex(r"[1-9][0-9]{0,8}(\.[0-9]{1,8})?|0?\.[0-9]{1,8}", fullmatch=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=TYPED, between=st.lists(st.sampled_from(["same", "nothing", *AWAY]), min_size=1, max_size=17))
def test_digits_with_anything_between_them_are_the_number_they_spell(
    edit: AmountEdit, text: str, between: list[str | Qt.FocusReason]
) -> None:
    edit.selectAll()
    for sign, event in zip(text, cycle(between), strict=False):
        QTest.keyClicks(edit, sign)
        if event == "same" and edit.amount is not None:
            edit.show_amount(edit.amount)
        elif isinstance(event, Qt.FocusReason):
            leave_and_return(edit, event)
    assert edit.amount == Decimal(text)

"""The settings: every choice counts at once, wrong limits never do, and the keyboard reaches everything."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.look import Look, Scheme, Sense
from app.settings import OrderGuards, Threshold
from widgets import theme
from widgets.preferences import PreferencesDialog


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[PreferencesDialog]:
    theme.apply_theme(qapp)
    dialog = PreferencesDialog(Look(), OrderGuards(), tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog
    theme.apply_look(qapp, Look())


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def write(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text) if text else qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_each_choice_is_told_at_once_with_all_earlier_ones(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    told: list[Look] = []
    dialog.look_changed.connect(told.append)
    click(qtbot, dialog.look.scheme.button(Scheme.LIGHT))
    click(qtbot, dialog.look.sense.button(Sense.WESTERN))
    dialog.look.colour_blind.click()
    assert told == [
        Look(scheme=Scheme.LIGHT),
        Look(scheme=Scheme.LIGHT, sense=Sense.WESTERN),
        Look(scheme=Scheme.LIGHT, sense=Sense.WESTERN, colour_blind=True),
    ]
    assert dialog.look.note.text() == ""


def test_what_needs_a_new_start_says_so(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    told: list[Look] = []
    dialog.look_changed.connect(told.append)
    click(qtbot, dialog.look.scale.button(150))
    assert told[-1] == Look(scale=150) and "다시 시작" in dialog.look.note.text()
    click(qtbot, dialog.look.scale.button(100))
    assert told[-1] == Look() and dialog.look.note.text() == ""
    click(qtbot, dialog.look.language.button("en"))
    assert told[-1] == Look(language="en") and "다시 시작" in dialog.look.note.text()


def test_limits_are_told_when_a_field_is_left(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    told: list[OrderGuards] = []
    dialog.guards_changed.connect(told.append)
    dialog.tabs.setCurrentIndex(1)
    write(qtbot, dialog.guards.fields["KRW"][0], "50,000,000")
    write(qtbot, dialog.guards.fields["KRW"][1], "100000000")
    write(qtbot, dialog.guards.fields["depth"][0], "")
    last = told[-1]
    assert len(told) == 3
    assert last.totals["KRW"] == Threshold(ask=Decimal(50_000_000), refuse=Decimal(100_000_000))
    assert last.depth == Threshold() and last.through == OrderGuards().through
    assert last.ticks == Threshold()
    write(qtbot, dialog.guards.fields["ticks"][0], "20")
    assert told[-1].ticks == Threshold(ask=Decimal(20))
    assert last.totals["BTC"] == OrderGuards().totals["BTC"]


@pytest.mark.parametrize("text", ["abc", "-1", "NaN", "1e30", "1.2.3", "0,2", "1e1", "1_0"])
def test_what_is_no_limit_is_told_to_nobody(qtbot: QtBot, dialog: PreferencesDialog, text: str) -> None:
    dialog.tabs.setCurrentIndex(1)
    with qtbot.assertNotEmitted(dialog.guards_changed):
        write(qtbot, dialog.guards.fields["through"][1], text)
    assert text in dialog.guards.reasons["through"].text()
    assert not dialog.guards.reasons["depth"].text()
    write(qtbot, dialog.guards.fields["through"][1], "15")
    assert dialog.guards.reasons["through"].text() == ""


def test_a_limit_that_would_never_be_asked_about_is_none(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    told: list[OrderGuards] = []
    dialog.guards_changed.connect(told.append)
    dialog.tabs.setCurrentIndex(1)
    write(qtbot, dialog.guards.fields["through"][0], "20.00000001")
    assert "20" in dialog.guards.reasons["through"].text()
    assert not told
    write(qtbot, dialog.guards.fields["through"][1], "20.00000002")
    assert told[-1].through == Threshold(ask=Decimal("20.00000001"), refuse=Decimal("20.00000002"))
    assert dialog.guards.reasons["through"].text() == ""


def test_the_defaults_come_back_at_once(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    told: list[OrderGuards] = []
    dialog.guards_changed.connect(told.append)
    dialog.tabs.setCurrentIndex(1)
    write(qtbot, dialog.guards.fields["KRW"][0], "1")
    write(qtbot, dialog.guards.fields["depth"][1], "nonsense")
    click(qtbot, dialog.guards.defaults)
    assert told[-1] == OrderGuards()
    assert dialog.guards.fields["KRW"][0].text() == "30,000,000"
    assert dialog.guards.reasons["depth"].text() == ""


def test_everything_has_a_name_and_is_reached_by_the_keyboard(dialog: PreferencesDialog) -> None:
    pages = (dialog.look, dialog.guards, dialog.about)
    buttons = [button for page in pages for button in page.findChildren(QAbstractButton)]
    fields = [field for page in pages for field in page.findChildren(QLineEdit)]
    assert len(buttons) > 14 and len(fields) == 12
    assert [button for button in buttons if not (button.accessibleName() or button.text())] == []
    assert [field for field in fields if not field.accessibleName()] == []
    # Of the buttons of one choice Tab reaches the chosen one; the arrows reach the others.
    alone = [button for button in buttons if button.group() is None or button.isChecked()]
    assert all(widget.focusPolicy() & Qt.FocusPolicy.TabFocus for widget in (*alone, *fields))


def test_arrows_move_a_choice(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    told: list[Look] = []
    dialog.look_changed.connect(told.append)
    system = dialog.look.scheme.button(Scheme.SYSTEM)
    system.setFocus()
    qtbot.keyClick(system, Qt.Key.Key_Right)
    assert told == [Look(scheme=Scheme.DARK)]


def test_the_dialog_says_where_the_files_are(dialog: PreferencesDialog, tmp_path: Path) -> None:
    assert dialog.data is not None and dialog.data.place.text() == str(tmp_path)
    texts = [label.text() for label in dialog.about.findChildren(QLabel)]
    assert "0." in " ".join(texts)


def test_it_blocks_nothing(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    assert not dialog.isModal()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()

"""The whole desk for who does not see it: every control that can have the keyboard says what it is."""

import asyncio

from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QWidget,
)

from tests.end_to_end.conftest import CLEAN, RunDesk, Running
from widgets import panels

SECONDS = 30.0
DIALOGS = (
    "show_palette",
    "show_key_map",
    "show_preferences",
    "show_guards",
    "manage_layouts",
    "show_welcome",
)


def is_inner(widget: QWidget) -> bool:
    """Whether it is a part of a control, which has the name: a viewport, a box's line or its list."""
    above = widget.parentWidget()
    if isinstance(above, QAbstractScrollArea) and above.viewport() is widget:
        return True
    if isinstance(above, QAbstractSpinBox | QComboBox):
        return True
    return above is not None and isinstance(above.parentWidget(), QComboBox)


def name_of(widget: QWidget) -> str:
    """What a screen reader says: the name that it was given, or its own words."""
    own = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return (widget.accessibleName() or own).strip()


def nameless() -> set[str]:
    """Every control of the desk that takes the keyboard and has no name, with where it stands."""
    found = set()
    for widget in QApplication.allWidgets():
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or is_inner(widget) or name_of(widget):
            continue
        if type(widget).__module__.startswith("PyQt6Ads"):
            continue
        above = widget.parentWidget()
        found.add(f"{type(widget).__name__} {widget.objectName()} in {type(above).__name__}")
    return found


async def everything_open(running: Running) -> None:
    window, desk = running.window, running.workspace
    for name in panels.KINDS:
        window.board.open(name)
    await running.until(lambda: desk.session.broker.ready and desk.orderbook.book, SECONDS, "book, account")


def test_every_control_says_what_it_is(run_desk: RunDesk) -> None:
    async def scenario(running: Running) -> None:
        await running.until(lambda: running.window.desk_commands is not None, SECONDS, "the panels")
        await everything_open(running)
        assert nameless() == set()
        commands = running.window.desk_commands
        for dialog in DIALOGS:
            getattr(commands, dialog)()
            await asyncio.sleep(0)
            assert nameless() == set(), dialog
        running.workspace.keys.show_keys()
        await asyncio.sleep(0)
        assert nameless() == set(), "the keys' dialog"

    assert run_desk(scenario).left == CLEAN


def test_what_has_the_keyboard_is_reached_by_it(run_desk: RunDesk) -> None:
    """Tab comes to every visible control of the order form, and each looks another way with the keyboard."""

    async def scenario(running: Running) -> None:
        await running.until(lambda: running.window.desk_commands is not None, SECONDS, "the panels")
        running.window.activateWindow()
        await running.until(running.window.isActiveWindow, SECONDS, "the desk's window")
        running.window.desk_commands.show_welcome()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        await running.until(lambda: running.workspace.session.broker.ready, SECONDS, "the account")
        form = running.workspace.order_entry
        for control in form.findChildren(QWidget):
            if not control.isVisible() or not control.isEnabled() or is_inner(control):
                continue
            if not control.focusPolicy() & Qt.FocusPolicy.TabFocus:
                continue
            before = control.grab().toImage()
            control.setFocus(Qt.FocusReason.TabFocusReason)
            await asyncio.sleep(0)
            assert control.hasFocus() or control.focusProxy() is not None, name_of(control)
            assert control.grab().toImage() != before, f"no focus ring: {name_of(control)}"

    assert run_desk(scenario).left == CLEAN

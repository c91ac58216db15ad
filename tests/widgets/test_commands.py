"""Commands have keys that the trader may change; a key never does two things."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QShortcut
from PyQt6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.amount_edit import AmountEdit
from widgets.commands import Command, Commands, assign, clashes, is_typed, portable


def nothing(*_: object) -> None:
    """Does nothing."""


def command(id_: str, keys: str = "", scope: str = "") -> Command:
    return Command(id_, id_, nothing, keys, scope)


@pytest.mark.parametrize(
    ("keys", "same"), [("ctrl+k", "Ctrl+K"), ("F1", "F1"), ("", ""), ("nonsense", ""), ("Ctrl+K, Ctrl+L", "")]
)
def test_a_key_is_one_key_in_one_spelling(keys: str, same: str) -> None:
    assert portable(keys) == same


@pytest.mark.parametrize(
    ("keys", "typed"), [("B", True), ("Space", True), ("Up", True), ("F5", False), ("Ctrl+B", False)]
)
def test_what_writes_a_sign_is_known(keys: str, typed: bool) -> None:
    assert is_typed(keys) is typed


def test_a_default_gives_way_to_the_traders_choice() -> None:
    commands = [command("one", "Ctrl+K"), command("two", "Ctrl+L")]
    assert assign(commands, {"two": "Ctrl+K"}) == {"one": "", "two": "Ctrl+K"}


def test_panels_of_two_kinds_may_share_a_key_but_the_desk_shares_none() -> None:
    commands = [
        command("one", "B", "a"),
        command("two", "B", "b"),
        command("desk", "F2"),
        command("c", "F2", "a"),
    ]
    assert assign(commands, {}) == {"one": "B", "two": "B", "desk": "F2", "c": ""}


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", "F1", "F2", "Ctrl+X", "rubbish"])))
def test_whatever_was_saved_no_key_does_two_things(chosen: dict[str, str]) -> None:
    scopes = {"a": "", "b": "", "c": "x", "d": "x", "e": "y", "f": "y"}
    commands = {id_: command(id_, "F1", scope) for id_, scope in scopes.items()}
    keys = assign(commands.values(), chosen)
    for one in commands.values():
        for other in commands.values():
            if clashes(one, other):
                assert not keys[one.id] or keys[one.id] != keys[other.id]


class Desk:
    """A window with a panel, and a note of what was run."""

    def __init__(self, qtbot: QtBot, chosen: dict[str, str] | None = None) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.ran: list[str] = []
        self.panel = QWidget(self.window)
        self.line, self.amount = QLineEdit(self.panel), AmountEdit("amount", self.panel)
        self.button = QPushButton("button", self.panel)
        self.button.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self.panel)
        for part in (self.line, self.amount, self.button):
            column.addWidget(part)
        self.commands = Commands(chosen or {}, self.window)
        self.commands.add(
            [
                Command("desk", "Desk", self._note("desk"), "Ctrl+K"),
                Command("other", "Other", self._note("other"), "F2"),
                Command("buy", "Buy", self._note("buy"), "B", "form"),
                Command("centre", "Centre", self._note("centre"), "Space", "form"),
                Command("next", "Next", self._note("next"), "Ctrl+Down", "form"),
            ]
        )
        self.commands.attach("form", self.panel)
        self.window.show()
        self.window.activateWindow()

    def _note(self, name: str) -> object:
        def run(*_: object) -> None:
            self.ran.append(name)

        return run

    def _on_clicked(self) -> None:
        self.ran.append("clicked")


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    with qtbot.waitActive(desk.window):
        pass
    yield desk


def test_the_desks_key_is_heard_everywhere(qtbot: QtBot, desk: Desk) -> None:
    desk.line.setFocus()
    qtbot.keyClick(desk.line, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert desk.ran == ["desk"]


def test_a_panels_keys_count_in_the_panel_only(qtbot: QtBot, desk: Desk) -> None:
    outside = QLineEdit(desk.window)
    outside.show()
    outside.setFocus()
    qtbot.keyClick(outside, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert desk.ran == []
    desk.line.setFocus()
    qtbot.keyClick(desk.line, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert desk.ran == ["next"]


def test_a_letter_goes_through_an_amount_but_is_typed_into_a_line(qtbot: QtBot, desk: Desk) -> None:
    desk.amount.setFocus()
    qtbot.keyClick(desk.amount, Qt.Key.Key_B)
    desk.line.setFocus()
    qtbot.keyClick(desk.line, Qt.Key.Key_B)
    assert desk.ran == ["buy"]
    assert desk.line.text() == "b"


def test_a_button_keeps_its_space_bar(qtbot: QtBot, desk: Desk) -> None:
    desk.button.setFocus()
    qtbot.keyClick(desk.button, Qt.Key.Key_Space)
    assert desk.ran == ["clicked"]


def test_another_key_counts_at_once_and_the_old_one_no_more(qtbot: QtBot, desk: Desk) -> None:
    desk.commands.bind("buy", "G")
    for key in (Qt.Key.Key_B, Qt.Key.Key_G):
        qtbot.keyClick(desk.amount, key)
    assert desk.ran == ["buy"]
    assert desk.amount.text() == ""
    assert desk.commands.chosen == {"buy": "G"}


def test_a_key_that_is_taken_is_told_and_changes_hands(desk: Desk) -> None:
    told = desk.commands.conflict("desk", "F2")
    assert told is not None and told.id == "other"
    desk.commands.bind("desk", "F2")
    assert (desk.commands.key("desk"), desk.commands.key("other")) == ("F2", "")
    assert desk.commands.chosen == {"desk": "F2", "other": ""}
    desk.commands.reset()
    assert (desk.commands.key("desk"), desk.commands.key("other")) == ("Ctrl+K", "F2")


def test_the_whole_desk_gets_no_letter(desk: Desk) -> None:
    assert not desk.commands.allows("desk", "B")
    desk.commands.bind("desk", "B")
    assert desk.commands.key("desk") == "Ctrl+K"


def test_a_saved_key_is_in_force_from_the_start(qtbot: QtBot) -> None:
    desk = Desk(qtbot, {"desk": "F9"})
    assert desk.commands.key("desk") == "F9"
    assert desk.commands.chosen == {"desk": "F9"}


def test_a_panels_own_shortcut_gives_way(qtbot: QtBot, desk: Desk) -> None:
    panel = QWidget(desk.window)
    own = QShortcut("Ctrl+Down", panel)
    desk.commands.attach("form", panel)
    assert not own.isEnabled()


def test_it_also_gives_way_to_a_command_that_comes_later(desk: Desk) -> None:
    """The panels of the first layout are there before their commands."""
    panel = QWidget(desk.window)
    own = QShortcut("Ctrl+D", panel)
    desk.commands.attach("form", panel)
    assert own.isEnabled()
    desk.commands.add([Command("star", "Star", nothing, "Ctrl+D", "form")])
    assert not own.isEnabled()


def test_a_panel_that_has_gone_is_forgotten(qtbot: QtBot, desk: Desk) -> None:
    panel = QWidget(desk.window)
    desk.commands.attach("form", panel)
    desk.commands.detach(panel)
    with qtbot.waitSignal(panel.destroyed):
        panel.deleteLater()
    desk.commands.bind("buy", "G")  # would reach a dead panel
    assert desk.commands.key("buy") == "G"


def test_what_was_run_last_comes_first(desk: Desk) -> None:
    for id_ in ("desk", "other", "desk"):
        desk.commands.run(id_)
    assert desk.commands.recent == ("desk", "other")

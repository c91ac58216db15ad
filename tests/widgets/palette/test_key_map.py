"""The key map tells every key, and changes one by pressing the new one."""

from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.widgets.palette.conftest import Room
from widgets.palette import KeyMapDialog

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: QtBot, room: Room, id_: str) -> KeyMapDialog:
    dialog = KeyMapDialog(room.commands, room.window)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.choose(id_)
    return dialog


def shown(dialog: KeyMapDialog) -> dict[str, str]:
    return {item.text(0): item.text(1) for item in dialog._items()}


def test_every_command_stands_there_with_its_key(qtbot: QtBot, room: Room) -> None:
    dialog = opened(qtbot, room, "save")
    keys = {
        "레이아웃 저장…": "Ctrl+Shift+S",
        "단축키 목록": "F1",
        "지금 다시 연결": "",
        "매수로": "B",
        "매도로": "S",
    }
    assert shown(dialog) == keys


def test_a_new_key_is_pressed_and_counts(qtbot: QtBot, room: Room) -> None:
    dialog = opened(qtbot, room, "retry")
    dialog.change.click()
    qtbot.keyClick(dialog, Qt.Key.Key_R, CTRL)
    assert room.commands.key("retry") == "Ctrl+R"
    assert shown(dialog)["지금 다시 연결"] == "Ctrl+R"


def test_a_taken_key_is_told_and_taken_only_when_pressed_again(qtbot: QtBot, room: Room) -> None:
    dialog = opened(qtbot, room, "retry")
    dialog.change.click()
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    assert "단축키 목록" in dialog.remark.text()
    assert room.commands.key("retry") == ""
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    assert (room.commands.key("retry"), room.commands.key("keys")) == ("F1", "")


def test_a_letter_for_the_whole_desk_is_refused_with_the_reason(qtbot: QtBot, room: Room) -> None:
    dialog = opened(qtbot, room, "retry")
    dialog.change.click()
    qtbot.keyClick(dialog, Qt.Key.Key_B)
    assert "글자 입력" in dialog.remark.text()
    assert room.commands.key("retry") == ""


def test_escape_gives_up_and_keeps_the_dialog(qtbot: QtBot, room: Room) -> None:
    dialog = opened(qtbot, room, "retry")
    dialog.change.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_F5)
    assert room.commands.key("retry") == ""


def test_a_key_that_qt_has_no_name_for_takes_nothing_away(qtbot: QtBot, room: Room) -> None:
    dialog = opened(qtbot, room, "save")
    dialog.change.click()
    for _ in range(2):
        qtbot.keyClick(dialog, Qt.Key.Key_unknown)
    assert room.commands.key("save") == "Ctrl+Shift+S"
    qtbot.keyClick(dialog, Qt.Key.Key_F7)
    assert room.commands.key("save") == "F7", "it still waits for one that can be a key"


def test_keys_are_taken_away_and_given_back(qtbot: QtBot, room: Room) -> None:
    dialog = opened(qtbot, room, "save")
    dialog.clear.click()
    assert room.commands.key("save") == ""
    dialog.default.click()
    assert room.commands.key("save") == "Ctrl+Shift+S"
    room.commands.bind("keys", "F9")
    dialog.all_default.click()
    assert room.commands.chosen == {}


def test_a_command_is_found_by_name_and_by_key(qtbot: QtBot, room: Room) -> None:
    dialog = opened(qtbot, room, "save")
    dialog.search.setText("ctrl+shift")
    assert list(shown(dialog)) == ["레이아웃 저장…"]
    dialog.search.setText("ㅁㄷ")
    assert list(shown(dialog)) == ["매도로"]

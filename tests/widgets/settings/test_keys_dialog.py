"""Keys are entered, tested, saved, replaced and deleted while the desk runs; nothing secret stays on show."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QClipboard
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.keys import Place
from tests.widgets.settings.conftest import PASSPHRASE, Floor, pair, until
from widgets.settings.key_actions import KeyActions
from widgets.settings.keys_dialog import KeysDialog


@pytest.fixture
async def dialog(qtbot: QtBot, floor: Floor) -> AsyncIterator[KeysDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    actions = KeyActions(floor.side, parent)
    dialog = KeysDialog(floor.side, actions, parent)
    dialog.open()
    await until(lambda: dialog.keep.is_complete, "the keyring is known")
    yield dialog
    dialog.close()
    await actions.aclose()


def enter(dialog: KeysDialog, name: str, place: Place = Place.KEYRING) -> None:
    dialog.access.setText(f" {pair(name).access_key}\n")
    QApplication.clipboard().setText(pair(name).secret_key + "\n")
    dialog.secret.paste()
    dialog.keep.buttons[place].setChecked(True)
    if place is Place.VAULT:
        dialog.keep.passphrase.setText(PASSPHRASE)
        dialog.keep.again.setText(PASSPHRASE)


async def idle(dialog: KeysDialog) -> None:
    await until(lambda: not dialog._actions.busy, "it has ended")


async def save(dialog: KeysDialog, name: str, place: Place = Place.KEYRING) -> None:
    enter(dialog, name, place)
    assert dialog.save.isEnabled()
    dialog.save.click()
    await idle(dialog)


async def test_a_test_tells_what_the_key_may_do(dialog: KeysDialog, floor: Floor) -> None:
    enter(dialog, "good")
    dialog.test.click()
    assert not dialog.save.isEnabled() and dialog.cancel.isVisibleTo(dialog)
    await idle(dialog)
    texts = dialog.findings.texts
    assert all(texts[name].startswith("✓") for name in texts if name != "expiry"), texts
    assert "일 남음" in texts["expiry"] and texts["expiry"].startswith("!"), "12 days are few"
    assert floor.rest.credentials is None
    assert list(floor.directory.glob("keys-*")) == []


async def test_a_saved_key_is_used_at_once_and_never_shown(dialog: KeysDialog, floor: Floor) -> None:
    await save(dialog, "good")
    assert "저장했습니다" in dialog.message
    assert floor.rest.credentials == pair("good")
    await until(lambda: floor.broker.ready and floor.broker.streaming, "the account is followed")
    assert floor.broker.balances["KRW"].balance == 1_000_000
    assert (dialog.secret.text(), dialog.access.text()) == ("", "")
    assert "일 남음" in dialog.findings.texts["expiry"], "what was found out stays on show"
    assert QApplication.clipboard().text() == ""
    shown = " ".join(label.text() for label in dialog.findChildren(type(dialog.state)))
    assert pair("good").secret_key not in shown and pair("good").access_key not in shown
    assert pair("good").access_key[-4:] in shown


async def test_replaced_and_deleted_while_running(dialog: KeysDialog, floor: Floor) -> None:
    await save(dialog, "good")
    await until(lambda: floor.broker.ready, "the first account")
    await save(dialog, "other", Place.VAULT)
    await until(lambda: floor.broker.ready and floor.broker.streaming, "the second account")
    assert floor.broker.balances["KRW"].balance == 2_000_000
    assert floor.backend.kept == {}
    dialog.delete.click()
    await idle(dialog)
    assert floor.rest.credentials is None
    assert (floor.broker.ready, dict(floor.broker.balances)) == (False, {})
    assert str(floor.manager.status("private").state) in ("disconnected", "closed")
    assert not list(floor.directory.glob("keys-*"))
    assert not dialog.delete.isEnabled()


@pytest.mark.parametrize(
    ("name", "subject", "words"),
    [
        ("withdraws", "withdrawal", "출금 권한이 없는 새 키"),
        ("elsewhere", "address", "허용되어 있지 않습니다"),
        ("expired", "expiry", "유효 기간이 지났습니다"),
        ("unknown", "signature", "등록되지 않은"),
    ],
)
async def test_an_unfit_key_is_told_and_not_saved(
    dialog: KeysDialog, floor: Floor, name: str, subject: str, words: str
) -> None:
    await save(dialog, "good")
    await save(dialog, name)
    assert words in dialog.findings.texts[subject]
    assert "저장하지 않았습니다" in dialog.message
    assert floor.rest.credentials == pair("good"), "the old key goes on"
    assert dialog.secret.text() != "", "to be corrected"


async def test_a_wrong_secret_is_told(dialog: KeysDialog, floor: Floor) -> None:
    enter(dialog, "good")
    dialog.secret.setText("not-the-secret-of-this-key")
    dialog.save.click()
    await idle(dialog)
    assert "Secret Key가" in dialog.findings.texts["signature"]
    assert floor.rest.credentials is None


async def test_missing_permissions_are_shown_one_by_one(dialog: KeysDialog) -> None:
    enter(dialog, "reads", Place.SESSION)
    dialog.test.click()
    await idle(dialog)
    texts = dialog.findings.texts
    assert texts["assets"].startswith("✓")
    assert (texts["orders"], texts["trading"]) == ("! 권한 없음", "! 권한 없음")


async def test_no_exchange_is_told(dialog: KeysDialog, floor: Floor) -> None:
    await floor.server.stop()
    await save(dialog, "good")
    assert "연결할 수 없습니다" in dialog.findings.texts["network"]
    assert floor.rest.credentials is None


async def test_a_test_can_be_stopped(dialog: KeysDialog, floor: Floor) -> None:
    enter(dialog, "good")
    dialog.save.click()
    dialog.cancel.click()
    assert "중단" in dialog.message
    await idle(dialog)
    assert floor.rest.credentials is None
    assert dialog.save.isEnabled()


async def test_the_vault_waits_for_its_passphrase(qtbot: QtBot, dialog: KeysDialog, floor: Floor) -> None:
    await save(dialog, "good", Place.VAULT)
    await floor.side.aclose()
    await floor.broker.suspend()
    floor.rest.use(None)
    side = floor.side = floor.another()
    await side.open()
    assert side.needs_passphrase and side.trouble
    parent = QWidget()
    qtbot.addWidget(parent)
    actions = KeyActions(side, parent)
    second = KeysDialog(side, actions, parent)
    assert second.unlock_phrase.isVisibleTo(second)
    second.unlock_phrase.setText("not the phrase")
    second.unlock.click()
    await idle(second)
    assert "암호가 맞지 않거나" in second.message
    second.unlock_phrase.setText(PASSPHRASE)
    QTest.keyClick(second.unlock_phrase, Qt.Key.Key_Return)
    await idle(second)
    assert side.shown == pair("good").access_key[-4:]
    await until(lambda: floor.broker.ready, "the account")
    await actions.aclose()


async def test_passphrases_are_checked_as_they_are_typed(dialog: KeysDialog) -> None:
    enter(dialog, "good", Place.VAULT)
    dialog.keep.again.setText("something else")
    assert not dialog.save.isEnabled() and "다릅니다" in dialog.message
    dialog.keep.passphrase.setText("short")
    assert not dialog.save.isEnabled() and "10자" in dialog.message


async def test_nothing_comes_out_of_a_secret_field(dialog: KeysDialog) -> None:
    enter(dialog, "good")
    QApplication.clipboard().setText("something of the trader's own")
    dialog.secret.selectAll()
    dialog.secret.copy()
    QTest.keyClick(dialog.secret, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert dialog.secret.displayText() == dialog.secret.displayText()[0] * len(dialog.secret.text())
    dialog.secret.cut()
    dialog.close()
    assert QApplication.clipboard().text() == "something of the trader's own", "not ours to clear"
    assert dialog.secret.text() == ""


async def test_a_key_that_another_desk_uses_is_not_taken(dialog: KeysDialog, floor: Floor) -> None:
    other = floor.another()
    await other._store.save(pair("good"), Place.SESSION)
    assert other._take_lock(pair("good"))
    await save(dialog, "good")
    assert "다른 Hoga" in dialog.message
    await other.aclose()
    dialog.save.click()
    await idle(dialog)
    assert floor.rest.credentials == pair("good")


async def test_the_system_has_no_keyring(qtbot: QtBot, floor: Floor) -> None:
    floor.side._store._keyring._doors = ()
    parent = QWidget()
    qtbot.addWidget(parent)
    actions = KeyActions(floor.side, parent)
    dialog = KeysDialog(floor.side, actions, parent)
    await until(lambda: dialog.keep.place is Place.VAULT, "the file is proposed")
    assert not dialog.keep.buttons[Place.KEYRING].isEnabled()
    await actions.aclose()


class TwoClipboards:
    """As under X11: what is copied, and what is chosen with the mouse."""

    def __init__(self, text: str) -> None:
        self.texts = dict.fromkeys((QClipboard.Mode.Clipboard, QClipboard.Mode.Selection), text)

    def supportsSelection(self) -> bool:
        return True

    def text(self, mode: QClipboard.Mode) -> str:
        return self.texts[mode]

    def clear(self, mode: QClipboard.Mode) -> None:
        self.texts[mode] = ""


async def test_a_secret_that_came_by_the_middle_button_does_not_stay_there(
    dialog: KeysDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = TwoClipboards(f"{pair('good').secret_key}\n")
    monkeypatch.setattr("widgets.settings.secret_edit.QApplication.clipboard", lambda: board)
    dialog.secret.setText(pair("good").secret_key)
    dialog.close()
    assert set(board.texts.values()) == {""}


async def test_undo_brings_no_key_back(dialog: KeysDialog) -> None:
    await save(dialog, "good")
    for edit in (dialog.access, dialog.secret):
        edit.setFocus()
        QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert edit.text() == ""

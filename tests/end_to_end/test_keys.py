"""Keys on the real window: entered, tested, saved, replaced and deleted while it runs; and bad ones."""

from decimal import Decimal
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from app.keys import Place
from app.upbit import sentence
from tests.end_to_end.conftest import Play, Running
from tests.end_to_end.exchange import Exchange, pair
from tests.end_to_end.ordering import SECONDS, ready
from widgets import format as fmt
from widgets.order_entry.draft import Field
from widgets.settings.keys_dialog import KeysDialog

PASSPHRASE = "a long enough phrase"


async def open_keys(running: Running) -> KeysDialog:
    """Press Ctrl and comma; the dialog that opens."""
    await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
    if running.workspace.keys.dialog is None:
        QTest.keyClick(running.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    await running.until(lambda: running.workspace.keys.dialog is not None, SECONDS, "the keys dialog")
    assert running.workspace.keys.dialog is not None
    return running.workspace.keys.dialog


def enter(running: Running, dialog: KeysDialog, name: str, secret_of: str = "") -> None:
    """Type a key pair."""
    running.type_into(dialog.access, pair(name).access_key)
    running.type_into(dialog.secret, pair(secret_of or name).secret_key)


async def try_out(running: Running, dialog: KeysDialog) -> dict[str, str]:
    """Press the test; what it has found out."""
    await running.until(dialog.test.isEnabled, SECONDS, "a key to test")
    running.click(dialog.test)
    await running.until(lambda: dialog.message == "시험을 마쳤습니다.", SECONDS, "the end of the test")
    return dialog.findings.texts


async def saved(running: Running, dialog: KeysDialog, name: str, place: Place) -> None:
    """Enter a key, choose where it is kept, and save it."""
    enter(running, dialog, name)
    dialog.keep.buttons[place].setChecked(True)
    if place is Place.VAULT:
        running.type_into(dialog.keep.passphrase, PASSPHRASE)
        running.type_into(dialog.keep.again, PASSPHRASE)
    await running.until(dialog.save.isEnabled, SECONDS, f"a key that can be saved: {dialog.message}")
    running.click(dialog.save)
    await running.until(lambda: dialog.message.startswith("저장했습니다"), 30, f"saved: {dialog.message}")


def won(running: Running) -> str:
    """What the order form has to spend, to the last digit."""
    return running.workspace.order_entry.form.available.toolTip()


def test_a_key_is_entered_tested_saved_replaced_and_deleted(play: Play, tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        dialog = await open_keys(running)
        entry = running.workspace.order_entry
        assert entry.form.notes[Field.VOLUME].text == str(sentence("no_credentials"))
        enter(running, dialog, "soon")
        found = await try_out(running, dialog)
        assert {name for name, text in found.items() if text.startswith("✓")} == set(found) - {"expiry"}
        assert "12일 남음" in found["expiry"]
        await saved(running, dialog, "soon", Place.VAULT)
        assert (tmp_path / "keys-demo.vault").exists()
        assert not dialog.secret.text() and not dialog.access.text()
        await ready(running)
        # Outside the dialog too: this key has twelve days left.
        corner, told = running.workspace.keys.corner, running.window.notices
        await running.until(lambda: "12일 남음" in corner.keys.text(), SECONDS, "days in the corner")
        assert any("12일 남았습니다" in text for text in told.texts)
        mine = won(running)
        # Another account's key takes its place: nothing of the first one stays.
        await saved(running, dialog, "other", Place.SESSION)
        other = f"{fmt.exact(Decimal(2_000_000))} KRW"
        await running.until(lambda: other in won(running), SECONDS, "the other account")
        assert mine != won(running)
        await running.until(lambda: "남음" not in corner.keys.text(), SECONDS, "a key with time left")
        await running.until(dialog.delete.isEnabled, SECONDS, "a key to delete")
        running.click(dialog.delete)
        await running.until(lambda: dialog.message == "키를 삭제했습니다.", SECONDS, "the key gone")
        assert not (tmp_path / "keys-demo.vault").exists()
        assert not running.workspace.session.broker.balances
        assert not entry.form.submit.isEnabled()
        running.click(dialog.leave)
        await running.until(lambda: running.workspace.keys.dialog is None, SECONDS, "the dialog gone")

    play(scenario, None)
    secrets = [pair(name).secret_key for name in ("soon", "other")]
    for file in tmp_path.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        assert not [secret for secret in secrets if secret.encode() in content], file


FAULTY = (
    ("reads", "", "orders", "! 권한 없음"),
    ("elsewhere", "", "address", "✕ 이 컴퓨터의 IP 주소"),
    ("expired", "", "expiry", "✕ API 키의 유효 기간이 지났습니다"),
    ("nobody", "", "signature", "✕ 등록되지 않은 API 키입니다"),
    ("main", "other", "signature", "✕ Secret Key가 Access Key와 맞지 않습니다"),
    ("withdraws", "", "withdrawal", "✕ 출금에 접근할 수 있는 키라서"),
)


def test_a_key_that_does_not_fit_says_why_and_is_not_saved(play: Play, tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        dialog = await open_keys(running)
        for name, secret_of, subject, told in FAULTY:
            enter(running, dialog, name, secret_of)
            found = await try_out(running, dialog)
            assert found[subject].startswith(told), (name, found)
            if told.startswith("✕"):
                dialog.keep.buttons[Place.SESSION].setChecked(True)
                running.click(dialog.save)
                await running.until(lambda: "저장하지 않았습니다" in dialog.message, SECONDS, "not saved")
        assert running.workspace.session.keys.shown == ""

    play(scenario, None)
    assert not list(tmp_path.glob("keys-*"))


def test_a_key_that_is_taken_back_stops_orders_and_a_new_one_starts_them(
    play: Play, exchange: Exchange
) -> None:
    async def scenario(running: Running) -> None:
        await ready(running, "KRW-BTC")
        await exchange.told("revoke", access_key=pair("spare").access_key)
        form, refused = running.workspace.order_entry.form, str(sentence("invalid_access_key"))
        await running.until(
            lambda: form.notes[Field.VOLUME].text == refused, 30, f"{refused} under the fields"
        )
        assert not form.submit.isEnabled()
        assert running.workspace.keys.corner.keys.toolTip().startswith(refused)
        # Market data go on, and so does the window; another key brings the account back.
        assert running.workspace.orderbook._ladder.is_reliable
        dialog = await open_keys(running)
        await saved(running, dialog, "main", Place.SESSION)
        running.click(dialog.leave)
        await ready(running, "KRW-BTC")

    play(scenario, "spare")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("elsewhere", "no_authorization_ip"),
        ("expired", "expired_access_key"),
        ("nobody", "invalid_access_key"),
        ("reads", "out_of_scope"),
    ],
)
def test_a_desk_with_a_key_that_is_refused_says_so_in_the_form(play: Play, key: str, name: str) -> None:
    async def scenario(running: Running) -> None:
        words = str(sentence(name))

        def is_noted() -> bool:
            desk = running.window.workspace
            return desk is not None and desk.order_entry.form.notes[Field.VOLUME].text == words

        await running.until(is_noted, SECONDS, words)
        assert not running.workspace.order_entry.form.submit.isEnabled()

    play(scenario, key)

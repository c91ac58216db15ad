"""Scenarios J15-J18 on the real window: an exchange that hangs, a kept key, a damaged file, the socket."""

import asyncio
import stat
from pathlib import Path
from time import thread_time

import aiohttp
import pytest

from app.keys import Place
from app.options import Options
from app.upbit import transport
from tests.end_to_end.conftest import Play, Running
from tests.end_to_end.exchange import ROOT, Exchange, pair
from tests.end_to_end.ordering import SECONDS, ready
from tests.end_to_end.test_desk_scenarios import words
from tests.end_to_end.test_keys import PASSPHRASE, enter, open_keys, saved
from tests.end_to_end.test_late_answers import pulse

VAULT = "keys-demo.vault"
WRONG = "암호가 맞지 않거나 키 파일이 손상되었습니다."


def keep_a_key(play: Play) -> None:
    """A desk that saves a key in the vault and is closed."""

    async def scenario(running: Running) -> None:
        dialog = await open_keys(running)
        await saved(running, dialog, "main", Place.VAULT)
        await ready(running)

    play(scenario, None)


def test_settings_never_wait_for_a_hanging_exchange(
    play: Play, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    """J15: REST hangs 10 s; the test of a key can be stopped, saving is told, the window never waits."""
    longest = [0.0]

    async def scenario(running: Running) -> None:
        await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
        await running.until(lambda: running.workspace.orderbook.is_reliable, SECONDS, "a live book")
        await exchange.fault("delay", "/v1/", "GET", count=None, seconds=10.0)
        # The desk gives up after ten seconds, time and again; this test has not got them.
        monkeypatch.setattr(transport, "READ_TIMEOUT", aiohttp.ClientTimeout(total=1.0))
        watching = asyncio.ensure_future(_longest_step(longest))
        with pulse(running) as felt:
            dialog = await open_keys(running)
            enter(running, dialog, "main")
            running.click(dialog.test)
            await running.until(dialog.cancel.isEnabled, SECONDS, "a test under way")
            await asyncio.sleep(0.5)
            running.click(dialog.cancel)
            await running.until(dialog.test.isEnabled, SECONDS, "the test stopped")
            dialog.keep.buttons[Place.SESSION].setChecked(True)
            await running.until(dialog.save.isEnabled, SECONDS, "a key that can be saved")
            running.click(dialog.save)
            await running.until(lambda: "저장" in dialog.message, 90, "the end of saving")
        watching.cancel()
        assert felt.longest < 5.0  # whoever waited for an answer would have waited for ten
        assert running.workspace.orderbook.is_reliable
        await exchange.told("clear")

    play(scenario, None)
    assert longest[0] < 0.1


async def _longest_step(longest: list[float]) -> None:
    """Keep the most processor time that this thread took between two looks; a busy machine does not count."""
    last = thread_time()
    while True:
        await asyncio.sleep(0.005)  # without a pause the looking itself would be the load
        now = thread_time()
        longest[0], last = max(longest[0], now - last), now


def test_a_saved_key_comes_back_for_its_passphrase_alone(play: Play, tmp_path: Path) -> None:
    """J16: loaded after a restart, masked; the file alone opens nothing; nobody else may read it."""
    keep_a_key(play)
    assert stat.S_IMODE((tmp_path / VAULT).stat().st_mode) == 0o600

    async def scenario(running: Running) -> None:
        dialog = await open_keys(running)
        side = running.workspace.session.keys
        await running.until(lambda: side.needs_passphrase, SECONDS, "a locked key")
        assert not running.workspace.session.broker.ready
        running.type_into(dialog.unlock_phrase, PASSPHRASE + "!")
        running.click(dialog.unlock)
        await running.until(lambda: WRONG in dialog.message, SECONDS, "the wrong passphrase told")
        assert side.needs_passphrase and not running.workspace.session.broker.ready
        running.type_into(dialog.unlock_phrase, PASSPHRASE)
        await running.until(dialog.unlock.isEnabled, SECONDS, "another try")
        running.click(dialog.unlock)
        await ready(running)
        known = pair("main")
        assert side.shown and known.access_key not in side.shown
        assert known.secret_key not in dialog.secret.text() and not dialog.secret.text()

    play(scenario, None)
    assert not list(ROOT.glob(f"**/{VAULT}"))
    assert ROOT not in Options().data_dir.parents


def test_a_damaged_key_file_is_told_and_prices_run(play: Play, tmp_path: Path) -> None:
    """J17: the key has to be entered again, public data do not care."""
    keep_a_key(play)
    content = bytearray((tmp_path / VAULT).read_bytes())
    content[-1] ^= 1
    (tmp_path / VAULT).write_bytes(content)

    async def scenario(running: Running) -> None:
        dialog = await open_keys(running)
        await running.until(lambda: running.workspace.orderbook.is_reliable, SECONDS, "a live book")
        running.type_into(dialog.unlock_phrase, PASSPHRASE)
        running.click(dialog.unlock)
        await running.until(lambda: WRONG in dialog.message, SECONDS, "the damage told")
        await saved(running, dialog, "main", Place.SESSION)
        await ready(running)

    play(scenario, None)


def test_a_key_connects_and_its_end_disconnects_without_a_restart(play: Play) -> None:
    """J18: the bar's word for the orders goes from not connected to live and back; prices stay live."""

    async def scenario(running: Running) -> None:
        dialog = await open_keys(running)
        await running.until(lambda: words(running) == ("실시간", "연결 안 함"), SECONDS, "prices alone")
        await saved(running, dialog, "main", Place.SESSION)
        await ready(running)
        await running.until(lambda: words(running) == ("실시간", "실시간"), SECONDS, "orders live")
        await running.until(dialog.delete.isEnabled, SECONDS, "a key to delete")
        running.click(dialog.delete)
        await running.until(lambda: words(running) == ("실시간", "연결 안 함"), SECONDS, "orders gone")
        assert not running.workspace.session.broker.ready

    play(scenario, None)

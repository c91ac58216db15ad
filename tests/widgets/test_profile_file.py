"""The profile's file is there from the first moment, is renewed while the desk lives, and ends complete."""

import asyncio
import json
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.endpoints import Mode
from app.settings import Settings
from widgets import profile_file
from widgets.main_window import MainWindow
from widgets.profile_file import ProfileError, recorded
from widgets.profiler import PROFILER


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> MainWindow:
    window = MainWindow(Mode.DEMO, Settings(), "KRW-BTC")
    qtbot.addWidget(window)
    return window


async def until_longer(path: Path, size: int) -> None:
    async with asyncio.timeout(20):
        while len(await asyncio.to_thread(path.read_bytes)) <= size:
            await asyncio.sleep(0.01)


def test_without_a_path_nothing_is_measured(window: MainWindow) -> None:
    async def live() -> None:
        async with recorded(None, window):
            assert PROFILER.profile is None

    asyncio.run(live())


def test_it_is_renewed_and_written_at_the_end(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "profile.json"
    monkeypatch.setattr(profile_file, "EVERY_SECONDS", 0.05)

    async def live() -> None:
        async with recorded(path, window):
            assert PROFILER.profile is not None
            await until_longer(path, 10)
            early = json.loads(path.read_text())
            PROFILER.profile.painted("tape", 1.0, 1.25)
        assert PROFILER.profile is None
        assert early["panels"] == {}

    asyncio.run(live())
    told = json.loads(path.read_text())
    assert told["panels"]["tape"]["paint"]["longest"] == 250
    assert told["frames"] == window.frame_clock.frames
    assert told["versions"]["qt"]


def test_it_is_written_when_the_desk_fails(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "profile.json"

    async def live() -> None:
        async with recorded(path, window):
            raise RuntimeError("broken desk")

    with pytest.raises(RuntimeError, match="broken desk"):
        asyncio.run(live())
    assert json.loads(path.read_text())["hops"]
    assert PROFILER.profile is None


def test_a_file_that_cannot_be_written_is_told_at_once(window: MainWindow, tmp_path: Path) -> None:
    device = Path("/dev/null")

    async def live(path: Path) -> None:
        async with recorded(path, window):
            pytest.fail("it began all the same")

    for path in (tmp_path / "missing" / "profile.json", tmp_path, device):
        with pytest.raises(ProfileError) as refused:
            asyncio.run(live(path))
        assert str(path) in refused.value.sentence
    assert PROFILER.profile is None
    assert not device.is_file()

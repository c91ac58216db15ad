"""A second start raises the first window; whatever else is said through the door changes nothing."""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtNetwork import QLocalSocket
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import SettingsError
from app.locks import KernelLock
from widgets import first_window
from widgets.first_window import LONGEST, RAISE, AlreadyRunning, Door, claim

ROOT = Path(__file__).resolve().parent.parent.parent


class Window(QWidget):
    """Counts how often it was raised."""

    def __init__(self) -> None:
        super().__init__()
        self.raised = 0

    def raise_(self) -> None:
        self.raised += 1
        super().raise_()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    window = Window()
    qtbot.addWidget(window)
    lock = claim(tmp_path)
    door = Door(tmp_path, window)
    yield window
    door.close()
    lock.release()


def say(qtbot: QtBot, directory: Path, words: bytes) -> None:
    socket = QLocalSocket()
    socket.connectToServer(first_window._name(directory))
    assert socket.waitForConnected(1000)
    socket.write(words)
    socket.flush()
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=5000)


def test_the_first_window_is_raised(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.showMinimized()
    with pytest.raises(AlreadyRunning) as caught:
        claim(tmp_path)
    assert "이미 실행 중" in caught.value.sentence
    qtbot.waitUntil(lambda: window.raised == 1, timeout=5000)
    assert not window.isMinimized()


def test_nonsense_is_not_understood(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    chance = random.Random(7)
    for words in (b"quit", b"raise all", b"RAISE", b"\0", RAISE * 300, chance.randbytes(4 * LONGEST)):
        say(qtbot, tmp_path, words)
    assert window.raised == 0
    say(qtbot, tmp_path, RAISE)
    qtbot.waitUntil(lambda: window.raised == 1, timeout=5000)


def test_another_directory_is_another_desk(window: Window, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    claim(other).release()
    assert window.raised == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a file of POSIX systems")
def test_the_door_is_its_owners(window: Window, tmp_path: Path) -> None:
    path = Path(window.findChild(Door)._server.fullServerName())
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_lock_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "desk.lock").mkdir()
    with pytest.raises(SettingsError, match=r"desk\.lock"):
        claim(tmp_path)


def test_a_second_start_ends_with_one_sentence(tmp_path: Path) -> None:
    lock = KernelLock(tmp_path / "desk.lock")
    assert lock.acquire()
    second = subprocess.run(
        [sys.executable, "run_desktop_ui.py", "--data-dir", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    lock.release()
    assert second.returncode == 1
    assert second.stderr.strip().splitlines() == [str(first_window._RUNNING)]

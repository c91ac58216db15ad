"""The profile of one run of the desk as a JSON file, renewed every few seconds and at the end."""

from __future__ import annotations

import asyncio
import json
import logging
import platform
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import PYQT_VERSION_STR, QT_VERSION_STR

from app.errors import HogaError
from app.files import replace_file
from app.language import Sentence
from app.profiling import Profile
from app.tasks import TaskOwner
from widgets.profiler import PROFILER

if TYPE_CHECKING:
    from widgets.main_window import MainWindow

EVERY_SECONDS = 5.0
_log = logging.getLogger(__name__)


class ProfileError(HogaError):
    """The file that was asked for cannot be written."""


@asynccontextmanager
async def recorded(path: Path | None, window: MainWindow) -> AsyncIterator[None]:
    """Measure the desk meanwhile and write what was found; without a path do nothing.

    Raises ProfileError at once when the file can't be written.
    """
    if path is None:
        yield
        return
    _try(path)
    profile, tasks, ended = PROFILER.begin(), TaskOwner("profile"), asyncio.Event()
    writing = tasks.start("write", _keep_writing(path, profile, window, ended))
    try:
        yield
    finally:
        PROFILER.end()
        ended.set()
        await writing


def report(profile: Profile, window: MainWindow) -> dict[str, object]:
    """All that the file says, in milliseconds where no other unit is named."""
    clock = window.frame_clock
    return {
        "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": platform.platform(),
        "versions": {"python": platform.python_version(), "qt": QT_VERSION_STR, "pyqt": PYQT_VERSION_STR},
        "exchange_to_received": _traffic(window),
        "frames": clock.frames,
        "slow_frames": clock.slow_frames,
        **profile.report(time.perf_counter()),
    }


def _traffic(window: MainWindow) -> dict[str, float | None]:
    """What the sockets' own figures say; nothing before there is a session."""
    if window.workspace is None:
        return {}
    traffic = window.workspace.session.manager.traffic()
    return {
        "messages": traffic.messages,
        "messages_per_second": round(traffic.messages_per_second, 1),
        "p50": traffic.latency_p50_ms,
        "p95": traffic.latency_p95_ms,
        "p99": traffic.latency_p99_ms,
        "clock_behind": traffic.clock_behind_ms,
    }


async def _keep_writing(path: Path, profile: Profile, window: MainWindow, ended: asyncio.Event) -> None:
    is_last = False
    while not is_last:
        with suppress(TimeoutError):
            async with asyncio.timeout(EVERY_SECONDS):
                await ended.wait()
        is_last = ended.is_set()
        await _write(path, profile, window)


async def _write(path: Path, profile: Profile, window: MainWindow) -> None:
    text = json.dumps(report(profile, window), ensure_ascii=False, indent=1) + "\n"
    try:
        await asyncio.to_thread(replace_file, path, text.encode())
    except OSError as error:
        _log.error("the profile %s cannot be written: %s", path, error)


def _try(path: Path) -> None:
    try:
        if path.exists() and not path.is_file():
            raise OSError("it is not a file")
        replace_file(path, b"{}\n")
    except OSError as error:
        reason = error.strerror or error
        sentence = Sentence(
            f"프로파일 {path}을(를) 쓸 수 없습니다: {reason}",
            f"The profile cannot be written to {path}: {reason}",
        )
        raise ProfileError(f"the profile {path} cannot be written: {reason}", sentence) from error

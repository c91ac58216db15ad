"""A display of its own with a window manager on it: Xvfb and openbox, ended on leaving."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = (1920, 1080)
READY_SECONDS = 20.0


@contextmanager
def display(size: tuple[int, int] = SIZE, *, manager: bool = True) -> Iterator[str]:
    """The name of a new display, such as ":7"; `manager` says whether windows get frames."""
    reading, writing = os.pipe()
    screen = f"{size[0]}x{size[1]}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            name = f":{number.readline().strip()}"
        if name == ":":
            raise RuntimeError("Xvfb did not start")
        with _managed(name) if manager else _bare():
            yield name
    finally:
        _end(server)


@contextmanager
def _bare() -> Iterator[None]:
    yield


@contextmanager
def _managed(name: str) -> Iterator[None]:
    environment = {**os.environ, "DISPLAY": name}
    nowhere = subprocess.DEVNULL
    command = ["openbox", "--sm-disable"]
    manager = subprocess.Popen(command, env=environment, stdout=nowhere, stderr=nowhere)
    try:
        _await_manager(environment, manager)
        yield
    finally:
        _end(manager)


def _await_manager(environment: dict[str, str], manager: subprocess.Popen[bytes]) -> None:
    """Until it has said on the root window that it is there."""
    deadline = time.monotonic() + READY_SECONDS
    while "ok" not in _managers_word(environment):
        if time.monotonic() > deadline or manager.poll() is not None:
            raise RuntimeError("openbox did not start")
        time.sleep(0.05)


def _managers_word(environment: dict[str, str]) -> str:
    asked = subprocess.run(
        ["xdotool", "get_num_desktops"], env=environment, capture_output=True, text=True, check=False
    )
    return "ok" if asked.returncode == 0 and asked.stdout.strip() not in ("", "0") else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def picture(name: str, file: Path) -> None:
    """Save what the whole screen shows."""
    command = ["import", "-silent", "-window", "root", str(file)]
    subprocess.run(command, env={**os.environ, "DISPLAY": name}, check=True, timeout=60)

"""The whole desk in this process, on an exchange that pushes as many messages a second as is asked for."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtWidgets import QApplication

from app.logs import Redactor
from app.options import Options
from widgets import application, desk
from widgets.event_loop import event_loop
from widgets.main_window import MainWindow

SETTLE_SECONDS = 4.0

Rate = Callable[[int], None]


def run(measure: Callable[[Rate], Awaitable[None]]) -> None:
    """Start the feeder and the desk; `measure` is given the hand that sets messages a second."""
    command = [sys.executable, "-m", "benchmarks.feeder"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as feeder:
        assert feeder.stdout is not None and feeder.stdin is not None
        ready = json.loads(feeder.stdout.readline())
        environment = {
            "HOGA_EXCHANGE_URL": ready["rest"],
            "UPBIT_ACCESS_KEY": ready["keys"][0],
            "UPBIT_SECRET_KEY": ready["keys"][1],
        }
        qt = application.create("ko")
        with asyncio.Runner(loop_factory=lambda: event_loop(qt)) as runner:
            runner.run(_measured(feeder, environment, measure))
        feeder.stdin.close()


async def _measured(
    feeder: subprocess.Popen[str], environment: dict[str, str], measure: Callable[[Rate], Awaitable[None]]
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        options = Options(data_dir=Path(directory), symbol="KRW-BTC")
        running = asyncio.create_task(desk.run(options, application.ErrorReporter(), Redactor(), environment))
        await asyncio.sleep(SETTLE_SECONDS)
        await measure(lambda rate: print(rate, file=feeder.stdin, flush=True))
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow):
                window.close()
        await running

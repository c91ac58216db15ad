"""The whole desk in this process, on an exchange that pushes as many messages a second as is asked for."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtWidgets import QApplication

from app.logs import Redactor
from app.options import Options
from widgets import application, desk
from widgets.event_loop import event_loop
from widgets.main_window import MainWindow

SETTLE_SECONDS = 4.0

# The market that the desk shows, whose books and trades are pushed.
MARKET = "KRW-BTC"


@dataclass(frozen=True)
class Fed:
    """The exchange that feeds the desk: its address, the desk's keys, and the hand on its tap."""

    rest: str
    keys: tuple[str, str] = field(repr=False)
    feeder: subprocess.Popen[str]

    def rate(self, messages_a_second: int) -> int:
        """From now on that many; how many trades have been pushed so far."""
        assert self.feeder.stdin is not None and self.feeder.stdout is not None
        print(messages_a_second, file=self.feeder.stdin, flush=True)
        return int(self.feeder.stdout.readline())


def run(measure: Callable[[Fed], Awaitable[None]]) -> None:
    """Start the feeder and the desk, and `measure` what it does."""
    command = [sys.executable, "-m", "benchmarks.feeder"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as feeder:
        assert feeder.stdout is not None and feeder.stdin is not None
        ready = json.loads(feeder.stdout.readline())
        access, secret = ready["keys"]
        qt = application.create("ko")
        with asyncio.Runner(loop_factory=lambda: event_loop(qt)) as runner:
            runner.run(_measured(Fed(ready["rest"], (access, secret), feeder), measure))
        feeder.stdin.close()


async def _measured(fed: Fed, measure: Callable[[Fed], Awaitable[None]]) -> None:
    access, secret = fed.keys
    environment = {"HOGA_EXCHANGE_URL": fed.rest, "UPBIT_ACCESS_KEY": access, "UPBIT_SECRET_KEY": secret}
    with tempfile.TemporaryDirectory() as directory:
        options = Options(data_dir=Path(directory), symbol=MARKET)
        running = asyncio.create_task(desk.run(options, application.ErrorReporter(), Redactor(), environment))
        await asyncio.sleep(SETTLE_SECONDS)
        await measure(fed)
        the_desk().close()
        await running


def the_desk() -> MainWindow:
    """The one window there is."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))

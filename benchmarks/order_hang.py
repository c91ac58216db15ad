"""The longest silence of the window's loop while the exchange leaves every order request hanging for 10 s."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication

from app.endpoints import EXCHANGE_URL_VARIABLE
from app.logs import Redactor
from app.options import Options
from app.trading import OrderIntent
from benchmarks.report import figure, finish, percentile
from widgets import application, desk
from widgets.event_loop import event_loop
from widgets.main_window import MainWindow

HANG_SECONDS = 10
BEAT_MS = 2
GATE_MS = 50.0


def main() -> None:
    """The real desk on an exchange of its own, with its usual markets and traffic."""
    with subprocess.Popen(
        [sys.executable, "-m", "app.exchange", "--control", "--seed", "1", "--until-stdin-closes"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as exchange:
        assert exchange.stdin is not None and exchange.stdout is not None
        ready = json.loads(exchange.stdout.readline())
        qt = application.create("ko")
        with asyncio.Runner(loop_factory=lambda: event_loop(qt)) as runner:
            quiet, hanging = runner.run(_measure(ready))
        exchange.stdin.close()
    for what, gaps in (("with answers at once", quiet), ("while order requests hang 10 s", hanging)):
        figure(f"window's loop silent, p99, {what}", percentile(gaps, 0.99), "ms")
        gate = GATE_MS if gaps is hanging else None
        figure(f"window's loop silent, longest, {what}", max(gaps), "ms", gate=gate, goal="issue 5")


async def _measure(ready: dict[str, str]) -> tuple[list[float], list[float]]:
    environment = {
        EXCHANGE_URL_VARIABLE: ready["rest"],
        "UPBIT_ACCESS_KEY": ready["access_key"],
        "UPBIT_SECRET_KEY": ready["secret_key"],
    }
    with tempfile.TemporaryDirectory() as directory:
        options = Options(data_dir=Path(directory))
        living = asyncio.create_task(
            desk.run(options, application.ErrorReporter(), Redactor(), environment), name="the desk"
        )
        await asyncio.sleep(0)
        window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
        await asyncio.sleep(8)  # panels, history and fonts are there
        assert window.workspace is not None and window.workspace.session.broker.ready
        quiet = await _gaps(window, HANG_SECONDS)
        for method, kind in (("POST", "late"), ("GET", "delay")):
            rule = {"kind": kind, "method": method, "path": "/v1/order", "seconds": HANG_SECONDS}
            await asyncio.to_thread(_tell, ready["rest"], {"do": "answer", "count": None, **rule})
        intent = OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.001"), Decimal(50_000_000))
        window.workspace.actions.place(intent)
        hanging = await _gaps(window, HANG_SECONDS + 2)
        await asyncio.to_thread(_tell, ready["rest"], {"do": "clear"})
        window.close()
        await living
    return quiet, hanging


async def _gaps(window: MainWindow, seconds: float) -> list[float]:
    """The times between the beats of a Qt timer, in ms."""
    times: list[float] = []
    timer = QTimer(window)
    timer.timeout.connect(lambda: times.append(time.perf_counter()))
    timer.start(BEAT_MS)
    await asyncio.sleep(seconds)
    timer.stop()
    return [(after - before) * 1000 for before, after in pairwise(times)]


def _tell(rest: str, command: dict[str, object]) -> None:
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{rest}/control", json.dumps(command).encode(), headers)
    urllib.request.urlopen(request, timeout=10).close()


if __name__ == "__main__":
    main()
    finish()

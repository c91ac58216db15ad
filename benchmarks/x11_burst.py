"""P2 and P4 on the demo exchange at `--scenario burst`: late frames and CPU, quiet and rushes together.

The desk stands in this process, the exchange in its own; `benchmarks.x11_window x11_burst` gives it a window.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtWidgets import QApplication

from app.logs import Redactor
from app.options import Options
from app.websocket_v6 import GlobalWebSocketManager
from benchmarks.exchange_process import exchange
from benchmarks.fed_desk import the_desk
from benchmarks.frames import Frames
from benchmarks.report import figure, finish
from widgets import application, desk
from widgets.event_loop import event_loop

SETTLE_SECONDS = 8.0
MEASURED_SECONDS = 40.0  # two rushes: four seconds of every twenty
CPU_GATE = 25


def main() -> None:
    """The exchange, the desk on it, its figures."""
    with exchange("--scenario", "burst") as (_, ready), tempfile.TemporaryDirectory() as directory:
        environment = {
            "HOGA_EXCHANGE_URL": ready["rest"],
            "UPBIT_ACCESS_KEY": ready["access_key"],
            "UPBIT_SECRET_KEY": ready["secret_key"],
        }
        qt = application.create("ko")
        with asyncio.Runner(loop_factory=lambda: event_loop(qt)) as runner:
            runner.run(measured(Options(data_dir=Path(directory), symbol="KRW-BTC"), environment))


async def measured(options: Options, environment: dict[str, str]) -> None:
    """Live through two rushes and tell how it was."""
    running = asyncio.create_task(desk.run(options, application.ErrorReporter(), Redactor(), environment))
    await asyncio.sleep(SETTLE_SECONDS)
    manager = await GlobalWebSocketManager.get_instance()
    frames, messages = Frames(), manager.traffic().messages
    used, began = time.process_time(), time.monotonic()
    await asyncio.sleep(MEASURED_SECONDS)
    took, cpu = time.monotonic() - began, time.process_time() - used
    name = f"bursts of the demo exchange ({QApplication.platformName()})"
    figure(f"{name}: messages", (manager.traffic().messages - messages) / took, "msg/s", goal="P2")
    figure(f"{name}: CPU of the desk", cpu / took * 100, "% of a core", gate=CPU_GATE, goal="P4")
    frames.tell(name, took, goal="P2")
    the_desk().close()
    await running


if __name__ == "__main__":
    main()
    finish()

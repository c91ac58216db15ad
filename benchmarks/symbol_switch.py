"""P8: from a click on the market list to the new book on the screen, with the demo exchange's market running.

The whole desk in this process, its exchange in another. Part of each switch is the pace of requests that the
exchange asks for (five frames a second), so the clicks keep a trader's distance.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QPaintEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from app.logs import Redactor
from app.options import Options
from benchmarks.report import figure, finish, percentile
from widgets import application, desk
from widgets.event_loop import event_loop
from widgets.main_window import MainWindow
from widgets.markets.view import MarketsView
from widgets.orderbook.ladder import Ladder

# Fewer than the sixty a minute from which on the library spreads its requests.
SETTLE_SECONDS, SWITCHES, APART_SECONDS, WITHIN_SECONDS = 8.0, 50, (0.5, 1.0), 10.0
GATE_MS = 150


class Painted:
    """Which market's book the ladder has painted."""

    def __init__(self) -> None:
        self.symbol = ""
        self.at = 0.0
        self.happened = asyncio.Event()
        paint = Ladder.paintEvent

        def painted(ladder: Ladder, event: QPaintEvent) -> None:
            paint(ladder, event)
            if ladder.book is not None and ladder.book.symbol != self.symbol:
                self.symbol, self.at = ladder.book.symbol, time.perf_counter()
                self.happened.set()

        Ladder.paintEvent = painted


async def main() -> None:
    """Open the desk, switch, close it."""
    painted = Painted()
    with tempfile.TemporaryDirectory() as directory:
        options = Options(data_dir=Path(directory), seed=1)
        running = asyncio.create_task(desk.run(options, application.ErrorReporter(), Redactor(), {}))
        await asyncio.sleep(SETTLE_SECONDS)
        window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
        waits = await switches(window, painted)
        window.close()
        await running
    lost = SWITCHES - len(waits)
    figure("click to the new book painted, median", percentile(waits, 0.5), "ms", goal="P8")
    figure(
        "click to the new book painted, 99th percentile",
        percentile(waits, 0.99),
        "ms",
        gate=GATE_MS,
        goal="P8",
    )
    figure("clicks whose book did not come", lost, "clicks", gate=0, goal="P8")


async def switches(window: MainWindow, painted: Painted) -> list[float]:
    """Milliseconds of each switch between the rows that can be seen."""
    view, chance, waits = window.findChild(MarketsView), random.Random(1), list[float]()
    last = view.rowAt(view.viewport().height() - 1)
    for number in range(SWITCHES + 1):
        await asyncio.sleep(chance.uniform(*APART_SECONDS))
        rows = range(view.rowAt(0), last)
        row = chance.choice([n for n in rows if view.model().shown[n].code != window.link.symbol])
        wait = await switch(view, row, painted)
        if number and wait is not None:  # the first loads what an open desk has loaded
            waits.append(wait)
    return waits


async def switch(view: MarketsView, row: int, painted: Painted) -> float | None:
    """Milliseconds from the click on that row to its book's first paint; None when it does not come."""
    wanted, place = view.model().shown[row].code, view.visualRect(view.model().index(row, 1)).center()
    began = time.perf_counter()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    try:
        async with asyncio.timeout(WITHIN_SECONDS):
            while painted.symbol != wanted:
                painted.happened.clear()
                await painted.happened.wait()
    except TimeoutError:
        return None
    return (painted.at - began) * 1000


if __name__ == "__main__":
    qt = application.create("ko")
    with asyncio.Runner(loop_factory=lambda: event_loop(qt)) as runner:
        runner.run(main())
    finish()

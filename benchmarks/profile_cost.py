"""The profiler's own cost: of each hook while it is off, and on, beside the event that it hangs on.

A hook's cost is that of a call with it less that of the same call without it, interleaved in one run; the
event is the smallest that it hangs on, a paint of five rows of the orderbook.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtCore import QObject, QPoint
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication, QWidget

from app.market.book import book_of
from benchmarks.paint_orderbook import WIDTH, event, five_rows
from benchmarks.report import figure, finish
from widgets import theme
from widgets.frame_clock import FrameClock
from widgets.orderbook.ladder import Ladder
from widgets.profiler import PROFILER, painted

ROUNDS, CALLS, PAINTS = 41, 2_000, 40
GOAL = "issue 7"
GATE_PERCENT = 1.0


def main() -> None:
    """Each hook off and on, against the cheapest event that it hangs on."""
    application = QApplication([])
    theme.apply_theme(application)
    ladder = filled_ladder()
    paint_ms = five_row_paint(ladder)
    figure("orderbook, 5 rows painted: the event of the paint hook", paint_ms * 1000, "µs", goal=GOAL)
    for state in ("off", "on"):
        if state == "on":
            PROFILER.begin()
        for name, hooked, plain in (paint_hook(), flush_hook(ladder)):
            cost = difference(hooked, plain)
            gate = GATE_PERCENT if state == "off" else None
            figure(f"{name} hook {state}", cost * 1e9, "ns a call", goal=GOAL)
            share = cost * 1000 / paint_ms * 100
            figure(f"{name} hook {state}, share of a paint of 5 rows", share, "%", gate=gate, goal=GOAL)
    PROFILER.end()
    application.quit()


def filled_ladder() -> Ladder:
    """A docked orderbook with a book in it."""
    ladder = Ladder()
    ladder.resize(WIDTH, 500)
    ladder.clear("", "BTC")
    ladder.show_book(book_of(event(1, touched=5)))
    return ladder


def five_row_paint(ladder: Ladder) -> float:
    """Milliseconds of the smallest paint that a new book asks for."""
    image, region = QImage(ladder.size(), QImage.Format.Format_RGB32), five_rows(ladder)
    nothing = Ladder.RenderFlag(0)
    times = []
    for _ in range(ROUNDS * PAINTS):
        began = time.perf_counter()
        ladder.render(image, QPoint(), region, nothing)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


Hook = tuple[str, Callable[[], object], Callable[[], object]]


def paint_hook() -> Hook:
    """A paintEvent that does nothing, decorated and bare."""
    painting = painted(_nothing)
    widget = QWidget()
    return "paint", lambda: painting(widget, None), lambda: _nothing(widget, None)


def flush_hook(ladder: Ladder) -> Hook:
    """A beat's flush that does nothing, through the clock's hook and bare."""
    owner = QObject(ladder)
    beat = FrameClock(owner).join(_flush, ladder)
    return "flush", beat.flush, beat._flush


def _nothing(_widget: QWidget, _event: object) -> None:
    """As cheap as a paint can be."""


def _flush() -> None:
    """As cheap as a flush can be."""


def difference(hooked: Callable[[], object], plain: Callable[[], object]) -> float:
    """Seconds a call more with the hook, the median of interleaved rounds."""
    return statistics.median(seconds(hooked) - seconds(plain) for _ in range(ROUNDS))


def seconds(call: Callable[[], object]) -> float:
    """Of one call."""
    began = time.perf_counter()
    for _ in range(CALLS):
        call()
    return (time.perf_counter() - began) / CALLS


if __name__ == "__main__":
    main()
    finish()

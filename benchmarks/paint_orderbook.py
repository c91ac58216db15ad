"""P5: painting the orderbook, whole and five changed rows, and making the rows of a new book."""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable
from itertools import cycle

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QImage, QRegion
from PyQt6.QtWidgets import QApplication

from app.market.book import DEPTH, SPREAD_SLOT, Book, book_of
from app.websocket_v6 import Orderbook, OrderbookUnit
from benchmarks.report import figure, finish
from widgets import theme
from widgets.orderbook import geometry
from widgets.orderbook.ladder import Ladder

ROUNDS = 500
HEIGHTS = {"docked (22 rows)": 500, "30 rows": 686, "all 61 rows": 1368}
GATES = {"docked (22 rows)": 0.8, "30 rows": 0.8}  # the goal is for 30 rows; 61 with all new are the extreme
WIDTH = 380


def main() -> None:
    """Every height of the panel, each figure the median of its rounds."""
    application = QApplication([])
    theme.apply_theme(application)
    for name, height in HEIGHTS.items():
        ladder = Ladder()
        ladder.resize(WIDTH, height)
        ladder.clear("", "BTC")
        ladder.show_trade(123_456_000.0, 121_000_000.0)
        usual = [book_of(event(seed, touched=5)) for seed in range(50)]
        every = [book_of(event(seed)) for seed in range(50)]
        whole = QRegion(ladder.rect())
        full = painting(ladder, usual, whole)
        figure(f"orderbook, {name}: full repaint, 5 sizes new", full, "ms", gate=0.8, goal="P5")
        new = painting(ladder, every, whole)
        figure(f"orderbook, {name}: full repaint, every size new", new, "ms", gate=GATES.get(name), goal="P5")
        five = painting(ladder, usual, five_rows(ladder))
        figure(f"orderbook, {name}: 5 rows, new sizes", five, "ms", gate=0.25, goal="P5")
    figure("orderbook: rows of a new book, 5 changed", modelling(ladder), "ms", goal="P5")
    application.quit()


def painting(ladder: Ladder, books: list[Book], region: QRegion) -> float:
    """Milliseconds of one paint of `region`, a new book each time."""
    image = QImage(ladder.size(), QImage.Format.Format_RGB32)
    nothing = Ladder.RenderFlag(0)
    coming = cycle(books)
    return median(
        lambda: ladder.render(image, QPoint(), region, nothing),
        lambda: ladder.show_book(next(coming)),
    )


def modelling(ladder: Ladder) -> float:
    """Milliseconds from a decoded event to its rows and the request to paint those that changed."""
    coming = cycle([event(seed, touched=5) for seed in range(50)])
    return median(lambda: ladder.show_book(book_of(next(coming))))


def median(run: Callable[[], object], prepare: Callable[[], object] = lambda: None) -> float:
    """The median milliseconds of `run`."""
    times = []
    for _ in range(ROUNDS):
        prepare()
        started = time.perf_counter()
        run()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def five_rows(ladder: Ladder) -> QRegion:
    """Every second one of the ten rows below the spread."""
    top = geometry.centred_top(ladder.height() - geometry.FOOT_HEIGHT)
    region = QRegion()
    for rank in (1, 3, 5, 7, 9):
        region |= QRegion(geometry.row_rect(SPREAD_SLOT + rank, top, WIDTH))
    return region


def event(seed: int, middle: float = 123_456_000.0, touched: int = DEPTH) -> Orderbook:
    """A book of 30 levels; only the sizes of the `touched` best bids depend on the seed."""
    steady, moving = random.Random(1), random.Random(seed)
    units = []
    for rank in range(DEPTH):
        bid = (moving if rank < touched else steady).uniform(0.01, 3)
        ask = (moving if touched == DEPTH else steady).uniform(0.01, 3)
        units.append(OrderbookUnit(middle + 1000 * (rank + 1), middle - 1000 * rank, ask, bid))
    return Orderbook("orderbook", "KRW-BTC", 1_790_133_435_106, 30.0, 30.0, tuple(units), "REALTIME")


if __name__ == "__main__":
    main()
    finish()

"""P5, without a gate: what the tape costs a frame: taking a new trade, painting the rows moved down by it."""

from __future__ import annotations

import os
import statistics
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication

from app.market.tape import Tape
from app.websocket_v6 import Trade
from benchmarks.report import figure, finish
from widgets import theme
from widgets.tape.roll import HEAD, ROW, Roll

ROUNDS = 500
ROWS = 30


def main() -> None:
    """The median of its rounds, a trade each."""
    application = QApplication([])
    theme.apply_theme(application)
    tape = Tape()
    roll = Roll(tape)
    roll.resize(380, HEAD + ROWS * ROW)
    roll.clear("", "KRW", "BTC")
    image = QImage(roll.size(), QImage.Format.Format_RGB32)
    taken, painted = [], []
    for number in range(ROUNDS + ROWS):
        started = time.perf_counter()
        roll.show_tape(tape.add([trade(number)]))
        took = time.perf_counter()
        roll.render(image)
        taken.append(took - started)
        painted.append(time.perf_counter() - took)
    figure(f"tape, {ROWS} rows: a new trade", statistics.median(taken[ROWS:]) * 1000, "ms", goal="P5")
    figure(f"tape, {ROWS} rows: repaint after it", statistics.median(painted[ROWS:]) * 1000, "ms", goal="P5")
    application.quit()


def trade(number: int) -> Trade:
    """A trade, a tenth of a second after the one before it."""
    at = 1_790_133_435_106 + number * 100
    price = 123_456_000.0 + number % 7 * 1000
    return Trade(
        type="trade",
        code="KRW-BTC",
        timestamp=at + 50,
        trade_date="2026-09-23",
        trade_time="03:17:15",
        trade_timestamp=at,
        trade_price=price,
        trade_volume=number % 97 / 1000 + 0.001,
        ask_bid="BID" if number % 3 else "ASK",
        prev_closing_price=123_000_000.0,
        change="RISE",
        change_price=456_000.0,
        sequential_id=at * 10_000,
        best_ask_price=price,
        best_ask_size=1.0,
        best_bid_price=price,
        best_bid_size=1.0,
        stream_type="REALTIME",
    )


if __name__ == "__main__":
    main()
    finish()

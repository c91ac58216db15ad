"""P6: process start to the first painted window, and the memory of the idle desk."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.desk_process import desk
from benchmarks.report import figure, percentile

RUNS = 7
IDLE_AFTER_SECONDS = 10.0


def main() -> None:
    """The median of several starts on the demo market; memory of the desk's own process."""
    paints = [paint for _ in range(RUNS) if (paint := first_paint_ms()) is not None]
    figure(
        "process start to first painted window, median", percentile(paints, 0.5), "ms", gate=500, goal="P6"
    )
    figure("resident memory of the desk after 10 s", idle_memory_mb(), "MB", gate=160, goal="P6")


def first_paint_ms() -> float | None:
    """What the desk itself writes into its log, against the operating system's start time."""
    with tempfile.TemporaryDirectory() as pictures:
        picture = str(Path(pictures) / "desk.png")
        with desk("--screenshot", picture, "--after", "0.5") as (process, directory):
            process.wait(30)
            found = re.search(r"first paint (\d+) ms", (directory / "hoga.log").read_text(encoding="utf-8"))
            return float(found[1]) if found else None


def idle_memory_mb() -> float:
    """Resident set, shared pages included, as a task manager shows it."""
    with desk() as (process, _):
        time.sleep(IDLE_AFTER_SECONDS)
        return psutil.Process(process.pid).memory_info().rss / 1e6


if __name__ == "__main__":
    main()

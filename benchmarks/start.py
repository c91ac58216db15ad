"""P6: process start to the first painted window, and the memory of the idle desk."""

from __future__ import annotations

import re
import tempfile
import time
from datetime import datetime
from pathlib import Path

import psutil

from benchmarks.desk_process import desk
from benchmarks.report import figure, finish, percentile

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
    """From just before the process is made to the time that its log gives the first paint."""
    with tempfile.TemporaryDirectory() as pictures:
        started = datetime.now()
        with desk("--screenshot", str(Path(pictures) / "desk.png"), "--after", "0.5") as (process, directory):
            process.wait(30)
            log = (directory / "hoga.log").read_text(encoding="utf-8")
    found = re.search(r"^(\S+ \S+) INFO widgets.desk: first paint", log, re.MULTILINE)
    if found is None:
        return None
    painted = datetime.strptime(found[1], "%Y-%m-%d %H:%M:%S,%f")
    return (painted - started).total_seconds() * 1000


def idle_memory_mb() -> float:
    """Resident set, shared pages included, as a task manager shows it."""
    with desk() as (process, _):
        time.sleep(IDLE_AFTER_SECONDS)
        return psutil.Process(process.pid).memory_info().rss / 1e6


if __name__ == "__main__":
    main()
    finish()

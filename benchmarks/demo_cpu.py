"""P4: what the desk and the demo exchange cost on the demo market, in percent of one core."""

from __future__ import annotations

import time

import psutil

from benchmarks.desk_process import desk
from benchmarks.report import figure, finish

WARM_UP_SECONDS = 8.0
MEASURED_SECONDS = 20.0


def main() -> None:
    """Both processes over the same stretch of time, after the start has calmed down."""
    with desk() as (process, _):
        time.sleep(WARM_UP_SECONDS)
        desk_process = psutil.Process(process.pid)
        exchange = next(child for child in desk_process.children() if "app.exchange" in child.cmdline())
        before = [cpu_seconds(one) for one in (desk_process, exchange)]
        time.sleep(MEASURED_SECONDS)
        after = [cpu_seconds(one) for one in (desk_process, exchange)]
    used = [(b - a) / MEASURED_SECONDS * 100 for a, b in zip(before, after, strict=True)]
    figure("CPU of the desk on the demo market", used[0], "% of a core", gate=25, goal="P4")
    figure("CPU of the demo exchange beside it", used[1], "% of a core", gate=20, goal="exchange")


def cpu_seconds(process: psutil.Process) -> float:
    """User and system time so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    main()
    finish()

"""P5 beside others: a change of the last candle and a scroll step, in Hoga's chart, finplot's and vnpy's.

`python -m benchmarks.peers.charts [--rounds N] [--steps N]`. finplot runs in .venv-finplot and vnpy in
.venv-vnpy, which `make bench-peers` makes. A figure is the median of its rounds; each round runs every chart
once, so that a busy machine is busy for all. Compared by the processor time of a step. Two minutes.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import defaultdict
from pathlib import Path

from benchmarks.peers.apart import found_by, python_of, to_best, versions_in
from benchmarks.report import figure, finish

PYTHONS = {"finplot": python_of(".venv-finplot"), "vnpy": python_of(".venv-vnpy")}
CHARTS = ("hoga", *PYTHONS)
# A Qt of its own for each, as each asks for it.
PACKAGES = {"finplot": ("finplot", "PyQt6", "pandas"), "vnpy": ("vnpy", "PySide6-Essentials")}
SIZES = (500, 20_000)
STEPS = {"update": "last candle changes", "scroll": "scroll by a candle"}
# What was measured first: 3.6 to 15 times vnpy, 26 to 34 times finplot. Half of the best is what must hold.
GATE = 1 / 2
WITHIN = 120.0

# chart, candles, step -> milliseconds, one a round
Times = dict[tuple[str, int, str], list[float]]


def measure(rounds: int, steps: int) -> Times:
    """All rounds."""
    times: Times = defaultdict(list)
    for _ in range(rounds):
        for size in SIZES:
            for name in CHARTS:
                for step, cost in run(name, size, steps).items():
                    times[name, size, step].append(cost)
    return times


def run(name: str, size: int, steps: int) -> dict[str, float]:
    """Milliseconds of each kind of step; nothing when the chart did not come up."""
    python = PYTHONS.get(name, Path(sys.executable))
    if not python.exists():
        return {}
    words = ["benchmarks.peers.chart_reader", name, str(size), str(steps)]
    return found_by(python, words, WITHIN) or {}


def tell(times: Times) -> None:
    """Each one's milliseconds, and ours to the best of theirs."""
    costs = {place: statistics.median(found) for place, found in times.items()}
    beside: dict[str, str] = {}
    for name, python in PYTHONS.items():
        beside |= versions_in(python, PACKAGES[name])
    for size in SIZES:
        for step, words in STEPS.items():
            for name in CHARTS:
                what = f"{name}, {size:,} candles: {words}, painted, processor time"
                figure(what, costs.get((name, size, step)), "ms", goal="P5", beside=beside)
            tell_ratio(f"{size:,} candles: {words}", {n: costs.get((n, size, step)) for n in CHARTS}, beside)


def tell_ratio(what: str, costs: dict[str, float | None], beside: dict[str, str]) -> None:
    """Half of the best of theirs is the gate."""
    best, share = to_best(costs["hoga"], {name: costs[name] for name in PYTHONS})
    name = f"chart, {what}: ours to {best}'s, the best of the others (1/2)"
    figure(name, share, "", gate=GATE, goal="P5", beside=beside)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=60)
    wanted = parser.parse_args()
    tell(measure(wanted.rounds, wanted.steps))


if __name__ == "__main__":
    main()
    finish()

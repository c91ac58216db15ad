"""Runs the benchmarks of the goals P1 to P9, one after the other, each in a process of its own.

`python -m benchmarks NAME ...` runs those named, `python -m benchmarks all` every one there is: half an hour.
It ends with 1 when a figure missed its gate, and a last line on stderr names each that did.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.programs import run
from benchmarks.report import finish

HERE = Path(__file__).resolve().parent
HELPERS = {"__init__", "__main__", "report", "programs", "feeder", "fed_desk", "desk_process"}
HELPERS |= {"frames", "flood_trading"}
# The goals' own (P1 and P7 have `make bench-peers`), and what the house's own machinery costs.
GOALS = (
    "start",
    "paint_orderbook",
    "paint_markets",
    "paint_tape",
    "paint_chart",
    "wire_to_pixel",
    "desk_flood",
    "symbol_switch",
    "demo_cpu",
    "exchange_speed",
    "profile_cost",
    "event_loop",
    "desk_growth",
)


def main() -> int:
    """Run those named on the command line, or the goals' own; 2 when there is no such program."""
    programs = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in HELPERS)
    words = sys.argv[1:]
    # From the first option on, all of it is for the programs.
    end = next((place for place, word in enumerate(words) if word.startswith("-")), len(words))
    named, options = words[:end], words[end:]
    chosen = programs if named == ["all"] else named or list(GOALS)
    if unknown := set(chosen) - set(programs):
        print(f"no benchmark is called {', '.join(sorted(unknown))}; there are {', '.join(programs)}")
        return 2
    run([f"benchmarks.{name}" for name in chosen], options)
    return 0


if __name__ == "__main__":
    finish(main())

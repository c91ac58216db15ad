"""`make bench-peers`: the library beside other Upbit clients, then the chart beside other charts.

`python -m benchmarks.peers [streams|charts] [--rounds N]`, each in a process of its own. It ends with 1
when a figure missed its gate, and a last line on stderr names each that did. Six minutes on two quiet cores.
"""

from __future__ import annotations

import argparse

from benchmarks.programs import run
from benchmarks.report import finish

PARTS = ("streams", "charts")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="|".join(PARTS))
    parser.add_argument("--rounds", type=int)
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    options = ["--rounds", str(chosen.rounds)] if chosen.rounds else []
    run([f"benchmarks.peers.{name}" for name in chosen.parts or PARTS], options)


if __name__ == "__main__":
    main()
    finish()

"""Runs every benchmark, one after the other, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HELPERS = {"__init__", "__main__", "report", "feeder", "fed_desk", "desk_process"}


def main() -> int:
    """Run all, or those named on the command line; the number that failed."""
    programs = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in HELPERS)
    chosen = [name for name in programs if not sys.argv[1:] or name in sys.argv[1:]]
    runs = [subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False) for name in chosen]
    return sum(run.returncode != 0 for run in runs)


if __name__ == "__main__":
    sys.exit(main())

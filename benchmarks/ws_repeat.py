"""The library's tests, scenarios A to I and K1 to K3 among them, many times in a row, each in another order.

`python -m benchmarks.ws_repeat [TIMES] [PATH ...]`: 20 times all of tests/app/websocket_v6 by default. Prints
what failed of each run, with the seed that repeats its order, and a figure at the end.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time

from benchmarks.report import figure, finish

TESTS = ("tests/app/websocket_v6",)
LONGEST = 600


def once(seed: int, paths: tuple[str, ...]) -> tuple[int, list[str]]:
    """Run in the order of that seed; how many passed, and which did not."""
    words = ["-q", "-p", "no:xdist", f"--randomly-seed={seed}", *paths]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words], capture_output=True, text=True, timeout=LONGEST, check=False
    )
    failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    passed = re.search(r"(\d+) passed", done.stdout)
    if done.returncode and not failed:
        failed = [done.stdout[-300:] + done.stderr[-300:]]
    return int(passed[1]) if passed else 0, failed


def main(times: str = "20", *paths: str) -> None:
    """Run them all; exit code 1 when any run had a failure."""
    broken, tests = 0, 0
    for turn in range(1, int(times) + 1):
        seed, began = random.randrange(10**6), time.monotonic()
        tests, failed = once(seed, paths or TESTS)
        broken += bool(failed)
        took = time.monotonic() - began
        print(f"run {turn}: {tests} passed in {took:.0f} s, seed {seed}", *failed, sep="\n  ", flush=True)
    figure(f"runs with a failure, of {times} runs of {tests} tests", broken, "", gate=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
    finish()

"""Runs programs of figures one after the other, each in a process of its own, and hears what missed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from benchmarks.report import miss, missed_in

ROOT = Path(__file__).resolve().parent.parent
# Each says itself how long it takes; this is for one that hangs. With options of its own it may take hours.
WITHIN_SECONDS, LONG_SECONDS = 1800, 3 * 3600


def run(
    modules: Iterable[str], options: Sequence[str] = (), environment: Mapping[str, str] | None = None
) -> None:
    """Run `python -m MODULE OPTION…` for each; what missed waits for `finish()`."""
    for module in modules:
        within = LONG_SECONDS if options else WITHIN_SECONDS
        status, missed = hear([sys.executable, "-m", module, *options], environment, within)
        name = module.removeprefix("benchmarks.")
        for what in missed:
            miss(f"{name}: {what}")
        if status and not missed:
            miss(f"{name}: ended with status {status}")


def hear(
    command: Sequence[str], environment: Mapping[str, str] | None, within: float
) -> tuple[int, list[str]]:
    """Pass the program's output on; its status, and the figures in it that missed their gates.

    It is ended, with the processes that it started, when it takes longer than `within` seconds.
    """
    # A session of its own, so that what it started can be ended even when it is gone itself.
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        bell = threading.Timer(within, _end, (process,))
        bell.start()
        missed = []
        try:
            assert process.stdout is not None
            for line in process.stdout:
                print(line, end="", flush=True)
                if (what := missed_in(line)) is not None:
                    missed.append(what)
            process.wait()
        except BaseException:
            _end(process)
            raise
        finally:
            bell.cancel()
    return process.returncode, missed


def _end(process: subprocess.Popen[str]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()

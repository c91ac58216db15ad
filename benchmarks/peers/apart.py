"""Readers run in the environments of the peers, one at a time, and what ours is to the best of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def python_of(environment: str) -> Path:
    """The interpreter of an environment beside .venv, whether or not it is there."""
    place = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    return ROOT / environment / place


def found_by(python: str | Path, words: Sequence[str], within: float) -> dict[str, Any] | None:
    """The last JSON line that a module prints; None, and what it said, when none came within the seconds.

    The module has a home of its own, since some clients leave files in it, and no proxy.
    """
    with tempfile.TemporaryDirectory(prefix="hoga-peer-") as home:
        variables = {key: value for key, value in os.environ.items() if "PROXY" not in key.upper()}
        variables |= {"PYTHONPATH": str(ROOT), "HOME": home, "USERPROFILE": home}
        status, out, err = _run([str(python), "-m", *words], variables, within)
    for line in reversed(out.splitlines()):
        if line.startswith("{"):
            return dict(json.loads(line))
    what = f"nothing came within {within} s" if status == -signal.SIGKILL else f"ended with status {status}"
    print(f"{' '.join(words)}: {what}: {err.strip()[-300:]}", file=sys.stderr)
    return None


def _run(command: list[str], variables: dict[str, str], within: float) -> tuple[int, str, str]:
    # A session of its own: some clients leave children, which are ended with it.
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as reader:
        try:
            out, err = reader.communicate(timeout=within)
        except subprocess.TimeoutExpired:
            _end(reader)
            out, err = reader.communicate()
        except BaseException:
            _end(reader)
            raise
    return reader.returncode, out, err


def _end(reader: subprocess.Popen[str]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(reader.pid, signal.SIGKILL)
    else:
        reader.kill()


@cache
def versions_in(python: Path, packages: tuple[str, ...]) -> dict[str, str]:
    """Those of an environment; none of one that is not there."""
    code = "import json, sys; from importlib.metadata import version as v; " + (
        "print(json.dumps({name: v(name) for name in sys.argv[1:]}))"
    )
    if not python.exists():
        return {}
    told = subprocess.run([python, "-c", code, *packages], capture_output=True, text=True, check=True).stdout
    return dict(json.loads(told))


def to_best(ours: float | None, theirs: Mapping[str, float | None]) -> tuple[str, float | None]:
    """The name of the cheapest of the others, and our cost as a share of its.

    No share when anything was not measured: the best of fewer would flatter.
    """
    known = {name: cost for name, cost in theirs.items() if cost is not None}
    best = min(known, key=lambda name: known[name], default="none")
    if ours is None or not known or len(known) < len(theirs):
        return best, None
    return best, ours / known[best]

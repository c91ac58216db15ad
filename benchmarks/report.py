"""How a figure is told: one JSON line, with its gate, the machine and the versions it holds for.

A program of figures ends by `finish()`: its status says whether all gates held.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NoReturn

PACKAGES = ("PyQt6", "pyqtgraph", "qasync", "websockets", "msgspec", "aiohttp", "numpy")


# What missed its gate in this process, or could not be measured.
_missed: list[str] = []


def figure(
    what: str,
    value: float | None,
    unit: str,
    *,
    gate: float | None = None,
    least: float | None = None,
    goal: str = "",
    beside: Mapping[str, str] | None = None,
) -> None:
    """Print one figure; performance goal `goal` asks for `gate` at most, or for `least` at least.

    A value of None could not be measured, which holds no gate. beside: versions of what it is compared with.
    """
    line: dict[str, Any] = {"what": what, "value": None if value is None else round(value, 3)}
    line |= {"unit": unit, "goal": goal, "gate": gate}
    if least is not None:
        line["at_least"] = least
    if value is None or gate is not None or least is not None:
        line["holds"] = value is not None and _holds(value, gate, least)
    if not line.get("holds", True):
        miss(what)
    line |= {"machine": machine(), "versions": versions() | dict(beside or {})}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def _holds(value: float, gate: float | None, least: float | None) -> bool:
    # A value that is not a number holds neither.
    return bool((gate is None or value <= gate) and (least is None or value >= least))


def miss(what: str) -> None:
    """Remember a figure, or a whole program, that did not do what it should."""
    _missed.append(what)


def missed_in(line: str) -> str | None:
    """The name of the figure in a line of output, if it missed its gate."""
    if not line.startswith("{"):
        return None
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told.get("what") if told.get("holds") is False else None


def finish(status: int = 0) -> NoReturn:
    """End the program: with `status`, or with 1 and a last line on stderr that names what missed."""
    sys.stdout.flush()
    if _missed:
        print(f"missed: {'; '.join(_missed)}", file=sys.stderr, flush=True)
    sys.exit(status or int(bool(_missed)))


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of the (unsorted) values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@cache
def machine() -> str:
    """System, processor and the number of its cores."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} x {_processor()}"


@cache
def versions() -> dict[str, str]:
    """Python's and those of the packages that speed hangs on."""
    return {"Python": platform.python_version()} | {
        name: found for name in PACKAGES if (found := _version(name))
    }


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "processor unknown")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""

"""How a figure is told: one JSON line, with its gate, the machine and the versions it holds for."""

from __future__ import annotations

import json
import os
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("PyQt6", "pyqtgraph", "qasync", "websockets", "msgspec", "aiohttp", "numpy")


def figure(
    what: str,
    value: float,
    unit: str,
    *,
    gate: float | None = None,
    least: float | None = None,
    goal: str = "",
) -> None:
    """Print one figure; performance goal `goal` asks for `gate` at most, or for `least` at least."""
    line = {"what": what, "value": round(value, 3), "unit": unit, "goal": goal, "gate": gate}
    if gate is not None:
        line["holds"] = value <= gate
    if least is not None:
        line |= {"at_least": least, "holds": value >= least}
    print(json.dumps(line | {"machine": machine(), "versions": versions()}, ensure_ascii=False), flush=True)


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

"""How a figure is told: one JSON line."""

from __future__ import annotations

import json
import platform


def figure(what: str, value: float, unit: str, *, gate: float | None = None, goal: str = "") -> None:
    """Print one figure; `gate` is what performance goal `goal` asks for at most."""
    line = {"what": what, "value": round(value, 3), "unit": unit, "goal": goal, "gate": gate}
    if gate is not None:
        line["holds"] = value <= gate
    line["python"] = platform.python_version()
    print(json.dumps(line, ensure_ascii=False), flush=True)


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of the (unsorted) values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

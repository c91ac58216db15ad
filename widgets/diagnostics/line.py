"""A line of the diagnostics panel, and a headed group of them."""

from __future__ import annotations

from dataclasses import dataclass

GOOD, DULL, BAD = "good", "text", "warn"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what it is called, what it is, and how that is to be taken (a colour of the look)."""

    name: str
    value: str
    level: str = DULL


Section = tuple[str, list[Line]]

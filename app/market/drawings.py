"""What traders draw on charts: shapes anchored to time and price, kept by symbol."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.signals import Signal

MOST = 500  # drawings a symbol; more are a mistake, and would be painted with every frame
LONGEST = 120  # signs of a text
_LATEST_MS = 253_370_764_800_000  # the year 9999


class Shape(StrEnum):
    """What can be drawn."""

    HORIZONTAL = "horizontal"
    TREND = "trend"
    RAY = "ray"
    RECTANGLE = "rectangle"
    FIBONACCI = "fibonacci"
    MEASURE = "measure"
    TEXT = "text"

    @property
    def anchors(self) -> int:
        """How many points it is drawn by."""
        return 1 if self in (Shape.HORIZONTAL, Shape.TEXT) else 2


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point of a chart: ms UTC and a price. It is for drawing only, so the price is a float."""

    time_ms: int
    price: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """One shape. colour: `#rrggbb`, or empty for the theme's own. text: what a TEXT says."""

    shape: Shape
    anchors: tuple[Anchor, ...]
    colour: str = ""
    text: str = ""


class Drawings:
    """All drawings, by symbol and key; every chart of a symbol shows the same ones.

    Signals: `changed(str)`: the drawings of that symbol are others now.
    """

    def __init__(self, state: Mapping[str, Any] | None = None) -> None:
        self.changed: Signal[str] = Signal("drawings changed")
        self._keys = itertools.count(1)
        self._by_symbol: dict[str, dict[int, Drawing]] = {}
        for symbol, rows in (state or {}).items():
            found = (
                [one for row in rows if (one := _drawing(row)) is not None] if isinstance(rows, list) else []
            )
            if found:
                self._by_symbol[symbol] = {next(self._keys): one for one in found[:MOST]}

    def of(self, symbol: str) -> Mapping[int, Drawing]:
        """The drawings of a symbol, the oldest first."""
        return self._by_symbol.get(symbol, {})

    def add(self, symbol: str, drawing: Drawing) -> int | None:
        """Keep a new drawing; its key, or None when there are too many already."""
        known = self._by_symbol.setdefault(symbol, {})
        if len(known) >= MOST:
            return None
        key = next(self._keys)
        known[key] = drawing
        self.changed.emit(symbol)
        return key

    def replace(self, symbol: str, key: int, drawing: Drawing) -> None:
        """Move or recolour a drawing; nothing for one that is gone."""
        known = self._by_symbol.get(symbol, {})
        if key in known and known[key] != drawing:
            known[key] = drawing
            self.changed.emit(symbol)

    def remove(self, symbol: str, key: int) -> None:
        """Delete a drawing; nothing for one that is gone."""
        if self._by_symbol.get(symbol, {}).pop(key, None) is not None:
            self.changed.emit(symbol)

    def clear(self, symbol: str) -> None:
        """Delete all drawings of a symbol."""
        if self._by_symbol.pop(symbol, None):
            self.changed.emit(symbol)

    def state(self) -> dict[str, list[dict[str, Any]]]:
        """All of them as JSON values."""
        return {
            symbol: [
                {
                    "shape": one.shape.value,
                    "anchors": [[anchor.time_ms, anchor.price] for anchor in one.anchors],
                    "colour": one.colour,
                }
                | ({"text": one.text} if one.text else {})
                for one in known.values()
            ]
            for symbol, known in self._by_symbol.items()
            if known
        }


def _drawing(row: object) -> Drawing | None:
    if not isinstance(row, dict) or row.get("shape") not in list(Shape):
        return None
    shape, rows, colour = Shape(str(row["shape"])), row.get("anchors"), row.get("colour")
    anchors = tuple(map(_anchor, rows)) if isinstance(rows, list) else ()
    if len(anchors) != shape.anchors or None in anchors:
        return None
    text = row.get("text", "")
    if not isinstance(text, str) or (shape is Shape.TEXT) is not bool(text.strip()):
        return None
    colour = colour if is_colour(colour) else ""
    return Drawing(shape, anchors, colour, text[:LONGEST])  # type: ignore[arg-type]


def _anchor(row: object) -> Anchor | None:
    if not (isinstance(row, list) and len(row) == 2):
        return None
    time_ms, price = row
    if not (isinstance(time_ms, int) and isinstance(price, int | float)):
        return None
    good = 0 <= time_ms <= _LATEST_MS and math.isfinite(price) and price > 0
    return Anchor(time_ms, float(price)) if good else None


def is_colour(text: object) -> bool:
    """Whether a text is `#rrggbb` or empty, which means the theme's own colour."""
    if not isinstance(text, str):
        return False
    return not text or (len(text) == 7 and text[0] == "#" and set(text[1:]) <= set("0123456789abcdef"))

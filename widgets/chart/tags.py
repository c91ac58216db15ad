"""Prices that stand in boxes on the price axis; no mark of the axis peeps out from under them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PyQt6.QtGui import QColor

from widgets import theme
from widgets.chart.canvas import Canvas
from widgets.chart.plan import Plan

HEIGHT = 18
GAP = 2  # boxes of one colour would be one box

Tag = tuple[float, str, QColor]
"""A height in the price pane (logical pixels), the text there, and the colour of its box."""


def paint_tags(
    canvas: Canvas, plan: Plan, tags: Iterable[Tag], others: Iterable[tuple[float, float]]
) -> None:
    """Draw the boxes. others: top and bottom of what else will stand on the axis."""
    axis, font = plan.layout.logical(plan.layout.price_axis), theme.number_font(theme.SMALL)
    # Many at the bottom go on beside the volume.
    lowest = plan.layout.logical(plan.layout.time_axis).top() - HEIGHT
    tags, others = list(tags), list(others)
    tops = apart([y - HEIGHT / 2 for y, _, _ in tags], others[0] if others else None, lowest)
    boxes = [(top, text, colour) for top, (_, text, colour) in zip(tops, tags, strict=True)]
    # All marks first: one that is hidden afterwards would take its neighbour's box along.
    for top, bottom in [*others, *((top, top + HEIGHT) for top, _, _ in boxes)]:
        _hide_marks(canvas, plan, top, bottom)
    for top, text, colour in boxes:
        canvas.fill(axis.left() + 1, top, axis.width() - 1, HEIGHT, colour)
        canvas.text(axis.left() + 8, top + HEIGHT / 2, text, font, theme.palette().window)


def apart(tops: Sequence[float], fixed: tuple[float, float] | None, lowest: float) -> list[float]:
    """Where boxes stand that want to stand at `tops`: none touches another, or the fixed one.

    They are moved away from the fixed box (top and bottom; its price is in its first line), in their order;
    at the ends of the axis they have to share what room there is.
    """
    middle = fixed[0] if fixed is not None else -math.inf
    found = list(tops)
    below = sorted((n for n in range(len(tops)) if tops[n] >= middle), key=lambda n: tops[n])
    free = fixed[1] + GAP if fixed is not None else 0.0
    for number in below:
        found[number] = min(max(tops[number], free), lowest)
        free = found[number] + HEIGHT + GAP
    above = sorted((n for n in range(len(tops)) if tops[n] < middle), key=lambda n: -tops[n])
    free = fixed[0] - GAP if fixed is not None else lowest + HEIGHT
    for number in above:
        found[number] = max(0.0, min(tops[number], free - HEIGHT))
        free = found[number] - GAP
    return found


def _hide_marks(canvas: Canvas, plan: Plan, top: float, bottom: float) -> None:
    layout, axis = plan.layout, plan.layout.logical(plan.layout.price_axis)
    prices = [plan.price.y_of(mark) / layout.ratio for mark in plan.price_marks]
    volumes = [plan.volume.y_of(mark) / layout.ratio for mark in plan.volume_marks]
    # What stands too near the volume's upper edge was not written there.
    for y in (*prices, *(axis.height() + y for y in volumes if y > 8)):
        if top - 7 < y < bottom + 7:
            canvas.fill(axis.left() + 2, y - 8, axis.width() - 2, 16, theme.palette().panel)

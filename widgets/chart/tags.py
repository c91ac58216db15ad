"""Prices that stand in boxes on the price axis; no mark of the axis peeps out from under them."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtGui import QColor

from widgets import theme
from widgets.chart.canvas import Canvas
from widgets.chart.plan import Plan

HEIGHT = 18

Tag = tuple[float, str, QColor]
"""A height in the price pane (logical pixels), the text there, and the colour of its box."""


def paint_tags(
    canvas: Canvas, plan: Plan, tags: Iterable[Tag], others: Iterable[tuple[float, float]]
) -> None:
    """Draw the boxes. others: top and bottom of what else will stand on the axis."""
    axis, font = plan.layout.logical(plan.layout.price_axis), theme.number_font(theme.SMALL)
    lowest = axis.height() - HEIGHT
    boxes = [(min(max(0.0, y - HEIGHT / 2), lowest), text, colour) for y, text, colour in tags]
    # All marks first: one that is hidden afterwards would take its neighbour's box along.
    for top, bottom in [*others, *((top, top + HEIGHT) for top, _, _ in boxes)]:
        _hide_marks(canvas, plan, top, bottom)
    for top, text, colour in boxes:
        canvas.fill(axis.left() + 1, top, axis.width() - 1, HEIGHT, colour)
        canvas.text(axis.left() + 8, top + HEIGHT / 2, text, font, theme.palette().window)


def _hide_marks(canvas: Canvas, plan: Plan, top: float, bottom: float) -> None:
    axis = plan.layout.logical(plan.layout.price_axis)
    for mark in plan.price_marks:
        y = plan.price.y_of(mark) / plan.layout.ratio
        if top - 7 < y < bottom + 7:
            canvas.fill(axis.left() + 2, y - 8, axis.width() - 2, 16, theme.palette().panel)

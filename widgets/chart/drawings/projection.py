"""Between anchors and pixels: where drawings stand in a frame, their lines, what the pointer hits."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF

from app.market.candles import Interval
from app.market.drawings import Anchor, Drawing, Shape
from widgets.chart.plan import Plan

REACH = 6.0  # logical pixels that a pointer may be off
_SIGN = 9.0  # logical pixels a sign of a text takes, or less
LEVELS = (0.0, 0.236, 0.382, 0.5, 0.618, 0.786, 1.0)

Segment = tuple[QPointF, QPointF]


@dataclass(frozen=True, slots=True)
class Projection:
    """One frame's mapping, in logical pixels. Times stand in the middle of their bucket."""

    plan: Plan
    interval: Interval

    @property
    def pane(self) -> QRectF:
        """Where drawings are shown."""
        return self.plan.layout.logical(self.plan.layout.price)

    def point(self, anchor: Anchor) -> QPointF:
        """Where an anchor stands, in or out of view."""
        scale = self.plan.price
        x = (self.interval.bucket(anchor.time_ms) - scale.left) * scale.step / scale.ratio
        return QPointF(x, self.y(anchor.price))

    def y(self, price: float) -> float:
        """The height of a price, not clipped to anything."""
        scale = self.plan.price
        value = math.log10(price) if scale.log else price
        return (scale.top - value) * scale.height / (scale.top - scale.bottom) / scale.ratio

    def anchor(self, at: QPointF, snap: float | None = None) -> Anchor:
        """The time and price at a point. snap: the price to take instead."""
        bucket = self.plan.viewport.bucket_at(at.x())
        # A month before the epoch or a price below zero can't be drawn at.
        time_ms = max(0, self.interval.start_ms(max(0, bucket)))
        return Anchor(time_ms, snap if snap is not None else max(1e-12, self.price(at.y())))

    def price(self, y: float) -> float:
        """The price at a height."""
        return self.plan.price.value_at(y * self.plan.price.ratio)

    def segments(self, drawing: Drawing) -> list[Segment]:
        """The straight lines of a drawing, cut off at the pane's edges."""
        first, last = self.point(drawing.anchors[0]), self.point(drawing.anchors[-1])
        found = [cut(one, self.pane) for one in self._whole(drawing, first, last)]
        return [one for one in found if one is not None]

    def _whole(self, drawing: Drawing, first: QPointF, last: QPointF) -> list[Segment]:
        pane, shape = self.pane, drawing.shape
        if shape is Shape.HORIZONTAL:
            return [(QPointF(pane.left(), first.y()), QPointF(pane.right(), first.y()))]
        if shape is Shape.TEXT:
            # What the pointer may take hold of: about as wide as the text.
            return [(first, first + QPointF(_SIGN * len(drawing.text), 0))]
        if shape in (Shape.RECTANGLE, Shape.MEASURE):
            corners = [first, QPointF(last.x(), first.y()), last, QPointF(first.x(), last.y())]
            return [(corners[n], corners[(n + 1) % 4]) for n in range(4)]
        if shape is Shape.FIBONACCI:
            left, right = sorted((first.x(), last.x()))
            heights = [self.y(price) for _, price in levels(drawing)]
            return [(QPointF(left, y), QPointF(max(right, left + 1), y)) for y in heights]
        if shape is Shape.RAY:
            return [(first, _beyond(first, last, pane))]
        return [(first, last)]

    def distance(self, drawing: Drawing, at: QPointF) -> float:
        """How far a point is from what is drawn, in logical pixels."""
        return min((_distance(at, *one) for one in self.segments(drawing)), default=math.inf)

    def handle(self, drawing: Drawing, at: QPointF) -> int | None:
        """The number of the anchor at a point."""
        for number, anchor in enumerate(drawing.anchors):
            point = self.point(anchor)
            off = abs(at.y() - point.y())
            if drawing.shape is not Shape.HORIZONTAL:
                off = math.hypot(off, at.x() - point.x())
            if off <= REACH + 1:
                return number
        return None


def levels(drawing: Drawing) -> list[tuple[float, float]]:
    """The Fibonacci levels and their prices: 0 at the second anchor, 1 at the first."""
    begin, end = drawing.anchors[0].price, drawing.anchors[-1].price
    return [(level, price) for level in LEVELS if (price := end + (begin - end) * level) > 0]


def cut(segment: Segment, pane: QRectF) -> Segment | None:
    """The part of a line that is inside a pane (Liang-Barsky); None when there is none."""
    (x1, y1), (x2, y2) = ((point.x(), point.y()) for point in segment)
    dx, dy, begin, end = x2 - x1, y2 - y1, 0.0, 1.0
    edges = (
        (-dx, x1 - pane.left()),
        (dx, pane.right() - x1),
        (-dy, y1 - pane.top()),
        (dy, pane.bottom() - y1),
    )
    for step, room in edges:
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            begin = max(begin, room / step)
        else:
            end = min(end, room / step)
    if begin > end:
        return None
    return QPointF(x1 + begin * dx, y1 + begin * dy), QPointF(x1 + end * dx, y1 + end * dy)


def _beyond(first: QPointF, last: QPointF, pane: QRectF) -> QPointF:
    """A point on the ray from `first` through `last` that is surely out of the pane."""
    way = last - first
    length = math.hypot(way.x(), way.y())
    if length == 0:
        return last
    far = pane.width() + pane.height() + abs(first.x()) + abs(first.y()) + length
    return first + way * (far / length)


def _distance(at: QPointF, begin: QPointF, end: QPointF) -> float:
    way = end - begin
    length = way.x() ** 2 + way.y() ** 2
    share = 0.0 if length == 0 else QPointF.dotProduct(at - begin, way) / length
    nearest = begin + way * min(1.0, max(0.0, share))
    return math.hypot(at.x() - nearest.x(), at.y() - nearest.y())

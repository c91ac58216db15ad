"""A pane of its own for an indicator, with its axis."""

from __future__ import annotations

from PyQt6.QtCore import QRect
from PyQt6.QtGui import QColor, QPainter

from widgets import theme
from widgets.chart.canvas import Stamps
from widgets.chart.geometry import Rects
from widgets.chart.indicators import curves
from widgets.chart.indicators.curves import PanePlan
from widgets.chart.indicators.strokes import paint_lines
from widgets.chart.items import Part, PictureOf
from widgets.chart.picture import Picture
from widgets.chart.plan import Plan
from widgets.chart.rects import RectBatch, dimmed, grid_of
from widgets.chart.texts import axis_text


class StudyPane(Part):
    """A pane below the candles for one indicator, with its axis; the `number`th of those that have one."""

    def __init__(self, picture_of: PictureOf, stamps: Stamps, number: int) -> None:
        super().__init__(picture_of, stamps)
        self._number = number
        self._batch = RectBatch()

    def _pane(self, plan: Plan) -> PanePlan:
        return plan.panes[self._number]

    def _rect(self, plan: Plan) -> QRect:
        return self._pane(plan).rect

    def _key(self, plan: Plan) -> tuple[object, ...]:
        return (plan.layout, plan.time_marks, self._pane(plan).look)

    def _paint_still(self, painter: QPainter, picture: Picture) -> None:
        plan, colours = picture.plan, theme.palette()
        pane = self._pane(plan)
        self._batch.paint(painter, grid_of(pane.pane, pane.scale, pane.marks, plan.time_marks), colours.grid)
        self._paint_part(painter, picture, live=False)
        self._paint_axis(painter, plan, pane)

    def _paint_live(self, painter: QPainter, picture: Picture) -> None:
        self._paint_part(painter, picture, live=True)

    def _paint_part(self, painter: QPainter, picture: Picture, *, live: bool) -> None:
        pane, lines = self._pane(picture.plan), picture.own_lines[self._number]
        painter.setClipRect(0, 0, pane.pane.width(), pane.pane.height())
        bars = lines.indicator.kind.spec.bars
        if bars is not None:
            rows = picture.plan.stretch.of(picture.model.series, 0, live)
            up, down = curves.bars(picture.columns, lines.lines[bars], rows, pane.scale)
            self._paint_bars(painter, up, down)
        paint_lines(painter, picture, (lines,), pane.scale, live=live)
        painter.setClipping(False)

    def _paint_bars(self, painter: QPainter, up: Rects, down: Rects) -> None:
        colours = theme.palette()
        self._batch.paint(painter, up, _soft(colours.rise))
        self._batch.paint(painter, down, _soft(colours.fall))

    def _paint_axis(self, painter: QPainter, plan: Plan, pane: PanePlan) -> None:
        canvas, colours = self._canvas(painter, plan), theme.palette()
        width, height = pane.rect.width() / plan.layout.ratio, pane.rect.height() / plan.layout.ratio
        left = pane.pane.width() / plan.layout.ratio
        canvas.rule(0, 0, width, colours.border)
        canvas.rule(left, 0, height, colours.border, upright=True)
        for mark in pane.marks:
            y = pane.scale.y_of(mark) / plan.layout.ratio
            if 7 < y < height - 7:
                text = axis_text(mark, pane.decimals)
                canvas.text(left + 8, y, text, theme.number_font(theme.SMALL), colours.muted)


def _soft(colour: QColor) -> QColor:
    return dimmed(colour.rgb(), theme.palette().panel.rgb())

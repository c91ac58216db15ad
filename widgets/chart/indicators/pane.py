"""A pane of its own for an indicator, with its axis."""

from __future__ import annotations

from PyQt6.QtCore import QRect
from PyQt6.QtGui import QColor, QPainter

from widgets import theme
from widgets.chart.canvas import Stamps
from widgets.chart.geometry import NO_RECTS, Rects
from widgets.chart.indicators import curves
from widgets.chart.indicators.curves import PanePlan
from widgets.chart.indicators.strokes import note_lines, paint_lines
from widgets.chart.items import Part, PictureOf, Still
from widgets.chart.picture import Picture
from widgets.chart.plan import Columns, Plan
from widgets.chart.rects import RectBatch, dimmed, grid_of
from widgets.chart.sheet import Sheet
from widgets.chart.texts import axis_text


class StudyPane(Part):
    """A pane below the candles for one indicator, with its axis; the `number`th of those that have one."""

    def __init__(self, picture_of: PictureOf, stamps: Stamps, number: int) -> None:
        super().__init__(picture_of, stamps)
        self._number = number
        self._batch = RectBatch()

    def _pane(self, plan: Plan) -> PanePlan:
        return plan.panes[self._number]

    def area(self, plan: Plan) -> QRect:
        return self._pane(plan).rect

    def _still(self, plan: Plan) -> Still:
        pane = self._pane(plan)
        return Still((theme.palette(), plan.layout, plan.time_marks, pane.look), pane.scale.origin)

    def _is_rough(self, picture: Picture) -> bool:
        return True

    def _paint_still(self, painter: QPainter, picture: Picture, columns: Columns) -> None:
        plan, colours = picture.plan, theme.palette()
        pane, lines = self._pane(plan), picture.own_lines[self._number]
        self._batch.paint(painter, grid_of(pane.pane, pane.scale, pane.marks, plan.time_marks), colours.grid)
        painter.setClipRect(0, 0, pane.pane.width(), pane.pane.height())
        self._paint_bars(painter, *self._bars(picture, live=False))
        paint_lines(painter, picture, (lines,), pane.scale, smooth=self.smooth)
        painter.setClipping(False)
        self._paint_axis(painter, plan, pane)

    def note_live(self, sheet: Sheet, picture: Picture) -> None:
        pane, lines = self._pane(picture.plan), picture.own_lines[self._number]
        up, down = self._bars(picture, live=True)
        sheet.boxes(up.tolist(), pane.pane, _soft(theme.palette().rise))
        sheet.boxes(down.tolist(), pane.pane, _soft(theme.palette().fall))
        note_lines(sheet, picture, (lines,), pane.scale, pane.pane, smooth=self.smooth)

    def _bars(self, picture: Picture, *, live: bool) -> tuple[Rects, Rects]:
        pane, lines = self._pane(picture.plan), picture.own_lines[self._number]
        bars = lines.indicator.kind.spec.bars
        if bars is None:
            return NO_RECTS, NO_RECTS
        rows = picture.plan.stretch.of(picture.model.series, 0, live)
        return curves.bars(picture.columns, lines.lines[bars], rows, pane.scale)

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

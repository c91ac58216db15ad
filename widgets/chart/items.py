"""The parts of the chart as pyqtgraph items: candles, volume and light axes; they look up and paint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pyqtgraph as pg
from PyQt6.QtCore import QRect, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPixmap
from PyQt6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.market.indicators import IndicatorLines
from widgets import format as fmt
from widgets import theme
from widgets.chart.canvas import Canvas, Stamps, count_in_device_pixels
from widgets.chart.geometry import CandleRects, Scale
from widgets.chart.indicators.cloud import note_clouds, paint_clouds
from widgets.chart.indicators.strokes import note_lines, paint_lines
from widgets.chart.model import ChartModel
from widgets.chart.picture import Picture
from widgets.chart.plan import Columns, LiveBoxes, Plan, price_rects, traded_rects
from widgets.chart.rects import RectBatch, dimmed, grid_of
from widgets.chart.sheet import Sheet
from widgets.chart.texts import axis_price
from widgets.chart.ticks import remaining_text

PictureOf = Callable[[], Picture | None]


@dataclass(frozen=True, slots=True)
class Still:
    """What a cached layer shows: equal ones have the same pixels.

    look: all but how far it is scrolled, which origin and marks (pixel columns of the grid) tell.
    rough: painted in a hurry, while everything moves.
    """

    look: tuple[object, ...]
    origin: int = 0
    marks: tuple[int, ...] = ()
    rough: bool = False

    def shift_from(self, before: Still, width: int) -> int | None:
        """By how many pixels what was painted lies farther left now; None where it can't be moved there."""
        by = self.origin - before.origin
        if self.look != before.look or self.rough or before.rough or not 0 < abs(by) < width:
            return None
        # A grid line that both frames show has to be in both of them.
        low, high = max(0, -by), min(width, width - by)
        kept = [mark for mark in self.marks if low <= mark < high]
        return by if kept == [mark - by for mark in before.marks if low <= mark - by < high] else None


class Part(pg.GraphicsWidget):
    """A rectangle of the chart with a cached layer of all that stands still in it.

    `repaints` counts the layers that were painted, `shifts` those that were only moved.
    """

    def __init__(self, picture_of: PictureOf, stamps: Stamps) -> None:
        super().__init__()
        self._picture_of = picture_of
        self._stamps = stamps
        self._bounds = QRectF()
        self._layer = QPixmap()
        self._painted: Still | None = None
        self._taken: Still | None = None
        self._turned = 0  # the column of the layer that is the first one of the part
        self.repaints = 0
        self.shifts = 0

    def area(self, plan: Plan) -> QRect:
        """Where the part stands, in device pixels."""
        raise NotImplementedError

    def _still(self, plan: Plan) -> Still:
        """What the layer has to show."""
        raise NotImplementedError

    def _is_rough(self, picture: Picture) -> bool:
        """Whether it is painted in a hurry while it moves."""
        return False

    def _paint_still(self, painter: QPainter, picture: Picture, columns: Columns) -> None:
        """Paint what stands still in some pixel columns; the painter counts from the part's corner."""
        raise NotImplementedError

    def note_live(self, sheet: Sheet, picture: Picture) -> None:
        """Note what changes with every trade."""

    def _canvas(self, painter: QPainter, plan: Plan) -> Canvas:
        return Canvas(painter, self._stamps, plan.layout.ratio)

    def take(self, picture: Picture) -> bool:
        """Take in the next frame; whether its layer looks otherwise."""
        before, still = self._taken, self._still(picture.plan)
        # What moved since the last frame may move on: smooth lines cost more than all candles.
        moved = before is None or (before.look, before.origin) != (still.look, still.origin)
        self._taken = replace(still, rough=True) if moved and self._is_rough(picture) else still
        return self._taken != before

    @property
    def smooth(self) -> bool:
        """Whether lines are drawn without steps, which they are while nothing moves."""
        return self._taken is None or not self._taken.rough

    def _renew_layer(self, picture: Picture) -> None:
        taken, size = self._taken, self.area(picture.plan).size()
        if self._layer.size() != size:
            self._layer, self._painted = QPixmap(size), None
        before, width = self._painted, size.width()
        by = taken.shift_from(before, width) if taken is not None and before is not None else None
        self._painted = taken
        if by is None:
            self.repaints += 1
            self._turned = 0
            self._paint_columns(picture, (0, width))
            return
        self.shifts += 1
        # A ring: what goes out of view on one side is painted over by what comes in on the other one.
        self._turned = (self._turned + by) % width
        left, right = (width - by, width) if by > 0 else (0, -by)
        seam = min(max(width - self._turned, left), right)
        for columns in ((left, seam), (seam, right)):
            if columns[1] > columns[0]:
                self._paint_columns(picture, columns)

    def _paint_columns(self, picture: Picture, columns: Columns) -> None:
        """Paint some pixel columns of the pane, which lie in one piece in the layer."""
        painter = QPainter(self._layer)
        painter.setPen(Qt.PenStyle.NoPen)
        (left, right), height, width = columns, self._layer.height(), self._layer.width()
        painter.translate((left + self._turned) % width - left, 0)
        painter.setClipRect(left, 0, right - left, height)
        painter.fillRect(left, 0, right - left, height, theme.palette().panel)
        self._paint_still(painter, picture, columns)
        painter.end()

    def place(self, rect: QRectF) -> None:
        """Stand in `rect`, in pixels of the parent."""
        self.setGeometry(rect)
        self._bounds = QRectF(0, 0, rect.width(), rect.height())

    def boundingRect(self) -> QRectF:
        # pyqtgraph works it out anew a dozen times a frame.
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        picture = self._picture_of()
        if picture is None:
            painter.fillRect(self.boundingRect(), theme.palette().panel)
            return
        if self._painted is None or self._painted != self._taken:
            self._renew_layer(picture)
        count_in_device_pixels(painter, picture.plan.layout.ratio, self.area(picture.plan).topLeft())
        if not self._turned:
            painter.drawPixmap(0, 0, self._layer)
            return
        seam, height = self._layer.width() - self._turned, self._layer.height()
        painter.drawPixmap(0, 0, self._layer, self._turned, 0, seam, height)
        painter.drawPixmap(seam, 0, self._layer, 0, 0, self._turned, height)


class PaneItem(Part):
    """What the price pane and the volume pane share."""

    def __init__(self, picture_of: PictureOf, stamps: Stamps) -> None:
        super().__init__(picture_of, stamps)
        self._batch = RectBatch()

    def _scale(self, plan: Plan) -> Scale:
        raise NotImplementedError

    def _values(self, plan: Plan) -> tuple[float, ...]:
        raise NotImplementedError

    def _rects(self, picture: Picture, columns: Columns) -> CandleRects:
        raise NotImplementedError

    def _live(self, picture: Picture) -> LiveBoxes:
        raise NotImplementedError

    def _colours(self) -> tuple[QColor, QColor]:
        raise NotImplementedError

    def _still(self, plan: Plan) -> Still:
        scale = self._scale(plan)
        look = (theme.palette(), self.area(plan), scale.look, self._values(plan), plan.content)
        return Still(look, scale.origin, tuple(scale.x_of(mark.bucket) for mark in plan.time_marks))

    def _is_rough(self, picture: Picture) -> bool:
        return bool(self._lines(picture))

    def _paint_still(self, painter: QPainter, picture: Picture, columns: Columns) -> None:
        plan, (rise, fall) = picture.plan, self._colours()
        grid = grid_of(self.area(plan), self._scale(plan), self._values(plan), plan.time_marks)
        self._batch.paint(painter, grid, theme.palette().grid)
        lines = self._lines(picture)
        paint_clouds(painter, picture, lines, self._scale(plan), columns, self._batch)
        rects = self._rects(picture, columns)
        self._batch.paint(painter, rects.filled, theme.palette().faint)
        self._batch.paint(painter, rects.rise, rise)
        self._batch.paint(painter, rects.fall, fall)
        if lines:
            paint_lines(painter, picture, lines, self._scale(plan), smooth=self.smooth)

    def note_live(self, sheet: Sheet, picture: Picture) -> None:
        live, pane = self._live(picture), self.area(picture.plan)
        lines = self._lines(picture)
        note_clouds(sheet, picture, lines, self._scale(picture.plan), pane)
        sheet.boxes(live.filled, pane, theme.palette().faint)
        sheet.boxes(live.boxes, pane, self._colours()[0 if live.rising else 1])
        if lines:
            note_lines(sheet, picture, lines, self._scale(picture.plan), pane, smooth=self.smooth)

    def _lines(self, picture: Picture) -> list[IndicatorLines]:
        raise NotImplementedError


class CandlestickItem(PaneItem):
    """The candles: wicks and bodies, filled buckets as thin dashes."""

    def area(self, plan: Plan) -> QRect:
        return plan.layout.price

    def _scale(self, plan: Plan) -> Scale:
        return plan.price

    def _values(self, plan: Plan) -> tuple[float, ...]:
        return plan.price_marks

    def _rects(self, picture: Picture, columns: Columns) -> CandleRects:
        return price_rects(picture.model, picture.plan, columns)

    def _live(self, picture: Picture) -> LiveBoxes:
        return picture.live[0]

    def _lines(self, picture: Picture) -> list[IndicatorLines]:
        return picture.price_lines

    def _colours(self) -> tuple[QColor, QColor]:
        return theme.palette().rise, theme.palette().fall


class VolumeItem(PaneItem):
    """The traded volume below the candles, in the colour of its candle."""

    def area(self, plan: Plan) -> QRect:
        return plan.layout.volume

    def _scale(self, plan: Plan) -> Scale:
        return plan.volume

    def _values(self, plan: Plan) -> tuple[float, ...]:
        return plan.volume_marks

    def _rects(self, picture: Picture, columns: Columns) -> CandleRects:
        return traded_rects(picture.plan, columns)

    def _live(self, picture: Picture) -> LiveBoxes:
        return picture.live[1]

    def _lines(self, picture: Picture) -> list[IndicatorLines]:
        return picture.volume_lines

    def _colours(self) -> tuple[QColor, QColor]:
        colours = theme.palette()
        return dimmed(colours.rise.rgb(), colours.panel.rgb()), dimmed(
            colours.fall.rgb(), colours.panel.rgb()
        )

    def _paint_still(self, painter: QPainter, picture: Picture, columns: Columns) -> None:
        super()._paint_still(painter, picture, columns)
        layout = picture.plan.layout
        painter.fillRect(0, 0, layout.volume.width(), picture.plan.price.line, theme.palette().border)


class PriceAxis(Part):
    """Prices at the right of the candles. pyqtgraph's own axis costs more than all the candles."""

    def area(self, plan: Plan) -> QRect:
        return plan.layout.price_axis

    def _still(self, plan: Plan) -> Still:
        marks = (plan.price_marks, plan.price_decimals)
        return Still((theme.palette(), self.area(plan), plan.price.look, marks))

    def width_for(self, model: ChartModel, plan: Plan) -> int:
        """How wide an axis has to be for its widest text, in logical pixels."""
        texts = [axis_price(mark, plan.price_decimals) for mark in plan.price_marks[-1:]]
        price = model.price
        if price is not None:
            texts.append(axis_price(price, model.decimals(price)))
        texts.append(remaining_text(model.interval, model.now_ms()) or "")
        font = theme.number_font(theme.SMALL, bold=True)
        return max(self._stamps.width(text, font) for text in texts) + 18

    def _paint_still(self, painter: QPainter, picture: Picture, columns: Columns) -> None:
        plan, colours = picture.plan, theme.palette()
        canvas, font = self._canvas(painter, plan), theme.number_font(theme.SMALL)
        height = plan.layout.logical(plan.layout.price_axis).height()
        canvas.rule(0, 0, height, colours.border, upright=True)
        for mark in plan.price_marks:
            y = plan.price.y_of(mark) / plan.layout.ratio
            if 7 < y < height - 7:
                canvas.text(8, y, axis_price(mark, plan.price_decimals), font, colours.muted)


class VolumeAxis(Part):
    """Volumes at the right of their bars."""

    def area(self, plan: Plan) -> QRect:
        return plan.layout.volume_axis

    def _still(self, plan: Plan) -> Still:
        return Still((theme.palette(), self.area(plan), plan.volume.look, plan.volume_marks))

    def _paint_still(self, painter: QPainter, picture: Picture, columns: Columns) -> None:
        plan, colours = picture.plan, theme.palette()
        canvas, font = self._canvas(painter, plan), theme.number_font(theme.SMALL)
        place = plan.layout.logical(plan.layout.volume_axis)
        canvas.rule(0, 0, place.height(), colours.border, upright=True)
        canvas.rule(0, 0, place.width(), colours.border)
        for mark in plan.volume_marks:
            y = plan.volume.y_of(mark) / plan.layout.ratio
            if y > 8:
                canvas.text(8, y, fmt.compact(mark), font, colours.muted)


class TimeAxis(Part):
    """Times (KST) below; a new day, month or year stands out."""

    def area(self, plan: Plan) -> QRect:
        return plan.layout.time_axis

    def _still(self, plan: Plan) -> Still:
        where = (plan.price.origin, plan.price.look, plan.layout.pane_width)
        return Still((theme.palette(), self.area(plan), where, plan.time_marks))

    def _paint_still(self, painter: QPainter, picture: Picture, columns: Columns) -> None:
        plan, colours = picture.plan, theme.palette()
        canvas = self._canvas(painter, plan)
        place = plan.layout.logical(plan.layout.time_axis)
        canvas.rule(0, 0, place.width(), colours.border)
        middle, right = place.height() / 2, plan.layout.pane_width
        for mark in plan.time_marks:
            x = plan.price.x_of(mark.bucket) / plan.layout.ratio
            font = theme.number_font(theme.SMALL, mark.major)
            half = canvas.width(mark.text, font) / 2
            if half + 2 < x < right - half:
                canvas.centred(x, middle, mark.text, font, colours.text if mark.major else colours.muted)

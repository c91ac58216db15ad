"""What lies over the candles: last price, cross-hair, read-out, and what to say when there is nothing."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.market.candles import Candle
from widgets import format as fmt
from widgets import theme
from widgets.chart.model import ChartModel
from widgets.chart.plan import Plan
from widgets.chart.texts import axis_price, volume
from widgets.chart.ticks import moment_text, remaining_text

Segment = tuple[str, QFont, QColor]

_PAD = 8
_LINE = 16


@dataclass(frozen=True, slots=True)
class Overlay:
    """What to paint over a planned frame. pointer: in logical pixels, None when outside.

    loading: an older page is on its way.
    """

    model: ChartModel
    pointer: QPointF | None
    loading: bool

    def paint(self, painter: QPainter, plan: Plan) -> None:
        """Paint in logical pixels of the whole view."""
        _paint_last_price(painter, self.model, plan)
        if self.pointer is not None:
            _paint_crosshair(painter, self.model, plan, self.pointer)
        _paint_readout(painter, self.model, plan, self._bucket(plan))
        if self.loading:
            _paint_note(painter, plan, _tr("불러오는 중"))

    def _bucket(self, plan: Plan) -> int | None:
        if self.pointer is None or self.pointer.x() >= plan.layout.pane_width:
            return self.model.newest_bucket
        return plan.viewport.bucket_at(self.pointer.x())


def paint_placeholder(painter: QPainter, rect: QRectF, model: ChartModel) -> None:
    """What stands in an empty chart: waiting, why nothing comes, or that nobody ever traded."""
    colours = theme.palette()
    painter.setFont(theme.text_font(theme.NORMAL))
    painter.setPen(colours.faint)
    text = _tr("불러오는 중…") if model.symbol else fmt.NOTHING
    if model.has_page:
        text = _tr("체결 내역이 없습니다")
    if model.trouble is not None:
        painter.setPen(colours.warn)
        text = model.trouble + "\n" + _tr("다시 시도하는 중입니다")
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def label_span(model: ChartModel, plan: Plan) -> tuple[float, float]:
    """Top and bottom of the last price's label on its axis, in logical pixels; empty without a price."""
    price = model.price
    if price is None:
        return 0.0, 0.0
    height = _LINE + 2 + (_LINE - 2 if _second_line(model) else 0)
    y = plan.price.y_of(price) / plan.layout.ratio
    top = min(max(0.0, y - _LINE / 2 - 1), plan.layout.logical(plan.layout.price_axis).height() - height)
    return top, top + height


def _paint_last_price(painter: QPainter, model: ChartModel, plan: Plan) -> None:
    price = model.price
    if price is None:
        return
    layout, colour = plan.layout, _price_colour(model)
    axis = layout.logical(layout.price_axis)
    y = plan.price.y_of(price) / layout.ratio
    if 0 <= y <= axis.height():
        _thin_line(painter, colour, QPointF(0, y), QPointF(axis.left(), y), Qt.PenStyle.DotLine)
    top, bottom = label_span(model, plan)
    painter.fillRect(QRectF(axis.left(), top, axis.width(), bottom - top), colour)
    painter.setPen(theme.palette().window if model.stale else QColor("white"))
    left, second = axis.left() + _PAD, _second_line(model)
    _text(painter, theme.number_font(theme.SMALL, bold=True), left, top + 1, _price(model, price))
    if second:
        _text(painter, theme.number_font(theme.SMALL), left, top + _LINE - 1, second)


def _price_colour(model: ChartModel) -> QColor:
    colours = theme.palette()
    if model.stale:
        return colours.stale
    if model.direction == 0:
        return colours.faint
    return colours.signed(model.direction)


def _second_line(model: ChartModel) -> str | None:
    if model.stale:
        return _age(model.age_seconds())
    return remaining_text(model.interval, model.now_ms()) if model.running_bucket() is not None else None


def _age(seconds: int) -> str:
    if seconds < 60:
        return _tr("{0}초 전").format(seconds)
    if seconds < 3600:
        return _tr("{0}분 전").format(seconds // 60)
    return _tr("{0}시간 전").format(seconds // 3600)


def _paint_crosshair(painter: QPainter, model: ChartModel, plan: Plan, pointer: QPointF) -> None:
    layout, ratio, colours = plan.layout, plan.layout.ratio, theme.palette()
    time_axis, axis = layout.logical(layout.time_axis), layout.logical(layout.price_axis)
    if pointer.x() >= axis.left() or pointer.y() >= time_axis.top():
        return
    bucket = plan.viewport.bucket_at(pointer.x())
    # On the very column of the candle's wick, not where its bucket begins.
    x = plan.price.x_of(bucket) / ratio
    style = Qt.PenStyle.DashLine
    _thin_line(painter, colours.muted, QPointF(x, 0), QPointF(x, time_axis.top()), style)
    y = pointer.y()
    _thin_line(painter, colours.muted, QPointF(0, y), QPointF(axis.left(), y), style)
    _paint_value_box(painter, model, plan, y)
    text, font = moment_text(model.interval, bucket), theme.number_font(theme.SMALL)
    width = QFontMetricsF(font).horizontalAdvance(text) + 2 * _PAD
    left = min(max(0.0, x - width / 2), axis.left() - width)
    painter.fillRect(QRectF(left, time_axis.top(), width, _LINE + 4), colours.border)
    painter.setPen(colours.text)
    _text(painter, font, left + _PAD, time_axis.top() + 2, text)


def _paint_value_box(painter: QPainter, model: ChartModel, plan: Plan, y: float) -> None:
    layout, colours = plan.layout, theme.palette()
    axis, pane = layout.logical(layout.price_axis), layout.logical(layout.volume)
    if y < pane.top():
        price = plan.price.value_at(y * layout.ratio)
        text = axis_price(model.on_tick(price), max(plan.price_decimals, model.decimals()))
    else:
        text = volume(max(0.0, plan.volume.value_at((y - pane.top()) * layout.ratio)))
    top = min(max(0.0, y - _LINE / 2 - 1), layout.logical(layout.time_axis).top() - _LINE - 2)
    painter.fillRect(QRectF(axis.left(), top, axis.width(), _LINE + 2), colours.border)
    painter.setPen(colours.text)
    _text(painter, theme.number_font(theme.SMALL), axis.left() + _PAD, top + 1, text)


def _paint_readout(painter: QPainter, model: ChartModel, plan: Plan, bucket: int | None) -> None:
    candle = model.series.at(bucket) if bucket is not None else None
    newest = model.newest_bucket
    if candle is None or bucket is None or newest is None or bucket > newest:
        return
    x, room = 10.0, plan.layout.pane_width
    for part in _readout(model, bucket, candle):
        widths = [QFontMetricsF(font).horizontalAdvance(text) for text, font, _ in part]
        if x + sum(widths) > room:
            return
        for (text, font, colour), width in zip(part, widths, strict=True):
            # The cross-hair must not run through the figures.
            painter.fillRect(QRectF(x, 7, width, _LINE + 2), theme.palette().panel)
            painter.setPen(colour)
            _text(painter, font, x, 8, text)
            x += width


def _readout(model: ChartModel, bucket: int, candle: Candle) -> list[list[Segment]]:
    """The parts of the read-out, each shown whole or not at all."""
    colours = theme.palette()
    label, number = theme.text_font(theme.NORMAL), theme.number_font(theme.NORMAL)
    before = model.candle_before(candle)
    reference = before.close if before else candle.open
    parts: list[list[Segment]] = [[(moment_text(model.interval, bucket), number, colours.muted)]]
    names = (_tr("시"), _tr("고"), _tr("저"), _tr("종"))
    for name, value in zip(names, (candle.open, candle.high, candle.low, candle.close), strict=True):
        shown = (_price(model, value), number, colours.signed(value - reference))
        parts.append([(f"   {name} ", label, colours.muted), shown])
    change = candle.close / reference - 1
    parts.append([(f"  {fmt.percent(change)}", number, colours.signed(change))])
    traded = (volume(candle.volume), number, colours.text)
    parts.append([(f"   {_tr('거래량')} ", label, colours.muted), traded])
    if candle.filled:
        parts.append([(f"   {_tr('체결 없음')}", label, colours.faint)])
    return parts


def _paint_note(painter: QPainter, plan: Plan, text: str) -> None:
    font = theme.text_font(theme.SMALL)
    width = QFontMetricsF(font).horizontalAdvance(text) + 2 * _PAD
    box = QRectF(8, plan.layout.logical(plan.layout.price).bottom() - 26, width, 20)
    painter.fillRect(box, theme.palette().raised)
    painter.setPen(theme.palette().muted)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _price(model: ChartModel, value: float) -> str:
    return fmt.price(value, model.decimals(value))


def _text(painter: QPainter, font: QFont, x: float, top: float, text: str) -> None:
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    painter.drawText(QPointF(x, round(top + (_LINE - metrics.height()) / 2 + metrics.ascent())), text)


def _thin_line(painter: QPainter, colour: QColor, start: QPointF, end: QPointF, style: Qt.PenStyle) -> None:
    # A pen of width 0 is one device pixel at any scaling.
    pen = QPen(colour, 0)
    pen.setStyle(style)
    painter.setPen(pen)
    painter.drawLine(start, end)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Chart", text)

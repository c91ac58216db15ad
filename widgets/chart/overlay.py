"""What lies over the candles: last price, cross-hair, read-out, and what to say when there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PyQt6.QtCore import QCoreApplication, QPointF, QRectF
from PyQt6.QtGui import QColor, QFont

from app.language import chosen
from app.market.candles import Candle, Interval
from widgets import format as fmt
from widgets import theme
from widgets.chart.canvas import Canvas
from widgets.chart.indicators.readout import paint_readouts
from widgets.chart.model import ChartModel
from widgets.chart.picture import Picture
from widgets.chart.plan import Plan
from widgets.chart.tags import Tag, paint_tags
from widgets.chart.texts import axis_price, axis_text, volume
from widgets.chart.ticks import decimals_of_price, moment_text, remaining_text

Segment = tuple[str, QFont, QColor]

translate = QCoreApplication.translate

_PAD = 8
_GIVES_WAY = (0, 6, 1, 5, 2, 3, 7)  # time, volume, open, change, high, low, remark
_LINE = 18


@dataclass(frozen=True, slots=True)
class Overlay:
    """What to paint over a planned frame. pointer: in logical pixels, None when outside.

    loading: an older page is on its way. note: what there is to say for a moment.
    tags: boxes on the price axis.
    """

    model: ChartModel
    pointer: QPointF | None
    loading: bool
    note: str = ""
    tags: Sequence[Tag] = ()

    def paint(self, canvas: Canvas, picture: Picture) -> None:
        """Paint over the whole view."""
        plan = picture.plan
        others = []
        if self.model.price is not None:
            top, height = _label_box(self.model, plan, _second_line(self.model))
            others = [(top, top + height)]
        paint_tags(canvas, plan, self.tags, others)
        _paint_doubt(canvas, self.model, plan)
        _paint_last_price(canvas, self.model, plan)
        if self.pointer is not None:
            _paint_crosshair(canvas, self.model, plan, self.pointer)
        bucket = self._bucket(plan)
        _paint_readout(canvas, self.model, plan, bucket)
        paint_readouts(canvas, picture, bucket)
        if self.model.trouble is not None:
            _paint_note(canvas, plan, self.model.trouble.replace("\n", " "), theme.palette().warn)
        elif self.note:
            _paint_note(canvas, plan, self.note, theme.palette().text)
        elif self.loading:
            _paint_note(canvas, plan, translate("Chart", "불러오는 중"), theme.palette().muted)

    def _bucket(self, plan: Plan) -> int | None:
        newest = self.model.newest_bucket
        if self.pointer is None or newest is None or self.pointer.x() >= plan.layout.pane_width:
            return newest
        return min(newest, plan.viewport.bucket_at(self.pointer.x()))


def paint_placeholder(canvas: Canvas, rect: QRectF, model: ChartModel) -> None:
    """What stands in an empty chart: waiting, why nothing comes, or that nobody ever traded."""
    colour = theme.palette().faint
    text = translate("Chart", "불러오는 중…") if model.symbol else fmt.NOTHING
    if model.has_page:
        text = translate("Chart", "체결 내역이 없습니다")
    if model.trouble is not None:
        colour = theme.palette().warn
        text = model.trouble
    canvas.paragraph(rect, text, theme.text_font(theme.NORMAL), colour)


def _paint_doubt(canvas: Canvas, model: ChartModel, plan: Plan) -> None:
    """Mark what is not known since live data stopped: no candle there does not mean that nobody traded."""
    begin, price = model.doubt_from, plan.price
    now = model.interval.bucket(model.now_ms())
    if begin is None or now <= begin:
        return
    layout = plan.layout
    left = max(0.0, (begin + 0.5 - price.left) * price.step / layout.ratio)
    right = min(layout.pane_width, (now + 0.5 - price.left) * price.step / layout.ratio)
    if right <= left:
        return
    colour, top = theme.palette().warn, layout.logical(layout.time_axis).top() - 4
    canvas.fill(left, top, max(2.0, right - left), 4, colour)
    text, font = translate("Chart", "확인 중"), theme.text_font(theme.SMALL)
    if canvas.width(text, font) < right - left:
        canvas.centred((left + right) / 2, top - 9, text, font, colour)


def paint_price_line(canvas: Canvas, model: ChartModel, plan: Plan) -> None:
    """The line of the last price, which runs under everything else that is painted over the candles."""
    price, axis = model.price, plan.layout.logical(plan.layout.price_axis)
    y = plan.price.y_of(price) / plan.layout.ratio if price is not None else -1
    if 0 <= y <= axis.height():
        canvas.dashes(0, y, axis.left(), _price_colour(model), on=1)


def _paint_last_price(canvas: Canvas, model: ChartModel, plan: Plan) -> None:
    price = model.price
    if price is None:
        return
    colours, colour = theme.palette(), _price_colour(model)
    axis = plan.layout.logical(plan.layout.price_axis)
    second = _second_line(model)
    top, height = _label_box(model, plan, second)
    canvas.fill(axis.left(), top, axis.width(), height, colour)
    ink, left = colours.window, axis.left() + _PAD
    canvas.text(left, top + _LINE / 2, _price(model, price), theme.number_font(theme.SMALL, True), ink)
    if second:
        canvas.text(left, top + _LINE * 1.5 - 3, second, theme.number_font(theme.SMALL), ink)


def _label_box(model: ChartModel, plan: Plan, second: str | None) -> tuple[float, float]:
    """Top and height of the last price's label; its lines must fit into the axis."""
    height = 2 * _LINE - 4 if second else _LINE
    y = plan.price.y_of(model.price or 0.0) / plan.layout.ratio if model.price else 0.0
    room = plan.layout.logical(plan.layout.price_axis).height()
    return min(max(0.0, y - _LINE / 2), room - height), height


def _price_colour(model: ChartModel) -> QColor:
    colours = theme.palette()
    if model.stale:
        return colours.stale
    if model.direction == 0:
        return colours.faint
    return colours.signed(model.direction)


def _second_line(model: ChartModel) -> str | None:
    if model.stale:
        return fmt.ago(model.age_seconds())
    if not model.counts_down or model.running_bucket() is None:
        return None
    return remaining_text(model.interval, model.now_ms())


def _paint_crosshair(canvas: Canvas, model: ChartModel, plan: Plan, pointer: QPointF) -> None:
    layout, colours = plan.layout, theme.palette()
    time_axis, axis = layout.logical(layout.time_axis), layout.logical(layout.price_axis)
    if pointer.x() >= axis.left() or pointer.y() >= time_axis.top():
        return
    bucket = plan.viewport.bucket_at(pointer.x())
    # On the very column of the candle's wick, not where its bucket begins.
    x = plan.price.x_of(bucket) / layout.ratio
    canvas.dashes(x, 0, time_axis.top(), colours.muted, upright=True)
    canvas.dashes(0, pointer.y(), axis.left(), colours.muted)
    _paint_value_box(canvas, model, plan, pointer.y())
    text, font = moment_text(model.interval, bucket), theme.number_font(theme.SMALL)
    width = canvas.width(text, font) + 2 * _PAD
    left = min(max(0.0, x - width / 2), axis.left() - width)
    canvas.fill(left, time_axis.top() + 1, width, _LINE + 2, colours.border)
    canvas.text(left + _PAD, time_axis.top() + 2 + _LINE / 2, text, font, colours.text)


def _paint_value_box(canvas: Canvas, model: ChartModel, plan: Plan, y: float) -> None:
    layout, colours = plan.layout, theme.palette()
    axis, pane = layout.logical(layout.price_axis), layout.logical(layout.volume)
    if y < pane.top():
        price = plan.price.value_at(y * layout.ratio)
        text = axis_price(model.on_tick(price), max(plan.price_decimals, model.decimals()))
    elif y < pane.bottom():
        text = volume(max(0.0, plan.volume.value_at((y - pane.top()) * layout.ratio)))
    else:
        text = _own_value(plan, y * layout.ratio)
    top = min(max(0.0, y - _LINE / 2), layout.logical(layout.time_axis).top() - _LINE)
    canvas.fill(axis.left(), top, axis.width(), _LINE, colours.border)
    canvas.text(axis.left() + _PAD, top + _LINE / 2, text, theme.number_font(theme.SMALL), colours.text)


def _own_value(plan: Plan, y: float) -> str:
    """What a pixel row stands for in the pane of an indicator."""
    for pane in plan.panes:
        if pane.rect.top() <= y <= pane.rect.bottom() + 1:
            return axis_text(pane.scale.value_at(y - pane.rect.top()), pane.decimals + 1)
    return fmt.NOTHING


def _paint_readout(canvas: Canvas, model: ChartModel, plan: Plan, bucket: int | None) -> None:
    candle = model.series.at(bucket) if bucket is not None else None
    if candle is None:
        return
    before = model.candle_before(candle)
    reference = before.close if before else candle.open
    doubtful = candle.filled and bucket is not None and model.is_doubtful(bucket)
    parts = _readout(model.interval, candle, reference, model.decimals(), theme.palette(), doubtful, chosen())
    widths = [sum(canvas.width(text, font) for text, font, _ in part) for part in parts]
    x, room = 10.0, plan.layout.pane_width
    for part, width in ((parts[place], widths[place]) for place in fitting(widths, room - x)):
        # The cross-hair must not run through the figures.
        canvas.fill(x, 8, width, _LINE, theme.palette().panel)
        for text, font, colour in part:
            canvas.text(x, 8 + _LINE / 2, text, font, colour)
            x += canvas.width(text, font)


def fitting(widths: Sequence[float], room: float) -> list[int]:
    """Which parts of the read-out there is room for: the close goes last, the time first.

    The cross-hair shows the time below as well, and the volume has its own pane.
    """
    kept = list(range(len(widths)))
    for part in _GIVES_WAY:
        if sum(widths[place] for place in kept) <= room:
            break
        if part in kept:
            kept.remove(part)
    return kept


@lru_cache(maxsize=8)
def _readout(
    interval: Interval,
    candle: Candle,
    reference: float,
    decimals: int,
    colours: theme.Palette,
    doubtful: bool,
    language: str,
) -> list[list[Segment]]:
    """The parts of the read-out, each shown whole or not at all. reference: the close before.

    doubtful: it is not known whether anybody traded. language: of the texts that are kept.
    """
    bucket = interval.bucket(candle.start_ms)
    label, number = theme.text_font(theme.NORMAL), theme.number_font(theme.NORMAL)
    parts: list[list[Segment]] = [[(moment_text(interval, bucket), number, colours.muted)]]
    if doubtful:
        return [*parts, [("   " + translate("Chart", "확인 중"), label, colours.warn)]]
    names = (
        translate("Chart", "시"),
        translate("Chart", "고"),
        translate("Chart", "저"),
        translate("Chart", "종"),
    )
    for name, value in zip(names, (candle.open, candle.high, candle.low, candle.close), strict=True):
        text = fmt.price(value, max(decimals, decimals_of_price(value)))
        shown = (text, number, colours.signed(value - reference))
        parts.append([(f"   {name} ", label, colours.muted), shown])
    change = candle.close / reference - 1
    parts.append([(f"  {fmt.percent(change)}", number, colours.signed(change))])
    traded_name, untraded = translate("Chart", "거래량"), translate("Chart", "체결 없음")
    traded = (volume(candle.volume), number, colours.text)
    parts.append([(f"   {traded_name} ", label, colours.muted), traded])
    if candle.filled:
        parts.append([(f"   {untraded}", label, colours.faint)])
    return parts


def _paint_note(canvas: Canvas, plan: Plan, text: str, colour: QColor) -> None:
    colours, font = theme.palette(), theme.text_font(theme.SMALL)
    top = plan.layout.logical(plan.layout.price).bottom() - 28
    canvas.fill(8, top, canvas.width(text, font) + 2 * _PAD, 20, colours.raised)
    canvas.text(8 + _PAD, top + 10, text, font, colour)


def _price(model: ChartModel, value: float) -> str:
    return fmt.price(value, model.decimals(value))

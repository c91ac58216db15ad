"""What the indicators say under the pointer: their values, each in the colour of its line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from PyQt6.QtGui import QColor, QFont

from app.market.candles import CandleSeries
from app.market.indicators import IndicatorLines, Place
from widgets import format as fmt
from widgets import theme
from widgets.chart import texts
from widgets.chart.canvas import Canvas
from widgets.chart.indicators import names
from widgets.chart.indicators.colours import colour_of
from widgets.chart.picture import Picture

Segment = tuple[str, QFont, QColor]

LINE = 18


def paint_readouts(canvas: Canvas, picture: Picture, bucket: int | None) -> None:
    """Write every indicator's values at a bucket into the corner of its pane."""
    if bucket is None:
        return
    plan, model = picture.plan, picture.model
    layout, decimals = plan.layout, model.decimals()
    top = 8.0 + LINE
    for lines in model.studies.at(Place.PRICE):
        _paint(canvas, picture, top, parts(model.series, lines, bucket, decimals + 2))
        top += LINE
    volume = layout.logical(layout.volume).top() + 5
    for lines in model.studies.at(Place.VOLUME):
        _paint(canvas, picture, volume, parts(model.series, lines, bucket, None))
    for lines, pane in zip(picture.own_lines, plan.panes, strict=True):
        _paint(
            canvas,
            picture,
            layout.logical(pane.rect).top() + 5,
            parts(model.series, lines, bucket, max(2, pane.decimals + 1)),
        )


def parts(
    series: CandleSeries, lines: IndicatorLines, bucket: int, decimals: int | None
) -> Iterable[Sequence[Segment]]:
    """The texts of one indicator, each part whole or not at all: the name, then its values.

    decimals: None for volumes, which have as many as they need.
    """
    indicator, muted = lines.indicator, theme.palette().muted
    small, number_font = theme.text_font(theme.SMALL), theme.number_font(theme.SMALL)
    yield ((names.title(indicator), small, muted),)
    shifts = indicator.shifts
    rows = {shift: _row(series, lines, bucket - shift) for shift in set(shifts)}
    for number, (name, shift) in enumerate(zip(names.lines(indicator), shifts, strict=True)):
        if name == "0":
            continue
        value = _value(lines, number, rows[shift])
        text = fmt.NOTHING
        if value is not None:
            text = texts.volume(value) if decimals is None else _rounded(value, decimals)
        shown = (f" {text} ", number_font, colour_of(indicator, number))
        yield ((f"  {name}", small, muted), shown) if name else (shown,)


def _rounded(value: float, decimals: int) -> str:
    """No more decimals than seven digits that count have room for."""
    digits = len(str(int(abs(value))))
    return fmt.size(value, max(0, min(decimals, 7 - digits)))


def _row(series: CandleSeries, lines: IndicatorLines, bucket: int) -> int | None:
    row = int(np.searchsorted(series.buckets, bucket, side="right")) - 1
    return row if 0 <= row < lines.lines.shape[1] else None


def _value(lines: IndicatorLines, number: int, row: int | None) -> float | None:
    value = float(lines.lines[number, row]) if row is not None else math.nan
    return value if math.isfinite(value) else None


def _paint(canvas: Canvas, picture: Picture, top: float, found: Iterable[Sequence[Segment]]) -> None:
    x, shown = 10.0, []
    for part in found:
        widths = [canvas.width(text, font) for text, font, _ in part]
        if x + sum(widths) > picture.plan.layout.pane_width:
            break
        for segment, width in zip(part, widths, strict=True):
            shown.append((x, *segment))
            x += width
    # Candles and the cross-hair must not run through the figures.
    canvas.fill(10.0, top, x - 10.0, LINE - 2, theme.palette().panel)
    for left, text, font, colour in shown:
        canvas.text(left, top + LINE / 2 - 1, text, font, colour)

"""Paints the list's rows: looks everything up, batches by font and colour, computes nothing.

A delegate for each of some 150 visible cells took 3.5 ms a repaint, this takes a third of that.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PyQt6.QtCore import QCoreApplication, QRect, Qt
from PyQt6.QtGui import QColor, QPainter, QRegion

from widgets import theme
from widgets.markets.model import MarketsModel
from widgets.markets.rows import Column, Row
from widgets.stamps import Item, Type

ROW_HEIGHT = 32  # two lines: the name, the code beneath
PADDING = 6  # as the style sheet has it for column heads
STAR_FULL, STAR_EMPTY = "★", "☆"
CACHED_TEXTS = 4000
_OLD = 2  # beside the signs: figures from before an outage


class Span(NamedTuple):
    """Where a column lies."""

    column: Column
    left: int
    width: int


class Line(NamedTuple):
    """Where a row lies."""

    row: Row
    place: int
    top: int


class RowPainter:
    """Draws rows straight from the model's texts.

    `hovered` and `cursor` are the rows under the pointer and of the keyboard, -1 for none;
    `names_quote`: the small lines name the quote currency, for lists that mix several; `rate_below`: the
    change stands under the price, where there is no room for its column.
    """

    def __init__(self, model: MarketsModel) -> None:
        self.hovered = -1
        self.cursor = -1
        self.names_quote = False
        self.rate_below = False
        self._model = model
        self._colours = theme.palette()
        self._number = Type(theme.number_font())
        self._name = Type(theme.text_font())
        self._small = Type(theme.text_font(theme.SMALL))
        self._figure = Type(theme.number_font(theme.SMALL))
        self._star = Type(theme.text_font(theme.LARGE))
        self._millions = QCoreApplication.translate("MarketsPanel", "백만")
        self._warning = QCoreApplication.translate("MarketsPanel", "유")  # 유의: may be delisted
        self._caution = QCoreApplication.translate("MarketsPanel", "주")  # 주의: unusual moves
        self._elided: dict[tuple[str, int], str] = {}
        half = ROW_HEIGHT // 2
        self._upper = 1 + _down(self._name, half)
        self._lower = half - 1 + _down(self._small, half)
        self._middle = _down(self._number, ROW_HEIGHT)
        self._middle_star = _down(self._star, ROW_HEIGHT)
        self._columns: dict[Column, Callable[[QPainter, Span, Sequence[Line]], None]] = {
            Column.STAR: self._paint_stars,
            Column.NAME: self._paint_names,
            Column.PRICE: self._paint_signed,
            Column.RATE: self._paint_signed,
            Column.VALUE: self._paint_values,
            Column.HIGH: self._paint_extremes,
            Column.LOW: self._paint_extremes,
        }

    def width_for(self, text: str) -> int:
        """How wide a column of figures is in which `text` is the longest."""
        return math.ceil(self._number.metrics.horizontalAdvance(text)) + 2 * PADDING

    def paint(self, painter: QPainter, region: QRegion, spans: Sequence[Span], lines: Sequence[Line]) -> None:
        """Draw what `region` touches of these rows and columns, ground included."""
        self._colours = theme.palette()
        bounds = region.boundingRect()
        left, end = bounds.x(), bounds.x() + bounds.width()
        spans = [span for span in spans if span.left < end and span.left + span.width > left]
        in_parts = region.rectCount() > 1
        if in_parts:
            # Not its bounding box: five changed cells are spread over the whole list.
            lines = _touched(lines, region, left, end - left)
        painter.fillRect(bounds, self._colours.panel)
        self._paint_grounds(painter, bounds, lines)
        for span in spans:
            touched = lines
            if in_parts and len(spans) > 1:
                touched = _touched(lines, region, span.left, span.width)
            if touched:
                self._columns[span.column](painter, span, touched)
        self._paint_pinned_edge(painter, bounds, lines)

    def _paint_grounds(self, painter: QPainter, bounds: QRect, lines: Sequence[Line]) -> None:
        linked = self._model.linked
        for row, place, top in lines:
            if row.code == linked:
                painter.fillRect(bounds.x(), top, bounds.width(), ROW_HEIGHT, self._colours.selected)
                painter.fillRect(0, top, 2, ROW_HEIGHT, self._colours.accent)
            elif place in (self.hovered, self.cursor):
                painter.fillRect(bounds.x(), top, bounds.width(), ROW_HEIGHT, self._colours.hover)

    def _paint_pinned_edge(self, painter: QPainter, bounds: QRect, lines: Sequence[Line]) -> None:
        for line in lines:
            if line.place == self._model.pinned - 1:
                bottom = line.top + ROW_HEIGHT - 1
                painter.fillRect(bounds.x(), bottom, bounds.width(), 1, self._colours.border)

    def _paint_stars(self, painter: QPainter, span: Span, lines: Sequence[Line]) -> None:
        colours, starred = self._colours, self._model.starred
        texts: defaultdict[int, list[Item]] = defaultdict(list)
        for row, place, top in lines:
            text, colour = STAR_EMPTY, colours.border
            if row.code in starred:
                text, colour = STAR_FULL, colours.accent
            elif place == self.hovered or row.code == self._model.linked:
                colour = colours.muted
            width = self._star.width(text)
            texts[colour.rgba()].append((span.left + (span.width + width) // 2 + 1, top, text))
        for value, items in texts.items():
            self._star.stamp(painter, QColor(value), items, self._middle_star)

    def _paint_names(self, painter: QPainter, span: Span, lines: Sequence[Line]) -> None:
        left, colours, name, small = span.left + PADDING, self._colours, self._name, self._small
        names: list[Item] = []
        codes: list[Item] = []
        for row, _, top in lines:
            badge, colour = self._badge(row)
            room = span.width - PADDING - (small.width(badge) + 3 if badge else 0)
            text = self._shortened(row.name, room)
            right = left + name.width(text)
            names.append((right, top, text))
            code = row.pair if self.names_quote else row.market.base
            codes.append((left + small.width(code), top, code))
            if badge:
                small.stamp(painter, colour, [(right + 3 + small.width(badge), top, badge)], self._upper)
        name.stamp(painter, colours.text, names, self._upper)
        small.stamp(painter, colours.muted, codes, self._lower)

    def _badge(self, row: Row) -> tuple[str, QColor]:
        if row.market.warning:
            return self._warning, self._colours.error
        return self._caution if row.market.cautions else "", self._colours.warn

    def _paint_signed(self, painter: QPainter, span: Span, lines: Sequence[Line]) -> None:
        colours, is_price = self._colours, span.column is Column.PRICE
        if is_price:
            for row, _, top in lines:
                if row.flash and not row.old:
                    lit = colours.rise_flash if row.flash > 0 else colours.fall_flash
                    painter.fillRect(span.left, top, span.width, ROW_HEIGHT - 1, lit)
        twofold = is_price and self.rate_below
        figures: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for row, _, top in lines:
            text = row.price_text if is_price else row.rate_text
            figures[_OLD if row.old else row.sign].append((text, top))
        for sign, some in figures.items():
            colour = colours.stale if sign == _OLD else colours.signed(sign)
            self._paint_figures(painter, span, self._upper if twofold else self._middle, some, colour)
        if twofold:
            self._paint_rates_below(painter, span, lines)

    def _paint_rates_below(self, painter: QPainter, span: Span, lines: Sequence[Line]) -> None:
        right, colours = span.left + span.width - PADDING, self._colours
        rates: defaultdict[int, list[Item]] = defaultdict(list)
        for row, _, top in lines:
            rates[_OLD if row.old else row.sign].append((right, top, row.rate_text))
        for sign, items in rates.items():
            colour = colours.stale if sign == _OLD else colours.signed(sign)
            self._figure.stamp(painter, colour, items, self._lower)

    def _paint_values(self, painter: QPainter, span: Span, lines: Sequence[Line]) -> None:
        down = self._upper if self.names_quote else self._middle
        for old, colour in ((False, self._colours.text), (True, self._colours.stale)):
            figures = [(row.value_text, top) for row, _, top in lines if row.old == old]
            self._paint_figures(painter, span, down, figures, colour)
        if not self.names_quote:
            return
        right = span.left + span.width - PADDING
        units = [
            (right, top, self._millions if row.market.quote == "KRW" else row.market.quote)
            for row, _, top in lines
        ]
        self._small.stamp(painter, self._colours.muted, units, self._lower)

    def _paint_extremes(self, painter: QPainter, span: Span, lines: Sequence[Line]) -> None:
        for old, colour in ((False, self._colours.muted), (True, self._colours.stale)):
            figures = [(row.text(span.column), top) for row, _, top in lines if row.old == old]
            self._paint_figures(painter, span, self._middle, figures, colour)

    def _paint_figures(
        self, painter: QPainter, span: Span, down: int, figures: Sequence[tuple[str, int]], colour: QColor
    ) -> None:
        if figures:
            right = span.left + span.width - PADDING
            items = [(right, top, text) for text, top in figures]
            # Not stamped: of five cells a frame, each is new.
            self._number.draw(painter, colour, items, down)

    def _shortened(self, name: str, width: int) -> str:
        text = self._elided.get((name, width))
        if text is None:
            if len(self._elided) >= CACHED_TEXTS:
                self._elided.clear()
            text = self._name.metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)
            self._elided[name, width] = text
        return text


def _down(face: Type, height: int) -> int:
    """How far below the top of a line of that height the text begins, its capitals centred."""
    return round((height + face.metrics.capHeight()) / 2 - face.metrics.ascent())


def _touched(lines: Sequence[Line], region: QRegion, left: int, width: int) -> list[Line]:
    return [line for line in lines if region.intersects(QRect(left, line.top, width, ROW_HEIGHT))]

"""Paints the list's rows: looks everything up, batches by font and colour, computes nothing.

A delegate for each of some 150 visible cells took 3.5 ms a repaint, this takes a third of that.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PyQt6.QtCore import QCoreApplication, QPointF, QRect, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QRegion, QStaticText

from widgets import theme
from widgets.markets.model import MarketsModel
from widgets.markets.rows import Column, Row

ROW_HEIGHT = 32  # two lines: the name, the code beneath
PADDING = 6  # as the style sheet has it for column heads
STAR_FULL, STAR_EMPTY = "★", "☆"
CACHED_TEXTS = 4000
FEW = 8  # up to so many figures in a repaint are changed cells, not rows that came into view


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


class _Face:
    """A font, and texts laid out in it once."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self._advances = {sign: self.metrics.horizontalAdvance(sign) for sign in "0123456789.,+-%–"}
        self._texts: dict[str, tuple[QStaticText, float]] = {}

    def laid_out(self, text: str) -> tuple[QStaticText, float]:
        """The text, ready to be drawn, and its width."""
        found = self._texts.get(text)
        if found is None:
            if len(self._texts) >= CACHED_TEXTS:
                self._texts.clear()
            laid = QStaticText(text)
            laid.setTextFormat(Qt.TextFormat.PlainText)
            found = self._texts[text] = (laid, self.metrics.horizontalAdvance(text))
        return found

    def known(self, text: str) -> tuple[QStaticText, float] | None:
        """The text if it was laid out before: for one that is drawn once, that costs more than it saves."""
        return self._texts.get(text)

    def figure_width(self, text: str) -> float:
        """The width of a figure: its signs do not kern, so that asking the font engine is not needed."""
        return sum(map(self._advances.__getitem__, text))

    def down(self, height: float) -> int:
        """How far below the top of a line of that height the text begins, its capitals centred."""
        return round((height + self.metrics.capHeight()) / 2 - self.metrics.ascent())


class RowPainter:
    """Draws rows straight from the model's texts.

    `hovered` and `cursor` are the rows under the pointer and of the keyboard, -1 for none;
    `names_quote`: the small lines name the quote currency, for lists that mix several.
    """

    def __init__(self, model: MarketsModel) -> None:
        self.hovered = -1
        self.cursor = -1
        self.names_quote = False
        self._model = model
        self._colours = theme.palette()
        self._number = _Face(theme.number_font())
        self._name = _Face(theme.text_font())
        self._small = _Face(theme.text_font(theme.SMALL))
        self._star = _Face(theme.text_font(theme.LARGE))
        self._millions = QCoreApplication.translate("MarketsPanel", "백만")
        self._warning = QCoreApplication.translate("MarketsPanel", "유")  # 유의: may be delisted
        self._caution = QCoreApplication.translate("MarketsPanel", "주")  # 주의: unusual moves
        self._elided: dict[tuple[str, int], str] = {}
        half = ROW_HEIGHT // 2
        self._upper = 1 + self._name.down(half)
        self._lower = half - 1 + self._small.down(half)
        self._middle = self._number.down(ROW_HEIGHT)
        self._middle_star = self._star.down(ROW_HEIGHT)
        self._columns: dict[Column, Callable[[QPainter, Span, Sequence[Line]], None]] = {
            Column.STAR: self._paint_stars,
            Column.NAME: self._paint_names,
            Column.PRICE: self._paint_signed,
            Column.RATE: self._paint_signed,
            Column.VALUE: self._paint_values,
        }

    def width_for(self, text: str) -> int:
        """How wide a column of figures is in which `text` is the longest."""
        return math.ceil(self._number.metrics.horizontalAdvance(text)) + 2 * PADDING

    def paint(self, painter: QPainter, region: QRegion, spans: Sequence[Span], lines: Sequence[Line]) -> None:
        """Draw what `region` touches of these rows and columns, ground included."""
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
        painter.setFont(self._star.font)
        for row, place, top in lines:
            text, colour = STAR_EMPTY, colours.border
            if row.code in starred:
                text, colour = STAR_FULL, colours.accent
            elif place == self.hovered or row.code == self._model.linked:
                colour = colours.muted
            laid, width = self._star.laid_out(text)
            painter.setPen(colour)
            at = span.left + (span.width - width) / 2 + 1
            painter.drawStaticText(QPointF(at, top + self._middle_star), laid)

    def _paint_names(self, painter: QPainter, span: Span, lines: Sequence[Line]) -> None:
        left = span.left + PADDING
        badges: list[tuple[float, int, str, QColor]] = []
        painter.setFont(self._name.font)
        painter.setPen(self._colours.text)
        for row, _, top in lines:
            badge, colour = self._badge(row)
            room = span.width - PADDING - (self._small.laid_out(badge)[1] + 3 if badge else 0)
            laid, width = self._name.laid_out(self._shortened(row.name, int(room)))
            painter.drawStaticText(QPointF(left, top + self._upper), laid)
            if badge:
                badges.append((left + width + 3, top, badge, colour))
        painter.setFont(self._small.font)
        painter.setPen(self._colours.muted)
        for row, _, top in lines:
            code = row.pair if self.names_quote else row.market.base
            painter.drawStaticText(QPointF(left, top + self._lower), self._small.laid_out(code)[0])
        for at, top, badge, colour in badges:
            painter.setPen(colour)
            painter.drawStaticText(QPointF(at, top + self._upper), self._small.laid_out(badge)[0])

    def _badge(self, row: Row) -> tuple[str, QColor]:
        if row.market.warning:
            return self._warning, self._colours.error
        return self._caution if row.market.cautions else "", self._colours.warn

    def _paint_signed(self, painter: QPainter, span: Span, lines: Sequence[Line]) -> None:
        colours, is_price = self._colours, span.column is Column.PRICE
        if is_price and not self._model.stale:
            for row, _, top in lines:
                if row.flash:
                    lit = colours.rise_flash if row.flash > 0 else colours.fall_flash
                    painter.fillRect(span.left, top, span.width, ROW_HEIGHT - 1, lit)
        for sign in (1, -1, 0):
            figures = [
                (row.price_text if is_price else row.rate_text, top)
                for row, _, top in lines
                if row.sign == sign
            ]
            self._paint_figures(painter, span, self._middle, figures, colours.signed(sign))

    def _paint_values(self, painter: QPainter, span: Span, lines: Sequence[Line]) -> None:
        figures = [(row.value_text, top) for row, _, top in lines]
        if not self.names_quote:
            self._paint_figures(painter, span, self._middle, figures, self._colours.text)
            return
        self._paint_figures(painter, span, self._upper, figures, self._colours.text)
        painter.setFont(self._small.font)
        painter.setPen(self._colours.muted)
        right = span.left + span.width - PADDING
        for row, _, top in lines:
            quote = row.market.quote
            laid, width = self._small.laid_out(self._millions if quote == "KRW" else quote)
            painter.drawStaticText(QPointF(right - width, top + self._lower), laid)

    def _paint_figures(
        self, painter: QPainter, span: Span, down: int, figures: Sequence[tuple[str, int]], colour: QColor
    ) -> None:
        if not figures:
            return
        painter.setFont(self._number.font)
        painter.setPen(self._colours.stale if self._model.stale else colour)
        face, right = self._number, span.left + span.width - PADDING
        ascent = face.metrics.ascent()
        find = face.laid_out if len(figures) > FEW else face.known
        for text, top in figures:
            found = find(text)
            if found is not None:
                painter.drawStaticText(QPointF(right - found[1], top + down), found[0])
            else:
                painter.drawText(QPointF(right - face.figure_width(text), top + down + ascent), text)

    def _shortened(self, name: str, width: int) -> str:
        text = self._elided.get((name, width))
        if text is None:
            if len(self._elided) >= CACHED_TEXTS:
                self._elided.clear()
            text = self._name.metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)
            self._elided[name, width] = text
        return text


def _touched(lines: Sequence[Line], region: QRegion, left: int, width: int) -> list[Line]:
    return [line for line in lines if region.intersects(QRect(left, line.top, width, ROW_HEIGHT))]

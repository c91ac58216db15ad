"""The strip above the ladder: the last price in large digits and its change."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from widgets import format, theme
from widgets.theme import HUGE, NORMAL, SMALL

_HEIGHT = 34
_PAD = 8


@dataclass(frozen=True, slots=True)
class Quote:
    """The last price with its change against the previous close, and the 체결강도."""

    price: float
    previous_close: float
    strength: float | None
    decimals: int


class QuoteStrip(QWidget):
    """One painted line; shows a dash until there is a quote."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quote: Quote | None = None
        self._stale = False
        self._fonts = (theme.number_font(HUGE, bold=True), theme.number_font(NORMAL), theme.text_font(SMALL))
        self._metrics = tuple(map(QFontMetrics, self._fonts))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("현재가"))

    @property
    def quote(self) -> Quote | None:
        """What is shown."""
        return self._quote

    def show_quote(self, quote: Quote | None) -> None:
        """Show this quote; None empties the strip."""
        if quote != self._quote:
            self._quote = quote
            self.update()

    def show_stale(self, stale: bool) -> None:
        """Grey what is no longer live."""
        if stale != self._stale:
            self._stale = stale
            self.update()

    def texts(self) -> tuple[str, str, str]:
        """Price, change and strength as they are shown."""
        quote = self._quote
        if quote is None:
            return format.NOTHING, "", ""
        change = quote.price - quote.previous_close
        rate = quote.price / quote.previous_close - 1 if quote.previous_close else None
        difference = format.signed(change, quote.decimals)
        strength = "" if quote.strength is None else f"{format.price(quote.strength, 2)}%"
        return format.price(quote.price, quote.decimals), f"{format.percent(rate)}  {difference}", strength

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter, colours = QPainter(self), theme.palette()
        painter.fillRect(self.rect(), colours.panel)
        price, change, strength = self.texts()
        quote = self._quote
        colour = colours.signed(quote.price - quote.previous_close) if quote else colours.faint
        painter.setPen(colours.stale if self._stale else colour)
        x = self._put(painter, 0, _PAD, price)
        if x + _PAD + self._metrics[1].horizontalAdvance(change) > self.width() - _PAD:
            change = change.partition("  ")[0]  # the difference gives way to the rate
        x = self._put(painter, 1, x + _PAD, change)
        label = self.tr("체결강도")
        figure_left = self.width() - _PAD - self._metrics[1].horizontalAdvance(strength)
        label_left = figure_left - _PAD - self._metrics[2].horizontalAdvance(label)
        if strength and label_left > x + _PAD:
            painter.setPen(colours.muted)
            self._put(painter, 2, label_left, label)
            painter.setPen(colours.stale if self._stale else colours.text)
            self._put(painter, 1, figure_left, strength)
        painter.end()

    def _put(self, painter: QPainter, size: int, x: int, text: str) -> int:
        font: QFont = self._fonts[size]
        painter.setFont(font)
        # All sizes stand on the large digits' line.
        baseline = (_HEIGHT + self._metrics[0].ascent() - self._metrics[0].descent()) // 2
        painter.drawText(x, baseline, text)
        return x + self._metrics[size].horizontalAdvance(text)

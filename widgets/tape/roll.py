"""The roll: the tape's newest trades as one opaque painted widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QWidget

from app.market.tape import Print, Tape
from app.websocket_v6 import exact
from widgets import format, profiler, theme
from widgets.theme import NORMAL, SMALL
from widgets.wheel import Wheel

ROW = 20  # the tape is denser than the tables: it is read in passing
HEAD = 22
_PAD = 8
_MARK = 3  # the bar at the left edge of a large trade
_PICTURES = 120  # rows kept painted, some 30 kB each
_LINES_KEPT = 200  # texts of trades, those in sight besides
_VALUE_FROM = 320  # the column of values needs this width


@dataclass(frozen=True, slots=True)
class Line:
    """One trade's texts; `large` is marked, `gap` has a broken line below."""

    time: str
    price: str
    size: str
    value: str
    price_sign: int
    side: int  # 1 bought, -1 sold
    large: bool
    gap: bool


class Roll(QWidget):
    """Shows a tape from its newest trade on, or stands still where the trader has scrolled to.

    Signals:
        scrolled(int): how many newer trades are above the first shown one
    """

    scrolled = pyqtSignal(object)

    def __init__(self, tape: Tape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tape = tape
        self._first = 0
        self._wheel = Wheel()
        self._lines: list[Line] = []
        self._known: dict[int, Line] = {}
        self._pictures: dict[Line, QPixmap] = {}
        self._pictures_for = (0, False, 1.0, theme.palette())  # width, stale, scale, colours
        self._quote, self._unit, self._waiting, self._doubt = "", "", "", ""
        self._decimals = 0
        self._size_decimals: int | None = None
        self._threshold = float("inf")
        self._figure = theme.number_font(NORMAL)
        self._strong = theme.number_font(NORMAL, bold=True)
        self._word = theme.text_font(SMALL)
        self._metrics = {id(font): QFontMetrics(font) for font in (self._figure, self._strong, self._word)}
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("체결 내역"))
        self.setMinimumSize(180, HEAD + 2 * ROW)

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown, from top to bottom."""
        return tuple(self._lines)

    def clear(self, waiting: str, quote: str = "", unit: str = "", decimals: int = 0) -> None:
        """Show no trade but the text `waiting`; the tape is empty now."""
        self._quote, self._unit, self._waiting, self._doubt = quote, unit, waiting, ""
        self._decimals, self._size_decimals = decimals, None
        self._first = 0
        self._known.clear()
        self._lines = []
        self.update()

    def set_threshold(self, value: float) -> None:
        """Mark trades whose value in the quote currency reaches this."""
        self._threshold = value
        self.refresh()

    def refine(self, decimals: int) -> None:
        """Show prices with at least that many decimals."""
        if decimals > self._decimals:
            self._decimals = decimals
            self.refresh()

    def refresh(self) -> None:
        """Make all texts anew: what they depend on, or older trades, have changed."""
        self._known.clear()
        self.show_tape(0)

    def show_tape(self, added: int) -> None:
        """The tape has `added` more trades at its new end."""
        if self._first:
            # Who reads further down keeps his place.
            self._first = min(self._first + added, self._last_first())
            self.scrolled.emit(self._first)
        self._make_lines()
        self.update()

    def show_doubt(self, doubt: str) -> None:
        """Grey everything and say this in the head; an empty text makes it live again."""
        if doubt != self._doubt:
            self._doubt = doubt
            self.update()

    def scroll_rows(self, rows: int) -> None:
        """Move towards older trades (or newer, if negative)."""
        first = max(0, min(self._first + rows, self._last_first()))
        if first != self._first:
            self._first = first
            self._make_lines()
            self.update()
            self.scrolled.emit(first)

    def _last_first(self) -> int:
        return max(0, len(self._tape) - self._whole_rows)

    @property
    def _whole_rows(self) -> int:
        return max(1, (self.height() - HEAD) // ROW)

    def _make_lines(self) -> None:
        prints = self._tape.newest(self._first, self._whole_rows)
        if prints and self._size_decimals is None:
            self._size_decimals = format.size_decimals(prints[0].price, self._quote)
        needed = max((format.decimals_of(exact(one.price)) for one in prints), default=0)
        if needed > self._decimals:
            self._decimals = needed
            self._known.clear()
        if len(self._known) > _LINES_KEPT + 2 * self._whole_rows:
            self._known.clear()
        self._lines = [self._line(one) for one in prints]

    def _line(self, one: Print) -> Line:
        known = self._known.get(one.sequential_id)
        if known is None or known.gap != one.after_gap:
            known = self._known[one.sequential_id] = Line(
                format.time_kst(one.time_ms),
                format.price(one.price, self._decimals),
                self._size_text(one.size),
                format.price(one.value, 0 if self._quote == "KRW" else 2 if self._quote == "USDT" else 6),
                (one.price > one.previous_close) - (one.price < one.previous_close),
                1 if one.side == "bid" else -1,
                one.value >= self._threshold,
                one.after_gap,
            )
        return known

    def _size_text(self, size: float) -> str:
        decimals = self._size_decimals or 0
        # What would round to nothing is shown in full: no trade is of nothing.
        return format.size(size, decimals) if size >= 0.5 * 10**-decimals else format.exact(exact(size))

    def _paint_head(self, painter: QPainter, edges: tuple[int, ...]) -> None:
        colours = theme.palette()
        painter.fillRect(0, 0, self.width(), HEAD, colours.header)
        painter.setFont(self._word)
        if self._doubt or self._first:
            text = self._doubt or self.tr("새 체결 {count}건 ▲ (Home)").format(count=self._first)
            painter.setPen(colours.warn if self._doubt else colours.accent)
            painter.drawText(_PAD, self._baseline(self._word, HEAD), text)
            return
        painter.setPen(colours.muted)
        unit = f" ({self._unit})" if self._unit else ""
        labels = (self.tr("시각"), self.tr("체결가"), self.tr("체결량") + unit, self.tr("금액"))
        for edge, label in zip(edges, labels, strict=False):
            self._put(painter, self._word, edge, HEAD, label)

    def _paint_lines(self, painter: QPainter, edges: tuple[int, ...]) -> None:
        scale = self.devicePixelRatioF()
        stamp = self.width(), bool(self._doubt), scale, theme.palette()
        if stamp != self._pictures_for:
            self._pictures_for = stamp
            self._pictures.clear()
        # A trade never changes, it only moves down: its row is drawn once and copied from then on.
        painter.save()
        painter.scale(1 / scale, 1 / scale)
        for number, line in enumerate(self._lines):
            picture = self._pictures.get(line)
            if picture is None:
                if len(self._pictures) >= _PICTURES:
                    del self._pictures[next(iter(self._pictures))]
                picture = self._pictures[line] = self._picture_of(line, edges, scale)
            painter.drawPixmap(0, round((HEAD + number * ROW) * scale), picture)
        painter.restore()

    def _picture_of(self, line: Line, edges: tuple[int, ...], scale: float) -> QPixmap:
        picture = QPixmap(ceil(self.width() * scale), ceil(ROW * scale))
        picture.setDevicePixelRatio(scale)
        picture.fill(theme.palette().panel)
        painter = QPainter(picture)
        self._paint_line(painter, line, edges)
        painter.end()
        picture.setDevicePixelRatio(1)
        return picture

    def _paint_line(self, painter: QPainter, line: Line, edges: tuple[int, ...]) -> None:
        colours, old = theme.palette(), bool(self._doubt)
        signs = {1: colours.rise, -1: colours.fall, 0: colours.text}
        if line.large:
            self._paint_mark(painter, line.side)
        font = self._strong if line.large else self._figure
        # On the coloured ground of a large trade only plain text is easy to read.
        plain = colours.stale if old else colours.text if line.large else None
        painter.setFont(self._figure)
        painter.setPen(plain or colours.muted)
        self._put(painter, self._figure, edges[0], ROW, line.time)
        painter.setFont(font)
        painter.setPen(plain or signs[line.price_sign])
        self._put(painter, font, edges[1], ROW, line.price)
        painter.setPen(plain or signs[line.side])
        for edge, text in zip(edges[2:], (line.size, line.value), strict=False):
            self._put(painter, font, edge, ROW, text)
        if line.gap:
            painter.fillRect(0, ROW - 1, self.width(), 1, colours.warn)

    def _paint_mark(self, painter: QPainter, side: int) -> None:
        colours, old = theme.palette(), bool(self._doubt)
        ground, edge = (colours.bid_bar, colours.rise) if side > 0 else (colours.ask_bar, colours.fall)
        painter.fillRect(0, 0, self.width(), ROW, colours.raised if old else ground)
        painter.fillRect(0, 0, _MARK, ROW, colours.stale if old else edge)

    def _put(self, painter: QPainter, font: QFont, right: int, height: int, text: str) -> None:
        x = right - self._metrics[id(font)].horizontalAdvance(text)
        painter.drawText(x, self._baseline(font, height), text)

    def _baseline(self, font: QFont, height: int) -> int:
        metrics = self._metrics[id(font)]
        return (height + metrics.ascent() - metrics.descent()) // 2

    def _edges(self) -> tuple[int, ...]:
        """The right edges of the columns: time, price, size and, with room for it, value."""
        time = _PAD + self._metrics[id(self._figure)].horizontalAdvance("00:00:00")
        right = self.width() - _PAD
        if self.width() < _VALUE_FROM:
            return time, time + (right - time) * 48 // 100, right
        room = right - time
        return time, time + room * 34 // 100, time + room * 66 // 100, right

    def sizeHint(self) -> QSize:
        return QSize(380, 250)

    @profiler.painted
    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter, edges = QPainter(self), self._edges()
        painter.fillRect(self.rect(), theme.palette().panel)
        self._paint_head(painter, edges)
        if self._lines:
            self._paint_lines(painter, edges)
        else:
            painter.setFont(self._word)
            painter.setPen(theme.palette().faint)
            rect = self.rect().adjusted(0, HEAD, 0, 0)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._waiting)
        painter.end()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._first = min(self._first, self._last_first())
        self._make_lines()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        if rows := self._wheel.rows(event):
            self.scroll_rows(rows)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        moves = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -self._whole_rows,
            Qt.Key.Key_PageDown: self._whole_rows,
            Qt.Key.Key_Home: -len(self._tape),
            Qt.Key.Key_End: len(self._tape),
        }
        rows = moves.get(Qt.Key(event.key()))
        if rows is None:
            super().keyPressEvent(event)
        else:
            self.scroll_rows(rows)

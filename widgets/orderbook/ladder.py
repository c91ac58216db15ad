"""The ladder: the book as one opaque painted widget that repaints only the rows that changed."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPoint, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QWidget

from app.market.book import SLOTS, SPREAD_SLOT, Book, changed_rows, slot_of
from app.websocket_v6 import Ticker, exact
from widgets import format, theme
from widgets.orderbook import geometry as place
from widgets.orderbook.notes import Labels, Note, notes_of, sweep_note
from widgets.orderbook.painting import LadderPainter, Scene
from widgets.orderbook.rows import NOTHING, Picture, PriceTexts, View, picture_of
from widgets.theme import ROW_HEIGHT

_WHEEL_NOTCH, _NOTCH_ROWS = 120, 3


class Ladder(QWidget):
    """Shows one book; follows its middle, or keeps the row under the pointer still.

    Signals:
        price_picked(Decimal): a row was clicked; its price exactly as the exchange sent it
        following_changed(bool): the trader scrolled away, or asked to follow again
    """

    price_picked = pyqtSignal(object)
    following_changed = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = LadderPainter()
        self._texts = PriceTexts()
        self._book: Book | None = None
        self._picture: Picture = NOTHING
        self._painted: tuple[Picture, int] = (NOTHING, 0)
        self._columns = place.columns(0, 0, 0)
        self._top = 0
        self._following = True
        self._pointer: int | None = None  # the highlighted row's y
        self._wheel = 0
        self._unit, self._waiting, self._doubt = "", "", ""
        self._size_decimals = self._size_width = 0
        self._text_widths = (0, 0)  # the widest price and change so far
        self._crossed = False
        self._previous_close: float | None = None
        self._last_price: float | None = None
        self._cumulative = False
        self._ticker: Ticker | None = None
        self._notes: tuple[Note, ...] = ()
        self._labels = Labels(
            self.tr("전일"),
            self.tr("시가"),
            self.tr("고가"),
            self.tr("저가"),
            self.tr("최근 24시간"),
            self.tr("거래량"),
            self.tr("대금"),
            self.tr("백만"),
        )
        self._ring = False  # focused by the keyboard
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("호가창"))
        self.setMinimumSize(200, 3 * ROW_HEIGHT + place.FOOT_HEIGHT)

    @property
    def book(self) -> Book | None:
        """The snapshot that is shown."""
        return self._book

    @property
    def picture(self) -> Picture:
        """What the rows say."""
        return self._picture

    @property
    def price_decimals(self) -> int:
        """How many decimals the prices are shown with."""
        return self._texts.decimals

    @property
    def following(self) -> bool:
        """Whether the spread stays in the middle."""
        return self._following

    @property
    def cumulative(self) -> bool:
        """Whether sizes are sums from the touch outwards."""
        return self._cumulative

    @property
    def is_reliable(self) -> bool:
        """Whether the book is live and in order, so that a row may be clicked."""
        return self._book is not None and not self._doubt and not self._crossed

    @property
    def doubt(self) -> str:
        """Why the book is greyed and takes no clicks; empty while it is reliable."""
        if self._doubt or self._book is None or not self._crossed:
            return self._doubt
        text = self.tr("호가 역전 · {time} 기준 · 선택 불가")
        return text.format(time=format.time_kst(self._book.time_ms))

    def clear(self, waiting: str, unit: str = "", price_decimals: int = 0) -> None:
        """Show no book but the text `waiting`; what comes next is of another market."""
        self._book, self._picture = None, NOTHING
        self._waiting, self._unit, self._doubt = waiting, unit, ""
        self._texts.reset(price_decimals)
        self._previous_close = self._last_price = None
        self._ticker, self._notes = None, ()
        self._size_decimals = self._size_width = 0
        self._text_widths = (0, 0)
        self._top = place.centred_top(self._rows_height)
        self.update()

    def refine(self, price_decimals: int) -> None:
        """Show prices with at least that many decimals: the market's tick size became known."""
        if price_decimals > self._texts.decimals:
            self._texts.reset(price_decimals)
            self._rebuild()

    def show_book(self, book: Book) -> None:
        """Show this snapshot; while locked, the price under the pointer keeps its place."""
        shift = 0 if self._following else self._shift_to(book)
        first, self._book, self._waiting = self._book is None, book, ""
        if first:
            touch = (book.asks or book.bids)[:1]
            quote = book.symbol.partition("-")[0]
            self._size_decimals = format.size_decimals(touch[0].price, quote) if touch else 4
        self._top -= shift * ROW_HEIGHT
        self._rebuild(shift, whole=first)
        if self._pointer is not None and (slot := self._hovered()) is not None:
            self.update(place.row_rect(slot, self._top, self.width()))  # its sum hangs on other rows too

    def show_day(self, ticker: Ticker) -> None:
        """Write the figures of the day beside the touch."""
        self._ticker = ticker
        self._write_notes()

    def show_trade(self, last_price: float | None, previous_close: float | None) -> None:
        """Outline the last trade's row and compare prices with this close."""
        if (last_price, previous_close) != (self._last_price, self._previous_close):
            self._last_price, self._previous_close = last_price, previous_close
            self._rebuild()

    def show_doubt(self, doubt: str) -> None:
        """Grey the book under this text and take no clicks; an empty text makes it live again."""
        if doubt != self._doubt:
            was, self._doubt = self._doubt, doubt
            self.update(QRect(0, 0, self.width(), ROW_HEIGHT) if was and doubt else self.rect())

    def set_cumulative(self, cumulative: bool) -> None:
        """Show sums from the touch outwards instead of single sizes."""
        if cumulative != self._cumulative:
            self._cumulative = cumulative
            self._size_width = 0
            self._rebuild(whole=True)

    def set_following(self, following: bool) -> None:
        """Keep the spread in the middle, or stand still."""
        if following:
            self._move_to(place.centred_top(self._rows_height))
        if following != self._following:
            self._following = following
            self.following_changed.emit(following)

    def scroll_rows(self, rows: int) -> None:
        """Move the view by rows, down if positive; it stands still from then on."""
        self.set_following(False)
        self._move_to(place.scrolled_top(self._top, rows, self._rows_height))

    @property
    def _rows_height(self) -> int:
        return max(0, self.height() - place.FOOT_HEIGHT)

    def _rebuild(self, shift: int = 0, *, whole: bool = False) -> None:
        if self._book is None:
            self.update()
            return
        before, layout = self._picture, (self._columns, self._size_width, self._crossed)
        self._compose(self._book)
        if whole or layout != (self._columns, self._size_width, self._crossed):
            self.update()
        else:
            self._update_changed(before, shift)

    def _write_notes(self) -> None:
        if self._ticker is None or self._book is None:
            return
        before = self._notes
        self._notes = notes_of(self._ticker, self._texts.decimals, self._size_decimals, self._labels)
        for note in set(before) ^ set(self._notes):
            self.update(place.row_rect(note.slot, self._top, self.width()))

    def _scene_notes(self, hovered: int | None) -> tuple[Note, ...]:
        if hovered is None or self._book is None:
            return self._notes
        row = self._picture.rows[hovered]
        sweep = sweep_note(self._book, row, hovered, self.tr("여기까지"), self._labels.millions)
        return (*(note for note in self._notes if note.slot != hovered), sweep)

    def _compose(self, book: Book) -> None:
        self._crossed = book.is_crossed
        self._texts.compare_with(self._previous_close)
        self._texts.learn(book)
        self._columns = self._columns_for(book)
        room = min(self._columns.price, self._columns.right - self._columns.bid) - 2 * place.PAD
        while True:
            self._picture = picture_of(book, self._texts, self._view())
            width = max(map(self._painter.figure.width, self._size_texts()))
            if width <= room or self._size_decimals == 0:
                break
            # A number that has lost its first digits would lie: rather fewer decimals for all.
            self._size_decimals -= 1
        self._size_width = max(self._size_width, min(width, room))

    def _columns_for(self, book: Book) -> place.Columns:
        # The outermost prices have the longest texts.
        outer = [self._texts.of(side[-1].price) for side in (book.asks, book.bids) if side]
        widths = self._text_widths
        self._text_widths = (
            max((widths[0], *(self._painter.price.width(text) for text, _, _ in outer))),
            max((widths[1], *(self._painter.change.width(text) for _, text, _ in outer))),
        )
        return place.columns(self.width(), *self._text_widths)

    def _size_texts(self) -> list[str]:
        return [row.size_text for row in self._picture.rows] + list(self._picture.foot[:2])

    def _view(self) -> View:
        return View(
            self._size_decimals, self._previous_close, self._last_price, self._cumulative, self._columns.bar
        )

    def _update_changed(self, before: Picture, shift: int) -> None:
        width = self.width()
        for slot in changed_rows(before.rows, self._picture.rows, shift):
            self.update(place.row_rect(slot, self._top, width))
        if shift:  # what stood beyond the ladder's ends
            end = self._top + SLOTS * ROW_HEIGHT
            self.update(QRect(0, 0, width, max(0, self._top)))
            self.update(QRect(0, end, width, max(0, self._rows_height - end)))
        if before.foot != self._picture.foot:
            self.update(QRect(0, self._rows_height, width, place.FOOT_HEIGHT))

    def _shift_to(self, book: Book) -> int:
        """By how many rows the book must move so that the price looked at keeps its place."""
        rows = self._picture.rows
        wanted = place.slot_at(self._rows_height // 2 if self._pointer is None else self._pointer, self._top)
        filled = [slot for slot in range(SLOTS) if rows[slot].price]
        if wanted is None or not filled:
            return 0
        anchor = min(filled, key=lambda slot: abs(slot - wanted))
        return slot_of(book, rows[anchor].price) - anchor

    def _move_to(self, top: int) -> None:
        if top != self._top:
            self._top = top
            self.update()

    def _point_at(self, position: QPoint | None) -> None:
        y = None if position is None or position.y() >= self._rows_height else position.y()
        before, self._pointer = self._pointer, y
        slots = {place.slot_at(at, self._top) for at in (before, y) if at is not None}
        if len(slots) > 1 or before is None or y is None:
            for slot in slots:
                if slot is not None:
                    self.update(place.row_rect(slot, self._top, self.width()))

    def _step(self, direction: int) -> None:
        self.set_following(False)
        slot = None if self._pointer is None else place.slot_at(self._pointer, self._top)
        slot = (SPREAD_SLOT if slot is None else slot) + direction
        while 0 <= slot < SLOTS and not self._picture.rows[slot].price:
            slot += direction
        if not 0 <= slot < SLOTS:
            return
        if not place.is_whole(slot, self._top, self._rows_height):
            self.scroll_rows(direction)
        self._point_at(place.row_rect(slot, self._top, self.width()).center())

    def _pick(self, y: int) -> None:
        # What was painted when the trader clicked counts, not what has come since.
        picture, top = self._painted
        slot = place.slot_at(y, top)
        if slot is None or not self.is_reliable or not place.is_whole(slot, top, self._rows_height):
            return
        price = picture.rows[slot].price
        if price > 0:
            self.price_picked.emit(exact(price))

    def _hovered(self) -> int | None:
        slot = None if self._pointer is None else place.slot_at(self._pointer, self._top)
        return slot if slot is not None and self._picture.rows[slot].price else None

    def _scene(self) -> Scene:
        doubt = self.doubt
        hovered = None if doubt else self._hovered()
        return Scene(
            self._picture,
            self._top,
            self._columns,
            self._rows_height,
            self._size_width,
            self._unit,
            hovered,
            self._scene_notes(hovered),
            doubt,
            self._waiting,
        )

    def sizeHint(self) -> QSize:
        return QSize(380, 500)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        self._painter.paint(painter, self._scene(), event.region())
        if self._ring:
            painter.setPen(theme.palette().accent)
            painter.drawRect(0, 0, self.width() - 1, self._rows_height - 1)
        painter.end()
        self._painted = (self._picture, self._top)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        if self._following or event.oldSize().height() <= 0:
            self._top = place.centred_top(self._rows_height)
        self._rebuild(whole=True)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        self._point_at(event.position().toPoint())

    def enterEvent(self, event: QEnterEvent | None) -> None:
        self._point_at(event.position().toPoint())

    def leaveEvent(self, event: QEvent | None) -> None:
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pick(event.position().toPoint().y())

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        self._wheel += event.angleDelta().y()
        notches = int(self._wheel / _WHEEL_NOTCH)
        if notches:
            self._wheel -= notches * _WHEEL_NOTCH
            self.scroll_rows(-notches * _NOTCH_ROWS)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.set_following(True)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            page = max(1, self._rows_height // ROW_HEIGHT - 1)
            self.scroll_rows(-page if key == Qt.Key.Key_PageUp else page)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pointer is not None:
            self._pick(self._pointer)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        self._ring = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        self._ring = False
        self.update()

"""The ladder: the book as one opaque painted widget that repaints only the rows that changed."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QEvent, QPoint, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QContextMenuEvent,
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

from app.market.book import SLOTS, SPREAD_SLOT, Book, changed_rows
from app.websocket_v6 import Ticker, exact
from widgets import format, profiler, theme
from widgets.orderbook import geometry as place
from widgets.orderbook.clicks import Click
from widgets.orderbook.composer import Composer
from widgets.orderbook.notes import Note, labels, notes_of, sweep_note
from widgets.orderbook.own import Own, by_place
from widgets.orderbook.painting import LadderPainter, Scene
from widgets.orderbook.rows import NOTHING, Picture, Row, View, shift_of
from widgets.theme import ROW_HEIGHT
from widgets.wheel import Wheel


class Ladder(QWidget):
    """Shows one book; follows its middle, or keeps the row under the pointer still.

    Signals:
        price_picked(Decimal): a row was clicked; its price exactly as the exchange sent it
        following_changed(bool): the trader scrolled away, or asked to follow again
        row_clicked(Click): a size was clicked while `takes_orders`
        orders_pointed(list[Own], QPoint): a menu was asked for on a row with own orders, at that place
    """

    price_picked = pyqtSignal(object)
    following_changed = pyqtSignal(bool)
    orders_pointed = pyqtSignal(object, QPoint)
    row_clicked = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = LadderPainter()
        self._composer = Composer(self._painter)
        self._book: Book | None = None
        self._own: tuple[Own, ...] = ()
        self._view = View()
        self._picture: Picture = NOTHING
        self._painted: tuple[Picture, int, Book | None] = (NOTHING, 0, None)
        self._top = 0
        self._following = True
        self._pointer: int | None = None  # the highlighted row's y
        self._wheel = Wheel()
        self._unit, self._waiting, self._doubt = "", "", ""
        self._crossed = False
        self._ticker: Ticker | None = None
        self._notes: tuple[Note, ...] = ()
        self._labels = labels()
        self.takes_orders = False  # whether clicks on sizes are told as `row_clicked`
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
        return self._composer.price_decimals

    @property
    def following(self) -> bool:
        """Whether the spread stays in the middle."""
        return self._following

    @property
    def cumulative(self) -> bool:
        """Whether sizes are sums from the touch outwards."""
        return self._view.cumulative

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
        self._unit, self._doubt, self._own = unit, "", ()
        self._composer.reset(price_decimals)
        self._view = View(cumulative=self.cumulative)
        self._ticker, self._notes = None, ()
        self._top = place.centred_top(self._rows_height)
        self.wait(waiting)

    def wait(self, waiting: str) -> None:
        """Show the text `waiting` until the next book, which is of the same market."""
        self._book, self._picture, self._waiting = None, NOTHING, waiting
        self._composer.size_width = 0
        self.update()

    def refine(self, price_decimals: int) -> None:
        """Show prices with at least that many decimals: the market's tick size became known."""
        if self._composer.refine(price_decimals):
            self._rebuild()

    def show_book(self, book: Book) -> None:
        """Show this snapshot; while locked, the price under the pointer keeps its place."""
        shift = 0 if self._following else self._shift_to(book)
        first, self._book, self._waiting = self._book is None, book, ""
        if first:
            self._composer.begin(book)
        self._top -= shift * ROW_HEIGHT
        self._rebuild(shift, whole=first)
        if self._pointer is not None and (slot := self._hovered()) is not None:
            self.update(place.row_rect(slot, self._top, self.width()))  # its sum hangs on other rows too

    def show_day(self, ticker: Ticker) -> None:
        """Write the figures of the day beside the touch."""
        self._ticker = ticker
        self._write_notes()

    def show_trade(
        self, last_price: float | None, previous_close: float | None, *, bought: bool = False
    ) -> None:
        """Outline the last trade's row and compare prices with this close; `bought` is its taker's side."""
        view = replace(self._view, last_price=last_price, previous_close=previous_close, bought=bought)
        if view != self._view:
            self._view = view
            self._rebuild()

    def show_orders(self, orders: tuple[Own, ...]) -> None:
        """Mark these own orders of the shown market on the rows of their prices."""
        if orders != self._own:
            self._own = orders
            self._rebuild()

    def show_doubt(self, doubt: str) -> None:
        """Grey the book under this text and take no clicks; an empty text makes it live again."""
        if doubt != self._doubt:
            was, self._doubt = self._doubt, doubt
            self.update(QRect(0, 0, self.width(), ROW_HEIGHT) if was and doubt else self.rect())

    def set_cumulative(self, cumulative: bool) -> None:
        """Show sums from the touch outwards instead of single sizes."""
        if cumulative != self.cumulative:
            self._view = replace(self._view, cumulative=cumulative)
            self._composer.size_width = 0
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
        before, layout, composer = self._picture, self._layout(), self._composer
        self._crossed = self._book.is_crossed
        self._picture = composer.compose(self._book, self._view, self._own, self.width())
        if whole or layout != self._layout():
            self.update()
        else:
            self._update_changed(before, shift)

    def _layout(self) -> tuple[object, ...]:
        return self._composer.columns, self._composer.size_width, self._crossed

    def _write_notes(self) -> None:
        if self._ticker is None or self._book is None:
            return
        before = self._notes
        self._notes = notes_of(self._ticker, self._composer.price_decimals, self._labels)
        for note in set(before) ^ set(self._notes):
            self.update(place.row_rect(note.slot, self._top, self.width()))

    def _scene_notes(self, hovered: int | None) -> tuple[Note, ...]:
        if hovered is None or self._book is None:
            return self._notes
        row = self._picture.rows[hovered]
        sweep = sweep_note(self._book, row, hovered, self.tr("여기까지"), self._labels.millions)
        return (*(note for note in self._notes if note.slot != hovered), sweep)

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
        wanted = place.slot_at(self._rows_height // 2 if self._pointer is None else self._pointer, self._top)
        return 0 if wanted is None else shift_of(self._picture.rows, wanted, book)

    def _move_to(self, top: int) -> None:
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

    def _walk(self, direction: int) -> None:
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

    def row_at(self, y: int) -> Row | None:
        """The row at that height; what was painted counts, not what has come since."""
        picture, top, _ = self._painted
        slot = place.slot_at(y, top)
        if slot is None or not place.is_whole(slot, top, self._rows_height):
            return None
        return picture.rows[slot]

    def _pick(self, y: int) -> None:
        row, seen, known = self.row_at(y), self._painted[2], self._book
        # The book of another market may be known and not painted yet: a price of the old one is none there.
        same = seen is not None and known is not None and seen.symbol == known.symbol
        if row is not None and row.price > 0 and self.is_reliable and same:
            self.price_picked.emit(exact(row.price))

    def _press(self, event: QMouseEvent | None, *, double: bool) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at, book = event.position().toPoint(), self._painted[2]
        row, side = self.row_at(at.y()), place.side_at(at.x(), self._composer.columns)
        if self.takes_orders and side and row is not None and row.price > 0 and book is not None:
            # In these columns a click is an order or nothing; it never changes the form by the way.
            self.row_clicked.emit(Click(row, side, book, double))
        else:
            self._pick(at.y())

    def orders_at(self, y: int) -> list[Own]:
        """The own orders that are marked in the row at that height, oldest first."""
        row, book = self.row_at(y), self._painted[2]
        if row is None or not row.own or book is None:
            return []
        return by_place(self._own, book.step).get((row.side, row.price), [])

    def _hovered(self) -> int | None:
        slot = None if self._pointer is None else place.slot_at(self._pointer, self._top)
        return slot if slot is not None and self._picture.rows[slot].price else None

    def _scene(self) -> Scene:
        doubt = self.doubt
        hovered = None if doubt else self._hovered()
        return Scene(
            self._picture,
            self._top,
            self._composer.columns,
            self.width(),
            self._rows_height,
            self._composer.size_width,
            self._unit,
            hovered,
            self._scene_notes(hovered),
            doubt,
            self._waiting,
            self._book is not None and self._book.step > 0,
        )

    def sizeHint(self) -> QSize:
        return QSize(380, 500)

    @profiler.painted
    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        self._painter.paint(painter, self._scene(), event.region())
        if self._ring:
            painter.setPen(theme.palette().accent)
            painter.drawRect(0, 0, self.width() - 1, self._rows_height - 1)
        painter.end()
        self._painted = (self._picture, self._top, self._book)

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
        self._press(event, double=False)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        self._press(event, double=True)

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        y = event.pos().y() if by_mouse else self._pointer
        orders = [] if y is None else self.orders_at(y)
        if orders:
            at = event.globalPos() if by_mouse else self.mapToGlobal(QPoint(place.PAD, y or 0))
            self.orders_pointed.emit(orders, at)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        if rows := self._wheel.rows(event):
            self.scroll_rows(rows)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.set_following(True)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(-1 if key == Qt.Key.Key_Up else 1)
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

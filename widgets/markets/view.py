"""The list's table: pointer, keys and columns; the painter paints, the model knows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PyQt6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from widgets import profiler, theme
from widgets.markets.model import MarketsModel
from widgets.markets.painter import ROW_HEIGHT, Line, RowPainter, Span
from widgets.markets.rows import Column
from widgets.markets.search_line import ENTER_KEYS, MOVING_KEYS

STAR_WIDTH = 20
NAME_WIDTH = 64  # the least that leaves a name to be recognized
# The longest figure that each column has to hold without being clipped.
LONGEST = {
    Column.PRICE: "188,888,888",
    Column.RATE: "+88.88%",
    Column.VALUE: "8,888,888",
    Column.HIGH: "188,888,888",
    Column.LOW: "188,888,888",
}
OPTIONAL = (Column.RATE, Column.VALUE, Column.HIGH, Column.LOW)  # what the trader may choose
GIVING_WAY = (Column.LOW, Column.HIGH, Column.VALUE)  # when the list is narrow; prices are never cut off


class MarketsView(QTableView):
    """Shows a MarketsModel.

    Signals:
        picked(str): a row was clicked, or Enter pressed on it: its market code
        star_clicked(str): the star of that market
        typed(QKeyEvent): a key that is no business of the list: the search's
        pointer_left(): the pointer is not over the rows any more
    """

    picked = pyqtSignal(str)
    star_clicked = pyqtSignal(str)
    typed = pyqtSignal(object)
    pointer_left = pyqtSignal()

    def __init__(self, model: MarketsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._markets = model
        self._painter = RowPainter(model)
        self._empty_text = ""
        self._under_pointer = False
        self._widths: dict[Column, int] = {}
        self._chosen = {Column.RATE, Column.VALUE}
        self.setModel(model)
        self._set_look()
        self._set_columns()
        model.modelReset.connect(self._on_order_changed)
        model.layoutChanged.connect(self._on_order_changed)

    @property
    def is_under_pointer(self) -> bool:
        """Whether the pointer is over the rows: they must not move then."""
        return self._under_pointer

    @property
    def current_code(self) -> str:
        """The market that the keyboard is at; empty for none."""
        place = self.currentIndex().row()
        return self._markets.shown[place].code if 0 <= place < len(self._markets.shown) else ""

    def go_to(self, code: str, *, scroll: bool) -> None:
        """Put the keyboard at that market, if it is shown."""
        place = self._markets.place(code)
        if place < 0:
            return
        index = self._markets.index(place, Column.NAME)
        # Without auto-scroll setCurrentIndex leaves the view where it is.
        self.setAutoScroll(scroll)
        self.setCurrentIndex(index)
        self.setAutoScroll(True)

    def pick_current(self) -> None:
        """As if the row that the keyboard is at had been clicked."""
        if self.current_code:
            self.picked.emit(self.current_code)

    def set_empty_text(self, text: str) -> None:
        """What stands in the middle while there are no rows."""
        if text != self._empty_text:
            self._empty_text = text
            self.viewport().update()

    def set_names_quote(self, names_quote: bool) -> None:
        """Whether the small lines name the quote currency too (BTC/KRW)."""
        self._painter.names_quote = names_quote

    def column_widths(self) -> list[int]:
        """Widths of the columns that the trader may set, for `set_column_widths`."""
        return list(self._widths.values())

    def set_column_widths(self, widths: Sequence[object]) -> None:
        """Take back `column_widths`; what is no sensible width is ignored."""
        for column, width in zip(LONGEST, widths, strict=False):
            if isinstance(width, int) and 20 <= width <= 400:
                self.setColumnWidth(column, width)

    @property
    def chosen_columns(self) -> tuple[Column, ...]:
        """Those of the optional columns that the trader wants to see, room permitting."""
        return tuple(column for column in OPTIONAL if column in self._chosen)

    def choose_columns(self, columns: Collection[Column]) -> None:
        """Show these of the optional columns and no other."""
        self._chosen = {column for column in OPTIONAL if column in columns}
        self._make_room()
        self.viewport().update()

    def columns_menu(self) -> QMenu:
        """The optional columns, to be switched on and off."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in OPTIONAL:
            action = menu.addAction(self._markets.title(column))
            action.setCheckable(True)
            action.setChecked(column in self._chosen)
            action.setData(column)
        menu.triggered.connect(self._on_column_chosen)
        return menu

    def _on_column_chosen(self, action: QAction) -> None:
        self.choose_columns(self._chosen ^ {action.data()})

    def _on_header_menu(self, at: QPoint) -> None:
        self.columns_menu().popup(self.horizontalHeader().mapToGlobal(at))

    def _on_section_resized(self, section: int, before: int, width: int) -> None:
        # A hidden column has no width of its own: remember the one it will come back with.
        if section in LONGEST and width > 0:
            self._widths[Column(section)] = width

    def _set_look(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        # The painter fills every pixel itself.
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT)

    def _set_columns(self) -> None:
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        head.setMinimumSectionSize(STAR_WIDTH)
        head.setFixedHeight(theme.ROW_HEIGHT)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(Column.STAR, QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        head.sectionResized.connect(self._on_section_resized)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._on_header_menu)
        self.setColumnWidth(Column.STAR, STAR_WIDTH)
        for column, text in LONGEST.items():
            self.setColumnWidth(column, self._painter.width_for(text))
            self._widths[column] = self.columnWidth(column)

    def _spans(self) -> list[Span]:
        spans = (Span(c, self.columnViewportPosition(c), self.columnWidth(c)) for c in Column)
        return [span for span in spans if span.width > 0]

    def _lines(self, rect: QRect) -> list[Line]:
        """The rows that `rect` touches."""
        shown, scrolled = self._markets.shown, self.verticalScrollBar().value()
        first = max(0, (rect.top() + scrolled) // ROW_HEIGHT)
        last = (rect.bottom() + scrolled) // ROW_HEIGHT + 1
        return [
            Line(row, place, place * ROW_HEIGHT - scrolled)
            for place, row in enumerate(shown[first:last], start=first)
        ]

    def _on_order_changed(self) -> None:
        self._painter.cursor = self.currentIndex().row()
        self._hover(self.rowAt(self._pointer().y()) if self._under_pointer else -1)

    def _pointer(self) -> QPoint:
        return self.viewport().mapFromGlobal(self.cursor().pos())

    def _hover(self, place: int) -> None:
        before, self._painter.hovered = self._painter.hovered, place
        if before != place:
            self._redraw(before)
            self._redraw(place)

    def _redraw(self, place: int) -> None:
        if place >= 0:
            self.viewport().update(0, self.rowViewportPosition(place), self.viewport().width(), ROW_HEIGHT)

    def _make_room(self) -> None:
        """Show what was chosen while there is room for it."""
        # By the list's own width: the room beside the scroll bar changes with what is shown.
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        shown = {Column.PRICE, *self._chosen}
        wanted = STAR_WIDTH + NAME_WIDTH + sum(self._widths[column] for column in shown)
        for column in GIVING_WAY:
            if room < wanted and column in shown:
                shown.discard(column)
                wanted -= self._widths[column]
        # What a trader looks at most is never left out: it goes under the price.
        self._painter.rate_below = room < wanted and Column.RATE in shown
        if self._painter.rate_below:
            shown.discard(Column.RATE)
        for column in OPTIONAL:
            self.setColumnHidden(column, column not in shown)

    def minimumSizeHint(self) -> QSize:
        # A hint only: in a window that has less, the change goes under the price.
        figures = self._widths[Column.PRICE] + self._widths[Column.RATE]
        least = STAR_WIDTH + NAME_WIDTH + figures + self.verticalScrollBar().sizeHint().width()
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._make_room()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        # The pointer stayed where it is: another row is under it now.
        self._hover(self.rowAt(self._pointer().y()) if self._under_pointer else -1)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self._painter.cursor = current.row()
        self._redraw(previous.row())
        self._redraw(current.row())

    @profiler.painted
    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self.viewport())
        self._painter.paint(painter, event.region(), self._spans(), self._lines(event.rect()))
        if self._empty_text and not self._markets.shown:
            painter.setFont(theme.text_font())
            painter.setPen(theme.palette().muted)
            room = self.viewport().rect().adjusted(theme.GAP, 3 * ROW_HEIGHT, -theme.GAP, 0)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._empty_text)
        painter.end()

    def viewportEvent(self, event: QEvent | None) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Enter:
            self._under_pointer = True
        elif kind in (QEvent.Type.Leave, QEvent.Type.Hide):
            self._under_pointer = False
            self._hover(-1)
            self.pointer_left.emit()
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        # Not passed on: the base would drag a selection along with the pressed pointer.
        self._under_pointer = True
        self._hover(self.rowAt(event.position().toPoint().y()))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        code = self._markets.shown[index.row()].code
        if index.column() == Column.STAR:
            self.star_clicked.emit(code)
            return
        self.go_to(code, scroll=False)
        self.picked.emit(code)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event.key() in ENTER_KEYS:
            self.pick_current()
        elif event.key() in MOVING_KEYS:
            super().keyPressEvent(event)
        else:
            self.typed.emit(event)

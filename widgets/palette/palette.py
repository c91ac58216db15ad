"""The command palette: a line to type into, the answers below it, all of it by keys alone."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.market.symbols import Catalog
from widgets import theme
from widgets.commands import Commands
from widgets.markets.search_line import SearchLine
from widgets.palette.entries import Entry, entries

WIDTH, ROWS, ROW = 620, 12, 30


class Palette(QFrame):
    """Opens over the desk, does one thing and goes.

    Signals:
        symbol_wanted(str, str): that market, for the group of the panel of that name
        panel_wanted(str): that panel
        layout_wanted(str): that layout
        command_wanted(str): a command of a kind of panel; the desk knows to which one
    """

    symbol_wanted = pyqtSignal(str, str)
    panel_wanted = pyqtSignal(str)
    layout_wanted = pyqtSignal(str)
    command_wanted = pyqtSignal(str)

    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._commands = commands
        self._catalog = Catalog()
        self._names: Sequence[str] = ()
        self._layouts: Sequence[str] = ()
        self._panel = ""
        self._before: QWidget | None = None
        self._model = _EntriesModel(self)
        self.line = SearchLine(self)
        self.list = QListView(self)
        self._make()
        self.hide()

    def open_palette(
        self, catalog: Catalog, names: Sequence[str], layouts: Sequence[str], panel: str
    ) -> None:
        """Show it, empty; `panel` is the one that had the keyboard."""
        self._catalog, self._names, self._layouts, self._panel = catalog, names, layouts, panel
        self._before = QApplication.focusWidget()
        self.line.clear()
        self._search("")
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus()

    def close_palette(self) -> None:
        """Go, and give the keyboard back to whoever had it."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus()

    @property
    def shown(self) -> list[Entry]:
        """The answers, from the top."""
        return self._model.entries

    def _make(self) -> None:
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("명령 찾기"))
        self.line.setPlaceholderText(self.tr("명령·종목·패널·레이아웃 (초성과 영어로도)"))
        self.line.setAccessibleName(self.tr("명령 찾기"))
        self.line.searched.connect(self._search)
        self.line.moved.connect(self._on_moved)
        self.line.entered.connect(self._on_entered)
        self.line.installEventFilter(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_EntryDelegate(self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerItem)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("찾은 것"))
        self.list.clicked.connect(self._on_clicked)
        self._nothing = QLabel(self.tr("찾은 것이 없습니다"), self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setFixedHeight(2 * ROW)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for part in (self.line, self.list, self._nothing):
            column.addWidget(part)

    def _search(self, text: str) -> None:
        found = entries(text, self._commands, self._catalog, self._names, self._layouts)
        self._model.take(found)
        self.list.setCurrentIndex(self._model.index(0))
        self.list.setVisible(bool(found))
        self.list.setFixedHeight(ROW * min(ROWS, max(1, len(found))))
        self._nothing.setVisible(not found)
        self.adjustSize()
        self._place()

    def _place(self) -> None:
        window = self.parentWidget()
        width = min(WIDTH, window.width() - 24)
        self.setGeometry((window.width() - width) // 2, 72, width, self.sizeHint().height())

    def _on_moved(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -ROWS, Qt.Key.Key_PageDown: ROWS}
        count = len(self._model.entries)
        if count:
            step, row = steps[Qt.Key(event.key())], self.list.currentIndex().row()
            # One step goes round; a page stops at the ends.
            row = (row + step) % count if abs(step) == 1 else max(0, min(count - 1, row + step))
            self.list.setCurrentIndex(self._model.index(row))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._do(self._model.entries[index.row()])

    def _on_entered(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._model.entries):
            self._do(self._model.entries[row])

    def _do(self, entry: Entry) -> None:
        self.close_palette()  # first: what is done may take the keyboard
        if entry.kind == "market":
            self.symbol_wanted.emit(entry.target, self._panel)
        elif entry.kind == "panel":
            self.panel_wanted.emit(entry.target)
        elif entry.kind == "layout":
            self.layout_wanted.emit(entry.target)
        else:
            self.command_wanted.emit(entry.target)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_palette()
                return True
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                return True  # there is nowhere else to go
        if (
            isinstance(event, QFocusEvent)
            and event.lostFocus()
            and event.reason() is Qt.FocusReason.MouseFocusReason
        ):
            self.hide()
        return False

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        colours = theme.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colours.accent)
        painter.setBrush(colours.panel)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 5, 5)
        painter.end()


class _EntriesModel(QAbstractListModel):
    """The answers as a list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def take(self, found: list[Entry]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.entries = found
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            entry = self.entries[index.row()]
            return " ".join(filter(None, (entry.text, entry.detail, entry.key)))
        return None


class _EntryDelegate(QStyledItemDelegate):
    """Paints one answer: the name, where it belongs, its key."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        model = index.model()
        assert painter is not None and isinstance(model, _EntriesModel)
        entry, colours = model.entries[index.row()], theme.palette()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, colours.selected if chosen else colours.panel)
        box = option.rect.adjusted(10, 0, -10, 0)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.number_font(theme.SMALL))
        painter.setPen(colours.accent if entry.key else colours.muted)
        painter.drawText(box, right | middle, entry.key or entry.detail)
        painter.setFont(theme.text_font(theme.NORMAL))
        painter.setPen(colours.text)
        painter.drawText(box, left | middle, entry.text)
        if entry.key and entry.detail:
            width = painter.fontMetrics().horizontalAdvance(entry.text) + 12
            painter.setPen(colours.muted)
            painter.setFont(theme.text_font(theme.SMALL))
            painter.drawText(box.adjusted(width, 0, 0, 0), left | middle, entry.detail)

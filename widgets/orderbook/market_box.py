"""The market box: shows the symbol and finds another by Korean name, initial consonants or code."""

from __future__ import annotations

from PyQt6.QtCore import QModelIndex, QPoint, QSize, QStringListModel, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QCompleter, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.market.symbols import Catalog, Market
from widgets import theme

_MOST_HITS = 300
_SPACE = "  "  # between name and code
_PAD = 8
_FRAME = 2  # what the line's own border and inner edge take
_ARROW = 8  # width of the arrow that tells that there is a list


class MarketBox(QLineEdit):
    """A line that is searched while it is typed into, also while a syllable is being composed.

    Signals:
        picked(str): the code of the market that was chosen
    """

    picked = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = Catalog()
        self._symbol = ""
        self._hits: list[Market] = []
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(14)
        self._completer = completer
        popup = completer.popup()
        popup.setItemDelegate(_MarketDelegate(self))
        popup.setUniformItemSizes(True)
        popup.setAccessibleName(self.tr("종목 목록"))
        popup.setStyleSheet(f"QListView {{ border: 1px solid {theme.palette().border.name()}; }}")
        # Not setCompleter: the line would search by itself, and put the row's text into the line.
        completer.setWidget(self)
        completer.activated[QModelIndex].connect(self._on_activated)
        self.textEdited.connect(self._search)
        self.setTextMargins(0, 0, _ARROW + 4, 0)
        self.setMinimumWidth(84)  # a name of four syllables
        self.setPlaceholderText(self.tr("종목 검색"))
        self.setAccessibleName(self.tr("종목"))
        self.setToolTip(self.tr("이름, 초성 또는 코드로 종목 찾기 · Ctrl+↑/↓ 관심 종목"))

    @property
    def hits(self) -> tuple[str, ...]:
        """The codes that the list offers, best first."""
        return tuple(market.code for market in self._hits)

    def show_catalog(self, catalog: Catalog) -> None:
        """Search these markets from now on."""
        self._catalog = catalog
        self._settle()

    def show_symbol(self, symbol: str) -> None:
        """Show the name and code of this market."""
        self._symbol = symbol
        self._settle(force=True)

    def _settle(self, *, force: bool = False) -> None:
        if force or not self.hasFocus():
            market = self._catalog.get(self._symbol)
            self.setText(self._fitting(market) if market else self._symbol)
            self.setCursorPosition(0)

    def _fitting(self, market: Market) -> str:
        """Name and code; where there is no room for both, the code: a name may be of several markets."""
        room = self.width() - _ARROW - 4 - 2 * _PAD - _FRAME
        label = _label(market)
        return label if self.fontMetrics().horizontalAdvance(label) <= room else market.code

    def _search(self, text: str) -> None:
        text = text.strip()
        found = self._catalog.search(text) if text else tuple(self._catalog)
        self._hits = list(found)[:_MOST_HITS]
        self._model.setStringList([_label(market) for market in self._hits])
        if self._hits:
            self._completer.complete()
            chosen = self._hits[0].code if text else self._symbol
            self._mark(chosen)
        else:
            self._completer.popup().hide()

    def _mark(self, code: str) -> None:
        """Make the row that Enter takes the current one."""
        rows = [row for row, market in enumerate(self._hits) if market.code == code]
        if rows:
            self._completer.popup().setCurrentIndex(self._model.index(rows[0], 0))

    def _on_activated(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._hits):
            self._pick(self._hits[index.row()])

    def _pick(self, market: Market) -> None:
        self._completer.popup().hide()
        self._settle(force=True)
        self.clearFocus()
        self.picked.emit(market.code)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.palette().muted, 1.5))
        x, y, half = self.width() - _ARROW - 8, self.height() // 2 - 2, _ARROW // 2
        painter.drawPolyline(QPoint(x, y), QPoint(x + half, y + half), QPoint(x + _ARROW, y))
        painter.end()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._settle()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._hits and self.isModified():
                self._pick(self._hits[0])
        elif key == Qt.Key.Key_Escape:
            self._completer.popup().hide()
            self._settle(force=True)
            self.clearFocus()
        elif key == Qt.Key.Key_Down and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._search("")
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent | None) -> None:
        super().inputMethodEvent(event)
        composed = event.preeditString()
        if composed:
            text, cursor = self.text(), self.cursorPosition()
            self._search(text[:cursor] + composed + text[cursor:])

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        first = not self.hasFocus() or self.hasSelectedText()
        super().mousePressEvent(event)
        if first:
            self.selectAll()
            self._search("")

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        # While the list is open the line only seems to lose the focus.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._settle()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        event.ignore()


class _MarketDelegate(QStyledItemDelegate):
    """A row of the list: the name to the left, the code in a column to the right."""

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        colours, rect = theme.palette(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, colours.selected if chosen else colours.header)
        name, _, code = str(index.data()).rpartition(_SPACE)
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        painter.setFont(theme.text_font())
        painter.setPen(colours.text)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(theme.number_font(theme.SMALL))
        painter.setPen(colours.muted)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, code)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(0, theme.ROW_HEIGHT + 2)


def _label(market: Market) -> str:
    return f"{market.name}{_SPACE}{market.code}"

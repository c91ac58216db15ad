"""The last look before an order goes out: exactly what will be sent, Enter sends it, Esc goes back."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.order_entry import style, words
from widgets.order_entry.draft import Draft

_ENTER: frozenset[int] = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ConfirmDialog(QDialog):
    """Shown with `open()`, never `exec()`; tells by `accepted` and `rejected`."""

    def __init__(self, draft: Draft, lines: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("주문 확인"))
        self._send = QPushButton(self.tr("{side} 주문 (Enter)").format(side=words.side(draft.side)), self)
        self._back = QPushButton(self.tr("돌아가기 (Esc)"), self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self._title(draft))
        layout.addLayout(self._table(lines))
        layout.addLayout(self._buttons(draft.side))
        self.setMinimumWidth(320)
        self.lines = tuple(lines)

    def allow(self, ready: bool) -> None:
        """Whether the order may be sent now; the lines stay to be read."""
        self._send.setEnabled(ready)

    def _title(self, draft: Draft) -> QLabel:
        title = QLabel(f"{draft.base} {words.side(draft.side)}", self)
        title.setFont(theme.text_font(theme.LARGE, bold=True))
        title.setStyleSheet(f"color: {style.colour(draft.side).name()};")
        return title

    def _table(self, lines: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(lines):
            label, text = QLabel(name, self), QLabel(value, self)
            label.setStyleSheet(f"color: {theme.palette().muted.name()};")
            text.setFont(theme.number_font(theme.LARGE))
            text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            grid.addWidget(label, row, 0)
            grid.addWidget(text, row, 1)
        return grid

    def _buttons(self, side: str) -> QHBoxLayout:
        self._send.setStyleSheet(style.submit(side))
        self._send.setFont(theme.text_font(theme.LARGE, bold=True))
        self._send.setDefault(True)
        self._send.clicked.connect(self.accept)
        self._back.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._back, 1)
        row.addWidget(self._send, 2)
        for button in (self._back, self._send):
            button.setMinimumHeight(34)
        self._send.setFocus()
        return row

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event.isAutoRepeat() and event.key() in _ENTER:
            # Enter held down in the form must not run through the confirmation as well.
            event.accept()
            return
        super().keyPressEvent(event)

"""The last look before an order goes out: exactly what will be sent, Enter sends it, Esc goes back."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.trading import Assessment
from widgets import theme
from widgets.caution_box import CautionBox
from widgets.click_guard import ClickGuard
from widgets.held_key import HeldKey
from widgets.order_entry import style, words
from widgets.order_entry.draft import Draft
from widgets.plain import plain_label

_ENTER: frozenset[int] = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})

Lines = Sequence[tuple[str, str]]


class ConfirmDialog(QDialog):
    """Shown with `open()`, never `exec()`; tells by `accepted` and `rejected`.

    While it is open the order is judged anew with each book; what asks a second time has to be ticked.
    """

    def __init__(self, draft: Draft, lines: Lines, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("주문 확인"))
        self._ready = False
        self._held = HeldKey()
        self._values: list[QLabel] = []
        self._send = QPushButton(self.tr("{side} 주문 (Enter)").format(side=words.side(draft.side)), self)
        self._back = QPushButton(self.tr("돌아가기 (Esc)"), self)
        self.cautions = CautionBox(self)
        self.cautions.changed.connect(self._on_cautions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self._title(draft))
        layout.addLayout(self._table(lines))
        layout.addWidget(self.cautions)
        layout.addLayout(self._buttons(draft.side))
        ClickGuard(self)
        self.setMinimumWidth(420)  # a caution with a large total stays on one line
        self.lines = tuple(lines)

    @property
    def can_send(self) -> bool:
        """Whether Enter sends the order now."""
        return self._send.isEnabled()

    def allow(self, ready: bool) -> None:
        """Whether the broker takes orders now; the lines stay to be read."""
        self._ready = ready
        self._on_cautions()

    def judge(self, assessment: Assessment, lines: Lines) -> None:
        """The order against the book as it is now; the names of the lines stay what they were."""
        self.lines = tuple(lines)
        for label, (_, value) in zip(self._values, lines, strict=True):
            label.setText(value)
        self.cautions.judge(assessment)
        if self.sizeHint().height() > self.height():
            self.adjustSize()

    def _on_cautions(self) -> None:
        allowed = self._ready and self.cautions.allows
        # A button that is disabled gives its focus to the next one: Enter would go there unseen.
        elsewhere = self.focusWidget() is self._back
        self._send.setEnabled(allowed)
        if elsewhere:
            return
        if allowed:
            self._send.setFocus()
        elif self.cautions.tick.isHidden() or self.cautions.isHidden():
            self.setFocus()
        else:
            self.cautions.tick.setFocus()

    def _title(self, draft: Draft) -> QLabel:
        text = self.tr("{market} {side}").format(market=draft.base, side=words.side(draft.side))
        title = plain_label(text, self)
        title.setFont(theme.text_font(theme.LARGE, bold=True))
        title.setStyleSheet(f"color: {style.colour(draft.side).name()};")
        return title

    def _table(self, lines: Lines) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(lines):
            label, text = plain_label(name, self), plain_label(value, self)
            label.setStyleSheet(f"color: {theme.palette().muted.name()};")
            text.setFont(theme.number_font(theme.LARGE))
            text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            grid.addWidget(label, row, 0)
            grid.addWidget(text, row, 1)
            self._values.append(text)
        return grid

    def _buttons(self, side: str) -> QHBoxLayout:
        self._send.setStyleSheet(style.submit(side))
        self._send.setFont(theme.text_font(theme.LARGE, bold=True))
        self._send.clicked.connect(self.accept)
        self._back.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._back, 1)
        row.addWidget(self._send, 2)
        for button in (self._back, self._send):
            button.setMinimumHeight(34)
            button.setAutoDefault(False)  # Enter is ours: see keyPressEvent
        self._send.setFocus()
        return row

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        event.accept()
        # Enter held down in the form must not run through the confirmation as well.
        if self._held.is_repeat(event):
            return
        if self.focusWidget() is self._back:
            self.reject()
        elif self.can_send:
            self.accept()

    def keyReleaseEvent(self, event: QKeyEvent | None) -> None:
        self._held.release(event)
        super().keyReleaseEvent(event)

"""A field for one exact amount: groups thousands while typing and never changes what it cannot read."""

from __future__ import annotations

from decimal import Decimal

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import QLineEdit, QWidget

from widgets import amounts, theme

_SIZES = (theme.LARGE, theme.NORMAL, theme.SMALL)
_FRAME = 20  # border, padding and cursor

# Ways to leave a field on purpose. When a window comes in between the trader goes on typing afterwards.
_LEFT_BY_HAND = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.MouseFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)

# Letters that mean something to the form and nothing in a number.
FORM_KEYS = frozenset({Qt.Key.Key_B, Qt.Key.Key_S})


class AmountEdit(QLineEdit):
    """One amount, right-aligned with digits of one width and its unit behind it.

    Signals:
        edited(): the trader changed the text; programmatic changes do not tell
        stepped(int): the trader asked for one step up (+1) or down (-1)
    """

    edited = pyqtSignal()
    stepped = pyqtSignal(int)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._before = ""
        self._wrong = False
        self.setAccessibleName(name)
        self.setFont(theme.number_font(theme.LARGE))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # Amounts are ASCII; with a Korean input method on, B and S would arrive as jamo.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setStyleSheet(_sheet(False))
        self.setMinimumWidth(116)  # eleven digits in the smallest of its sizes: a price is never cut off
        self.textChanged.connect(self._fit)
        self.textEdited.connect(self._on_text_edited)

    @property
    def amount(self) -> Decimal | None:
        """The exact amount; None when the field is empty or cannot be read."""
        return amounts.parse(self.text())

    @property
    def is_readable(self) -> bool:
        """Whether the field is empty or says an amount."""
        return amounts.is_empty(self.text()) or self.amount is not None

    def show_amount(self, amount: Decimal | None) -> None:
        """Show an amount with every digit; None empties the field.

        A text that says this amount already stays as it was typed: "0.0" on the way to 0.05 must not become
        "0" because a price moved meanwhile.
        """
        if amount is None or amount != self.amount:
            self._show(amounts.text_of(amount), None)

    def wipe(self) -> None:
        """Empty the field, and forget what undoing would bring back: it was meant for another market."""
        self._before = ""
        self.setText("")  # `clear` can be undone

    def mark(self, wrong: bool) -> None:
        """Draw the field as wrong, or as right again."""
        if wrong is not self._wrong:
            self._wrong = wrong
            self.setStyleSheet(_sheet(wrong))

    def _on_text_edited(self, text: str) -> None:
        shown, cursor = amounts.regroup(self._before, text, self.cursorPosition())
        self._show(shown, cursor)
        self.edited.emit()

    def _fit(self, _text: str = "") -> None:
        # An amount whose first digits are out of sight is a wrong amount: it is set smaller instead.
        room = self.width() - _FRAME
        for pixels in _SIZES:
            font = theme.number_font(pixels)
            if QFontMetrics(font).horizontalAdvance(self.text()) <= room:
                break
        if font != self.font():
            self.setFont(font)
        self.setToolTip(self.text() if self.text() and pixels == _SIZES[-1] else "")

    def _show(self, text: str, cursor: int | None) -> None:
        self._before = text
        if text == self.text():
            return
        # Chosen to be replaced by what is typed next: it stays so, or that would be added to it.
        replaced = cursor is None and self.hasSelectedText() and self.selectedText() == self.text()
        self.setText(text)
        if replaced:
            self.selectAll()
        else:
            self.setCursorPosition(len(text) if cursor is None else cursor)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        key, plain = (
            event.key(),
            event.modifiers()
            in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
                Qt.KeyboardModifier.ShiftModifier,
            ),
        )
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and plain:
            self.stepped.emit(1 if key == Qt.Key.Key_Up else -1)
        elif (key in FORM_KEYS and plain) or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            # The form's own keys pass through the field to the form.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        if event.reason() in _LEFT_BY_HAND and self.amount is not None:
            self._show(amounts.text_of(self.amount), None)  # nothing more is typed: without needless zeros

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


def _sheet(wrong: bool) -> str:
    colours = theme.palette()
    # The estimate of a market order is a placeholder and has to be readable.
    sheet = f"QLineEdit {{ placeholder-text-color: {colours.muted.name()}; }}"
    if wrong:
        error = colours.error.name()
        sheet += f"QLineEdit, QLineEdit:focus {{ border-color: {error}; color: {error}; }}"
    return sheet

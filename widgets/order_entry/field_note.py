"""The line under an amount field: a fact while all is well, else the broken rule and the legal values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from widgets import amounts, theme
from widgets.plain import plain_label, plain_tip

HEIGHT = 17
AT_MOST = 2


class FieldNote(QWidget):
    """Says one thing about its field; the legal values nearest to a wrong one are buttons.

    Signals:
        taken(Decimal): the trader chose a legal value
    """

    taken = pyqtSignal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._values: tuple[Decimal, ...] = ()
        self._colour = ""
        self._text = self._tip = ""
        self._label = plain_label("", self)
        self._label.setFont(theme.number_font(theme.SMALL))
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._label.setMinimumWidth(40)
        self._buttons = [self._button() for _ in range(AT_MOST)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._label, 1)
        for button in self._buttons:
            layout.addWidget(button)
        self.setFixedHeight(HEIGHT)

    @property
    def text(self) -> str:
        """What is said now."""
        return self._text

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The legal values that are offered now."""
        return self._values

    def say(self, text: str) -> None:
        """A fact, in a quiet colour."""
        self._show(text, theme.palette().muted.name(), (), tipped=False)

    def warn(self, text: str) -> None:
        """Something that keeps nobody from sending."""
        self._show(text, theme.palette().warn.name(), ())

    def refuse(self, text: str, values: Sequence[Decimal] = ()) -> None:
        """A broken rule and the nearest legal values."""
        self._show(text, theme.palette().error.name(), tuple(values)[:AT_MOST])

    def _button(self) -> QPushButton:
        button = QPushButton(self)
        button.setFont(theme.number_font(theme.SMALL))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        accent = theme.palette().accent.name()
        button.setStyleSheet(f"border: none; padding: 0 2px; color: {accent}; text-decoration: underline;")
        button.setFixedHeight(HEIGHT - 1)
        button.clicked.connect(self._on_clicked)
        button.hide()
        return button

    def _show(self, text: str, colour: str, values: tuple[Decimal, ...], *, tipped: bool = True) -> None:
        self._values = values
        self._text, self._tip = text, plain_tip(text) if tipped else ""
        if colour != self._colour:
            # A style sheet is parsed anew each time; the form is refreshed with every ticker.
            self._colour = colour
            self._label.setStyleSheet(f"color: {colour};")
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(values))
            if number < len(values):
                button.setText(amounts.text_of(values[number]))
        self._fit()

    def _fit(self) -> None:
        """Dots, and the whole in the tip, where there is no room: no figure ends without a sign of it."""
        self.layout().activate()
        shown = self._label.fontMetrics().elidedText(
            self._text, Qt.TextElideMode.ElideRight, self._label.width()
        )
        self._label.setText(shown)
        self._label.setToolTip(self._tip if shown == self._text else plain_tip(self._text))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_clicked(self) -> None:
        number = self._buttons.index(self.sender())  # type: ignore[arg-type]
        if number < len(self._values):
            self.taken.emit(self._values[number])

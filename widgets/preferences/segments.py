"""A choice between a few things, all of them in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segments(QWidget):
    """One button for each thing; the chosen one is lit, and the arrow keys move the choice.

    Signals:
        chosen(object): the value that the trader chose
    """

    chosen = pyqtSignal(object)

    def __init__(self, name: str, choices: Sequence[tuple[Any, str]], value: object, parent: QWidget) -> None:
        super().__init__(parent)
        self._values = [choice for choice, _ in choices]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for number, (choice, text) in enumerate(choices):
            button = QPushButton(text, self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(choice == value)
            button.setAccessibleName(f"{name}: {text}")
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._group.idClicked.connect(self._on_clicked)

    @property
    def value(self) -> object:
        """What is chosen now; None when it is none of these."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def button(self, value: object) -> QPushButton:
        """The button of a value."""
        button = self._group.button(self._values.index(value))
        assert isinstance(button, QPushButton)
        return button

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._values[number])

"""A line for a secret: what is typed or pasted in never comes out again."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QClipboard
from PyQt6.QtWidgets import QApplication, QLineEdit, QWidget

LONGEST = 512


class SecretEdit(QLineEdit):
    """Shows dots. Qt copies, cuts and drags nothing out of a line in this mode."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(LONGEST)
        self.setAccessibleName(name)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def wipe(self) -> None:
        """Empty it; the clipboard too, if that still holds what was pasted here."""
        secret = self.text().strip()
        self.clear()
        clipboard = QApplication.clipboard()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            # Under X11 what is pasted by the middle button is in a clipboard of its own.
            wanted = mode is QClipboard.Mode.Clipboard or clipboard.supportsSelection()
            if secret and wanted and clipboard.text(mode).strip() == secret:
                clipboard.clear(mode)

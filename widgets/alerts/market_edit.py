"""A field that takes a market by name, initial consonants or code."""

from __future__ import annotations

from PyQt6.QtCore import QStringListModel, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent
from PyQt6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.market.symbols import Catalog, is_code

SHOWN = 12


class MarketEdit(QLineEdit):
    """One market, or none.

    Signals:
        changed(): another market is meant now
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._catalog = Catalog()
        self._code = ""
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(SHOWN)
        completer.activated.connect(self._on_chosen)
        self.setCompleter(completer)
        self.setAccessibleName(self.tr("마켓"))
        self.setPlaceholderText(self.tr("이름, 초성 또는 코드"))
        self.textEdited.connect(self._on_edited)

    @property
    def code(self) -> str:
        """The market that is meant; empty when nothing was entered, or nothing known."""
        return self._code

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return not self.text().strip()

    def show_catalog(self, catalog: Catalog) -> None:
        """The markets that there are; what is being typed is left alone."""
        self._catalog = catalog
        if self._code and not self.hasFocus():
            self.show_code(self._code)

    def show_code(self, code: str) -> None:
        """Show a market; empty for none."""
        self._code = code
        self.setText(self._named(code))
        self.setCursorPosition(0)

    def _named(self, code: str) -> str:
        market = self._catalog.get(code)
        return f"{market.name} {code}" if market is not None else code

    def _meant(self, text: str) -> str:
        """The market that a text names: by its code at the end, or as the best answer to a search."""
        words = text.upper().split()
        if words and (words[-1] in self._catalog or (not self._catalog and is_code(words[-1]))):
            return words[-1]
        found = self._catalog.search(text) if words else ()
        return found[0].code if found else ""

    def _on_edited(self, text: str) -> None:
        found = self._catalog.search(text)[:SHOWN] if text.strip() else ()
        self._names.setStringList([f"{market.name} {market.code}" for market in found])
        self._take(self._meant(text))

    def _on_chosen(self, text: str) -> None:
        self._take(self._meant(text))

    def _take(self, code: str) -> None:
        if code != self._code:
            self._code = code
            self.changed.emit()

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        super().focusInEvent(event)
        if event is not None and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        # What was only begun is written out, so that it can be read before it is armed.
        if self._code and event is not None and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.show_code(self._code)

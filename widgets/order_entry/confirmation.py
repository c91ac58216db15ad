"""One confirmation at a time: what it asked, how the book stands meanwhile, and the single yes."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from widgets.order_entry.confirm import ConfirmDialog
from widgets.order_entry.draft import Draft, Terms
from widgets.order_entry.receipt import lines_of


class Confirmation(QObject):
    """Owns the dialog. It asks about the draft that it was opened with, whatever the form holds since.

    Signals:
        confirmed(Draft): the trader said yes; once for each `ask`
        ended(): the dialog is gone, whatever the answer
    """

    confirmed = pyqtSignal(object)
    ended = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._name = ""
        self.dialog: ConfirmDialog | None = None
        self.draft: Draft | None = None

    def ask(self, draft: Draft, terms: Terms, name: str, *, ready: bool) -> None:
        """Open the question; `name` is the market's."""
        dialog = ConfirmDialog(draft, lines_of(draft, terms, name), self._window)
        dialog.accepted.connect(self._on_accepted)
        dialog.finished.connect(self._on_finished)
        self.dialog, self.draft, self._name = dialog, draft, name
        self.judge(terms)
        dialog.allow(ready)
        dialog.open()

    def judge(self, terms: Terms) -> None:
        """The same order on the terms of this moment."""
        if self.dialog is not None and self.draft is not None:
            self.dialog.judge(terms.assessment, lines_of(self.draft, terms, self._name))

    def allow(self, ready: bool) -> None:
        """Whether the broker takes orders now."""
        if self.dialog is not None:
            self.dialog.allow(ready)

    def drop(self) -> None:
        """Take the question back."""
        dialog, self.dialog, self.draft = self.dialog, None, None
        if dialog is not None:
            dialog.reject()

    def _on_accepted(self) -> None:
        # Taken away before anything is sent: one confirmation is one order, however often it is told.
        draft, self.draft = self.draft, None
        if draft is not None and self.dialog is not None:
            self.confirmed.emit(draft)

    def _on_finished(self, _result: int) -> None:
        if self.dialog is None or self.sender() is self.dialog:
            self.dialog = self.draft = None
            self.ended.emit()

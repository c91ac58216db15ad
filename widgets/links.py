"""Link groups: panels of one group follow one symbol."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal


class LinkGroup(QObject):
    """The symbol that a group of panels shows.

    Signals:
        symbol_changed(str): every panel of the group has to show this symbol now
    """

    symbol_changed = pyqtSignal(str)

    def __init__(self, symbol: str, parent: QObject) -> None:
        super().__init__(parent)
        self._symbol = symbol

    @property
    def symbol(self) -> str:
        """The market code that the group shows, such as KRW-BTC."""
        return self._symbol

    def pick(self, symbol: str) -> None:
        """Switch the group; picking what is shown already changes nothing."""
        if symbol and symbol != self._symbol:
            self._symbol = symbol
            self.symbol_changed.emit(symbol)

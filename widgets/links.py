"""What panels share without knowing each other: the group's symbol, the favourites."""

from __future__ import annotations

from collections.abc import Iterable

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


class Favourites(QObject):
    """The starred markets, in the order in which they were starred.

    Signals:
        changed(): a market was starred or unstarred
    """

    changed = pyqtSignal()

    def __init__(self, codes: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        self._codes = list(dict.fromkeys(codes))

    def __contains__(self, code: str) -> bool:
        return code in self._codes

    @property
    def codes(self) -> tuple[str, ...]:
        """Market codes such as KRW-BTC."""
        return tuple(self._codes)

    def toggle(self, code: str) -> None:
        """Star a market, or take its star away."""
        if code in self._codes:
            self._codes.remove(code)
        else:
            self._codes.append(code)
        self.changed.emit()

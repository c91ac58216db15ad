"""What panels share without knowing each other: the group's symbol, the favourites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PyQt6.QtCore import QObject, pyqtSignal

from app.market.symbols import is_code


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


MAIN = "1"
GROUPS = (MAIN, "2", "3", "4")  # each has a colour in the look, and its number beside it


class Links(QObject):
    """The link groups of the desk: panels of one colour show one market.

    Signals:
        symbol_changed(str, str): the panels of this group have to show that market now
    """

    symbol_changed = pyqtSignal(str, str)

    def __init__(self, main: LinkGroup, symbols: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self.main = main
        self._others = {name: symbols[name] for name in GROUPS[1:] if is_code(symbols.get(name, ""))}
        main.symbol_changed.connect(self._on_main)

    @property
    def symbols(self) -> dict[str, str]:
        """The markets of the groups beside the main one."""
        return dict(self._others)

    def symbol(self, group: str) -> str:
        """The market that a group shows; one that nobody used yet starts with the main one's."""
        return self._others.get(group, self.main.symbol)

    def pick(self, group: str, symbol: str) -> None:
        """Switch a group."""
        if group == MAIN:
            self.main.pick(symbol)
        elif symbol and symbol != self._others.get(group):
            self._others[group] = symbol
            self.symbol_changed.emit(group, symbol)

    def keep(self, group: str) -> None:
        """From now on the group has a market of its own, whatever the main one does."""
        if group != MAIN:
            self._others.setdefault(group, self.main.symbol)

    def _on_main(self, symbol: str) -> None:
        self.symbol_changed.emit(MAIN, symbol)


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

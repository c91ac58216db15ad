"""Layouts with names: saved, switched to, renamed and deleted."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QObject, pyqtSignal

from app.settings import Layout
from widgets.board import Board

LONGEST_NAME = 40
MOST = 30


class Layouts(QObject):
    """The trader's arrangements of one board, in the order in which they were saved.

    Signals:
        changed(): one came, went or is called differently
        switched(str): the board shows that one now
    """

    changed = pyqtSignal()
    switched = pyqtSignal(str)

    def __init__(self, board: Board, saved: Mapping[str, Layout], parent: QObject) -> None:
        super().__init__(parent)
        self._board = board
        self._saved = dict(saved)

    @property
    def saved(self) -> dict[str, Layout]:
        """The layouts by name."""
        return dict(self._saved)

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called."""
        return tuple(self._saved)

    def current(self) -> Layout:
        """The board as it is now."""
        board = self._board
        return Layout(state=board.state(), open=tuple(board.docks), groups=board.groups)

    def save(self, name: str) -> bool:
        """Remember the board under that name, in place of what had it; False when there is no room for it."""
        name = clean(name)
        if not name or (name not in self._saved and len(self._saved) >= MOST):
            return False
        self._saved[name] = self.current()
        self.changed.emit()
        return True

    def keep(self, name: str, layout: Layout) -> None:
        """Remember a layout that is not on the board."""
        self._saved[clean(name)] = layout
        self.changed.emit()

    def show(self, layout: Layout) -> None:
        """Put the board in that order."""
        self._board.apply(layout.state, layout.open, layout.groups)

    def switch(self, name: str) -> None:
        """Show the layout of that name; none of that name is no error."""
        if name in self._saved:
            self.show(self._saved[name])
            self.switched.emit(name)

    def rename(self, name: str, other: str) -> bool:
        """Call it differently, in the same place; False when that name is taken or empty."""
        other = clean(other)
        if name not in self._saved or not other or (other in self._saved and other != name):
            return False
        self._saved = {other if each == name else each: layout for each, layout in self._saved.items()}
        self.changed.emit()
        return True

    def delete(self, name: str) -> None:
        """Forget it; what is on the board stays."""
        if self._saved.pop(name, None) is not None:
            self.changed.emit()

    def reset(self) -> None:
        """Show the layout of the first start."""
        self._board.reset()


def clean(name: str) -> str:
    """A name in one line, not too long."""
    return " ".join(name.split())[:LONGEST_NAME].strip()

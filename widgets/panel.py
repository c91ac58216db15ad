"""The base of every panel: what the window may ask of it."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from app.market.symbols import Catalog


class Panel(QWidget):
    """A part of the desk that lives in a dock.

    Signals:
        symbol_picked(str): the trader chose a market here; the link group decides
    """

    symbol_picked = pyqtSignal(str)

    @property
    def has_data(self) -> bool:
        """Whether the exchange has told it something to show; true of a panel that waits for nothing."""
        return True

    def show_symbol(self, symbol: str) -> None:
        """The linked symbol changed: wipe what belongs to the old one, then show the new one."""

    def show_catalog(self, catalog: Catalog) -> None:
        """The exchange's markets are known, or have changed."""

    def show_stale(self, stale: bool) -> None:
        """Whether the live data stopped: what is shown must look old until it returns."""

    def close_panel(self) -> None:
        """Release feeds and timers; idempotent; nothing is delivered afterwards."""

    def save_state(self) -> dict[str, object]:
        """What the panel wants back at the next start, as JSON values."""
        return {}

    def restore_state(self, state: Mapping[str, object]) -> None:
        """Take back what `save_state` gave; wrong values are ignored."""

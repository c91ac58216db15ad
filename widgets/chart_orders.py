"""Orders that are amended on a chart: the same question, checks and call as from the list of orders."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject

from widgets import feed
from widgets.my_orders.amending import Amending

if TYPE_CHECKING:
    from widgets.workspace import Workspace


class ChartOrders(QObject):
    """Made with the first order that is dragged: until then it costs nothing."""

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._stale = False
        self.amending: Amending | None = None

    def amend(self, key: str, price: Decimal) -> None:
        """Ask whether that order shall be replaced by one at this price."""
        desk = self._desk
        if self.amending is None:
            with feed.named("-chart"):
                self.amending = Amending(
                    desk.session.broker, desk.actions, desk.window, desk.window.frame_clock
                )
            self.amending.show_stale(self._stale)
        self.amending.guards = desk.window.guards
        self.amending.catalog = desk.session.catalog
        self.amending.open(key, price)

    def show_stale(self, stale: bool) -> None:
        """The live data stopped, or is back."""
        self._stale = stale
        if self.amending is not None:
            self.amending.show_stale(stale)

    def close(self) -> None:
        """Take the question back."""
        if self.amending is not None:
            self.amending.close()
            self.amending = None

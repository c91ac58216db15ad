"""The row above the book: its market and how it is shown; switches without room wait in a menu."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QSize
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from widgets.narrow import left_out
from widgets.orderbook.click_menu import ClickButton
from widgets.orderbook.grouping import GroupingButton
from widgets.orderbook.market_box import MarketBox
from widgets.theme import GAP

_BETWEEN = 4


class BookHead(QWidget):
    """Words are shown whole: the market box gives way, down to its least width, then the switches do."""

    def __init__(
        self,
        box: MarketBox,
        grouping: GroupingButton,
        switches: tuple[QToolButton, ...],
        clicks: ClickButton,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._box = box
        self._switches = switches
        self._always = (grouping, clicks)
        self._clicks = clicks
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GAP, GAP, 0)
        row.setSpacing(_BETWEEN)
        row.addWidget(box, 1)
        for button in (grouping, *switches, clicks):
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            row.addWidget(button)

    def make_room(self) -> None:
        """Show the switches that there is room for, and leave the others to the menu."""
        taken = self._box.minimumWidth() + 2 * GAP
        taken += sum(_width(button) for button in self._always if not button.isHidden())
        widths = {button: _width(button) for button in self._switches}
        gone = left_out(widths, self._switches, self.width() - taken)
        for button in self._switches:
            button.setVisible(button not in gone)
        self._clicks.waiting = tuple(button for button in self._switches if button in gone)

    # Qt overrides

    def sizeHint(self) -> QSize:
        wanted = sum(_width(button) for button in (*self._always, *self._switches))
        return QSize(self._box.minimumWidth() + wanted + 2 * GAP, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()  # a hint: in a window that has less, switches go

    def event(self, event: QEvent | None) -> bool:
        done = super().event(event)
        if event is not None and event.type() == QEvent.Type.LayoutRequest:
            self.make_room()  # another market has no groups, or another unit a longer word
        return done

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self.make_room()


def _width(button: QToolButton) -> int:
    return button.sizeHint().width() + _BETWEEN

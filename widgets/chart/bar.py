"""The row above the chart: intervals at the left, buttons at the right; those without room wait in a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QPoint, QSize, Qt
from PyQt6.QtGui import QAction, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from widgets.chart.interval_bar import IntervalBar
from widgets.narrow import left_out

_BETWEEN = 2


class ChartBar(QWidget):
    """Words are shown whole: the intervals become a list first, then buttons go as `gives_way` says."""

    def __init__(
        self,
        intervals: IntervalBar,
        buttons: Sequence[QToolButton],
        gives_way: Sequence[QToolButton],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._intervals = intervals
        self._buttons = tuple(buttons)
        self._gives_way = tuple(gives_way)
        self.more = QToolButton(self)
        self.more.setText("⋯")
        self.more.setToolTip(self.tr("차트의 다른 버튼"))
        self.more.setAccessibleName(self.more.toolTip())
        self.more.clicked.connect(self._on_more)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, _BETWEEN, 0)
        row.setSpacing(_BETWEEN)
        row.addWidget(intervals, 1)
        for button in (*self._buttons, self.more):
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            row.addWidget(button)
        self.more.hide()

    def menu(self) -> QMenu:
        """The buttons that have no room, as they are now."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, button in enumerate(self._buttons):
            if button.isHidden():
                action = menu.addAction(button.accessibleName())
                action.setCheckable(button.isCheckable())
                action.setChecked(button.isChecked())
                action.setEnabled(button.isEnabled())
                action.setData(number)
        menu.triggered.connect(self._on_chosen)
        return menu

    def _on_more(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _on_chosen(self, action: QAction) -> None:
        self._buttons[action.data()].click()

    def _widths(self) -> dict[QToolButton, int]:
        return {button: button.sizeHint().width() + _BETWEEN for button in self._buttons}

    def _make_room(self) -> None:
        room = self.width() - _BETWEEN - self._intervals.minimumSizeHint().width()
        widths = self._widths()
        gone = left_out(widths, self._gives_way, room)
        if gone:
            gone = left_out(widths, self._gives_way, room - self.more.sizeHint().width() - _BETWEEN)
        for button in self._buttons:
            button.setVisible(button not in gone)
        self.more.setVisible(bool(gone))

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        # A hint: in a window that has less, buttons go.
        width = self._intervals.minimumSizeHint().width() + sum(self._widths().values()) + _BETWEEN
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._make_room()

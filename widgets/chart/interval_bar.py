"""The choice of the candle's length: a row of tabs, or a list where the row does not fit."""

from __future__ import annotations

from PyQt6.QtCore import QSize, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QWidget

from app.market.candles import Interval
from widgets.choice import Choice

_INTERVALS = tuple(Interval)


class IntervalBar(QWidget):
    """Shows and changes the interval.

    Signals:
        picked(Interval): the trader, or `choose`, changed it
    """

    picked = pyqtSignal(object)

    def __init__(self, interval: Interval, parent: QWidget) -> None:
        super().__init__(parent)
        self._interval = interval
        self._tabs = QTabBar(self)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        self._list = Choice(self)
        self._list.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        for each in (self._tabs, self._list):
            each.setAccessibleName(self.tr("봉 간격"))
        for name in self._names():
            self._tabs.addTab(name)
            self._list.addItem(name)
        self._show_choice()
        self._tabs.currentChanged.connect(self._on_index)
        self._list.activated.connect(self._on_index)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.addWidget(self._tabs)
        row.addWidget(self._list)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._list.hide()

    @property
    def interval(self) -> Interval:
        """What is chosen."""
        return self._interval

    def choose(self, interval: Interval) -> None:
        """Choose an interval as if the trader had."""
        if interval is not self._interval:
            self._interval = interval
            self._show_choice()
            self.picked.emit(interval)

    def _show_choice(self) -> None:
        index = _INTERVALS.index(self._interval)
        self._tabs.setCurrentIndex(index)
        self._list.setCurrentIndex(index)

    def _names(self) -> tuple[str, ...]:
        minutes = self.tr("{0}분")
        counts = (1, 3, 5, 10, 15, 30, 60, 240)
        calendar = (self.tr("일"), self.tr("주"), self.tr("월"), self.tr("년"))
        return (self.tr("1초"), *(minutes.format(count) for count in counts), *calendar)

    def _on_index(self, index: int) -> None:
        self.choose(_INTERVALS[index])

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(self._tabs.sizeHint().width() + 2, self._tabs.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._list.sizeHint().width() + 2, self._tabs.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        fits = self.width() >= self.sizeHint().width()
        self._tabs.setVisible(fits)
        self._list.setVisible(not fits)

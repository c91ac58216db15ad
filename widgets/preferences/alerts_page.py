"""The page about alerts: how the trader is told, and the way to the list of them."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QHideEvent, QShowEvent
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.alerts import AlertDesk, Habits
from widgets.alerts.habits_row import HabitsRow
from widgets.plain import plain_label


class AlertsPage(QWidget):
    """The same switches as in the alerts' panel; both show what was chosen in the other.

    Signals:
        list_wanted(): the trader wants to see the alerts themselves
    """

    list_wanted = pyqtSignal()

    def __init__(self, desk: AlertDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.habits = HabitsRow(self)
        self.habits.show_habits(desk.habits)
        self.habits.changed.connect(self._on_changed)
        self.show_list = QPushButton(self.tr("알림 목록 열기"), self)
        self.show_list.setAutoDefault(False)
        self.show_list.clicked.connect(self.list_wanted)
        hint = plain_label(
            self.tr(
                "가격, 등락률, 거래대금, 내 체결을 알립니다. 조용한 시간에도 창 안의 알림과 기록은 남습니다."
            ),
            self,
        )
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(hint)
        column.addWidget(self.habits)
        row = QHBoxLayout()
        row.addWidget(self.show_list)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def _on_changed(self, habits: Habits) -> None:
        self._desk.live_by(habits)

    def _on_desk_changed(self, _value: object) -> None:
        self.habits.show_habits(self._desk.habits)

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._desk.changed.connect(self._on_desk_changed)
        self._on_desk_changed(None)

    def hideEvent(self, event: QHideEvent | None) -> None:
        super().hideEvent(event)
        # The desk outlives the dialog, and its signal knows nothing of Qt's deleting.
        self._desk.changed.disconnect(self._on_desk_changed)

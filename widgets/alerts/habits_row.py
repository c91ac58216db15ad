"""The row that says how alerts are told: sound, desktop notification, quiet hours, mute."""

from __future__ import annotations

from msgspec.structs import replace
from PyQt6.QtCore import QSignalBlocker, QTime, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QTimeEdit, QWidget

from app.alerts import Habits, QuietHours

WIDE = 560  # from this width on all of it stands in one line


class HabitsRow(QWidget):
    """Four switches and the quiet hours' ends.

    Signals:
        changed(Habits): the trader wants it that way from now on
    """

    changed = pyqtSignal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._habits = Habits()
        self.sound = self._switch(self.tr("소리"))
        self.notification = self._switch(self.tr("바탕화면 알림"))
        self.muted = self._switch(self.tr("모두 끔"))
        self.muted.setToolTip(self.tr("소리와 바탕화면 알림을 모두 끕니다. 창 안의 알림과 기록은 남습니다."))
        self.quiet = self._switch(self.tr("조용한 시간"))
        self.quiet.setToolTip(self.tr("이 시간에는 소리와 바탕화면 알림 없이 기록만 남깁니다."))
        self.begin = self._time(self.tr("조용한 시간의 시작"))
        self.end = self._time(self.tr("조용한 시간의 끝"))
        self._lay_out()
        self._show(self._habits)
        for box in (self.sound, self.notification, self.muted, self.quiet):
            box.toggled.connect(self._on_changed)
        for field in (self.begin, self.end):
            field.timeChanged.connect(self._on_changed)

    def show_habits(self, habits: Habits) -> None:
        """Show how it is."""
        if habits == self._habits:
            return  # an hour that is half typed stays under the cursor
        self._habits = habits
        self._show(habits)

    def _show(self, habits: Habits) -> None:
        blocked = [QSignalBlocker(child) for child in self.findChildren((QPushButton, QTimeEdit))]
        self.sound.setChecked(habits.sound)
        self.notification.setChecked(habits.notification)
        self.muted.setChecked(habits.muted)
        self.quiet.setChecked(habits.quiet.on)
        self.begin.setTime(_time_of(habits.quiet.begin))
        self.end.setTime(_time_of(habits.quiet.end))
        del blocked
        self._enable()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for box in (self.sound, self.notification, self.muted):
            first.addWidget(box)
        first.addStretch(1)
        for widget in (self.quiet, self.begin, QLabel("–", self), self.end):
            second.addWidget(widget)
        for line in (first, second):
            line.setSpacing(6)
        second.addStretch(1)
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lines.setContentsMargins(10, 6, 10, 6)
        self._lines.setSpacing(4)
        self._lines.addLayout(first)
        self._lines.addLayout(second, 1)

    def _switch(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setCheckable(True)
        button.setAutoDefault(False)
        return button

    def _time(self, name: str) -> QTimeEdit:
        field = QTimeEdit(self)
        field.setDisplayFormat("HH:mm")
        field.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
        field.setAccessibleName(name)
        field.setToolTip(name)
        field.setFixedWidth(58)
        return field

    def _enable(self) -> None:
        for field in (self.begin, self.end):
            field.setEnabled(self.quiet.isChecked())
        for widget in (self.sound, self.notification, self.quiet):
            widget.setEnabled(not self.muted.isChecked())

    def _on_changed(self) -> None:
        self._enable()
        self._habits = replace(
            self._habits,
            sound=self.sound.isChecked(),
            notification=self.notification.isChecked(),
            muted=self.muted.isChecked(),
            quiet=QuietHours(
                on=self.quiet.isChecked(), begin=_minute(self.begin.time()), end=_minute(self.end.time())
            ),
        )
        self.changed.emit(self._habits)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        self._lines.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._lines.setSpacing(14 if wide else 4)


def _time_of(minute: int) -> QTime:
    return QTime(minute // 60, minute % 60)


def _minute(time: QTime) -> int:
    return time.hour() * 60 + time.minute()

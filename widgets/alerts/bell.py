"""Tells what fired: a notice in the window, a sound, a desktop notification; as the trader wants it."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QApplication, QWidget

from app.alerts import Alert, AlertDesk, Direction, Fired, PriceCrosses, TooManyAlerts
from resources import SOUNDS
from widgets.alerts import words
from widgets.alerts.popup import Popup
from widgets.alerts.sound import Sounder
from widgets.notices import Notices

ALERT, FILL = SOUNDS / "alert.wav", SOUNDS / "fill.wav"


class Plays(Protocol):
    """What the bell needs of a sound player."""

    def play(self, file: Path) -> None: ...

    def close(self) -> None: ...


class Shows(Protocol):
    """What the bell needs of desktop notifications."""

    def show(self, title: str, text: str) -> None: ...

    def close(self) -> None: ...


class AlertBell(QObject):
    """Lives as long as the desk; begins to watch when it is made."""

    def __init__(
        self,
        desk: AlertDesk,
        notices: Notices,
        window: QWidget,
        *,
        sounder: Plays | None = None,
        popup: Shows | None = None,
        minute: Callable[[], int] | None = None,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._notices = notices
        self._window = window
        self._sounder: Plays = sounder or Sounder(self)
        self._popup: Shows = popup or self._own_popup()
        self._minute = minute or _minute_of_the_day
        desk.fired.connect(self._on_fired)
        desk.open()

    def add_alert_at(self, symbol: str, price: Decimal) -> Alert | None:
        """Wait for that price of a market, from whichever side it comes; None and a notice when it can't."""
        try:
            alert = self._desk.add(symbol, PriceCrosses(Direction.EITHER, price))
        except TooManyAlerts as error:
            self._notices.error(error.sentence)
            return None
        text = self.tr("알림을 추가했습니다: {0} {1}")
        self._notices.info(text.format(symbol, words.condition(alert.rule)))
        return alert

    def close(self) -> None:
        """Tell nothing any more; idempotent."""
        self._desk.fired.disconnect(self._on_fired)
        self._sounder.close()
        self._popup.close()

    def _own_popup(self) -> Popup:
        popup = Popup(self)
        popup.clicked.connect(self._on_popup_clicked)
        return popup

    def _on_fired(self, fired: Fired) -> None:
        text = words.notice(fired)
        if fired.fill is None:
            self._notices.warn(text)
        else:
            self._notices.info(text)
        habits = self._desk.habits
        if habits.is_silent(self._minute()):
            return
        if habits.sound:
            self._sounder.play(ALERT if fired.fill is None else FILL)
        # Who looks at the desk reads the notice in it.
        if habits.notification and QApplication.activeWindow() is None:
            title, _, rest = text.partition("\n")
            self._popup.show(title, rest)

    def _on_popup_clicked(self) -> None:
        window = self._window.window()
        if window is not None:
            window.show()
            window.raise_()
            window.activateWindow()


def _minute_of_the_day() -> int:
    now = time.localtime()  # quiet hours are the trader's own, wherever the exchange is
    return now.tm_hour * 60 + now.tm_min

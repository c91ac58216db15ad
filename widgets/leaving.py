"""Closing while an order is on its way: the window stays in sight for a moment, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtWidgets import QWidget

from widgets.notices import Notices

if TYPE_CHECKING:  # loaded after the first paint
    from widgets.actions import Actions

WAIT_MS = 3_000  # the end of the session takes one more at most; the whole less than five seconds


class Leaving(QObject):
    """Asked before the window closes; closes it by itself when the answer is there or the moment is over."""

    def __init__(self, window: QWidget, notices: Notices) -> None:
        super().__init__(window)
        self._window = window
        self._notices = notices
        self._actions: Actions | None = None  # what is being waited for

    def may_leave(self, actions: Actions | None) -> bool:
        """Whether to close now; a second wish to close is obeyed at once."""
        if actions is None or not actions.busy or self._actions is not None:
            return True
        self._actions = actions
        text = self.tr("보낸 주문의 답을 기다린 뒤 끝냅니다. 바로 끝내려면 다시 닫으세요.")
        self._notices.warn(text)
        actions.busy_changed.connect(self._on_busy)
        QTimer.singleShot(WAIT_MS, self._leave)
        return False

    def _on_busy(self, busy: bool) -> None:
        if not busy:
            self._leave()

    def _leave(self) -> None:
        if self._actions is not None and self._window.isVisible():
            self._window.close()

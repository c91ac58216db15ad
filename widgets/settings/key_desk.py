"""All about keys in one window: the corner of the status bar, the shortcut and the dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QKeySequence, QShortcut

from app.errors import HogaError
from widgets.settings.arm_dialog import ArmDialog
from widgets.settings.expiry import ExpiryWatch
from widgets.settings.key_actions import KeyActions
from widgets.settings.key_corner import KeyCorner
from widgets.settings.keys_dialog import KeysDialog

if TYPE_CHECKING:
    from app.private_side import PrivateSide
    from widgets.main_window import MainWindow


class KeyDesk(QObject):
    """Connects the session's private side with what the trader sees of it."""

    def __init__(self, side: PrivateSide, window: MainWindow) -> None:
        super().__init__(window)
        self._side = side
        self._window = window
        self._actions = KeyActions(side, self)
        self.dialog: KeysDialog | None = None
        self.question: ArmDialog | None = None
        self.corner = KeyCorner(side, window.status_bar)
        window.status_bar.add(self.corner)
        self._shortcut = QShortcut(QKeySequence("Ctrl+,"), window)
        self._shortcut.activated.connect(self.show_keys)
        self.expiry = ExpiryWatch(self)
        self.expiry.wanted.connect(self._actions.look_at_expiry)
        self.expiry.warned.connect(window.notices.warn)
        self.expiry.changed.connect(self._on_expiry)
        self._actions.days_known.connect(self._on_days)
        side.broker.ready_changed.connect(self._on_ready)
        self.corner.keys_wanted.connect(self.show_keys)
        self.corner.arming_wanted.connect(self._on_arming_wanted)
        side.changed.connect(self._on_changed)
        side.broker.armed_changed.connect(self._on_changed)
        side.broker.problem_changed.connect(self._on_problem)
        if side.trouble:
            window.notices.warn(side.trouble)

    def show_keys(self) -> None:
        """Open the dialog, or bring it to the front."""
        if self.dialog is None:
            self.dialog = KeysDialog(self._side, self._actions, self._window)
            self.dialog.finished.connect(self._on_dialog_finished)
            self.dialog.open()
        self.dialog.raise_()

    def close(self) -> None:
        """Hear nothing more and close the dialogs; idempotent."""
        self._side.changed.disconnect(self._on_changed)
        self._side.broker.armed_changed.disconnect(self._on_changed)
        self._side.broker.problem_changed.disconnect(self._on_problem)
        self._side.broker.ready_changed.disconnect(self._on_ready)
        self.expiry.stop()
        for dialog in (self.dialog, self.question):
            if dialog is not None:
                dialog.close()

    async def aclose(self) -> None:
        """After `close`: end what is under way."""
        await self._actions.aclose()

    def _on_dialog_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _on_arming_wanted(self, armed: bool) -> None:
        if not armed:
            self._side.broker.arm(False)
        elif self.question is None:
            self.question = ArmDialog(self._side.shown, self._window)
            self.question.accepted.connect(self._on_armed)
            self.question.finished.connect(self._on_question_finished)
            self.question.open()

    def _on_armed(self) -> None:
        # The key may have gone while the question stood there.
        if self._side.shown:
            self._side.broker.arm(True)

    def _on_question_finished(self) -> None:
        if self.question is not None:
            self.question.deleteLater()
            self.question = None

    def _on_changed(self, _value: object) -> None:
        self.corner.refresh()
        if self.question is not None and not self._side.broker.armed:
            self.question.reject()
        if self.dialog is not None:
            self.dialog.refresh()

    def _on_ready(self, ready: bool) -> None:
        # The first time that the exchange has told of the account; after an outage it does no harm.
        if ready:
            self._actions.look_at_expiry()

    def _on_days(self, days: int | None) -> None:
        self.expiry.tell(self._side.shown, days)

    def _on_expiry(self) -> None:
        self.corner.days = self.expiry.days
        self.corner.refresh()

    def _on_problem(self, _problem: HogaError | None) -> None:
        self.corner.refresh()

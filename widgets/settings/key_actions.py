"""Where the keys dialog starts work on keys: one thing at a time, and it can be cancelled."""

from __future__ import annotations

import logging
from collections.abc import Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, pyqtSignal

from app.errors import HogaError
from app.keys import Place
from app.tasks import TaskOwner
from app.upbit import Credentials

if TYPE_CHECKING:
    from app.private_side import PrivateSide

_log = logging.getLogger(__name__)


class KeyActions(QObject):
    """Tests, saves, unlocks and deletes as owned tasks; a failure becomes one sentence.

    Signals:
        found(Finding): a test has found something out
        done(str): "test", "save", "unlock" or "delete" has come to its end
        failed(str): it has not, one sentence
        busy_changed(bool): whether one of them is under way
        keyring_known(str): the name of the system's keyring, empty when there is none to use
        days_known(object): whole days until the key in use expires, None where nobody tells
    """

    found = pyqtSignal(object)
    done = pyqtSignal(str)
    failed = pyqtSignal(str)
    busy_changed = pyqtSignal(bool)
    keyring_known = pyqtSignal(str)
    days_known = pyqtSignal(object)

    def __init__(self, side: PrivateSide, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._owner = TaskOwner("key dialog", self._on_task_failure)
        self._closing = False
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._busy

    def test(self, credentials: Credentials | None) -> None:
        """Ask the exchange about a key; None: about the one in use."""
        self._start("test", self._side.test(credentials, self.found.emit))

    def save(self, credentials: Credentials, place: Place, passphrase: str) -> None:
        """Test the key, keep it, and use it."""
        self._start("save", self._side.save(credentials, place, passphrase, self.found.emit))

    def unlock(self, passphrase: str) -> None:
        """Open the encrypted file."""
        self._start("unlock", self._side.unlock(passphrase))

    def reload(self) -> None:
        """Read the keyring once more."""
        self._start("unlock", self._side.reload())

    def delete(self) -> None:
        """Forget the key."""
        self._start("delete", self._side.delete())

    def cancel(self) -> None:
        """Stop waiting for what is under way; a change that has begun is carried through all the same."""
        self._owner.cancel("job")
        self._be_busy(False)

    def probe(self) -> None:
        """Find out whether there is a keyring; `keyring_known` tells."""
        if not self._closing:
            self._owner.start("probe", self._probe())

    def look_at_expiry(self) -> None:
        """Find out how long the key in use still lasts; `days_known` tells, unless nobody could be asked."""
        if not self._closing:
            self._owner.start("expiry", self._look_at_expiry())

    async def aclose(self) -> None:
        """End everything; idempotent."""
        self._closing = True
        await self._owner.aclose()

    def _start(self, name: str, work: Coroutine[Any, Any, object]) -> None:
        if self._closing or self.busy:
            work.close()
            return
        task = self._owner.start("job", self._run(name, work))
        # One that is cancelled before its first step never gets to `work`.
        task.add_done_callback(partial(_close, work))
        self._be_busy(True)

    async def _run(self, name: str, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except HogaError as error:
            _log.info("%s: %s", name, error)
            self._be_busy(False)
            self.failed.emit(error.sentence)
        else:
            self._be_busy(False)
            self.done.emit(name)

    def _be_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)

    async def _look_at_expiry(self) -> None:
        try:
            self.days_known.emit(await self._side.days_left())
        except HogaError as error:
            _log.info("the key's expiry is not known: %s", error)

    async def _probe(self) -> None:
        try:
            name = await self._side.probe()
        except HogaError as error:
            _log.info("%s", error)
            name = ""
        self.keyring_known.emit(name)

    def _on_task_failure(self, _name: str, _error: BaseException) -> None:
        # TaskOwner has logged it.
        self._be_busy(False)
        self.failed.emit(self.tr("예상하지 못한 오류가 발생했습니다."))


def _close(work: Coroutine[Any, Any, object], _task: object) -> None:
    work.close()

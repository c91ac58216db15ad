"""The key in use and what hangs on it: REST client, private socket and broker change together, live."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from app.clock import Clock
from app.endpoints import Mode
from app.errors import KeysError
from app.keys import Finding, KeyReport, KeyStore, Place, check_key, days_left
from app.keys.memory import forbid_core_dumps
from app.language import Sentence
from app.locks import KernelLock
from app.logs import Redactor
from app.signals import Signal
from app.tasks import TaskOwner
from app.trading import Broker
from app.upbit import Credentials, NoCredentials, UpbitRest, sentence
from app.websocket_v6 import GlobalWebSocketManager

T = TypeVar("T")

_TAKEN = sentence("key_taken")
_REFUSED = Sentence(
    "키를 저장하지 않았습니다. ✕로 표시된 항목을 확인해 주세요.",
    "The key was not saved; see what is marked ✕.",
)
_LOCKED = Sentence(
    "저장된 API 키가 잠겨 있습니다. 암호를 입력해 주세요 (Ctrl+,).",
    "The saved API key is locked; enter its passphrase (Ctrl+,).",
)

_log = logging.getLogger(__name__)


class KeyTaken(KeysError):
    """Another running desk holds the lock of this key."""

    def __init__(self) -> None:
        super().__init__("the key is in use by another process", _TAKEN)


class KeyNotFit(KeysError):
    """The exchange does not take the key, or it may do more than it should; nothing was saved."""

    def __init__(self, report: KeyReport) -> None:
        super().__init__("the key did not pass its test", _REFUSED)
        self.report = report


class PrivateSide:
    """Tests, keeps, changes and forgets the API key of one session, and arms real orders.

    `is_fixed`: the key belongs to the desk's own demo exchange and can't be changed. `trouble`: what keeps a
    key that is there from being used, a sentence; empty if nothing does.
    Signals: changed(None): another key, none, or it was unlocked; complained(str): a sentence.
    """

    def __init__(
        self,
        store: KeyStore,
        rest: UpbitRest,
        manager: GlobalWebSocketManager,
        broker: Broker,
        redactor: Redactor,
        clock: Clock,
        *,
        is_fixed: bool = False,
        lock_dir: Path | None = None,
    ) -> None:
        self.is_fixed = is_fixed
        self.changed: Signal[None] = Signal("keys changed")
        self.complained: Signal[str] = Signal("keys complained")
        self._store = store
        self._rest = rest
        self._manager = manager
        self._broker = broker
        self._redactor = redactor
        self._clock = clock
        self._lock_dir = lock_dir
        self._lock: KernelLock | None = None
        self._turn = asyncio.Lock()
        self._tasks = TaskOwner("keys")
        self.trouble = ""
        if rest.credentials is not None:
            self._hide(rest.credentials)

    def __repr__(self) -> str:
        return f"<PrivateSide {self._store!r}>"

    @property
    def shown(self) -> str:
        """The last four of the access key in use, the only part of any key that is ever shown."""
        credentials = self._rest.credentials
        return credentials.access_key[-4:] if credentials is not None else ""

    @property
    def place(self) -> Place | None:
        """Where the key is kept."""
        return self._store.place

    @property
    def is_locked(self) -> bool:
        """A key is kept, and it has not been read yet."""
        return self._store.is_locked

    @property
    def needs_passphrase(self) -> bool:
        """The kept key waits for `unlock`."""
        return self._store.needs_passphrase

    @property
    def needs_arming(self) -> bool:
        """Real money: orders are off until the trader switches them on, in every session anew."""
        return self._rest.endpoints.mode is Mode.LIVE

    @property
    def broker(self) -> Broker:
        """Whose orders are armed."""
        return self._broker

    async def open(self) -> None:
        """Begin with the key that is there already, or with the kept one."""
        if self._rest.credentials is not None:
            if self.is_fixed or self._take_lock(self._rest.credentials):
                self._guard()
                await self._broker.start()
                return
            await self._use(None)
            self._complain_of_the_other()
            return
        self._explain()
        if self.needs_passphrase:
            self._complain(str(_LOCKED))
        elif self.is_locked:
            with contextlib.suppress(KeyTaken):
                await self.reload()

    async def probe(self) -> str:
        """The name of this system's keyring; KeyringUnavailable."""
        return await self._store.probe()

    async def test(self, credentials: Credentials | None, tell: Callable[[Finding], object]) -> KeyReport:
        """Ask the exchange what the key (None: the one in use) may do; each finding is told at once."""
        credentials = credentials or self._rest.credentials
        if credentials is None:
            raise NoCredentials
        self._hide(credentials)
        rest = self._rest.sibling(credentials)
        try:
            return await check_key(rest, self._clock.time_ms, tell)
        finally:
            await rest.close()

    async def days_left(self) -> int | None:
        """Whole days until the key in use expires; None where nobody tells. UpbitError."""
        credentials = self._rest.credentials
        if credentials is None or self.is_fixed:
            return None
        return days_left(await self._rest.api_keys(), credentials.access_key, self._clock.time_ms())

    async def save(
        self, credentials: Credentials, place: Place, passphrase: str, tell: Callable[[Finding], object]
    ) -> None:
        """Test the key, keep it and use it from now on; KeyNotFit, KeyTaken or another KeysError.

        May be cancelled during the test; what comes after is carried through.
        """
        report = await self.test(credentials, tell)
        if not report.may_be_saved:
            raise KeyNotFit(report)
        await self._to_the_end(self._keep(credentials, place, passphrase))

    async def unlock(self, passphrase: str) -> None:
        """Open the vault and use its key; VaultError, KeyTaken."""
        await self._to_the_end(self._unlock(passphrase))

    async def reload(self) -> None:
        """Try the keyring again."""
        await self._to_the_end(self._load())

    async def delete(self) -> None:
        """Forget the key and stop the private side."""
        await self._to_the_end(self._delete())

    async def aclose(self) -> None:
        """End what is under way and free the key for others; idempotent."""
        await self._tasks.aclose()
        if self._lock is not None:
            self._lock.release()

    async def _keep(self, credentials: Credentials, place: Place, passphrase: str) -> None:
        before = self._lock
        if not self._take_lock(credentials):
            raise KeyTaken
        try:
            await self._store.save(credentials, place, passphrase)
        except KeysError:
            self._swap_lock(before)
            raise
        if before is not None and before is not self._lock:
            before.release()
        await self._use(credentials)

    async def _unlock(self, passphrase: str) -> None:
        await self._begin_with(await self._store.unlock(passphrase))

    async def _load(self) -> None:
        try:
            credentials = await self._store.load()
        except KeysError as error:
            _log.warning("the kept key was not read: %s", error)
            self._complain(error.sentence)
            return
        if credentials is not None:
            await self._begin_with(credentials)

    async def _begin_with(self, credentials: Credentials) -> None:
        self._hide(credentials)
        if not self._take_lock(credentials):
            self._store.current = None
            self._complain_of_the_other()
            raise KeyTaken
        await self._use(credentials)

    async def _delete(self) -> None:
        try:
            await self._store.delete()
        finally:
            await self._use(None)
            self._swap_lock(None)

    async def _use(self, credentials: Credentials | None) -> None:
        """Everything that signs changes at once; another account's orders and balances are forgotten."""
        self.trouble = ""
        if credentials is None:
            self._explain()
        await self._broker.suspend()
        self._broker.arm(not self.needs_arming)
        self._rest.use(credentials)
        self._guard()
        await self._manager.initialize(endpoints=self._rest.endpoints, key_store=self._pair, environ={})
        await self._broker.start()
        self.changed.emit(None)

    def _complain(self, told: str) -> None:
        self.trouble = told
        self.complained.emit(told)
        self.changed.emit(None)

    def _complain_of_the_other(self) -> None:
        self._broker.explain_missing_key(NoCredentials("another process uses the key", "key_taken"))
        self._complain(str(_TAKEN))

    def _explain(self) -> None:
        """A key that is locked is not no key."""
        locked = NoCredentials("the kept key is locked", "key_locked")
        self._broker.explain_missing_key(locked if self.is_locked else NoCredentials())

    def _guard(self) -> None:
        if self._rest.credentials is not None and not self.is_fixed:
            forbid_core_dumps()

    def _pair(self) -> tuple[str, str] | None:
        credentials = self._rest.credentials
        return (credentials.access_key, credentials.secret_key) if credentials is not None else None

    async def _to_the_end(self, work: Coroutine[Any, Any, T]) -> T:
        """In a task of its own, one after the other: whoever waits may be cancelled, the change may not."""
        task = self._tasks.start(None, self._in_turn(work))
        result, error = await asyncio.shield(task)
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]

    async def _in_turn(self, work: Coroutine[Any, Any, T]) -> tuple[T | None, KeysError | None]:
        async with self._turn:
            try:
                return await work, None
            except KeysError as error:
                return None, error

    def _hide(self, credentials: Credentials) -> None:
        self._redactor.hide(credentials.access_key)
        self._redactor.hide(credentials.secret_key)

    def _take_lock(self, credentials: Credentials) -> bool:
        """The lock of this key at this exchange; the one held before is the caller's to release."""
        named = f"{self._rest.endpoints.rest} {credentials.access_key}"
        name = hashlib.sha256(named.encode()).hexdigest()[:32]
        if self._lock is not None and self._lock.name == name:
            return True
        try:
            lock = KernelLock(self._locks() / name)
            if not lock.acquire():
                return False
        except OSError as error:
            _log.warning("no lock for the key: %s", error)
            return True
        self._lock = lock
        return True

    def _swap_lock(self, lock: KernelLock | None) -> None:
        if self._lock is not None and self._lock is not lock:
            self._lock.release()
        self._lock = lock

    def _locks(self) -> Path:
        from platformdirs import user_data_path  # only where there is a key to lock

        # Not the desk's own directory: another desk with the same key has another one.
        directory = self._lock_dir or user_data_path("Hoga", appauthor=False) / "locks"
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        return directory

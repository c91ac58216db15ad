"""The journal of intents: a row is on the disk before its order may leave; SQLite in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from app.trading.errors import JournalError
from app.trading.orders import OrderIntent

T = TypeVar("T")

_log = logging.getLogger(__name__)
_MAX_EXPONENT = 40
_SMALLEST_PAGE = 512  # SQLite's; no database is smaller

_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS intents (
    identifier TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    market TEXT NOT NULL,
    side TEXT NOT NULL,
    ord_type TEXT NOT NULL,
    volume TEXT,
    price TEXT,
    time_in_force TEXT,
    outcome TEXT NOT NULL,
    uuid TEXT,
    reason TEXT NOT NULL DEFAULT '',
    settled_ms INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS unresolved ON intents (account) WHERE outcome = 'pending';
CREATE TABLE IF NOT EXISTS recalls (identifier TEXT PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS bans (scope TEXT PRIMARY KEY, until_ms INTEGER NOT NULL) STRICT;
"""
_UNRESOLVED = (("intents", 13, "WHERE outcome = 'pending'"), ("recalls", 1, ""), ("bans", 2, ""))
_COLUMNS = "identifier, account, created_ms, market, side, ord_type, volume, price, time_in_force"


class Outcome(StrEnum):
    """What became of an intent; pending until the exchange has said so."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOT_SENT = "not_sent"
    NOT_RECEIVED = "not_received"


@dataclass(frozen=True, slots=True)
class Entry:
    """One intent as written: `account` names the key and the exchange without telling the key."""

    identifier: str
    account: str
    created_ms: int
    intent: OrderIntent


class Journal:
    """Records intents and their outcomes; every method raises JournalError when the disk does not.

    A damaged file is moved aside (`damaged` names where to) and a new one begun. One that was deleted or
    replaced under the open journal is written anew with all that is still unresolved.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.damaged: Path | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._db: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._closed = False

    def __repr__(self) -> str:
        return f"<Journal {self.path.name} {'open' if self._db else 'closed'}>"

    async def open(self) -> None:
        """Open or create the file; idempotent. The other calls do it too when they have to."""
        await self._run(self._open)

    async def probe(self) -> None:
        """Write something harmless: raises JournalError as long as rows can't be written."""
        await self._run(lambda: self._execute(f"PRAGMA user_version = {_SCHEMA_VERSION}", ()))

    async def close(self) -> None:
        """Write everything back and end the thread; idempotent."""
        if self._closed:
            return
        self._closed = True
        await self._run(self._close)
        self._thread.shutdown(wait=False)

    async def intend(self, entry: Entry) -> None:
        """Returns when the row is on the disk."""
        await self._run(lambda: self._insert(entry))

    async def settle(
        self, identifier: str, outcome: Outcome, time_ms: int, *, uuid: str | None = None, reason: str = ""
    ) -> None:
        """Note what became of an intent."""
        values = (outcome.value, uuid, reason, time_ms, identifier)
        sql = "UPDATE intents SET outcome = ?, uuid = ?, reason = ?, settled_ms = ? WHERE identifier = ?"
        await self._run(lambda: self._execute(sql, values))

    async def unresolved(self, account: str) -> list[Entry]:
        """The account's intents of which it is not known what became of them, oldest first."""
        sql = f"SELECT {_COLUMNS} FROM intents WHERE account = ? AND outcome = 'pending' ORDER BY created_ms"
        return await self._run(lambda: [_entry(row) for row in self._execute(sql, (account,))])

    async def outcome(self, identifier: str) -> Outcome | None:
        """What became of an intent; None when there is no such row."""
        sql = "SELECT outcome FROM intents WHERE identifier = ?"
        return await self._run(
            lambda: next((Outcome(str(row[0])) for row in self._execute(sql, (identifier,))), None)
        )

    async def keep_recalls(self, identifiers: Iterable[str]) -> None:
        """Remember that these are to be cancelled as soon as the exchange shows them."""
        rows = [(identifier,) for identifier in identifiers]
        await self._run(lambda: self._execute_each("INSERT OR IGNORE INTO recalls VALUES (?)", rows))

    async def drop_recalls(self, identifiers: Iterable[str]) -> None:
        """Nothing of these rests any more."""
        rows = [(identifier,) for identifier in identifiers]
        await self._run(lambda: self._execute_each("DELETE FROM recalls WHERE identifier = ?", rows))

    async def recalls(self, account: str) -> list[str]:
        """The account's intents that are to be cancelled as soon as the exchange shows them."""
        sql = "SELECT identifier FROM recalls JOIN intents USING (identifier) WHERE account = ?"
        return await self._run(lambda: [str(row[0]) for row in self._execute(sql, (account,))])

    async def keep_ban(self, scope: str, until_ms: int) -> None:
        """Remember a block of the exchange for the next start."""
        sql = "INSERT OR REPLACE INTO bans (scope, until_ms) VALUES (?, ?)"
        await self._run(lambda: self._execute(sql, (scope, until_ms)))

    async def bans(self) -> dict[str, int]:
        """The remembered blocks: scope to end, ms UTC; also those that are over."""
        sql = "SELECT scope, until_ms FROM bans"
        return await self._run(
            lambda: {str(scope): int(str(until)) for scope, until in self._execute(sql, ())}
        )

    async def _run(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except (sqlite3.Error, OSError, RuntimeError, ValueError, ArithmeticError) as error:
            raise JournalError(f"{self.path.name}: {error}") from error

    def _open(self) -> sqlite3.Connection:
        if self._db is not None and _identity(self.path) == self._file:
            return self._db
        kept = self._leave_lost()
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _is_gutted(self.path):
            self.damaged = _move_aside(self.path)
        try:
            self._db = _connect(self.path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise  # locked, unwritable or full: the file itself may be whole
            self.damaged = _move_aside(self.path)
            self._db = _connect(self.path)
        with self._db:
            for sql, rows in kept.items():
                self._db.executemany(sql, rows)
        self._file = _identity(self.path)
        return self._db

    def _leave_lost(self) -> dict[str, list[tuple[object, ...]]]:
        """What has to be in the new file of one that is gone: SQLite would go on writing into nothing."""
        db, self._db = self._db, None
        if db is None:
            return {}
        _log.error("%s was deleted or replaced; it is written anew", self.path.name)
        try:
            return {
                f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * columns)})": db.execute(
                    f"SELECT * FROM {table} {condition}"
                ).fetchall()
                for table, columns, condition in _UNRESOLVED
            }
        except sqlite3.Error as error:
            _log.error("its rows are lost: %s", error)
            return {}
        finally:
            db.close()  # before the new one is opened: closing deletes the log that has the file's name

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def _insert(self, entry: Entry) -> None:
        intent = entry.intent
        values = (
            entry.identifier,
            entry.account,
            entry.created_ms,
            intent.market,
            intent.side,
            intent.ord_type,
            None if intent.volume is None else str(intent.volume),
            None if intent.price is None else str(intent.price),
            intent.time_in_force,
            Outcome.PENDING.value,
        )
        self._execute(
            f"INSERT INTO intents ({_COLUMNS}, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values
        )

    def _execute(self, sql: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        db = self._open()
        # `with` commits; under synchronous=FULL that means: on the disk.
        with db:
            return db.execute(sql, values).fetchall()

    def _execute_each(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        db = self._open()
        with db:
            db.executemany(sql, rows)


def _connect(path: Path) -> sqlite3.Connection:
    # Made by us first, so that nobody else may read it in the moment before a chmod.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    db = sqlite3.connect(path, check_same_thread=False, timeout=2.0)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        if db.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("quick_check found damage")
        if db.execute("PRAGMA user_version").fetchone()[0] > _SCHEMA_VERSION:
            raise sqlite3.OperationalError("written by a newer version of Hoga")
        db.executescript(_SCHEMA)
        db.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
        db.commit()
    except BaseException:
        db.close()
        raise
    return db


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file that is, whatever its name."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_gutted(path: Path) -> bool:
    """Nothing is left of the file: SQLite would begin a new one without a word, and delete the old log."""
    if path.exists():
        return path.stat().st_size < _SMALLEST_PAGE
    return path.with_name(f"{path.name}-wal").exists()


def _move_aside(path: Path) -> Path:
    target = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(target.with_name(target.name + suffix))
    return target


def _amount(kept: object) -> Decimal | None:
    """The amount as written; None also for one of no sense: its order is found by the identifier anyway."""
    if kept is None:
        return None
    try:
        amount = Decimal(str(kept))
    except ArithmeticError:
        amount = Decimal("NaN")
    if amount.is_finite() and abs(amount.adjusted()) <= _MAX_EXPONENT:
        return amount
    _log.error("an amount in the journal is none: %.40r", kept)
    return None


def _entry(row: tuple[object, ...]) -> Entry:
    identifier, account, created, market, side, ord_type, volume, price, tif = row
    intent = OrderIntent(
        market=str(market),
        side=str(side),
        ord_type=str(ord_type),
        volume=_amount(volume),
        price=_amount(price),
        time_in_force=None if tif is None else str(tif),
    )
    return Entry(str(identifier), str(account), int(str(created)), intent)

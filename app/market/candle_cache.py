"""Closed candles on the disk, so that scrolling back asks the exchange for no page twice; SQLite in a thread.

Only what the exchange itself has answered is kept, with the stretch of time that its answer covered: where
nothing was asked, nothing is claimed, and where nobody traded there is no candle. Every row carries a
checksum; a file that is damaged in any way is moved aside and begun anew, and the chart asks the exchange.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sqlite3
import struct
import time
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from app.endpoints import Endpoints, Mode
from app.market.candles import Candle, Interval

T = TypeVar("T")

FILE = "candles.db"
PAGE = 200
# A candle is closed when its exchange has traded on for so long after its end: late trades are in it.
SETTLED_MS = 10_000
_MOST_PAGES = 512 * 1024 * 1024 // 4096  # of the file; a full cache is read, and grows no more
_CHECKED = 64 * 1024 * 1024  # bytes up to which the whole file is looked through at the start
_MOST_FAILURES = 3
_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS series (
    id INTEGER PRIMARY KEY,
    exchange TEXT NOT NULL,
    market TEXT NOT NULL,
    interval TEXT NOT NULL,
    UNIQUE (exchange, market, interval)
) STRICT;
CREATE TABLE IF NOT EXISTS candles (
    series INTEGER NOT NULL,
    start_ms INTEGER NOT NULL,
    open REAL NOT NULL,
    high REAL NOT NULL,
    low REAL NOT NULL,
    close REAL NOT NULL,
    volume REAL NOT NULL,
    stamp INTEGER NOT NULL,
    sum INTEGER NOT NULL,
    PRIMARY KEY (series, start_ms)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spans (
    series INTEGER NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    sum INTEGER NOT NULL,
    PRIMARY KEY (series, from_ms)
) STRICT, WITHOUT ROWID;
"""
_ROW = struct.Struct("<qq5dq")

_log = logging.getLogger(__name__)


def cache_of(endpoints: Endpoints, directory: Path) -> CandleCache | None:
    """The cache for an exchange; None for a local one, whose past is another one with every run."""
    if endpoints.mode is not Mode.LIVE:
        return None
    return CandleCache(directory / FILE, endpoints.rest)


class CandleCache:
    """The candles of one exchange. `moved_aside`: where a damaged file went to.

    Nothing here raises for a file that can't be used: it is logged, and the answer is "not known".
    """

    def __init__(self, path: Path, exchange: str) -> None:
        self.path = path
        self.moved_aside: Path | None = None
        self._exchange = exchange
        self._executor: ThreadPoolExecutor | None = None
        self._db: sqlite3.Connection | None = None
        self._failures = 0
        self._known: dict[tuple[str, Interval], int] = {}  # the newest tick that was heard of, ms
        self._closed = False

    def __repr__(self) -> str:
        return f"<CandleCache {self.path.name} exchange={self._exchange} failures={self._failures}>"

    async def page(self, market: str, interval: Interval, before_ms: int) -> tuple[Candle, ...] | None:
        """Up to PAGE candles that start before a time, newest first; None when they are not all known.

        Empty: the exchange has nothing older.
        """
        return await self._run(lambda: self._read(market, interval, before_ms))

    async def keep(
        self, market: str, interval: Interval, before_ms: int | None, candles: Sequence[Candle]
    ) -> None:
        """Keep what is closed of an answer of the exchange, newest first, to `before_ms` (None: newest)."""
        stamp = max((candle.stamp for candle in candles), default=0)
        known = self._known[market, interval] = max(self._known.get((market, interval), 0), stamp)
        closed = [one for one in candles if _end(interval, one) + SETTLED_MS <= known]
        span = _span(interval, before_ms, candles, closed, known)
        if span is not None:
            await self._run(lambda: self._write(market, interval, closed, *span))

    async def aclose(self) -> None:
        """Let what is being written come to its end, and close the file; idempotent."""
        if self._executor is not None:
            await self._run(self._close)
            self._executor.shutdown(wait=False)
            self._executor = None
        self._closed = True

    async def _run(self, work: Callable[[], T]) -> T | None:
        if self._closed or self._failures >= _MOST_FAILURES:
            return None
        if self._executor is None:
            self._executor = ThreadPoolExecutor(1, "candle cache")
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._guarded, work)

    # in the thread

    def _guarded(self, work: Callable[[], T]) -> T | None:
        try:
            return work()
        except sqlite3.OperationalError as error:  # locked, full, not readable: not the file's contents
            self._failures += 1
            _log.warning("candle cache %s: %s", self.path, error)
        # Names in a damaged file need not even be text.
        except (sqlite3.DatabaseError, OSError, OverflowError, ValueError, TypeError) as error:
            self._failures += 1
            _log.warning("candle cache %s is damaged: %s", self.path, error)
            self._begin_anew()
        return None

    def _begin_anew(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._close()
        self._db = None
        try:
            self.moved_aside = _move_aside(self.path)
        except OSError as error:
            self._failures = _MOST_FAILURES
            _log.warning("the damaged candle cache can't be moved aside: %s", error)

    def _open(self) -> sqlite3.Connection:
        if self._db is None:
            self._db = _connect(self.path)
        return self._db

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def _series(self, db: sqlite3.Connection, market: str, interval: Interval, *, make: bool) -> int | None:
        names = (self._exchange, market, interval.value)
        if make:
            db.execute("INSERT OR IGNORE INTO series (exchange, market, interval) VALUES (?, ?, ?)", names)
        found = db.execute(
            "SELECT id FROM series WHERE exchange = ? AND market = ? AND interval = ?", names
        ).fetchone()
        return None if found is None else int(found[0])

    def _read(self, market: str, interval: Interval, before_ms: int) -> tuple[Candle, ...] | None:
        db = self._open()
        series = self._series(db, market, interval, make=False)
        span = db.execute(
            "SELECT from_ms, to_ms, sum FROM spans WHERE series = ? AND from_ms < ? AND to_ms >= ?",
            (series, before_ms, before_ms),
        ).fetchone()
        if series is None or span is None:
            return None
        _check_span(series, span)
        rows = db.execute(
            "SELECT start_ms, open, high, low, close, volume, stamp, sum FROM candles"
            " WHERE series = ? AND start_ms < ? AND start_ms >= ? ORDER BY start_ms DESC LIMIT ?",
            (series, before_ms, span[0], PAGE),
        ).fetchall()
        if any(row[-1] != _sum(series, row[:-1]) for row in rows):
            raise sqlite3.DatabaseError("a row is not what was written")
        # Only a stretch that begins with time itself may be empty: there the market is no older.
        return tuple(Candle(*row[:-1]) for row in rows) if rows or span[0] == 0 else None

    def _write(
        self, market: str, interval: Interval, candles: Sequence[Candle], from_ms: int, to_ms: int
    ) -> None:
        db = self._open()
        with db:  # all of it or nothing
            db.execute("BEGIN IMMEDIATE")
            series = self._series(db, market, interval, make=True)
            assert series is not None
            rows = [_row(candle) for candle in candles]
            db.executemany(
                "INSERT OR REPLACE INTO candles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(series, *row, _sum(series, row)) for row in rows],
            )
            touching = "series = ? AND from_ms <= ? AND to_ms >= ?"
            reach = (series, to_ms, from_ms)
            for span in db.execute(f"SELECT from_ms, to_ms, sum FROM spans WHERE {touching}", reach):
                _check_span(series, span)
                from_ms, to_ms = min(span[0], from_ms), max(span[1], to_ms)
            db.execute(f"DELETE FROM spans WHERE {touching}", reach)
            db.execute(
                "INSERT INTO spans VALUES (?, ?, ?, ?)",
                (series, from_ms, to_ms, _span_sum(series, from_ms, to_ms)),
            )


def _span(
    interval: Interval,
    before_ms: int | None,
    candles: Sequence[Candle],
    closed: Sequence[Candle],
    known_ms: int,
) -> tuple[int, int] | None:
    """The stretch of time of which an answer tells all closed candles; None when there is none."""
    settled = before_ms is not None and before_ms + SETTLED_MS <= known_ms
    if not candles:
        return (0, before_ms) if settled and before_ms else None
    if not closed:
        return None
    whole = settled and before_ms is not None and len(closed) == len(candles)
    return closed[-1].start_ms, before_ms if whole and before_ms else _end(interval, closed[0])


def _end(interval: Interval, candle: Candle) -> int:
    return interval.start_ms(interval.bucket(candle.start_ms) + 1)


def _row(candle: Candle) -> tuple[int, float, float, float, float, float, int]:
    one = candle
    return one.start_ms, one.open, one.high, one.low, one.close, one.volume, one.stamp


def _sum(series: int, row: tuple[int, float, float, float, float, float, int]) -> int:
    try:
        return zlib.crc32(_ROW.pack(series, *row))
    except struct.error as error:
        raise sqlite3.DatabaseError(f"a row holds no candle: {error}") from error


def _span_sum(series: int, from_ms: int, to_ms: int) -> int:
    return zlib.crc32(f"{series} {from_ms} {to_ms}".encode())


def _check_span(series: int, span: tuple[int, int, int]) -> None:
    if span[2] != _span_sum(series, span[0], span[1]):
        raise sqlite3.DatabaseError("a stretch is not what was written")


def _connect(path: Path) -> sqlite3.Connection:
    # Made by us first, so that nobody else may read it in the moment before a chmod.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    db = sqlite3.connect(path, isolation_level=None, timeout=2.0)
    try:
        if db.execute("PRAGMA user_version").fetchone()[0] > _SCHEMA_VERSION:
            raise sqlite3.OperationalError("written by a newer version of Hoga")
        small = path.stat().st_size <= _CHECKED
        if small and db.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("quick_check found damage")
        db.execute("PRAGMA journal_mode = WAL")
        # A power cut may lose the newest pages, never mix them: they are asked for again.
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA max_page_count = {_MOST_PAGES}")
        db.executescript(_SCHEMA)
        db.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
    except BaseException:
        db.close()
        raise
    return db


def _move_aside(path: Path) -> Path | None:
    """Move a damaged file, with what belongs to it, out of the way; the name of the moved one."""
    target = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
    for suffix in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()
    with contextlib.suppress(FileNotFoundError):
        path.replace(target)
        return target
    return None

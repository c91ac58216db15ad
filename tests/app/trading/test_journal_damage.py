"""No cut, full disk or kill at any write point makes the journal unreadable, or forget in silence."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.trading.journal import Entry, Journal, Outcome
from app.trading.orders import OrderIntent

if sys.platform == "win32":
    pytest.skip("POSIX processes and limits", allow_module_level=True)

INTENT = OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.00001234"), Decimal(158_000_000))
ROWS = 150
START_SECONDS = 2.0
FEW = 40
ALL = pytest.param(800, marks=[pytest.mark.long, pytest.mark.timeout(900)])


def entry(number: int) -> Entry:
    return Entry(f"hoga-{number:06}", "demo:a", number, INTENT)


def rows_of(path: Path) -> tuple[list[str], Path | None]:
    """What the next start finds, in time, and the damaged file it told of, if any."""
    journal, began = Journal(path), time.monotonic()
    try:
        found = journal._execute("SELECT identifier FROM intents ORDER BY identifier", ())
        assert time.monotonic() - began < START_SECONDS
        journal._execute("DELETE FROM intents WHERE identifier = 'none'", ())  # it can be written
        return [str(row[0]) for row in found], journal.damaged
    finally:
        journal._close()
        journal._thread.shutdown(wait=False)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the files of a desk that crashed: old rows in the file, new ones in the log."""
    directory = tmp_path_factory.mktemp("journal")
    journal = Journal(directory / "journal.db")
    for number in range(ROWS):
        journal._insert(entry(number))
        if number == ROWS // 2:
            journal._execute("PRAGMA wal_checkpoint(TRUNCATE)", ())
    crashed = directory / "crashed"
    crashed.mkdir()
    for name in ("journal.db", "journal.db-wal"):
        shutil.copy(directory / name, crashed / name)
    journal._close()
    journal._thread.shutdown(wait=False)
    return crashed


def cut_copies(written: Path, directory: Path, name: str, count: int) -> Iterator[Path]:
    """The same files, one of them cut at so many places, its ends and the pages' edges among them."""
    size = (written / name).stat().st_size
    places = {0, 1, size - 1, *range(0, size, 4096), *range(0, size, max(size // count, 1))}
    for place in sorted(places):
        copy = directory / str(place)
        shutil.copytree(written, copy)
        os.truncate(copy / name, place)
        yield copy / "journal.db"
        shutil.rmtree(copy)


@pytest.mark.parametrize("count", [FEW, ALL])
def test_a_file_that_was_cut_is_told_of_and_kept(written: Path, tmp_path: Path, count: int) -> None:
    for path in cut_copies(written, tmp_path, "journal.db", count):
        rows, damaged = rows_of(path)
        assert damaged is not None or len(rows) == ROWS, path
        assert damaged is None or damaged.exists()


def test_a_log_without_its_file_is_told_of_and_kept(written: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(written, tmp_path / "copy")
    (copy / "journal.db").unlink()
    rows, damaged = rows_of(copy / "journal.db")
    assert rows == [] and damaged is not None
    kept = damaged.with_name(f"{damaged.name}-wal")
    assert kept.read_bytes() == (written / "journal.db-wal").read_bytes()


@pytest.mark.parametrize("count", [FEW, ALL])
def test_a_log_that_was_cut_loses_its_end_alone(written: Path, tmp_path: Path, count: int) -> None:
    for path in cut_copies(written, tmp_path, "journal.db-wal", count):
        rows, damaged = rows_of(path)
        assert damaged is None, path
        assert rows == [entry(number).identifier for number in range(len(rows))]
        assert len(rows) > ROWS // 2


def in_child(work: Callable[[int], None], stop: Callable[[int, int], None]) -> int:
    """Let a forked process write rows and tell of each; how many it told of before its end."""
    listen, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(listen)
            work(tell)
        finally:
            os._exit(0)
    os.close(tell)
    stop(child, listen)
    with os.fdopen(listen, "rb") as told:
        acknowledged = len(told.read())
    os.waitpid(child, 0)
    return acknowledged


def write_rows(path: Path, first: int, tell: int) -> None:
    journal = Journal(path)
    for number in range(first, first + 400):
        try:
            journal._insert(entry(number))
        except (sqlite3.Error, OSError):
            return
        os.write(tell, b".")


@pytest.mark.parametrize("count", [FEW, ALL])
def test_rows_that_were_written_before_the_disk_was_full_are_there(tmp_path: Path, count: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for turn in range(count):
        path, limit = tmp_path / str(turn) / "journal.db", turn * 120_000 // count

        def work(tell: int, path: Path = path, limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            write_rows(path, 0, tell)

        acknowledged = in_child(work, lambda _child, _listen: None)
        rows, damaged = rows_of(path)
        assert len(rows) >= acknowledged
        assert damaged is None or not acknowledged
        shutil.rmtree(path.parent)


@pytest.mark.parametrize("count", [FEW, ALL])
def test_rows_that_were_written_before_a_kill_are_there(tmp_path: Path, count: int) -> None:
    chance, path, before = random.Random(3), tmp_path / "journal.db", 0

    def kill(child: int, _listen: int) -> None:
        time.sleep(chance.uniform(0.0, 0.02))
        os.kill(child, signal.SIGKILL)

    for turn in range(count):

        def work(tell: int, turn: int = turn) -> None:
            write_rows(path, 1_000 * turn, tell)

        acknowledged = in_child(work, kill)
        rows, damaged = rows_of(path)
        mine = [row for row in rows if 1_000 * turn <= int(row[5:]) < 1_000 * (turn + 1)]
        assert damaged is None or (not acknowledged and not before)
        assert len(mine) >= acknowledged
        assert len(rows) >= before
        before = len(rows)
        if turn % 50 == 49:
            path.unlink()
            before = 0


def copied(path: Path) -> Path:
    """The journal's files as they are at this moment, under another roof."""
    copy = path.parent / "copy"
    copy.mkdir()
    for file in path.parent.glob(f"{path.name}*"):
        shutil.copy(file, copy / file.name)
    return copy / path.name


async def reread(path: Path) -> tuple[list[str], list[str], dict[str, int]]:
    """The unresolved intents, the recalls and the blocks that the next run finds."""
    journal = Journal(path)
    try:
        intents = [entry.identifier for entry in await journal.unresolved("live:me")]
        return intents, await journal.recalls("live:me"), await journal.bans()
    finally:
        await journal.close()


@pytest.mark.parametrize("suffixes", [("",), ("", "-wal"), ("", "-wal", "-shm")])
@pytest.mark.parametrize("replaced", [False, True])
async def test_a_file_that_is_deleted_under_the_desk_is_written_anew(
    tmp_path: Path, suffixes: tuple[str, ...], replaced: bool
) -> None:
    """Rows went into the deleted file: orders left whose intents no later run could find."""
    path = tmp_path / "journal.db"
    journal = Journal(path)
    await journal.intend(Entry("before", "live:me", 1, INTENT))
    await journal.intend(Entry("done", "live:me", 1, INTENT))
    await journal.settle("done", Outcome.ACCEPTED, 2)
    await journal.keep_recalls(["before"])
    await journal.keep_ban("exchange", 99)
    for suffix in suffixes:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    if replaced:
        other = Journal(tmp_path / "backup.db")
        await other.intend(Entry("restored", "live:me", 0, INTENT))
        await other.close()
        other.path.replace(path)
    await journal.intend(Entry("after", "live:me", 3, INTENT))
    # As a crash leaves it: the open journal is not closed before it is read.
    intents, recalls, bans = await reread(copied(path))
    # What the restored file holds is lost where the log of the other one is left beside it; that is SQLite.
    assert [name for name in intents if name != "restored"] == ["before", "after"]
    assert (recalls, bans) == (["before"], {"exchange": 99})
    await journal.close()

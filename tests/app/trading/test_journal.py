"""Intents on the disk: there before the order leaves, there after any end."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.trading.errors import JournalError
from app.trading.journal import Entry, Journal, Outcome
from app.trading.orders import OrderIntent

INTENT = OrderIntent(
    "KRW-BTC", "bid", "limit", Decimal("0.00001234"), Decimal("158000000"), time_in_force="post_only"
)
ENTRY = Entry("hoga-1", "demo:abc", 1_000, INTENT)


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    journal = Journal(tmp_path / "data" / "journal.db")
    yield journal
    await journal.close()


async def test_an_intent_is_read_back_digit_by_digit(journal: Journal) -> None:
    twenty = replace(INTENT, volume=Decimal("12345678901.12345678"), price=None, time_in_force=None)
    await journal.intend(ENTRY)
    await journal.intend(Entry("hoga-2", "demo:abc", 2_000, twenty))
    first, second = await journal.unresolved("demo:abc")
    assert first == ENTRY
    assert str(first.intent.volume) == "0.00001234"
    assert str(second.intent.volume) == "12345678901.12345678"


async def test_only_what_is_unresolved_of_that_account_is_given(journal: Journal) -> None:
    await journal.intend(ENTRY)
    await journal.intend(replace(ENTRY, identifier="hoga-2"))
    await journal.intend(replace(ENTRY, identifier="hoga-3", account="live:abc"))
    await journal.settle("hoga-1", Outcome.ACCEPTED, 5, uuid="u")
    assert [entry.identifier for entry in await journal.unresolved("demo:abc")] == ["hoga-2"]
    assert await journal.outcome("hoga-1") is Outcome.ACCEPTED
    assert await journal.outcome("hoga-9") is None


def write(path: Path, sql: str, *values: object) -> None:
    db = sqlite3.connect(path)
    with db:
        db.execute(sql, values)
    db.close()


@pytest.mark.parametrize("amount", ["1,5", "", "NaN", "-Infinity", "1e99999999999999999999"])
async def test_an_amount_that_is_none_is_left_out_and_the_row_is_not(journal: Journal, amount: str) -> None:
    await journal.intend(ENTRY)
    await journal.intend(replace(ENTRY, identifier="hoga-2"))
    write(
        journal.path, "UPDATE intents SET volume = ?, price = ? WHERE identifier = 'hoga-1'", amount, amount
    )
    strange, whole = await journal.unresolved("demo:abc")
    assert strange == replace(ENTRY, intent=replace(INTENT, volume=None, price=None))
    assert whole.intent == INTENT


async def test_an_outcome_of_another_version_is_a_journal_error(journal: Journal) -> None:
    await journal.intend(ENTRY)
    write(journal.path, "UPDATE intents SET outcome = 'strange'")
    with pytest.raises(JournalError):
        await journal.outcome("hoga-1")


async def test_an_identifier_is_never_written_twice(journal: Journal) -> None:
    await journal.intend(ENTRY)
    with pytest.raises(JournalError):
        await journal.intend(ENTRY)


async def test_bans_are_kept(journal: Journal) -> None:
    await journal.keep_ban("exchange", 5)
    await journal.keep_ban("exchange", 9)
    assert await journal.bans() == {"exchange": 9}


async def test_the_file_is_the_users_alone_and_survives_reopening(journal: Journal) -> None:
    await journal.open()
    await journal.intend(ENTRY)
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(journal.path.parent.stat().st_mode) == 0o700
    await journal.close()
    again = Journal(journal.path)
    assert await again.unresolved("demo:abc") == [ENTRY]
    assert again.damaged is None
    await again.close()


async def test_rows_are_committed_with_full_sync(journal: Journal) -> None:
    await journal.intend(ENTRY)
    # A second connection sees only what is committed.
    other = sqlite3.connect(journal.path)
    assert other.execute("SELECT count(*) FROM intents").fetchone() == (1,)
    assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    other.close()
    assert journal._db is not None
    synchronous = await journal._run(lambda: journal._execute("PRAGMA synchronous", ()))
    assert synchronous == [(2,)]


@pytest.mark.parametrize("garbage", [b"not a database at all, but long enough to be read" * 50, b"\0" * 5000])
async def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(tmp_path: Path, garbage: bytes) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(garbage)
    journal = Journal(path)
    await journal.intend(ENTRY)
    assert journal.damaged is not None
    assert journal.damaged.read_bytes() == garbage
    assert await journal.unresolved("demo:abc") == [ENTRY]
    await journal.close()


async def test_damage_inside_the_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    journal = Journal(path)
    for number in range(200):
        await journal.intend(replace(ENTRY, identifier=f"hoga-{number}"))
    await journal.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * len(content[4096:])
    path.write_bytes(content)
    again = Journal(path)
    await again.open()
    assert again.damaged is not None
    await again.close()


async def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    journal = Journal(path)
    with pytest.raises(JournalError, match="newer version"):
        await journal.open()
    assert journal.damaged is None
    await journal.close()


async def test_a_place_that_cannot_be_written_raises_and_recovers(tmp_path: Path) -> None:
    blocked = tmp_path / "data"
    blocked.write_text("a file where the directory should be")
    journal = Journal(blocked / "journal.db")
    with pytest.raises(JournalError) as caught:
        await journal.intend(ENTRY)
    assert "저장" in caught.value.sentence
    with pytest.raises(JournalError):
        await journal.probe()
    blocked.unlink()
    await journal.probe()
    await journal.intend(ENTRY)
    await journal.close()


async def test_a_closed_journal_refuses_and_closing_twice_is_fine(journal: Journal) -> None:
    await journal.close()
    await journal.close()
    with pytest.raises(JournalError):
        await journal.intend(ENTRY)


CHILD = """
import asyncio, os, sys
from pathlib import Path
from app.trading.journal import Entry, Journal
from app.trading.orders import OrderIntent
async def main():
    journal = Journal(Path(sys.argv[1]))
    for number in range(10_000):
        await journal.intend(Entry(f"hoga-{number}", "a", number, OrderIntent("KRW-BTC", "bid", "price")))
        os.write(1, f"{number}\\n".encode())
asyncio.run(main())
"""


def test_every_row_that_was_promised_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    promised = -1
    for _ in range(40):
        promised = int(child.stdout.readline())
    os.kill(child.pid, signal.SIGKILL)
    rest = child.stdout.read().split()
    child.stdout.close()
    child.wait()
    promised = max([promised, *(int(line) for line in rest)])
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)
    (written,) = db.execute("SELECT count(*) FROM intents").fetchone()
    db.close()
    assert written >= promised + 1

"""An exchange for a desk starts whatever its state file is like, and says what became of it."""

import json
import sqlite3
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.exchange.beginning import DAMAGED, IN_USE, KEPT, UNUSABLE, set_aside, start_anyhow
from app.exchange.config import ExchangeConfig
from app.exchange.engine import OrderRequest
from app.exchange.server import ExchangeServer
from app.exchange.state import State

NOW = datetime(2026, 11, 21, 12, 0, 7, tzinfo=UTC)
BID = OrderRequest("KRW-BTC", "bid", "limit", Decimal("0.001"), Decimal(20_000_000))


def config(path: Path) -> ExchangeConfig:
    return ExchangeConfig(state=path, markets=3, moving=False)


async def lived(path: Path) -> list[str]:
    """Place one order in an exchange on that file; all orders it knew at its end."""
    server, _, _ = await start_anyhow(config(path), NOW)
    engine = server.venue.engine
    engine.place("demo", BID, 0)
    server.flow.publish(0)
    known = [order.uuid for order in engine.orders("demo")]
    await server.stop()
    return known


def names_in(directory: Path) -> list[str]:
    return sorted(each.name for each in directory.iterdir())


async def verdict(path: Path) -> tuple[str, list[str]]:
    """What became of the file, and the orders that are known."""
    server, _, state = await start_anyhow(config(path), NOW)
    known = [order.uuid for order in server.venue.engine.orders("demo")]
    await server.stop()
    return state, known


async def test_a_good_file_is_used_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.db"
    known = await lived(path)
    assert await verdict(path) == (KEPT, known)
    assert len(await lived(path)) == 2


@pytest.mark.parametrize("damage", ["rubbish", "half", "sum", "version"])
async def test_a_damaged_file_is_moved_aside(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "state.db"
    await lived(path)
    if damage == "rubbish":
        path.write_bytes(b"no database at all" * 100)
    elif damage == "half":
        path.write_bytes(path.read_bytes()[:5000])
    else:
        statement = "PRAGMA user_version = 9" if damage == "version" else "UPDATE wallets SET available = '7'"
        with sqlite3.connect(path) as db:
            db.execute(statement)
        db.close()
    spoilt = path.read_bytes()
    assert await verdict(path) == (DAMAGED, [])
    assert (tmp_path / "state.db.damaged-20261121T120007Z").read_bytes() == spoilt
    assert (await verdict(path))[0] == KEPT  # told once: the next start finds the new file


async def test_a_file_in_use_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    first, _, _ = await start_anyhow(config(path))
    assert await verdict(path) == (IN_USE, [])
    first.venue.engine.place("demo", BID, 0)
    first.flow.publish(0)
    await first.stop()
    state, known = await verdict(path)
    assert (state, len(known)) == (KEPT, 1)


async def test_a_place_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert await verdict(tmp_path / "file" / "state.db") == (UNUSABLE, [])


async def test_what_the_disk_does_not_let_be_opened_is_not_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.mkdir()
    assert await verdict(path) == (UNUSABLE, [])
    assert names_in(tmp_path) == ["state.db"]


@pytest.mark.parametrize("name", ["SQLITE_FULL", "SQLITE_READONLY_DIRECTORY"])
async def test_a_full_disk_leaves_a_good_file_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "state.db"
    known = await lived(path)

    def refuse(_state: State) -> None:
        error = sqlite3.OperationalError("no room")
        error.sqlite_errorname = name
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(State, "_prepare", refuse)
        assert await verdict(path) == (UNUSABLE, [])
    assert await verdict(path) == (KEPT, known)


def test_the_companions_go_along(tmp_path: Path) -> None:
    for name in ("s.db", "s.db-wal"):
        (tmp_path / name).write_text(name)
    aside = set_aside(tmp_path / "s.db", NOW)
    assert {path.name for path in tmp_path.iterdir()} == {aside.name, f"{aside.name}-wal"}


async def test_orders_that_the_market_passed_are_executed_and_not_on_the_tape(tmp_path: Path) -> None:
    """The member hears of them; candles, figures and tape do not: their market was not there."""
    path = tmp_path / "state.db"
    server, _, _ = await start_anyhow(config(path))
    engine = server.venue.engine
    # On an empty book far above the market, as one that the market fell below while nobody was there.
    for price in (9_900_000_000, 9_800_000_000):
        for level in engine.depth("KRW-BTC", "ask", 1000):
            engine.set_level("KRW-BTC", "ask", level[0], Decimal(0), 0)
        order = OrderRequest("KRW-BTC", "bid", "limit", Decimal("0.00003"), Decimal(price))
        engine.place("demo", order, 0)
    low = OrderRequest("KRW-BTC", "bid", "limit", Decimal("0.001"), Decimal(20_000_000))
    engine.place("demo", low, 0)
    server.flow.publish(0)
    await server.stop()

    again, _, state = await start_anyhow(config(path))
    orders = again.venue.engine.orders("demo")
    assert (state, [order.state for order in orders]) == (KEPT, ["done", "done", "wait"])
    assert orders[0].executed_funds == Decimal("0.00003") * 9_900_000_000
    market = again.venue.markets["KRW-BTC"]
    assert len(market.tape) == 0
    assert market.price < 1_000_000_000
    await again.stop()
    assert (await verdict(path))[0] == KEPT  # and it adds up


async def test_the_ready_line_tells_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    from app.exchange import __main__ as program

    async def at_once(done: Any, server: ExchangeServer) -> None:
        pass

    monkeypatch.setattr(program, "_either", at_once)
    await program.serve(config(tmp_path / "s.db"), until_stdin_closes=False, begin_anew=True)
    assert json.loads(capsys.readouterr().out)["state"] == KEPT
    await program.serve(config(tmp_path / "s.db"), until_stdin_closes=False)
    assert "state" not in json.loads(capsys.readouterr().out)

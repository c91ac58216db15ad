"""The state file: what was told is kept, whatever happens to the process."""

import asyncio
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import pytest

from app.exchange.__main__ import main
from app.exchange.config import DEMO_ACCESS_KEY, DEMO_SECRET_KEY
from app.exchange.engine import Engine, OrderRequest, Refusal
from app.exchange.state import State, StateError

ROOT = Path(__file__).resolve().parents[3]
D = Decimal
MARKET = "KRW-BTC"
NAMES = ("ann", "bob")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_a_new_file_is_its_owners_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        Trading(path)
    finally:
        os.umask(before)
    files = [file for file in path.parent.iterdir() if file.name.startswith(path.name)]
    assert files and {file.stat().st_mode & 0o777 for file in files} == {0o600}


class Trading:
    """An engine whose every step is saved, and random use of it."""

    def __init__(self, path: Path, seed: int = 1) -> None:
        self.chance = Random(seed)
        self.engine = Engine(lambda: str(uuid.UUID(int=self.chance.getrandbits(128))))
        self.engine.open_market(MARKET)
        self.state = State(path)
        self.state.load(self.engine)
        for name in NAMES:
            if name not in [account.name for account in self.engine.members()]:
                self.engine.open_account(name, {"KRW": D(10**9), "BTC": D(10)})
                self.state.open_account(self.engine, name)
        self.now = 1_000
        self.names = 0

    def settle(self) -> None:
        self.state.save(self.engine, self.engine.drain())

    def quote(self) -> None:
        for step in range(1, 40):
            for side, sign in (("ask", 1), ("bid", -1)):
                price, size = D(100_000_000 + sign * step * 1000), D("0.01") * step
                self.engine.set_level(MARKET, side, price, size, self.now)  # type: ignore[arg-type]
        self.settle()

    def use(self, steps: int) -> None:
        for _ in range(steps):
            self.now += 1
            self.step()
            self.settle()

    def step(self) -> None:
        chance, name = self.chance, self.chance.choice(NAMES)
        open_orders = self.engine.open_orders(name)
        if open_orders and chance.random() < 0.3:
            self.engine.cancel(name, chance.choice(open_orders).uuid, self.now)
            return
        if chance.random() < 0.2:
            self.engine.take(MARKET, chance.choice(["bid", "ask"]), D("0.05"), self.now)  # type: ignore[arg-type]
            return
        side, kind = chance.choice(["bid", "ask"]), chance.random()
        price = D(100_000_000 + 1000 * chance.randrange(-8, 8))
        volume = D(chance.randrange(100_000, 90_000_000)).scaleb(-8)
        self.names += 1
        identifier = f"{name}-{self.names}" if chance.random() < 0.5 else None
        mode = chance.choice([None, "reduce", "cancel_taker", "none"])
        if kind < 0.7:
            time_in_force = chance.choice([None, None, "ioc", "fok"])
            wish = OrderRequest(MARKET, side, "limit", volume, price, time_in_force, mode, identifier)
        elif side == "bid":
            wish = OrderRequest(
                MARKET, side, "price", None, D(chance.randrange(4000, 10**7)), identifier=identifier
            )
        else:
            wish = OrderRequest(MARKET, side, "market", volume, None, identifier=identifier)
        with suppress(Refusal):
            self.engine.place(name, wish, self.now)

    def picture(self) -> Any:
        """All that a member can see, and the users' places in the book."""
        engine = self.engine
        members = {
            name: (
                engine.account(name),
                [engine.order(name, uuid=order.uuid) for order in engine.orders(name)],
                [order.uuid for order in engine.open_orders(name)],
                engine.member(name).identifiers,
            )
            for name in NAMES
        }
        places = {
            side: [
                [order.uuid for order in level.queue if not order.house]  # type: ignore[attr-defined]
                for level in engine._floor.markets[MARKET].book.side(side).levels()
                if level.total > level.house
            ]
            for side in ("bid", "ask")
        }
        return members, places


@pytest.mark.parametrize("seed", range(3))
def test_everything_comes_back_as_it_was(path: Path, seed: int) -> None:
    before = Trading(path, seed)
    before.quote()
    before.use(400)
    seen = before.picture()
    assert any(order.trades for order in seen[0]["ann"][1])
    before.state.close()
    after = Trading(path, seed + 100)
    assert after.picture() == seen
    after.quote()
    after.use(50)
    after.state.close()
    State(path).close()


def test_a_file_is_one_exchanges_alone(path: Path) -> None:
    first = State(path)
    with pytest.raises(StateError, match="in use"):
        State(path)
    first.close()
    State(path).close()


@pytest.mark.parametrize("content", [b"rubbish" * 200, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_state_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StateError):
        State(path)
    assert path.read_bytes() == content


def test_somebody_elses_database_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(StateError, match="no state"):
        State(path)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE wallets SET available = available || '0' WHERE currency = 'KRW'",
        "UPDATE wallets SET locked = '5'",
        "DELETE FROM fills WHERE number = 1",
        "UPDATE orders SET state = 'done' WHERE state = 'wait'",
        "UPDATE orders SET remaining = '7' WHERE state = 'wait'",
        "UPDATE orders SET state = 'odd'",
        "UPDATE orders SET price = 'x'",
        "DELETE FROM accounts",
    ],
)
def test_what_does_not_add_up_is_refused(path: Path, damage: str) -> None:
    trading = Trading(path)
    trading.quote()
    trading.use(200)
    trading.state.close()
    with sqlite3.connect(path) as db:
        db.execute(damage)
    db.close()
    state = State(path)
    engine = Engine(str)
    engine.open_market(MARKET)
    with pytest.raises(StateError):
        state.load(engine)
    state.close()


def test_an_open_order_of_an_unlisted_market_is_a_sentence(path: Path) -> None:
    trading = Trading(path)
    trading.use(30)
    trading.state.close()
    state = State(path)
    with pytest.raises(StateError, match="KRW-BTC, which is not listed"):
        state.load(Engine(str))
    state.close()


def test_the_command_line_says_it_in_one_sentence(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(b"rubbish" * 200)
    assert main(["--markets", "1", "--state", str(path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


async def test_a_member_finds_his_orders_after_a_restart(running: Any, path: Path) -> None:
    order = {"market": MARKET, "side": "bid", "ord_type": "limit", "volume": "0.001", "price": "20000000"}
    async with running(state=path) as caller:
        placed = await caller.place(**order, identifier="mine")
        await caller.place(market=MARKET, side="bid", ord_type="price", price="1000000")
        _, accounts = await caller.call("GET", "/v1/accounts")
        _, closed = await caller.call("GET", "/v1/orders/closed")
    async with running(state=path, balances={"KRW": D(5)}) as caller:
        assert (await caller.call("GET", "/v1/accounts"))[1] == accounts
        assert (await caller.call("GET", "/v1/orders/closed"))[1] == closed
        status, answer = await caller.call("POST", "/v1/orders", body=order | {"identifier": "mine"})
        assert (status, answer["error"]["name"]) == (400, "duplicated_identifier")
        status, _ = await caller.call("DELETE", "/v1/order", {"uuid": placed["uuid"]})
        assert status == 200


async def test_an_order_that_the_market_reached_meanwhile_is_executed(running: Any, path: Path) -> None:
    async with running(state=path) as caller:
        _, (book,) = await caller.get("/v1/orderbook", markets=MARKET)
        price = D(str(book["orderbook_units"][0]["bid_price"])) - 1000
        placed = await caller.place(
            market=MARKET, side="bid", ord_type="limit", volume="0.001", price=f"{price:f}"
        )
    with sqlite3.connect(path) as db:
        # As if the market had been a million higher when it was placed, and the price was bid then.
        row = db.execute("SELECT worst_price, remaining FROM orders").fetchone()
        dear = int(row[0]) + 10**6 * 10**8
        cost = lambda unit: unit * int(row[1]) * (10**8 + 50_000)  # noqa: E731
        db.execute("UPDATE orders SET worst_price = ?, price = ?", (str(dear), str(dear // 10**8)))
        (free, held) = db.execute("SELECT available, locked FROM wallets WHERE currency='KRW'").fetchone()
        assert int(held) == cost(int(row[0]))
        more = cost(dear) - cost(int(row[0]))
        db.execute(
            "UPDATE wallets SET available = ?, locked = ? WHERE currency = 'KRW'",
            (str(int(free) - more), str(int(held) + more)),
        )
    db.close()
    async with running(state=path) as caller:
        _, found = await caller.call("GET", "/v1/order", {"uuid": placed["uuid"]})
        assert (found["state"], found["executed_volume"]) == ("done", "0.001")
    State(path).close()


async def test_an_exchange_that_cannot_save_ends_with_a_sentence(running: Any, path: Path) -> None:
    async with running(state=path) as caller:
        caller.server._state._db.execute("DROP TABLE orders")
        status, answer = await caller.call(
            "POST",
            "/v1/orders",
            body={"market": MARKET, "side": "bid", "ord_type": "price", "price": "10000"},
        )
        assert (status, answer["error"]["name"]) == (500, "server_error")
        assert "cannot be used" in str(await asyncio.wait_for(caller.server.failure, 30))


# -- killed in the middle ----


class Killed:
    """One life of an exchange that is killed while many trade on it."""

    def __init__(self, path: Path, tools: Any, chance: random.Random) -> None:
        self.path = path
        self.tools = tools
        self.chance = chance
        self.accepted: dict[str, str] = {}
        self.asked: set[str] = set()
        self.process: subprocess.Popen[str]

    async def live(self) -> None:
        """Start, trade, kill at any moment."""
        options = ["--markets", "2", "--no-limits", "--book-rate", "200", "--state", str(self.path)]
        self.process = subprocess.Popen(  # noqa: ASYNC220 - asyncio's own would need a watcher on 3.11
            [sys.executable, "-m", "app.exchange", *options], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        try:
            assert self.process.stdout is not None
            line = await asyncio.to_thread(self.process.stdout.readline)
            self.rest = json.loads(line)["rest"]
            async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
                for _ in range(4):
                    group.create_task(self.trade(session))
                await asyncio.sleep(0.05 + 0.5 * self.chance.random())
                os.kill(self.process.pid, signal.SIGKILL)
        finally:
            self.process.kill()
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()

    async def trade(self, session: aiohttp.ClientSession) -> None:
        """Place orders and cancel some, until nobody answers any more."""
        try:
            while True:
                name = str(uuid.UUID(int=self.chance.getrandbits(128)))
                side = self.chance.choice(["bid", "ask"])
                body: dict[str, Any] = {"market": "KRW-BTC", "side": side, "identifier": name}
                if self.chance.random() < 0.4:
                    price = 100_000_000 + 1000 * self.chance.randrange(40_000)
                    body |= {"ord_type": "limit", "volume": "0.0002", "price": str(price)}
                elif side == "bid":
                    body |= {"ord_type": "price", "price": "20000"}
                else:
                    body |= {"ord_type": "market", "volume": "0.0002"}
                self.asked.add(name)
                status, answer = await self.call(session, "POST", "/v1/orders", body)
                if status == 201:
                    self.accepted[answer["uuid"]] = name
                if status == 201 and self.chance.random() < 0.3:
                    await self.call(session, "DELETE", f"/v1/order?uuid={answer['uuid']}")
        except (aiohttp.ClientError, ConnectionError):
            return

    async def call(
        self, session: aiohttp.ClientSession, method: str, path: str, body: dict[str, Any] | None = None
    ) -> tuple[int, Any]:
        hashed = "&".join(f"{k}={v}" for k, v in body.items()) if body else path.partition("?")[2]
        token = self.tools.token(DEMO_ACCESS_KEY, DEMO_SECRET_KEY, hashed)
        headers = {"Authorization": f"Bearer {token}"}
        async with session.request(method, self.rest + path, json=body, headers=headers) as response:
            return response.status, await response.json()


async def killed_again_and_again(path: Path, tools: Any, lives: int) -> int:
    chance, accepted = random.Random(7), 0
    for _ in range(lives):
        life = Killed(path, tools, chance)
        await life.live()
        state, engine = State(path), Engine(str)
        for market in ("KRW-BTC", "KRW-ETH"):
            engine.open_market(market)
        state.load(engine)  # adds everything up
        known = {order.uuid: order for order in engine.orders("demo")}
        assert life.accepted.keys() <= known.keys()
        # Whoever got no answer finds out by his identifier: it was used or it was not, nothing between.
        for uuid_, name in engine.member("demo").identifiers.items():
            assert name is None or name in known, uuid_
        state.close()
        accepted += len(life.accepted)
    return accepted


@pytest.fixture(scope="module")
def lives() -> Iterator[int]:
    yield int(os.environ.get("HOGA_KILLS", "200"))


async def test_sigkill_under_load_loses_nothing_that_was_told(path: Path, tools: Any) -> None:
    assert await killed_again_and_again(path, tools, 3) > 0


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_two_hundred_sigkills_under_load(path: Path, tools: Any, lives: int) -> None:
    assert await killed_again_and_again(path, tools, lives) > lives

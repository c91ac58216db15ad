"""The broker against the real exchange: place, cancel, follow, reconcile."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import aiohttp
import pytest

from app.trading import GuardError, JournalError, NoSuchOrder, NotReady, OrderIntent, OrderState
from app.trading.broker import CLOSE_SECONDS, Broker
from app.trading.journal import Journal, Outcome
from app.upbit import KeyRefused, NoCredentials, UpbitRest, transport
from app.upbit.models import NewOrder
from tests.app.trading.conftest import MARKET, Floor, SilentStream, until


async def outcome(floor: Floor, key: str) -> Outcome | None:
    journal = Journal(floor.path)
    try:
        return await journal.outcome(key)
    finally:
        await journal.close()


async def test_it_is_ready_with_balances_after_the_first_reconciliation(floor: Floor) -> None:
    broker = floor.broker()
    assert not broker.ready
    with pytest.raises(NotReady):
        await broker.place(await floor.below())
    await floor.ready(broker)
    assert broker.balances["KRW"].balance == 100_000_000
    assert broker.balances["BTC"].avg_buy_price > 0
    assert broker.problem is None
    assert floor.proxy.posts == []


async def test_an_order_below_the_market_rests_until_it_is_cancelled(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    intent = await floor.below()
    record = await broker.place(intent)
    assert record.state is OrderState.WORKING
    assert (record.price, record.volume, record.external) == (intent.price, intent.volume, False)
    await until(lambda: broker.balances["KRW"].locked > 0, broker)
    await broker.cancel(record.key)
    await until(lambda: broker.orders[record.key].state is OrderState.CANCELLED, broker)
    await until(lambda: broker.balances["KRW"].locked == 0, broker)
    assert broker.balances["KRW"].balance == 100_000_000
    assert await outcome(floor, record.key) is Outcome.ACCEPTED
    await broker.cancel(record.key)


async def test_a_market_buy_fills_and_changes_the_balances(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    before = broker.balances["BTC"]
    record = await broker.place(OrderIntent(MARKET, "bid", "price", price=Decimal(1_000_000)))
    await until(lambda: broker.orders[record.key].state is OrderState.FILLED, broker)
    # A look-up may be first: it tells executions without their fees.
    await until(lambda: all(fill.fee is not None for fill in broker.orders[record.key].trades), broker)
    done = broker.orders[record.key]
    assert done.executed_volume == sum(fill.volume for fill in done.trades) > 0
    assert done.executed_funds == sum(fill.funds for fill in done.trades)
    assert done.paid_fee == sum(fill.fee or 0 for fill in done.trades) > 0
    await until(lambda: broker.balances["BTC"].total == before.total + done.executed_volume, broker)
    # The stream does not carry average prices: they follow by REST.
    await until(lambda: broker.balances["BTC"].avg_buy_price != before.avg_buy_price, broker)


async def test_a_sell_of_everything_fills(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    record = await broker.place(OrderIntent(MARKET, "ask", "market", volume=Decimal("0.01")))
    await until(lambda: broker.orders[record.key].state is OrderState.FILLED, broker)


async def test_the_journal_row_is_on_the_disk_before_the_order_leaves(floor: Floor) -> None:
    seen = []

    def look(body: dict[str, str]) -> None:
        db = sqlite3.connect(floor.path)
        seen.append(
            db.execute(
                "SELECT outcome, volume, price FROM intents WHERE identifier = ?", [body["identifier"]]
            ).fetchone()
        )
        db.close()

    broker = await floor.ready(floor.broker())
    floor.proxy.before_post = look
    intent = await floor.below("0.00100001")
    await broker.place(intent)
    assert seen == [("pending", "0.00100001", str(intent.price))]


async def test_without_a_writable_journal_nothing_is_sent(floor: Floor) -> None:
    floor.path.mkdir()
    broker = floor.broker()
    await broker.start()
    with pytest.raises((NotReady, JournalError)):
        await broker.place(await floor.below())
    assert isinstance(broker.problem, JournalError)
    assert floor.proxy.posts == []
    floor.path.rmdir()
    await until(lambda: broker.ready, broker)


async def test_a_journal_that_fails_later_stops_orders_and_comes_back(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = await floor.ready(floor.broker())
    intent = await floor.below()

    def full(*_: object) -> list[tuple[object, ...]]:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "_execute", full)
        with pytest.raises(JournalError):
            await broker.place(intent)
        assert not broker.ready
    assert floor.proxy.posts == []
    (record,) = broker.orders.values()
    assert record.state is OrderState.REJECTED
    await until(lambda: broker.ready, broker)
    assert (await broker.place(intent)).state is OrderState.WORKING


async def test_guards_keep_a_bad_order_here(floor: Floor) -> None:
    broker = await floor.ready(floor.broker(tick_of=lambda _market, _price: Decimal(1000)))
    good = await floor.below()
    assert good.price is not None
    for bad in (
        replace(good, volume=Decimal("0.00000001")),
        replace(good, volume=Decimal(1000)),
        replace(good, price=good.price + 1),
        replace(good, price=None),
        OrderIntent(MARKET, "ask", "market", volume=Decimal(99)),
    ):
        with pytest.raises(GuardError):
            await broker.place(bad)
    assert floor.proxy.posts == []
    assert broker.orders == {}


async def test_the_exchanges_refusal_is_a_rejected_record_with_its_sentence(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    good = await floor.below()
    assert good.price is not None
    record = await broker.place(replace(good, price=good.price + 1))
    assert record.state is OrderState.REJECTED
    assert "호가 단위" in record.reason
    assert await outcome(floor, record.key) is Outcome.REJECTED


async def test_without_a_key_placing_says_so_and_nothing_is_followed(floor: Floor) -> None:
    rest = UpbitRest(floor.endpoints)
    broker = Broker(rest, SilentStream(), Journal(floor.path), floor.clock)
    assert isinstance(broker.problem, NoCredentials), "said before anything is tried"
    await broker.start()
    assert isinstance(broker.problem, NoCredentials)
    with pytest.raises(NoCredentials) as caught:
        await broker.place(await floor.below())
    assert "API 키" in caught.value.sentence
    await broker.aclose()
    await rest.close()


async def test_orders_made_elsewhere_appear_and_their_end_too(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    intent = await floor.below()
    before = await floor.direct.place(
        NewOrder(market=MARKET, side="bid", ord_type="limit", volume=intent.volume, price=intent.price)
    )
    await until(lambda: before.uuid in broker.orders, broker)
    record = broker.orders[before.uuid]
    assert record.external
    assert (record.price, record.volume) == (intent.price, intent.volume)
    await floor.direct.cancel(uuid=before.uuid)
    await until(lambda: broker.orders[before.uuid].state is OrderState.CANCELLED, broker)


async def test_orders_that_rest_at_the_start_are_adopted(floor: Floor) -> None:
    intent = await floor.below()
    order = await floor.direct.place(intent.order("someone-elses-id"))
    broker = await floor.ready(floor.broker())
    assert broker.orders[order.uuid].state is OrderState.WORKING
    assert broker.orders[order.uuid].external


async def test_without_any_stream_the_rounds_find_what_happened(floor: Floor) -> None:
    broker = await floor.ready(floor.broker(silent=True))
    resting = await broker.place(await floor.below())
    filling = await broker.place(await floor.above())
    await floor.direct.cancel(identifier=resting.key)
    await until(lambda: broker.orders[resting.key].state is OrderState.CANCELLED, broker)
    await until(lambda: broker.orders[filling.key].state is OrderState.FILLED, broker)
    done = broker.orders[filling.key]
    assert done.executed_volume == sum(fill.volume for fill in done.trades) == filling.volume


async def test_a_cancel_that_comes_too_late_is_no_error(floor: Floor) -> None:
    broker = await floor.ready(floor.broker(silent=True))
    record = await broker.place(await floor.above())
    await broker.cancel(record.key)
    assert broker.orders[record.key].state is OrderState.FILLED
    with pytest.raises(NoSuchOrder):
        await broker.cancel("nobody's")


async def test_cancel_all_takes_every_open_order_also_of_others(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    intent = await floor.below()
    own = [await broker.place(intent) for _ in range(5)]
    other = await floor.direct.place(replace(intent).order("elsewhere"))
    assert await broker.cancel_all("KRW-NONE") == 0
    assert await broker.cancel_all(MARKET) == 6
    keys = [record.key for record in own] + [other.uuid]
    await until(lambda: all(broker.orders[key].state is OrderState.CANCELLED for key in keys), broker)
    assert await broker.cancel_all() == 0


async def test_a_cut_of_the_private_stream_makes_it_reconcile_before_it_is_ready_again(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    record = await broker.place(await floor.below())
    told: list[bool] = []
    broker.ready_changed.connect(told.append)
    floor.proxy.down = True
    floor.server.cut("private")
    await until(lambda: not broker.ready, broker)
    await floor.direct.cancel(identifier=record.key)
    with pytest.raises(NotReady):
        await broker.place(await floor.below())
    floor.proxy.down = False
    await until(lambda: broker.ready, broker)
    await until(lambda: broker.orders[record.key].state is OrderState.CANCELLED, broker)
    assert told[0] is False


async def test_an_unreachable_exchange_at_the_start_is_told_and_waited_for(floor: Floor) -> None:
    floor.proxy.down = True
    broker = floor.broker()
    await broker.start()
    await until(lambda: broker.problem, broker)
    assert not broker.ready
    floor.proxy.down = False
    await until(lambda: broker.ready, broker)
    assert broker.problem is None


async def test_an_exchange_that_forgot_an_order_does_not_make_it_vanish(floor: Floor) -> None:
    """As after a restart of the demo exchange: the row stays, as unknown, and can't be taken for live."""
    broker = await floor.ready(floor.broker(silent=True))
    record = await broker.place(await floor.below())
    floor.proxy.forgets = True
    await until(lambda: broker.orders[record.key].state is OrderState.UNKNOWN, broker)
    assert broker.orders[record.key].reason_name == "order_not_found"
    floor.proxy.forgets = False
    await until(lambda: broker.orders[record.key].state is OrderState.WORKING, broker)


async def test_changes_are_told_once_in_a_turn_of_the_loop(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    turns: list[int] = []
    turn = 0

    def count() -> None:
        nonlocal turn
        turn += 1
        asyncio.get_running_loop().call_soon(count)

    broker.orders_changed.connect(lambda _keys: turns.append(turn))
    asyncio.get_running_loop().call_soon(count)
    intent = await floor.below()
    await asyncio.gather(*(broker.place(intent) for _ in range(5)))
    await broker.cancel_all()
    await until(lambda: not any(r.state.is_open for r in broker.orders.values()), broker)
    assert len(turns) == len(set(turns)) > 0
    broker.orders_changed._receivers.clear()
    await broker.aclose()


async def test_whoever_waits_may_be_cancelled_the_order_is_not(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    sent = asyncio.Event()

    async def wait(_body: dict[str, str]) -> None:
        sent.set()
        await asyncio.sleep(0.05)

    floor.proxy.before_post = wait
    intent = await floor.below()
    waiting = asyncio.create_task(broker.place(intent))
    await sent.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    (key,) = broker.orders
    await until(lambda: broker.orders[key].state is OrderState.WORKING, broker)
    assert len(floor.proxy.posts) == 1


async def test_chances_are_asked_for_once_in_a_while(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    first = await broker.chance(MARKET)
    assert await broker.chance(MARKET) is first
    await floor.clock.sleep(11)
    await broker.place(await floor.below())  # by the rules as they were told
    assert floor.proxy.seen.count("GET /v1/orders/chance") == 1
    assert await broker.chance(MARKET) is not first
    assert floor.proxy.seen.count("GET /v1/orders/chance") == 2


async def test_ended_orders_are_paged_back(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    intent = await floor.below()
    record = await broker.place(intent)
    await broker.cancel(record.key)
    await until(lambda: broker.orders[record.key].state is OrderState.CANCELLED, broker)
    page = await broker.closed(MARKET)
    assert [found.key for found in page] == [record.key]
    before = datetime.fromtimestamp(page[-1].created_at / 1000, UTC)
    assert await broker.closed(MARKET, before) == []


async def test_closing_leaves_nothing_behind(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    await broker.place(await floor.below())
    await broker.aclose()
    await broker.aclose()
    assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("broker:")]
    with pytest.raises(NotReady):
        await broker.place(await floor.below())


async def test_closing_waits_once_for_an_exchange_that_answers_no_more(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "WRITE_TIMEOUT", aiohttp.ClientTimeout(total=30))
    broker = await floor.ready(floor.broker())
    intent = await floor.below()
    await broker.place(intent)
    floor.proxy.mute = True
    waiting = [asyncio.create_task(broker.place(intent))]
    await floor.proxy.muted.wait()
    waiting.append(asyncio.create_task(broker.cancel_all()))
    await asyncio.sleep(0)
    # Two waits one after the other would not fit, and the desk has no time for them either.
    async with asyncio.timeout(1.7 * CLOSE_SECONDS):
        await broker.aclose()
    assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("broker:")]
    for task in waiting:
        task.cancel()
    await asyncio.wait(waiting)
    (key,) = (key for key, record in broker.orders.items() if record.state is OrderState.SENDING)
    assert await outcome(floor, key) is Outcome.PENDING


async def test_closing_lets_an_answer_come_and_writes_it_down(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    sent, answer = asyncio.Event(), asyncio.Event()

    async def wait(_body: dict[str, str]) -> None:
        sent.set()
        await answer.wait()

    floor.proxy.before_post = wait
    placing = asyncio.create_task(broker.place(await floor.below()))
    await sent.wait()
    closing = asyncio.create_task(broker.aclose())
    await asyncio.sleep(0)
    answer.set()
    await closing
    assert await outcome(floor, (await placing).key) is Outcome.ACCEPTED


async def test_a_key_that_is_refused_is_told_and_public_data_are_untouched(floor: Floor) -> None:
    floor.key = replace(floor.key, secret_key="x" * 40)
    broker = floor.broker(silent=True)
    await broker.start()
    await until(lambda: broker.problem, broker)
    assert isinstance(broker.problem, KeyRefused)
    assert "Secret Key" in broker.problem.sentence
    assert not broker.ready


async def journal_with(floor: Floor, sql: str, *values: object) -> None:
    journal = Journal(floor.path)
    await journal.open()
    await journal.close()
    db = sqlite3.connect(floor.path)
    with db:
        db.execute(sql, values)
    db.close()


async def test_a_kept_block_of_an_unknown_scope_is_passed_over(floor: Floor) -> None:
    await journal_with(floor, "INSERT INTO bans VALUES ('order', 0), ('quotation', 5)")
    broker = await floor.ready(floor.broker())
    assert broker.problem is None


async def test_an_intent_with_strange_amounts_is_looked_up_like_any_other(floor: Floor) -> None:
    account = f"{floor.endpoints.mode}:{floor.key.fingerprint()}"
    columns = "identifier, account, created_ms, market, side, ord_type, volume, price, outcome"
    row = f"VALUES ('hoga-x', ?, 1, '{MARKET}', 'bid', 'limit', '1,5', '100', 'pending')"
    await journal_with(floor, f"INSERT INTO intents ({columns}) {row}", account)
    intent = await floor.below()
    await floor.direct.place(intent.order("hoga-x"))
    broker = await floor.ready(floor.broker())
    assert broker.recovered == {"hoga-x"}
    record = broker.orders["hoga-x"]
    assert (record.state, record.volume) == (OrderState.WORKING, intent.volume)


async def test_a_round_that_breaks_is_told_and_repeated(
    floor: Floor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broker = floor.broker()
    accounts = broker._rest.accounts

    async def strange() -> None:
        raise ArithmeticError("a mistake of ours")

    monkeypatch.setattr(broker._rest, "accounts", strange)
    await broker.start()
    await until(lambda: broker.problem, broker)
    assert not broker.ready
    assert "a mistake of ours" in caplog.text
    assert broker.problem is not None and "예상하지 못한" in broker.problem.sentence
    monkeypatch.setattr(broker._rest, "accounts", accounts)
    await until(lambda: broker.ready, broker)
    assert broker.problem is None


async def test_a_damaged_journal_is_told_once_and_orders_wait_for_the_reconciliation(floor: Floor) -> None:
    floor.path.write_bytes(b"no database, but long enough to be read as one" * 50)
    broker = floor.broker()
    told: list[tuple[bool, str]] = []
    broker.complained.connect(lambda sentence: told.append((broker.ready, sentence.ko)))
    await floor.ready(broker)
    await broker.suspend()
    await floor.ready(broker)
    ((ready, sentence),) = told
    assert not ready
    (kept,) = floor.path.parent.glob("journal.db.damaged-*")
    assert kept.name in sentence
    assert (await broker.place(await floor.below())).state is OrderState.WORKING


async def test_damage_that_shows_later_is_told_too(floor: Floor) -> None:
    floor.path.mkdir()
    broker = floor.broker()
    told: list[str] = []
    broker.complained.connect(lambda sentence: told.append(sentence.en))
    await broker.start()
    await until(lambda: broker.problem, broker)
    assert told == []
    floor.path.rmdir()
    floor.path.write_bytes(b"no database, but long enough to be read as one" * 50)
    await until(lambda: broker.ready, broker)
    assert len(told) == 1

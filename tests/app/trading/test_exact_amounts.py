"""Every digit survives: intent, journal, wire, exchange, answer, event, record and balance say the same."""

from __future__ import annotations

import asyncio
import random
import tempfile
from decimal import Context, Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.config import DEMO_ACCOUNT
from app.trading import OrderIntent, OrderRecord, OrderState
from app.trading.facts import facts_of_event, facts_of_snapshot, record_of
from app.trading.journal import Entry, Journal
from app.upbit.models import NewOrder, Order, plain
from app.websocket_v6 import DataType
from app.websocket_v6.wire import decode_event
from tests.app.trading.memory_floor import Desk, MemoryExchange, run, until

WIDE = Context(prec=200)
# Twenty digits before the point and as many behind it as the exchange counts.
RICH = {
    "KRW": Decimal("98765432109876543210.012345678901234567890123"),
    "BTC": Decimal("12345678901234567890.000000000000000000000001"),
    "ETH": Decimal("10000000000000000000.123456780000000000000007"),
}
CASES = [
    ("KRW-BTC", "ask", "158000000", "0.00006789"),
    ("KRW-BTC", "bid", "158000000", "6.00001234"),
    ("KRW-BTC", "ask", "158000000", "0.12345678"),
    ("BTC-ETH", "bid", "0.00001234", "98765.43210987"),
    ("BTC-ETH", "ask", "0.00001234", "4.05186387"),
]


@pytest.mark.parametrize(("market", "side", "price", "volume"), CASES)
@pytest.mark.parametrize("streaming", [True, False], ids=["stream", "asking"])
def test_an_orders_amounts_on_their_way_and_back(
    tmp_path: Path, market: str, side: str, price: str, volume: str, streaming: bool
) -> None:
    intent = OrderIntent(market, side, "limit", Decimal(volume), Decimal(price))

    async def work() -> None:
        exchange = MemoryExchange(random.Random(1), markets=2, balances=RICH)
        exchange.clear_house(market)
        desk = Desk(exchange, tmp_path / "journal.db", lambda: "hoga-1")
        await desk.broker.start()
        if streaming:
            desk.stream.join()
        await until(desk, lambda: desk.broker.ready)
        same(exchange, desk)
        await desk.broker.place(intent)
        (sent,) = exchange.posts
        assert (sent["price"], sent["volume"]) == (price, volume)
        assert await row(desk) == (volume, price)
        await settle(exchange, desk)
        record = desk.broker.orders["hoga-1"]
        assert (str(record.price), str(record.volume)) == (price, volume)
        held = Decimal(price) * Decimal(volume)
        fee = held * (Decimal("0.0005") if market.startswith("KRW") else Decimal("0.0025"))
        assert record.locked == (held + fee if side == "bid" else Decimal(volume))
        meet(exchange, intent, Decimal(volume) / 2)
        await settle(exchange, desk)
        meet(exchange, intent, Decimal(volume))
        await settle(exchange, desk)
        done = desk.broker.orders["hoga-1"]
        assert done.state is OrderState.FILLED
        assert (done.executed_volume, done.executed_funds) == (Decimal(volume), held)
        assert done.paid_fee == fee
        await desk.close()

    run(work())


async def settle(exchange: MemoryExchange, desk: Desk) -> None:
    await asyncio.sleep(30)
    same(exchange, desk)


async def row(desk: Desk) -> tuple[object, ...]:
    """The amounts as they stand in the file."""
    rows = await desk.journal._run(lambda: desk.journal._execute("SELECT volume, price FROM intents", ()))
    return rows[0]


def meet(exchange: MemoryExchange, intent: OrderIntent, volume: Decimal) -> None:
    """The house takes so much of the order."""
    assert intent.price is not None
    now, facing = exchange.clock.time_ms(), "ask" if intent.side == "bid" else "bid"
    lots = volume.quantize(Decimal("0.00000001"))
    exchange.engine.set_level(intent.market, facing, intent.price, lots, now)  # type: ignore[arg-type]
    exchange.engine.set_level(intent.market, facing, intent.price, Decimal(0), now)  # type: ignore[arg-type]
    exchange.publish()


def same(exchange: MemoryExchange, desk: Desk) -> None:
    """Balances to the last of their forty digits."""
    for currency, real in exchange.engine.account(DEMO_ACCOUNT).items():
        shown = desk.broker.balances[currency]
        for one, other in ((shown.balance, real.balance), (shown.locked, real.locked)):
            assert WIDE.subtract(one, other) == 0, (currency, one, other)


volumes = st.integers(1, 10**20).map(lambda lots: Decimal(lots).scaleb(-8))
prices = st.one_of(
    st.integers(1, 10**9).map(lambda thousands: Decimal(thousands) * 1000),
    st.integers(1, 10**12).map(lambda ticks: Decimal(ticks).scaleb(-8)),
)
balances = st.decimals(Decimal("1e-20"), Decimal(10) ** 20, allow_nan=False, places=20)


@given(volumes, prices)
def test_what_is_sent_is_what_was_meant(volume: Decimal, price: Decimal) -> None:
    order = NewOrder(market="KRW-BTC", side="bid", ord_type="limit", volume=volume, price=price)
    members = dict(order.members())
    for name, meant in (("volume", volume), ("price", price)):
        assert set(members[name]) <= set("0123456789.")
        assert Decimal(members[name]) == meant


@given(volumes, prices, balances)
def test_answers_and_events_are_read_to_the_last_digit(
    volume: Decimal, price: Decimal, locked: Decimal
) -> None:
    order = (
        '{"uuid":"u","market":"KRW-BTC","side":"bid","ord_type":"limit","state":"wait","created_at":"",'
        f'"price":"{plain(price)}","volume":"{plain(volume)}","locked":"{plain(locked)}"}}'
    )
    event = (
        '{"type":"myOrder","code":"KRW-BTC","uuid":"u","ask_bid":"BID","order_type":"limit","state":"wait",'
        f'"price":{plain(price)},"volume":{plain(volume)},"locked":{plain(locked)},'
        '"timestamp":1,"stream_type":"REALTIME"}'
    )
    rest = record_of("u", facts_of_snapshot(msgspec.json.decode(order, type=Order)))
    heard = record_of("u", facts_of_event(decode_event(event.encode(), DataType.MY_ORDER)))  # type: ignore[arg-type]
    for record in (rest, heard):
        assert amounts(record) == [plain(price), plain(volume), plain(locked)]


def amounts(record: OrderRecord) -> list[str]:
    return [plain(amount) for amount in (record.price, record.volume, record.locked) if amount is not None]


@given(st.lists(st.tuples(volumes, prices), min_size=1, max_size=5))
@settings(max_examples=20)  # each writes to the disk
def test_the_journal_gives_back_what_it_was_given(wanted: list[tuple[Decimal, Decimal]]) -> None:
    async def work() -> None:
        with tempfile.TemporaryDirectory() as directory:
            journal = Journal(Path(directory) / "journal.db")
            for number, (volume, price) in enumerate(wanted):
                intent = OrderIntent("KRW-BTC", "bid", "limit", volume, price)
                await journal.intend(Entry(f"hoga-{number}", "demo:a", number, intent))
            kept = [entry.intent for entry in await journal.unresolved("demo:a")]
            await journal.close()
        assert [(str(intent.volume), str(intent.price)) for intent in kept] == [
            (str(volume), str(price)) for volume, price in wanted
        ]

    run(work())

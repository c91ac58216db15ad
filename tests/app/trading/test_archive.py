"""Ended orders with their executions, which no list of the exchange carries."""

from __future__ import annotations

from dataclasses import replace

from app.trading import OrderState
from tests.app.trading.conftest import Floor, until


async def test_fills_of_an_earlier_run_are_asked_for_once(floor: Floor) -> None:
    first = await floor.ready(floor.broker())
    record = await first.place(await floor.above())
    await until(lambda: first.orders[record.key].state is OrderState.FILLED, first)
    await first.aclose()
    second = await floor.ready(floor.broker())
    (ended,) = await second.closed()
    assert ended.trades == ()
    whole = await second.with_fills(ended)
    assert sum(fill.volume for fill in whole.trades) == ended.executed_volume == ended.volume
    asked = floor.proxy.seen.count("GET /v1/order")
    assert await second.with_fills(whole) is whole
    assert floor.proxy.seen.count("GET /v1/order") == asked


async def test_an_order_without_executions_has_no_fills_to_ask_for(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    record = await broker.place(await floor.below())
    await broker.cancel(record.key)
    await until(lambda: broker.orders[record.key].state.is_final, broker)
    ended = broker.orders[record.key]
    assert await broker.with_fills(ended) is ended


async def test_what_only_the_stream_has_told_of_a_fill_is_kept(floor: Floor) -> None:
    """Its fee and whether it was the maker: the exchange's own answer has neither."""
    broker = await floor.ready(floor.broker())
    key = (await broker.place(await floor.above())).key
    await until(lambda: broker.orders[key].state is OrderState.FILLED and broker.orders[key].trades, broker)
    whole = await broker.with_fills(replace(broker.orders[key], trades=()))
    assert whole == broker.orders[key]
    assert sum(fill.volume for fill in whole.trades) == whole.executed_volume
    assert all(fill.fee is not None and fill.is_maker is False for fill in whole.trades)

"""The book and tape panels on the real library and the exchange in this process, over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from decimal import Decimal

import pytest
from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QApplication

from app.endpoints import local
from app.exchange.config import ExchangeConfig
from app.exchange.server import ExchangeServer
from app.market.symbols import Market, catalog_of
from app.websocket_v6 import GlobalWebSocketManager
from widgets.frame_clock import FrameClock
from widgets.links import Favourites
from widgets.orderbook import OrderbookPanel
from widgets.tape import TapePanel


@pytest.fixture
async def exchange() -> AsyncIterator[ExchangeServer]:
    server = ExchangeServer(ExchangeConfig(seed=7, markets=4))
    addresses = await server.start()
    manager = await GlobalWebSocketManager.get_instance()
    await manager.initialize(endpoints=local(addresses.rest))
    yield server
    await manager.shutdown()
    await server.stop()


@pytest.fixture
async def panels(qapp: QApplication) -> AsyncIterator[tuple[OrderbookPanel, TapePanel]]:
    window = QObject()
    clock = FrameClock(window)
    book, tape = OrderbookPanel(clock, Favourites([], window)), TapePanel(clock)
    for panel in (book, tape):
        panel.resize(380, 560)
        panel.show()
    yield book, tape
    for panel in (book, tape):
        panel.close_panel()
        panel.close()
        panel.deleteLater()


async def until(condition: Callable[[], object]) -> None:
    """Let both loops run, asyncio's and Qt's, until it is so."""
    async with asyncio.timeout(10):
        while not condition():
            QApplication.processEvents()
            await asyncio.sleep(0.002)


async def test_a_market_is_shown_and_another_after_it(
    exchange: ExchangeServer, panels: tuple[OrderbookPanel, TapePanel]
) -> None:
    book, tape = panels
    for symbol in ("KRW-BTC", "KRW-ETH"):
        for panel in panels:
            panel.show_symbol(symbol)
        assert book.book is None
        assert tape.prints == ()
        await until(lambda: book.book and tape.prints and book._strip.quote)
        shown = book.book
        assert shown is not None
        assert shown.symbol == symbol
        assert (len(shown.asks), len(shown.bids), shown.is_crossed) == (30, 30, False)


async def test_the_exchange_groups_the_rows_that_are_shown(
    exchange: ExchangeServer, panels: tuple[OrderbookPanel, TapePanel]
) -> None:
    """Unit after unit, also after a cut, and never a row of another one in between."""
    book, _ = panels
    levels = (Decimal(10_000), Decimal(100_000))
    book.show_catalog(catalog_of([Market("KRW-BTC", "비트코인", "Bitcoin", levels=levels)]))
    book.show_symbol("KRW-BTC")
    steps: list[Decimal] = []
    book.book_changed.connect(lambda: steps.append(book.book.step if book.book else Decimal(-1)))
    await until(lambda: book.book)
    for step in (*levels, Decimal(0)):
        steps.clear()
        book._grouping.choose(step)
        assert book.book is None
        await until(lambda: steps.count(step) >= 3)  # noqa: B023
        assert set(steps) == {step, -1}
    book._grouping.choose(levels[0])
    await until(lambda: book.book)
    shown = book.book
    assert shown is not None and len(shown.asks) == len(shown.bids) == 30
    assert all(level.price % 10_000 == 0 for level in (*shown.asks, *shown.bids))
    exchange.cut()
    await until(lambda: book.book is not shown)
    steps.clear()
    await until(lambda: len(steps) >= 3)
    assert set(steps) == {levels[0]}


async def test_the_book_and_the_tape_move(
    exchange: ExchangeServer, panels: tuple[OrderbookPanel, TapePanel]
) -> None:
    book, tape = panels
    for panel in panels:
        panel.show_symbol("KRW-BTC")
    await until(lambda: book.book and tape.prints)
    first, count = book.book, len(tape.prints)
    await until(lambda: book.book is not first and len(tape.prints) > count)
    times = [one.time_ms for one in tape.prints]
    assert times == sorted(times, reverse=True)


async def test_a_cut_connection_brings_a_fresh_book_and_no_trade_twice(
    exchange: ExchangeServer, panels: tuple[OrderbookPanel, TapePanel]
) -> None:
    book, tape = panels
    for panel in panels:
        panel.show_symbol("KRW-BTC")
    await until(lambda: book.book and tape.prints)
    for panel in panels:
        panel.show_stale(True)
    before = book.book
    exchange.cut()
    await until(lambda: book.book is not before)
    for panel in panels:
        panel.show_stale(False)
    count = len(tape.prints)
    await until(lambda: len(tape.prints) > count)
    numbers = [one.sequential_id for one in tape.prints]
    assert len(numbers) == len(set(numbers))
    await until(lambda: book._ladder.is_reliable)  # a book from before the cut may have come last

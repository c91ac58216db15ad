"""The list on the real exchange: real sockets, the real library, the real feed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import pytest
from PyQt6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app.endpoints import local
from app.exchange.config import ExchangeConfig
from app.exchange.server import ExchangeServer
from app.market.symbols import Market, catalog_of
from app.upbit import UpbitRest
from app.websocket_v6 import GlobalWebSocketManager
from widgets.frame_clock import FrameClock
from widgets.links import Favourites
from widgets.markets import MarketsPanel
from widgets.markets.listing import Tab
from widgets.markets.model import MarketsModel


async def until(condition: Callable[[], object], what: str) -> None:
    """Let asyncio and Qt take turns until the condition holds."""
    try:
        async with asyncio.timeout(10):
            while not condition():
                QCoreApplication.processEvents()
                await asyncio.sleep(0.005)
    except TimeoutError:
        pytest.fail(f"not within 10 s: {what}")


def ticker_codes(server: ExchangeServer) -> list[set[str]]:
    """The ticker codes of every subscription that came in."""
    parts = [part for frame in server.frames for part in json.loads(frame.text) if isinstance(part, dict)]
    return [set(part["codes"]) for part in parts if part.get("type") == "ticker"]


async def test_the_whole_tab_fills_follows_and_switches(
    qtbot: QtBot, frame_clock: FrameClock, favourites: Favourites
) -> None:
    server = ExchangeServer(ExchangeConfig(seed=3, moving=False, limited=False))
    addresses = await server.start()
    rest = UpbitRest(local(addresses.rest), None)
    manager = await GlobalWebSocketManager.get_instance()
    await manager.initialize(endpoints=local(addresses.rest))
    panel = MarketsPanel(frame_clock, favourites, None)
    qtbot.addWidget(panel)
    try:
        rows = await rest.markets()
        catalog = catalog_of(Market(row.market, row.korean_name, row.english_name) for row in rows)
        panel.show_catalog(catalog)
        panel.show_symbol("KRW-BTC")
        panel.show()
        model = panel.findChild(MarketsModel)
        await until(model.is_filled, "every market of the tab has its figures")
        krw = {market.code for market in catalog.of_quote("KRW")}
        assert set(model.codes) == krw
        assert ticker_codes(server)[-1] == krw, "one subscription for all of them"

        def is_sorted() -> bool:
            values = [row.value for row in model.shown]
            return values == sorted(values, reverse=True)

        await until(is_sorted, "the busiest market is on top")

        [told] = await rest.tickers(["KRW-BTC"])
        row = model.shown[model.place("KRW-BTC")]
        assert row.price == float(told.trade_price)

        panel.choose_tab(Tab.BTC)
        await until(model.is_filled, "the other tab is filled")
        await until(lambda: not ticker_codes(server)[-1] & krw, "the earlier tab is no longer subscribed")
        assert all(code.startswith("BTC-") for code in model.codes)
    finally:
        panel.close_panel()
        await manager.shutdown()
        await rest.close()
        await server.stop()

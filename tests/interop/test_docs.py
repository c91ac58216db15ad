"""The lines that docs/exchange.md and docs/interop.md give to bot writers, executed as they stand there."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import Any

import ccxt.pro
import cryptofeed.connection
import pytest
import pyupbit
import requests
import upbit
import websockets
from cryptofeed.connection import RestEndpoint, Routes
from cryptofeed.exchanges import Upbit
from cryptofeed.symbols import Symbols
from local_exchange import ROOT, Exchange

try:
    from cryptofeed.exchanges.mixins.upbit_rest import UpbitRestMixin
except ImportError:  # cryptofeed 3 has none; the line about it sets an attribute that nothing reads
    UpbitRestMixin = type("UpbitRestMixin", (), {"api": ""})

PAGES = ("exchange.md", "interop.md")


def snippets(page: str) -> dict[str, str]:
    """The Python blocks of a page by the client that their first comment names."""
    text = Path(ROOT / "docs" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n# (\S+?)[,:]? (.*?)```", text, re.DOTALL)
    return {client: f"# {rest}" for client, rest in blocks}


@pytest.fixture
def names(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the pages say a reader has: modules, R, P, K and S; all that the lines turn is turned back."""
    for owner, name in (
        (requests.Session, "request"),
        (websockets, "connect"),
        (cryptofeed.connection, "connect"),
        (Upbit, "rest_endpoints"),
        (UpbitRestMixin, "api"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    Symbols.clear()
    return {
        "upbit": upbit,
        "ccxt": ccxt,
        "pyupbit": pyupbit,
        "requests": requests,
        "websockets": websockets,
        "cryptofeed": cryptofeed,
        "Upbit": Upbit,
        "UpbitRestMixin": UpbitRestMixin,
        "RestEndpoint": RestEndpoint,
        "Routes": Routes,
        "R": exchange.rest,
        "P": exchange.public,
        "K": exchange.access_key,
        "S": exchange.secret_key,
    }


async def run(code: str, names: dict[str, Any]) -> Any:
    """Execute lines that may await; the value of the last one."""
    tree = ast.parse(code)
    if isinstance(tree.body[-1], ast.Expr):
        tree.body[-1] = ast.Assign([ast.Name("_last", ast.Store())], tree.body[-1].value)
        ast.fix_missing_locations(tree)
    outcome = eval(compile(tree, "docs", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), names)
    if inspect.isawaitable(outcome):
        await outcome
    return names.get("_last")


@pytest.mark.parametrize("page", PAGES)
def test_every_client_has_its_lines(page: str) -> None:
    assert {"upbit-sdk", "ccxt", "pyupbit", "cryptofeed"} <= snippets(page).keys()


@pytest.mark.parametrize("page", PAGES)
async def test_upbit_sdk(page: str, names: dict[str, Any]) -> None:
    await run(snippets(page)["upbit-sdk"], names)
    assert "KRW" in {row.currency for row in names["client"].accounts.list()}


@pytest.mark.parametrize("page", PAGES)
async def test_ccxt(page: str, names: dict[str, Any], exchange: Exchange) -> None:
    order = await run(snippets(page)["ccxt"], names)
    client = names["client"]
    try:
        assert (await client.watch_ticker("BTC/KRW"))["symbol"] == "BTC/KRW"
        if page == "exchange.md":
            assert exchange.order(order["id"])["volume"] == "0.001"
    finally:
        await client.close()


@pytest.mark.parametrize("page", PAGES)
async def test_pyupbit(page: str, names: dict[str, Any], exchange: Exchange) -> None:
    await run(snippets(page)["pyupbit"], names)
    balances = pyupbit.Upbit(exchange.access_key, exchange.secret_key).get_balances()
    assert "KRW" in {row["currency"] for row in balances}
    assert pyupbit.get_current_price("KRW-BTC") > 0


@pytest.mark.parametrize("page", PAGES)
async def test_cryptofeed(page: str, names: dict[str, Any], exchange: Exchange) -> None:
    await run(snippets(page)["cryptofeed"], names)
    assert set(Upbit.symbol_mapping().values()) == {row["market"] for row in exchange.get("market/all")}
    async with cryptofeed.connection.connect("wss://api.upbit.com/websocket/v1") as socket:
        await socket.send('[{"ticket":"t"},{"type":"ticker","codes":["KRW-BTC"]}]')
        assert b"KRW-BTC" in bytes(await socket.recv())

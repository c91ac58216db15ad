"""A session opens everything on an exchange, tells its markets, and leaves nothing behind."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.endpoints import Mode
from app.errors import EndpointError, UpbitError
from app.exchange.server import ExchangeConfig, ExchangeServer
from app.logs import Redactor
from app.market.symbols import Catalog
from app.session import Session
from app.upbit import Instrument, Market, UpbitRest


async def opened(session: Session) -> Catalog:
    """Open it and wait for its markets."""
    arrived: asyncio.Future[Catalog] = asyncio.get_running_loop().create_future()
    session.catalog_changed.connect(arrived.set_result)
    await session.open()
    async with asyncio.timeout(20):
        return await arrived


async def test_demo_starts_an_exchange_of_its_own_and_ends_it(tmp_path: Path) -> None:
    redactor = Redactor()
    session = Session(Mode.DEMO, tmp_path, {}, redactor, seed=5)
    catalog = await opened(session)
    market = catalog.get("KRW-BTC")
    assert market is not None and market.korean_name == "비트코인"
    assert market.tick_size is not None and market.tick_size == 1000
    assert market.levels[:2] == (10_000, 100_000)
    assert all(0 not in each.levels and each.tick_size not in each.levels for each in catalog)
    assert not any(each.levels for each in catalog if each.quote != "KRW")
    assert session.rest.credentials is not None
    assert session.rest.credentials.secret_key not in redactor.clean(session.rest.credentials.secret_key)
    await session.close()
    await session.close()
    assert {task for task in asyncio.all_tasks() if task is not asyncio.current_task()} == set()


async def test_demo_uses_the_exchange_that_the_environment_names(tmp_path: Path) -> None:
    server = ExchangeServer(ExchangeConfig(seed=1))
    addresses = await server.start()
    environment = {
        "HOGA_EXCHANGE_URL": addresses.rest,
        "UPBIT_ACCESS_KEY": addresses.access_key,
        "UPBIT_SECRET_KEY": addresses.secret_key,
    }
    session = Session(Mode.DEMO, tmp_path, environment, Redactor())
    assert len(await opened(session)) >= 44
    assert session.rest.endpoints.rest == addresses.rest
    await session.close()
    await server.stop()


async def test_what_is_wrong_before_anybody_listens_is_told_once_somebody_does(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"this was a journal once" * 400)
    server = ExchangeServer(ExchangeConfig(markets=4, moving=False))
    addresses = await server.start()
    keys = {"UPBIT_ACCESS_KEY": addresses.access_key, "UPBIT_SECRET_KEY": addresses.secret_key}
    session = Session(Mode.DEMO, tmp_path, {"HOGA_EXCHANGE_URL": addresses.rest, **keys}, Redactor())
    await session.open()
    ready = asyncio.Event()
    session.broker.ready_changed.connect(lambda _: ready.set())
    async with asyncio.timeout(20):
        while not session.broker.ready:
            await ready.wait()
    told: list[str] = []
    session.complained.connect(told.append)
    session.tell_untold()
    session.tell_untold()
    assert len(told) == 1 and "journal.db" in told[0], told
    await session.close()
    await server.stop()


async def test_an_exchange_elsewhere_is_refused(tmp_path: Path) -> None:
    session = Session(Mode.DEMO, tmp_path, {"HOGA_EXCHANGE_URL": "http://10.0.0.1:80"}, Redactor())
    with pytest.raises(EndpointError):
        await session.open()
    await session.close()


async def test_markets_arrive_when_the_exchange_comes_up_later(tmp_path: Path, unused_tcp_port: int) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}"
    session = Session(Mode.DEMO, tmp_path, {"HOGA_EXCHANGE_URL": address}, Redactor())
    arrived: asyncio.Future[Catalog] = asyncio.get_running_loop().create_future()
    session.catalog_changed.connect(arrived.set_result)
    await session.open()
    assert len(session.catalog) == 0
    server = ExchangeServer(ExchangeConfig(seed=1, port=unused_tcp_port))
    await server.start()
    async with asyncio.timeout(20):
        assert "KRW-BTC" in await arrived
    await session.close()
    await server.stop()


async def test_markets_are_shown_even_when_their_tick_sizes_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = [True, True]
    ask = UpbitRest.instruments

    async def instruments(rest: UpbitRest, markets: Sequence[str]) -> list[Instrument]:
        if refused:
            refused.pop()
            raise UpbitError("GET /v1/orderbook/instruments: no answer")
        return await ask(rest, markets)

    monkeypatch.setattr(UpbitRest, "instruments", instruments)
    monkeypatch.setattr("app.session.CATALOG_RETRY_SECONDS", 0.1)
    server = ExchangeServer(ExchangeConfig(markets=4, moving=False))
    addresses = await server.start()
    session = Session(Mode.DEMO, tmp_path, {"HOGA_EXCHANGE_URL": addresses.rest}, Redactor())
    told: asyncio.Queue[Catalog] = asyncio.Queue()
    session.catalog_changed.connect(told.put_nowait)
    await session.open()
    async with asyncio.timeout(20):
        first, second = await told.get(), await told.get()
    assert [catalog.get("KRW-BTC").tick_size for catalog in (first, second)] == [None, 1000]  # type: ignore[union-attr]
    await session.close()
    await server.stop()


async def test_a_market_that_is_listed_while_the_desk_is_open_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = UpbitRest.markets
    more: list[Market] = []

    async def markets(rest: UpbitRest) -> list[Market]:
        return [*await ask(rest), *more]

    monkeypatch.setattr(UpbitRest, "markets", markets)
    monkeypatch.setattr(UpbitRest, "instruments", _no_instruments)
    monkeypatch.setattr("app.session.LISTINGS_SECONDS", 0.1)
    server = ExchangeServer(ExchangeConfig(markets=4, moving=False))
    addresses = await server.start()
    session = Session(Mode.DEMO, tmp_path, {"HOGA_EXCHANGE_URL": addresses.rest}, Redactor())
    told: asyncio.Queue[Catalog] = asyncio.Queue()
    session.catalog_changed.connect(told.put_nowait)
    await session.open()
    async with asyncio.timeout(20):
        first = await told.get()
        more.append(Market("KRW-FRESH", "새내기", "Fresh"))
        second = await told.get()
    assert set(second) - set(first) == {second.get("KRW-FRESH")}
    assert told.empty()
    await session.close()
    await server.stop()


async def _no_instruments(_rest: UpbitRest, _markets: Sequence[str]) -> list[Instrument]:
    return []


async def test_a_damaged_journal_is_complained_of(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"no database, but long enough to be read as one" * 50)
    server = ExchangeServer(ExchangeConfig(markets=4, moving=False))
    addresses = await server.start()
    environment = {
        "HOGA_EXCHANGE_URL": addresses.rest,
        "UPBIT_ACCESS_KEY": addresses.access_key,
        "UPBIT_SECRET_KEY": addresses.secret_key,
    }
    session = Session(Mode.DEMO, tmp_path, environment, Redactor())
    told: asyncio.Queue[str] = asyncio.Queue()
    session.complained.connect(told.put_nowait)
    await session.open()
    async with asyncio.timeout(20):
        assert "journal.db.damaged-" in await told.get()
    await session.close()
    await server.stop()

"""A trader opens Hoga, watches a live market, switches symbols and trades, against the real exchange."""

import asyncio
from decimal import Decimal

import psutil
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from app.exchange.server import ExchangeConfig, ExchangeServer
from app.market.candles import Interval
from tests.end_to_end.conftest import CLEAN, RunDesk, Running
from tests.end_to_end.ordering import SECONDS
from widgets.markets.rows import Column as MarketColumn
from widgets.my_orders.rows import OPEN
from widgets.my_orders.rows import Column as OrderColumn
from widgets.order_entry.draft import Field, Style


def shows(running: Running, symbol: str) -> dict[str, bool]:
    """Which linked panels show live data of that market."""
    desk = running.workspace
    chart = desk.chart._model
    return {
        "orderbook": desk.orderbook.book is not None and desk.orderbook.book.symbol == symbol,
        "tape": desk.tape._symbol == symbol and len(desk.tape.prints) > 0,
        "chart": chart.symbol == symbol and len(chart.series) >= 200 and chart.last_price is not None,
        "order entry": desk.order_entry.draft.market == symbol
        and desk.order_entry.form.available.text() != "–",
    }


def is_filled(running: Running, symbol: str) -> bool:
    """Every panel of the desk has live data."""
    if running.window.workspace is None:
        return False
    desk = running.workspace
    prices = [row for row in desk.markets._model.shown if row.price is not None]
    return all(shows(running, symbol).values()) and len(prices) >= 40 and desk.session.broker.ready


def shown_symbols(running: Running) -> set[str]:
    """Every market that any linked panel shows data of, at this moment."""
    desk = running.workspace
    book = desk.orderbook.book
    symbols = {desk.order_entry.draft.market, desk.chart._model.symbol, desk.tape._symbol}
    return symbols | ({book.symbol} if book is not None else set())


async def pick(running: Running, symbol: str) -> None:
    """Click a market in the list; nothing of the old one may be shown from then on."""
    markets = running.workspace.markets
    row = markets._model.place(symbol)
    running.click_row(markets._view, row, MarketColumn.NAME)
    for _ in range(1000):  # a tenth of a second where nothing else runs: benchmarks measure it
        assert shown_symbols(running) == {symbol}
        if all(shows(running, symbol).values()):
            return
        await asyncio.sleep(0.01)
    assert shows(running, symbol) == dict.fromkeys(shows(running, symbol), True)


def test_a_trader_watches_switches_and_trades(run_desk: RunDesk) -> None:
    """First light, end to end; scenarios J1-J3 on the way."""

    async def scenario(running: Running) -> None:
        await running.until(lambda: is_filled(running, "KRW-BTC"), SECONDS, "every panel filled")
        desk = running.workspace
        await pick(running, "KRW-ETH")
        await pick(running, "KRW-XRP")
        await buy_below_and_cancel(running)
        await buy_at_market(running)
        assert desk.session.broker.ready

    running = run_desk(scenario)
    assert running.left == CLEAN


async def buy_below_and_cancel(running: Running) -> None:
    """A limit buy well below the market rests in my orders until its button is clicked."""
    desk = running.workspace
    form, book = desk.order_entry.form, desk.orderbook.book
    assert book is not None
    price = Decimal(int(book.bids[-1].price * 0.9))
    running.type_into(form.edits[Field.PRICE], f"{price}")
    running.type_into(form.edits[Field.VOLUME], "10")
    await submit(running)
    model = desk.my_orders.open_model
    await running.until(lambda: model.rowCount() == 1, SECONDS, "the order in my orders")
    record = model.row(0).record
    assert (record.market, record.price, record.volume) == ("KRW-XRP", price, Decimal(10))
    await running.until(
        lambda: desk.my_orders.open_model.row(0).record.uuid, SECONDS, "the exchange's word on it"
    )
    running.click_row(desk.my_orders.open_table, 0, OPEN.index(OrderColumn.CANCEL))
    await running.until(lambda: model.rowCount() == 0, SECONDS, "the order gone")


async def buy_at_market(running: Running) -> None:
    """A market buy fills and the coins arrive."""
    desk = running.workspace
    broker, form = desk.session.broker, desk.order_entry.form
    before = broker.balances["XRP"].balance
    running.window.docks["assets"].setAsCurrentTab()
    await running.until(lambda: desk.assets._model.rowCount() >= 5, SECONDS, "the assets filled")
    shown_before = assets_line(running, "XRP")
    running.click(form.styles[Style.MARKET])
    running.type_into(form.edits[Field.TOTAL], "1000000")
    await submit(running)
    await running.until(lambda: broker.balances["XRP"].balance > before, SECONDS, "more XRP")
    assert broker.balances["KRW"].balance <= Decimal(100_000_000 - 1_000_000 + 1)
    running.window.docks["assets"].setAsCurrentTab()
    await running.until(
        lambda: assets_line(running, "XRP") != shown_before, SECONDS, "the assets changed on screen"
    )
    running.window.docks["my_orders"].setAsCurrentTab()
    await running.until(lambda: desk.my_orders.done_model.rowCount() >= 1, SECONDS, "the fill in my orders")


def assets_line(running: Running, currency: str) -> str:
    """What the assets panel says of a currency."""
    model = running.workspace.assets._model
    rows = [
        " ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]
    return next(row for row in rows if currency in row)


async def submit(running: Running) -> None:
    """Press the button, read the question, answer it with Enter."""
    entry = running.workspace.order_entry
    await running.until(entry.form.submit.isEnabled, SECONDS, "a legal order")
    running.click(entry.form.submit)
    await running.until(
        lambda: entry.dialog is not None and entry.dialog.isVisible(), SECONDS, "the question"
    )
    assert entry.dialog is not None
    QTest.keyClick(entry.dialog, Qt.Key.Key_Return)
    await running.until(lambda: entry.dialog is None, SECONDS, "the question answered")


def test_an_exchange_that_dies_is_told_and_started_again(run_desk: RunDesk) -> None:
    """The desk says so, looks stale within a second, and is live again by itself."""

    async def scenario(running: Running) -> None:
        await running.until(lambda: is_filled(running, "KRW-BTC"), SECONDS, "every panel filled")
        desk, window = running.workspace, running.window
        for child in psutil.Process().children():
            child.kill()
        await running.until(lambda: window.strip.text, SECONDS, "the strip says that prices stopped")
        assert not desk.orderbook._ladder.is_reliable
        told = window.notices
        await running.until(lambda: "데모 거래소" in "".join(told.texts), SECONDS, "the desk says so")
        await running.until(lambda: not window.strip.text, SECONDS, "live again")
        await running.until(lambda: desk.orderbook._ladder.is_reliable, SECONDS, "a fresh book")
        await running.until(lambda: is_filled(running, "KRW-BTC"), SECONDS, "every panel live again")

    running = run_desk(scenario)
    assert running.left == CLEAN


def test_closing_amid_requests_leaves_nothing(run_desk: RunDesk) -> None:
    """Every interval and some markets in one go, and the window closed before any answer."""

    async def scenario(running: Running) -> None:
        await running.until(lambda: is_filled(running, "KRW-BTC"), SECONDS, "every panel filled")
        for interval, symbol in zip(Interval, ("KRW-ETH", "KRW-XRP", "KRW-SOL") * 5, strict=False):
            running.workspace.chart._intervals.choose(interval)
            running.window.link.pick(symbol)

    assert run_desk(scenario).left == CLEAN


def test_a_market_that_does_not_exist_is_told_and_left(run_desk: RunDesk) -> None:
    async def scenario(running: Running) -> None:
        notices = running.window.notices
        await running.until(lambda: any("KRW-NOPE" in text for text in notices.texts), SECONDS, "the notice")
        await running.until(lambda: is_filled(running, "KRW-BTC"), SECONDS, "a market that exists")
        assert running.window.link.symbol == "KRW-BTC"

    assert run_desk(scenario, symbol="KRW-NOPE").left == CLEAN


def test_without_an_exchange_nothing_is_invented(run_desk: RunDesk, unused_tcp_port: int) -> None:
    """J13: an exchange that is down from the start; no number anywhere, and data when it comes up."""
    address = f"http://127.0.0.1:{unused_tcp_port}"

    async def scenario(running: Running) -> None:
        window = running.window
        await running.until(
            lambda: window.workspace is not None and window.strip.text, SECONDS, "not connected"
        )
        desk = running.workspace
        assert desk.orderbook.book is None
        assert len(desk.tape.prints) == 0
        assert len(desk.chart._model.series) == 0
        assert desk.order_entry.form.available.text().startswith("–")
        assert not desk.order_entry.form.submit.isEnabled()
        assert [row for row in desk.markets._model.shown if row.price is not None] == []
        server = ExchangeServer(ExchangeConfig(port=unused_tcp_port))
        addresses = await server.start()
        assert addresses.rest == address
        await running.until(lambda: is_filled(running, "KRW-BTC"), 12, "data when it comes up")
        await server.stop()

    running = run_desk(
        scenario,
        {
            "HOGA_EXCHANGE_URL": address,
            "UPBIT_ACCESS_KEY": ExchangeConfig().access_key,
            "UPBIT_SECRET_KEY": ExchangeConfig().secret_key,
        },
    )
    assert running.left["errors"] == []

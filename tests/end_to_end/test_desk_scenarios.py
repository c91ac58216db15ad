"""Scenarios of section J on the whole desk, with an exchange that remembers what was asked of it."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from time import monotonic

import numpy as np
import pytest
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication, QWidget

from app.exchange.server import ExchangeConfig, ExchangeServer
from app.look import Look, Scheme, Sense
from app.market.candles import Interval
from tests.end_to_end.conftest import CLEAN, RunDesk, Running
from tests.end_to_end.test_first_light import shown_symbols
from widgets import panels, theme
from widgets.markets.listing import Tab
from widgets.markets.rows import Column

SECONDS = 30.0  # a busy machine is no fault
HELD = {"KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-USDT"}  # the assets panel needs these

Scene = Callable[[Running, ExchangeServer], Awaitable[None]]
Act = Callable[..., None]


@pytest.fixture
def act(run_desk: RunDesk, unused_tcp_port: int) -> Iterator[Act]:
    """Plays a scene on a desk whose exchange is in this process, with its logs and its test hand."""
    known = ExchangeConfig()
    environment = {
        "HOGA_EXCHANGE_URL": f"http://127.0.0.1:{unused_tcp_port}",
        "UPBIT_ACCESS_KEY": known.access_key,
        "UPBIT_SECRET_KEY": known.secret_key,
    }

    def played(scene: Scene) -> None:
        async def scenario(running: Running) -> None:
            server = ExchangeServer(ExchangeConfig(port=unused_tcp_port, markets=24, limited=False))
            await server.start()
            try:
                await running.until(lambda: is_live(running), SECONDS, "list, book, chart and tape live")
                await scene(running, server)
            finally:
                await server.stop()

        assert run_desk(scenario, environment).left["errors"] == []

    yield played


def is_live(running: Running, symbol: str = "KRW-BTC") -> bool:
    """List, book, 200 candles and tape of that market, whether there is an account or not."""
    desk = running.window.workspace
    if desk is None or desk.orderbook.book is None or desk.orderbook.book.symbol != symbol:
        return False
    priced = [row for row in desk.markets._model.shown if row.price is not None]
    chart = desk.chart._model
    return (
        len(priced) >= 20 and chart.symbol == symbol and len(chart.series) >= 200 and bool(desk.tape.prints)
    )


def merged(server: ExchangeServer) -> dict[str, set[str]]:
    """The codes by type in the newest frame of the public socket; a book's depth is left out."""
    text = next(frame.text for frame in reversed(server.frames) if frame.side == "public")
    found: dict[str, set[str]] = {}
    for wish in json.loads(text):
        if "type" in wish:
            codes = {code.partition(".")[0] for code in wish.get("codes", [])}
            found.setdefault(wish["type"], set()).update(codes)
    return found


def candles(server: ExchangeServer) -> dict[str, set[str]]:
    return {kind: codes for kind, codes in merged(server).items() if kind.startswith("candle")}


def upgrades(server: ExchangeServer) -> list[str]:
    """The sockets that were opened, by path."""
    return [request.path for request in server.requests if request.status == 101]


def words(running: Running) -> tuple[str, str]:
    """What the status bar says of the prices and of the orders."""
    prices, orders, *_ = running.window.status_bar.texts
    return prices.removeprefix("● 시세 "), orders.removeprefix("● 주문 ")


def test_one_socket_and_one_set_and_another_symbol_changes_only_its_own(act: Act) -> None:
    """J2, J3: one socket; all KRW tickers, one book, one candle type; ETH takes the place of BTC, no more."""

    async def scene(running: Running, server: ExchangeServer) -> None:
        listed = {market.code for market in running.workspace.markets._catalog if market.code[:4] == "KRW-"}
        await running.until(lambda: listed <= merged(server)["ticker"], SECONDS, "all KRW tickers")
        assert merged(server)["orderbook"] == {"KRW-BTC"}
        assert candles(server) == {"candle.1m": {"KRW-BTC"}}
        assert len([path for path in upgrades(server) if not path.endswith("private")]) == 1
        tickers = merged(server)["ticker"]
        markets = running.workspace.markets
        running.click_row(markets._view, markets._model.place("KRW-ETH"), Column.NAME)
        await running.until(lambda: is_live(running, "KRW-ETH"), SECONDS, "ETH in book and chart")
        assert merged(server)["orderbook"] == {"KRW-ETH"}
        assert candles(server) == {"candle.1m": {"KRW-ETH"}}
        assert merged(server)["ticker"] == tickers
        assert len([path for path in upgrades(server) if not path.endswith("private")]) == 1

    act(scene)


def test_another_list_leaves_book_and_chart(act: Act) -> None:
    """J4: the list shows the BTC market and the KRW tickers are given back; book and chart remain ETH."""

    async def scene(running: Running, server: ExchangeServer) -> None:
        desk = running.workspace
        running.window.link.pick("KRW-ETH")
        await running.until(lambda: is_live(running, "KRW-ETH"), SECONDS, "ETH in book and chart")
        desk.markets.choose_tab(Tab.BTC)
        await running.until(
            lambda: {code for code in merged(server)["ticker"] if code.startswith("KRW-")} <= HELD,
            SECONDS,
            "the KRW tickers given back",
        )
        assert all(row.code.startswith("BTC-") for row in desk.markets._model.shown)
        assert merged(server)["orderbook"] == {"KRW-ETH"}
        assert candles(server) == {"candle.1m": {"KRW-ETH"}}
        assert shown_symbols(running) == {"KRW-ETH"}

    act(scene)


def test_interval_and_symbol_at_once_are_one_wish(act: Act) -> None:
    """J5: 5m and another coin within 100 ms: one frame more, one candle type in it, one series drawn."""

    async def scene(running: Running, server: ExchangeServer) -> None:
        chart = running.workspace.chart
        before = len([frame for frame in server.frames if frame.side == "public"])
        chart._intervals.choose(Interval.MINUTES_5)
        running.window.link.pick("KRW-XRP")
        await running.until(lambda: is_live(running, "KRW-XRP"), SECONDS, "XRP in five minutes")
        assert candles(server) == {"candle.5m": {"KRW-XRP"}}
        later = [frame for frame in server.frames if frame.side == "public"][before:]
        assert len(later) == 1
        series = chart._model.series
        assert series.interval is Interval.MINUTES_5
        assert (np.diff(series.buckets) > 0).all()

    act(scene)


def test_twenty_fast_clicks_while_rest_is_slow(act: Act) -> None:
    """J6: never two markets at once; the last one everywhere; what was asked for the others is ignored."""

    async def scene(running: Running, server: ExchangeServer) -> None:
        codes = [row.code for row in running.workspace.markets._model.shown][1:21]
        assert len(codes) == 20
        server.faults.answer("delay", count=None, method="GET", seconds=1.0)
        for code in codes:
            running.window.link.pick(code)
            for _ in range(5):
                assert shown_symbols(running) == {code}
                await asyncio.sleep(0.01)
        server.faults.clear()
        for _ in range(150):  # longer than the last of the late answers takes
            assert shown_symbols(running) == {codes[-1]}
            await asyncio.sleep(0.01)
        await running.until(lambda: is_live(running, codes[-1]), SECONDS, "the last market everywhere")

    act(scene)


def test_a_cut_is_told_and_rest_is_not_hammered(act: Act) -> None:
    """J14, J23: live, reconnecting, live; with four charts REST hears ten requests a second at most."""

    async def scene(running: Running, server: ExchangeServer) -> None:
        commands = running.window.desk_commands
        assert commands is not None
        for _ in range(3):
            commands.open_another(panels.KINDS["chart"])
        await running.until(lambda: words(running)[0] == "실시간", SECONDS, "the bar says live")
        await asyncio.sleep(1.0)  # the charts' own first pages
        began = len(server.requests)
        server.refuse(1000)
        server.cut("public")
        await running.until(lambda: words(running)[0] == "재연결 중", SECONDS, "the bar says reconnecting")
        assert not running.workspace.orderbook.is_reliable
        assert words(running)[1] == "실시간", "the orders' socket is untouched"
        await asyncio.sleep(1.5)
        assert words(running)[0] == "재연결 중"
        server.refuse(0)
        running.workspace.session.retry_now()
        await running.until(lambda: words(running)[0] == "실시간", SECONDS, "live again")
        await running.until(lambda: running.workspace.orderbook.is_reliable, SECONDS, "a fresh book")
        asked = [r.time_ms for r in server.requests[began:] if not r.path.startswith("/websocket")]
        worst = max((sum(at <= other < at + 1000 for other in asked) for at in asked), default=0)
        assert worst <= 10

    act(scene)


def test_another_look_is_on_the_whole_desk_at_once(act: Act, qapp: QApplication) -> None:
    """J19: list, chart with its volume, book, tape and form: no large trace of the old colours is left."""
    western = Look(scheme=Scheme.LIGHT, sense=Sense.WESTERN)

    async def scene(running: Running, _server: ExchangeServer) -> None:
        window = running.window
        window.resize(1600, 900)
        await asyncio.sleep(0.5)
        window.grab()  # whatever is kept in the old colours is kept by now
        before = theme.palette().names()
        window.appearance.choose(western)
        await asyncio.sleep(0.5)
        after = set(theme.palette().names().values())
        for name, panel in running.workspace.panels.items():
            if panel.isVisible():
                found = colours_of(panel)
                assert {key for key, colour in before.items() if colour in found - after} == set(), name
        assert theme.palette().rise.name() in colours_of(running.workspace.chart)

    try:
        act(scene)
    finally:
        theme.apply_look(qapp, Look())


def colours_of(widget: QWidget) -> set[str]:
    """The colours that fill more than the smoothed edge of a letter."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    bits = image.constBits()
    assert bits is not None
    pixels = np.frombuffer(bits.asarray(image.sizeInBytes()), dtype=np.uint32) & 0xFFFFFF
    values, counts = np.unique(pixels, return_counts=True)
    return {f"#{value:06x}" for value, count in zip(values, counts, strict=True) if count > 150}


def test_it_connects_by_itself_and_closes(run_desk: RunDesk) -> None:
    """J1: a window, its own exchange, the bar says that prices are live; closed, code 0 and nothing left."""
    took = [0.0]

    async def scenario(running: Running) -> None:
        assert running.window.isVisible()
        await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
        await running.until(lambda: words(running)[0] == "실시간", SECONDS, "the bar says live")
        took[0] = monotonic()

    assert run_desk(scenario).left == CLEAN  # `run_desk` closes it and gives it ten seconds
    assert monotonic() - took[0] < 10


def test_what_was_arranged_is_there_after_a_restart(act: Act, qapp: QApplication) -> None:
    """J19: the theme, the width of a column and the star, and the starred coin on top."""
    code, width = "KRW-XRP", 123

    async def arrange(running: Running, _server: ExchangeServer) -> None:
        desk, view = running.workspace, running.workspace.markets._view
        row = desk.markets._model.place(code)
        running.click_row(view, row, Column.STAR)
        assert running.window.favourites.codes == (code,)
        view.horizontalHeader().resizeSection(Column.PRICE, width)
        running.window.appearance.choose(Look(scheme=Scheme.LIGHT))

    async def find(running: Running, _server: ExchangeServer) -> None:
        desk, view = running.workspace, running.workspace.markets._view
        assert running.window.favourites.codes == (code,)
        assert view.columnWidth(Column.PRICE) == width
        assert running.window.appearance.look == Look(scheme=Scheme.LIGHT)
        await running.until(lambda: desk.markets._model.shown[0].code == code, SECONDS, "it on top")

    try:
        act(arrange)
        act(find)
    finally:
        theme.apply_look(qapp, Look())


def test_a_line_of_a_market_that_is_gone_leads_nowhere(act: Act) -> None:
    """An alert that fired, an order that ended: its market may be delisted by now."""

    async def scene(running: Running, server: ExchangeServer) -> None:
        desk = running.workspace
        desk.markets.symbol_picked.emit("KRW-GONE")
        assert running.window.link.symbol == "KRW-BTC"
        assert any("KRW-GONE" in text for text in running.window.notices.texts)
        desk.markets.symbol_picked.emit("KRW-ETH")
        assert running.window.link.symbol == "KRW-ETH"

    act(scene)

"""The orderbook of the real desk: own orders marked and cancelled there, and the tape after an outage."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QContextMenuEvent
from PyQt6.QtWidgets import QApplication, QMenu

from app.exchange.server import ExchangeConfig, ExchangeServer
from app.trading import OrderIntent
from app.websocket_v6 import exact
from tests.end_to_end.conftest import RunDesk, Running
from tests.end_to_end.ordering import SECONDS
from widgets.orderbook import geometry as place
from widgets.orderbook.rows import BID, Row


@pytest.fixture
def environment(unused_tcp_port: int) -> Iterator[dict[str, str]]:
    """Names the exchange that the scenario starts."""
    yield {
        "HOGA_EXCHANGE_URL": f"http://127.0.0.1:{unused_tcp_port}",
        "UPBIT_ACCESS_KEY": ExchangeConfig().access_key,
        "UPBIT_SECRET_KEY": ExchangeConfig().secret_key,
    }


def marked(running: Running) -> list[tuple[int, Row]]:
    rows = running.workspace.orderbook._ladder.picture.rows
    return [(slot, row) for slot, row in enumerate(rows) if row.own]


def right_click(running: Running, slot: int) -> None:
    ladder = running.workspace.orderbook._ladder
    at = place.row_rect(slot, ladder._top, ladder.width()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, ladder.mapToGlobal(at))
    QApplication.sendEvent(ladder, event)


async def filled(running: Running) -> None:
    """Wait until the book, the tape and the account are there."""

    def is_filled() -> bool:
        desk = running.window.workspace
        return (
            desk is not None
            and desk.session.broker.ready
            and desk.orderbook._ladder.is_reliable
            and len(desk.tape.prints) > 0
        )

    await running.until(is_filled, SECONDS, "a book, trades and the account")


def test_an_own_order_is_marked_on_its_row_and_cancelled_there(
    run_desk: RunDesk, environment: dict[str, str], unused_tcp_port: int
) -> None:
    async def scenario(running: Running) -> None:
        server = ExchangeServer(ExchangeConfig(seed=1, port=unused_tcp_port, markets=4, moving=False))
        await server.start()
        await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
        desk = running.workspace
        await running.until(
            lambda: desk.session.broker.ready and desk.orderbook._ladder.is_reliable,
            SECONDS,
            "book and account",
        )
        book = desk.orderbook.book
        assert book is not None
        price = exact(book.bids[4].price)
        desk.actions.place(OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.0123"), price))
        await running.until(lambda: marked(running), SECONDS, "the mark")
        ((slot, row),) = marked(running)
        assert (row.side, exact(row.price), row.own) == (BID, price, "0.0123")
        await running.until(running.window.frame_clock.is_asleep, SECONDS, "the painted mark")
        right_click(running, slot)
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        (menu,) = desk.orderbook.findChildren(QMenu, options=direct)
        menu.actions()[0].trigger()
        menu.close()
        await running.until(lambda: not marked(running), SECONDS, "the mark is gone")
        assert not [record for record in desk.session.broker.orders.values() if record.state.is_open]
        await server.stop()

    running = run_desk(scenario, environment)
    assert running.left["errors"] == []


def test_after_an_outage_the_tape_closes_its_gap(
    run_desk: RunDesk, environment: dict[str, str], unused_tcp_port: int
) -> None:
    async def scenario(running: Running) -> None:
        server = ExchangeServer(ExchangeConfig(seed=1, port=unused_tcp_port, limited=False))
        await server.start()
        await filled(running)
        desk = running.workspace
        server.refuse(3)
        server.cut()
        await running.until(lambda: running.window.strip.text, SECONDS, "the strip says that prices stopped")
        newest = desk.tape.prints[0].sequential_id
        await running.until(lambda: not running.window.strip.text, 10, "live again")
        await running.until(lambda: desk.tape.prints[0].sequential_id != newest, SECONDS, "new trades")
        await running.until(lambda: not any(one.after_gap for one in desk.tape.prints), SECONDS, "no gap")
        rows = await desk.session.rest.trades("KRW-BTC", 100)
        known = {one.sequential_id for one in desk.tape.prints}
        since = [row for row in rows if row.timestamp <= desk.tape.prints[0].time_ms]
        assert {row.sequential_id for row in since} <= known
        assert newest in {row.sequential_id for row in since}
        await server.stop()

    running = run_desk(scenario, environment)
    assert running.left["errors"] == []

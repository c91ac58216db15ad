"""Form, broker, exchange and blotter together: an order is typed, sent, seen, cancelled or filled."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QWidget

from app.endpoints import local
from app.exchange.config import ExchangeConfig
from app.exchange.server import ExchangeServer
from app.market.symbols import Catalog, Market
from app.trading import Broker, Journal, OrderState
from app.upbit import Credentials, NewOrder, UpbitRest
from app.websocket_v6 import GlobalWebSocketManager, WebSocketClient
from widgets.actions import Actions
from widgets.frame_clock import FrameClock
from widgets.my_orders import MyOrdersPanel, rows
from widgets.my_orders.rows import Column
from widgets.order_entry import OrderEntryPanel
from widgets.order_entry.draft import Field, Style


class Desk:
    """The two panels over a broker on a still exchange."""

    def __init__(self, rest: UpbitRest, broker: Broker, catalog: Catalog, window: QWidget) -> None:
        self.rest = rest
        self.broker = broker
        self.actions = Actions(broker)
        self.entry = OrderEntryPanel(FrameClock(window), broker, self.actions, window)
        self.orders = MyOrdersPanel(broker, self.actions, window, frame_clock=FrameClock(window))
        self.failures: list[str] = []
        self.actions.failed.connect(self.failures.append)
        self._changed = asyncio.Event()
        for signal in (broker.orders_changed, broker.balances_changed, broker.ready_changed):
            signal.connect(self._on_change)
        self.actions.busy_changed.connect(self._on_change)
        for panel in (self.entry, self.orders):
            panel.show_catalog(catalog)
            panel.show_symbol("KRW-BTC")

    def _on_change(self, _value: object) -> None:
        self._changed.set()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something holds that the broker or the actions tell."""
        async with asyncio.timeout(30):
            while not condition():
                # Qt's timers (the frame clock's) run only while its events are processed here.
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), 0.02)
                self._changed.clear()
                QApplication.processEvents()

    async def best(self, side: str) -> Decimal:
        (book,) = await self.rest.orderbooks(["KRW-BTC"])
        unit = book.orderbook_units[0]
        return Decimal(repr(unit.ask_price if side == "ask" else unit.bid_price)).quantize(Decimal(1))

    async def close(self) -> None:
        self.entry.close_panel()
        self.orders.close_panel()
        await self.actions.aclose()


@pytest.fixture
async def desk(qtbot, tmp_path: Path) -> AsyncIterator[Desk]:
    server = ExchangeServer(ExchangeConfig(markets=2, moving=False, limited=False))
    addresses = await server.start()
    endpoints, key = local(addresses.rest), Credentials(addresses.access_key, addresses.secret_key)
    rest = UpbitRest(endpoints, key)
    manager = await GlobalWebSocketManager.get_instance()
    await manager.initialize(key.access_key, key.secret_key, endpoints=endpoints)
    broker = Broker(rest, WebSocketClient("broker"), Journal(tmp_path / "journal.db"))
    (instrument,) = await rest.instruments(["KRW-BTC"])
    catalog = Catalog((Market("KRW-BTC", "비트코인", "Bitcoin", tick_size=instrument.tick_size),))
    window = QWidget()
    qtbot.addWidget(window)
    made = Desk(rest, broker, catalog, window)
    window.show()
    await broker.start()
    # The stream coming up makes it reconcile once more: until then an order may find it not ready.
    await made.until(lambda: broker.ready and broker.streaming)
    await broker.chance("KRW-BTC")
    await asyncio.sleep(0)
    yield made
    await made.close()
    await broker.aclose()
    await manager.shutdown()
    await rest.close()
    await server.stop()


def send(qtbot, desk: Desk) -> None:
    assert desk.entry.form.submit.isEnabled()
    desk.entry.form.submit.click()
    assert desk.entry.dialog is not None
    if not desk.entry.dialog.can_send:
        desk.entry.dialog.cautions.tick.click()
    qtbot.keyClick(desk.entry.dialog, Qt.Key.Key_Return)


def state(desk: Desk, key: str) -> OrderState:
    return desk.broker.orders[key].state


async def test_a_resting_buy_appears_and_is_cancelled_by_the_keyboard(qtbot, desk: Desk) -> None:
    price = await desk.best("bid") - 1_000_000
    desk.entry.take_price(price)
    qtbot.keyClicks(desk.entry.form.edits[Field.VOLUME], "0.01234567")
    before = desk.broker.balances["KRW"].balance
    send(qtbot, desk)
    await desk.until(lambda: desk.orders.open_model.rowCount() == 1)
    await desk.until(lambda: desk.orders.open_model.row(0).record.state is OrderState.WORKING)
    row = desk.orders.open_model.row(0)
    assert row.record.price == price
    assert row.texts[Column.VOLUME] == "0.01234567"
    await desk.until(lambda: desk.broker.balances["KRW"].balance < before)
    locked = price * Decimal("0.01234567") * Decimal("1.0005")
    assert before - desk.broker.balances["KRW"].balance == locked
    desk.orders.open_table.selectRow(0)
    qtbot.keyClick(desk.orders.open_table, Qt.Key.Key_Delete)
    await desk.until(lambda: desk.orders.open_model.rowCount() == 0)
    assert desk.orders.done_model.row(0).texts[Column.STATE] == "취소"
    assert desk.failures == []


async def test_a_market_buy_by_a_share_of_the_money_fills(qtbot, desk: Desk) -> None:
    desk.entry.form.styles[Style.MARKET].click()
    desk.entry.choose_share(10)
    total = desk.entry.draft.total
    assert total == Decimal(9_995_002)
    send(qtbot, desk)
    await desk.until(lambda: desk.orders.done_model.rowCount() == 1)
    row = desk.orders.done_model.row(0)
    assert row.texts[Column.STATE] == "체결"
    assert 0 < row.record.executed_funds <= total
    assert row.record.paid_fee == row.record.executed_funds * Decimal("0.0005")


async def test_all_of_the_money_at_a_limit_price_is_accepted_with_its_fee(qtbot, desk: Desk) -> None:
    desk.entry.take_price(await desk.best("bid") - 1_000_000)
    desk.entry.choose_share(100)
    send(qtbot, desk)
    await desk.until(lambda: desk.orders.open_model.rowCount() == 1)
    await desk.until(lambda: desk.orders.open_model.row(0).record.state is OrderState.WORKING)
    assert desk.failures == []
    await desk.until(lambda: desk.broker.balances["KRW"].balance < 10_000)


async def test_all_of_the_coins_are_sold_at_the_market(qtbot, desk: Desk) -> None:
    desk.entry.choose_side("ask")
    desk.entry.form.styles[Style.MARKET].click()
    desk.entry.choose_share(100)
    send(qtbot, desk)
    await desk.until(lambda: desk.orders.done_model.rowCount() == 1)
    assert desk.orders.done_model.row(0).record.executed_volume == Decimal("0.25")


async def test_a_post_only_order_that_would_trade_ends_cancelled(qtbot, desk: Desk) -> None:
    box = desk.entry.form.time_in_force
    box.setCurrentIndex(box.findData("post_only"))
    box.activated.emit(box.currentIndex())
    desk.entry.take_price(await desk.best("ask"))
    qtbot.keyClicks(desk.entry.form.edits[Field.VOLUME], "0.001")
    send(qtbot, desk)
    await desk.until(lambda: desk.orders.done_model.rowCount() == 1)
    assert desk.orders.done_model.row(0).texts[Column.TYPE] == "지정가 PO"


async def test_ended_orders_of_an_earlier_session_are_paged_in(qtbot, desk: Desk) -> None:
    desk.entry.choose_side("ask")
    desk.entry.form.styles[Style.MARKET].click()
    qtbot.keyClicks(desk.entry.form.edits[Field.VOLUME], "0.01")
    send(qtbot, desk)
    await desk.until(lambda: desk.orders.done_model.rowCount() == 1)
    (ended,) = await desk.broker.closed("KRW-BTC", None)
    assert ended.key == desk.orders.done_model.row(0).record.key
    assert ended.executed_volume == Decimal("0.01")


async def test_an_order_is_amended_by_the_keyboard_and_its_successor_appears(qtbot, desk: Desk) -> None:
    price = await desk.best("bid") - 1_000_000
    desk.entry.take_price(price)
    qtbot.keyClicks(desk.entry.form.edits[Field.VOLUME], "0.01234567")
    send(qtbot, desk)
    await desk.until(lambda: desk.orders.open_model.rowCount() == 1)
    await desk.until(lambda: desk.orders.open_model.row(0).record.state is OrderState.WORKING)
    old = desk.orders.open_model.row(0).record.key
    desk.orders.open_table.selectRow(0)
    qtbot.keyClick(desk.orders.open_table, Qt.Key.Key_F2)
    dialog = desk.orders.amending.dialog
    assert dialog is not None
    qtbot.keyClick(dialog.price, Qt.Key.Key_Up)
    if not dialog.send.isEnabled():
        dialog.cautions.tick.click()
    dialog.send.click()
    await desk.until(lambda: desk.broker.orders[old].state is OrderState.CANCELLED)
    await desk.until(lambda: desk.orders.open_model.rowCount() == 1)
    await desk.until(lambda: desk.orders.open_model.row(0).record.state is OrderState.WORKING)
    new = desk.orders.open_model.row(0).record
    assert (new.price, new.volume) == (price + 1000, Decimal("0.01234567"))
    assert new.key != old
    assert desk.failures == []


async def test_the_executions_of_an_order_of_an_earlier_session_are_shown(qtbot, desk: Desk) -> None:
    """The list of ended orders carries none: they come with the order itself, and add up to it."""
    (book,) = await desk.rest.orderbooks(["KRW-BTC"])
    total = sum(
        Decimal(repr(unit.ask_price)) * Decimal(repr(unit.ask_size)) for unit in book.orderbook_units[:2]
    )
    made = await desk.rest.place(NewOrder(market="KRW-BTC", side="bid", ord_type="price", price=round(total)))
    order = await desk.rest.order(uuid=made.uuid)
    assert len(order.trades) >= 2
    record = (await desk.broker.closed())[0]
    bare = replace(record, trades=())
    desk.orders.show_fills(bare)
    dialog = desk.orders.fills.dialog
    assert dialog is not None
    await desk.until(lambda: dialog.tree.topLevelItemCount() == len(order.trades))
    cells = [dialog.tree.topLevelItem(row) for row in range(len(order.trades))]
    volumes = [Decimal(cell.text(2).replace(",", "")) for cell in cells]
    assert sum(volumes) == order.executed_volume
    assert dialog.remark.text() == ""


async def test_an_order_that_would_have_met_an_own_one_says_why_it_ended(qtbot, desk: Desk) -> None:
    """The exchange cancels the one that waits (cancel_maker, its default since 2026-11-09)."""
    price = await desk.best("ask") - 1000
    assert price > await desk.best("bid"), "room within the spread"
    waiting = NewOrder(
        market="KRW-BTC", side="ask", ord_type="limit", price=price, volume=Decimal("0.01234567")
    )
    ended = await desk.rest.place(waiting)
    await desk.until(lambda: desk.orders.open_model.rowCount() == 1)
    meets = NewOrder(market="KRW-BTC", side="bid", ord_type="limit", price=price, volume=Decimal("0.02"))
    await desk.rest.place(meets)
    await desk.until(lambda: desk.orders.done_model.rowCount() == 1)
    row = desk.orders.done_model.row(0)
    assert (row.record.uuid, row.record.prevented_volume) == (ended.uuid, Decimal("0.01234567"))
    assert row.texts[Column.STATE] == "취소"
    assert row.reason == rows.explanation(row) == "자전거래 방지(SMP)로 0.01234567 취소"

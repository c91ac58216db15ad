"""My orders on the real window: made elsewhere, without the private stream, filled, from an earlier run."""

import asyncio
from decimal import Decimal

from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from app.trading import OrderState
from app.upbit import NewOrder
from tests.end_to_end.conftest import Play, Running
from tests.end_to_end.exchange import Exchange
from tests.end_to_end.ordering import (
    SECONDS,
    cell,
    clean_slate,
    fill_in,
    keys,
    placed,
    price_at,
    question,
    send,
)
from widgets import format as fmt
from widgets.my_orders.panel import DONE_TAB
from widgets.my_orders.rows import DONE, OPEN, Column, explanation
from widgets.order_entry.draft import Style

LOOKUPS = "/v1/order"  # every reading call about orders


def is_listed(running: Running, uuid: str, state: str) -> bool:
    """Whether either table has the order of that id in that state."""
    panel = running.workspace.my_orders
    tables = ((panel.open_model, OPEN), (panel.done_model, DONE))
    keys = [row.key for row in running.workspace.session.broker.orders.values() if row.uuid == uuid]
    return any(cell(model, columns, key, Column.STATE) == state for model, columns in tables for key in keys)


def test_an_order_made_elsewhere_appears_by_itself_and_is_never_touched(
    play: Play, exchange: Exchange
) -> None:
    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        elsewhere = exchange.trader("spare")  # another key of the same account
        try:
            price = price_at(running, "bid", -10)
            order = NewOrder(
                market="KRW-BTC", side="bid", ord_type="limit", volume=Decimal("0.01"), price=price
            )
            made = await elsewhere.place(order)
            await running.until(lambda: is_listed(running, made.uuid, "대기"), SECONDS, "in my orders")
            row = running.workspace.my_orders.open_model.row(0)
            assert explanation(row) == "Hoga 밖에서 낸 주문입니다."
            await elsewhere.cancel(uuid=made.uuid)
            await running.until(lambda: is_listed(running, made.uuid, "취소"), SECONDS, "its end")
            taken = await elsewhere.place(
                NewOrder(market="KRW-BTC", side="bid", ord_type="price", price=Decimal(50_000))
            )
            await running.until(lambda: is_listed(running, taken.uuid, "체결"), SECONDS, "an execution")
        finally:
            await elsewhere.close()

    play(scenario)


def test_without_the_private_stream_it_asks_and_says_how_often(play: Play, exchange: Exchange) -> None:
    """An order made elsewhere, its end, and an own one are all followed by asking."""

    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        remark = running.workspace.my_orders._remark
        await exchange.told("refuse", count=10_000, status=503)
        await exchange.told("cut", side="private")
        said = "실시간 연결 없음 · REST로 2초마다 확인 중"
        await running.until(lambda: running.workspace.session.broker.polling, SECONDS, "polling")
        await running.until(lambda: running.workspace.session.broker.ready, SECONDS, "reconciled")
        before = keys(running)
        await fill_in(running, price=price_at(running, "bid", -10), volume="0.01")
        await send(running)
        record = await placed(running, before)
        await running.until(lambda: remark.text() == said, SECONDS, f"said, not {remark.text()}")
        elsewhere = exchange.trader("spare")
        try:
            await elsewhere.cancel(uuid=record.uuid or "")
        finally:
            await elsewhere.close()
        assert record.uuid is not None
        await running.until(lambda: is_listed(running, record.uuid or "", "취소"), SECONDS, "its end")
        await exchange.told("refuse", count=1)
        running.workspace.session.retry_now()
        await running.until(lambda: running.workspace.session.broker.streaming, SECONDS, "streaming")
        await running.until(lambda: remark.text() != said, SECONDS, "nothing to say any more")

    play(scenario)


def test_the_fills_of_an_order_add_up_to_it(play: Play) -> None:
    """Space on an ended order: each execution with its price, volume, total and fee."""

    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        before, panel = keys(running), running.workspace.my_orders
        await fill_in(running, style=Style.MARKET, total="123456")
        await send(running)
        key = (await placed(running, before)).key
        orders = running.workspace.session.broker.orders
        await running.until(lambda: orders[key].state is OrderState.FILLED, SECONDS, "a fill")
        panel.tabs.setCurrentIndex(DONE_TAB)
        await running.until(lambda: cell(panel.done_model, DONE, key, Column.STATE), SECONDS, "in my orders")
        running.click_row(panel.done_table, 0, DONE.index(Column.STATE))
        QTest.keyClick(panel.done_table, Qt.Key.Key_Space)
        dialog = panel.fills.dialog
        assert dialog is not None

        def cells(column: int) -> list[str]:
            items = (dialog.tree.topLevelItem(row) for row in range(dialog.tree.topLevelItemCount()))
            return [item.text(column) for item in items]

        def executed() -> Decimal:
            return sum((Decimal(text.replace(",", "")) for text in cells(2)), Decimal(0))

        await running.until(lambda: executed() == orders[key].executed_volume > 0, SECONDS, "every fill")
        fee = fmt.exact(orders[key].paid_fee.quantize(Decimal("0.01")))
        await running.until(lambda: f"수수료 {fee} KRW" in dialog.summary.text(), SECONDS, f"the fee {fee}")
        assert set(cells(5)) <= {"테이커", fmt.NOTHING}
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert panel.fills.dialog is None

    play(scenario)


def test_an_order_that_an_earlier_run_left_unanswered_is_told_before_anything_is_placed(
    play: Play, exchange: Exchange
) -> None:
    async def left(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        before, orders = keys(running), running.workspace.session.broker.orders
        await fill_in(running, price=price_at(running, "bid", -10), volume="0.01")
        dialog = await question(running)
        # Only now: a round of comparing that fails would hold the order back.
        await exchange.told("frame", kind="drop", side="private", containing="myOrder", count=None)
        await exchange.fault("reset")
        await exchange.fault("refuse", LOOKUPS, "GET", status=503, count=None)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await running.until(lambda: keys(running) - before, SECONDS, "the order in the books")
        (key,) = keys(running) - before
        await running.until(lambda: orders[key].state is OrderState.UNKNOWN, SECONDS, "확인중")

    async def found(running: Running) -> None:
        await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
        notices, broker = running.window.notices, running.workspace.session.broker
        looking = "이전 실행에서 보낸 주문 1건의 결과를 확인하고 있습니다."
        await running.until(lambda: looking in notices.texts, SECONDS, "said that it is looked up")
        assert not broker.ready
        await asyncio.sleep(0.5)
        assert not running.workspace.order_entry.form.submit.isEnabled()
        await exchange.told("clear")
        told = "이전 실행에서 보낸 주문을 확인했습니다: KRW-BTC 매수 – 미체결"
        await running.until(lambda: told in notices.texts, SECONDS, "said what became of it")
        await running.until(lambda: broker.ready, SECONDS, "ready")
        assert len(await running.workspace.session.rest.open_orders("KRW-BTC")) == 1
        await clean_slate(running, "KRW-BTC")

    play(left)
    play(found)

"""A trader without a mouse: find a market, read the book, trade, change the chart and the layout."""

from decimal import Decimal

from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget

from app.market.candles import Interval
from app.websocket_v6 import exact
from tests.end_to_end.conftest import CLEAN, RunDesk, Running
from widgets.order_entry.draft import Field

SECONDS = 20.0
Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def focus(running: Running) -> QWidget:
    """Who hears the keyboard."""
    return QApplication.focusWidget() or running.window


def press(running: Running, key: Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """One key, heard by whoever has the keyboard."""
    QTest.keyClick(focus(running), key, modifiers)


def write(running: Running, text: str) -> None:
    """Type into whatever has the keyboard, in place of what was there."""
    press(running, Key.Key_A, CTRL)
    for sign in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            # Not QTest: it knows no Korean.
            QApplication.sendEvent(focus(running), QKeyEvent(kind, 0, PLAIN, sign))


async def opened(running: Running) -> None:
    """The desk is there with markets, book and account, and the card of the first start is gone."""
    window = running.window
    await running.until(lambda: window.desk_commands is not None, SECONDS, "the panels")
    await running.until(lambda: focus(running) is not window, SECONDS, "the card of the first start")
    press(running, Key.Key_Escape)
    desk = running.workspace
    await running.until(
        lambda: desk.session.broker.ready and desk.orderbook.book, SECONDS, "book and account"
    )


async def back(running: Running) -> None:
    """A window manager gives the keyboard back when a dialog closes; offscreen there is none."""
    running.window.activateWindow()
    await running.until(running.window.isActiveWindow, SECONDS, "the desk's window")


def book_seen(running: Running) -> str:
    """Whose book is painted: a row that was painted for another market gives no price."""
    book = running.workspace.orderbook._ladder._painted[2]
    return "" if book is None else book.symbol


async def find_market(running: Running, text: str, code: str) -> None:
    press(running, Key.Key_F, CTRL)
    write(running, text)
    press(running, Key.Key_Return)
    await running.until(lambda: running.window.link.symbol == code, SECONDS, code)
    await running.until(lambda: book_seen(running) == code, SECONDS, f"the book of {code} on the screen")


async def place(running: Running) -> Decimal:
    """A bid at the lowest row of the book that the arrows reach; its price."""
    desk = running.workspace
    press(running, Key.Key_F4)
    for _ in range(5):
        press(running, Key.Key_Down)
    press(running, Key.Key_Return)
    press(running, Key.Key_F5)
    press(running, Key.Key_B)
    await running.until(lambda: desk.order_entry.draft.price, SECONDS, "the price of the row in the form")
    book = desk.orderbook.book
    assert book is not None
    price = exact(book.bids[-1].price)
    write(running, f"{price:f}")
    press(running, Key.Key_Tab)
    while focus(running) is not desk.order_entry.form.edits[Field.VOLUME]:
        press(running, Key.Key_Tab)
    write(running, f"{(Decimal(20_000) / price).quantize(Decimal('0.0001')):f}")
    submit = desk.order_entry.form.submit
    await running.until(submit.isEnabled, SECONDS, f"an order that may be sent: {desk.order_entry.draft}")
    press(running, Key.Key_Return)
    dialog = desk.order_entry.dialog
    assert dialog is not None
    await running.until(
        lambda: dialog.isAncestorOf(focus(running)) and dialog.can_send, SECONDS, "the confirmation"
    )
    press(running, Key.Key_Return)
    await back(running)
    model = desk.my_orders.open_model
    await running.until(lambda: model.rowCount() == 1 and model.row(0).record.uuid, SECONDS, "the open order")
    return price


async def amend_and_cancel(running: Running, price: Decimal) -> None:
    desk = running.workspace
    model = desk.my_orders.open_model
    press(running, Key.Key_F6)
    press(running, Key.Key_Down)
    press(running, Key.Key_F2)
    dialog = desk.my_orders.amending.dialog
    assert dialog is not None
    await running.until(lambda: dialog.isAncestorOf(focus(running)), SECONDS, "the amend dialog")
    while focus(running) is not dialog.price:
        press(running, Key.Key_Tab)
    press(running, Key.Key_Up)
    while focus(running) is not dialog.send:
        press(running, Key.Key_Tab)
    press(running, Key.Key_Return)
    await running.until(
        lambda: model.rowCount() == 1 and model.row(0).record.price > price, SECONDS, "the amended order"
    )
    await back(running)
    press(running, Key.Key_F6)
    press(running, Key.Key_Down)
    press(running, Key.Key_Delete)
    await running.until(lambda: not model.rowCount(), SECONDS, "no open order")


def test_a_whole_round_without_a_mouse(run_desk: RunDesk) -> None:
    """Issue 6, keyboard only."""

    async def scenario(running: Running) -> None:
        window = running.window
        window.activateWindow()
        await opened(running)
        await find_market(running, "xrp", "KRW-XRP")
        await amend_and_cancel(running, await place(running))

        press(running, Key.Key_F3)
        press(running, Key.Key_Right, ALT)
        assert running.workspace.chart.interval is Interval("3m")

        press(running, Key.Key_K, CTRL)
        write(running, "new orderbook")
        press(running, Key.Key_Return)
        assert "orderbook-2" in window.docks
        press(running, Key.Key_S, CTRL | SHIFT)
        await running.until(lambda: focus(running).window() is not window, SECONDS, "the layouts' dialog")
        write(running, "two books")
        press(running, Key.Key_Return)
        assert window.layouts.names == ("two books",)
        await back(running)

        press(running, Key.Key_K, CTRL)
        write(running, "reset layout")
        press(running, Key.Key_Return)
        assert "orderbook-2" not in window.docks
        press(running, Key.Key_1, CTRL)
        assert window.board.groups == {"orderbook-2": "2"}

        press(running, Key.Key_K, CTRL)
        write(running, "ㅂㅌㅋㅇ")
        press(running, Key.Key_Return)
        await running.until(
            lambda: "KRW-BTC" in (window.link.symbol, *window.links.symbols.values()), 5, "BTC"
        )

    assert run_desk(scenario).left == CLEAN

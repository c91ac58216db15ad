"""What a hand does with the order form, and what an eye finds in my orders."""

from collections.abc import Sequence
from decimal import Decimal

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest

from app.market import ticks
from app.trading import OrderRecord
from app.websocket_v6 import exact
from tests.end_to_end.conftest import Running
from widgets.my_orders.model import OrdersModel
from widgets.my_orders.rows import Column
from widgets.order_entry.confirm import ConfirmDialog
from widgets.order_entry.draft import Field, Style

SECONDS = 30.0  # a busy machine is no fault


async def ready(running: Running, symbol: str = "") -> None:
    """The account is known, and book, price and terms of the market are."""

    def is_ready() -> bool:
        desk = running.window.workspace
        if desk is None or not desk.session.broker.ready or not desk.orderbook._ladder.is_reliable:
            return False
        if symbol and desk.order_entry.draft.market != symbol:
            return False
        terms = desk.order_entry._terms
        return terms.chance is not None and terms.last is not None and desk.orderbook.book is not None

    await running.until(is_ready, SECONDS, f"{symbol or 'the market'} and the account")


async def clean_slate(running: Running, symbol: str) -> None:
    """An empty limit order to buy, and no open order, whatever the last test has left."""
    await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
    desk = running.workspace
    if desk.order_entry.dialog is not None:
        desk.order_entry.dialog.reject()
    running.window.link.pick(symbol)
    await ready(running, symbol)
    form = desk.order_entry.form
    running.click(form.styles[Style.LIMIT])
    running.click(form.sides["bid"])
    choose_force(running, None)
    running.click(form.clear)
    if desk.my_orders.open_model.rowCount():
        desk.actions.cancel_all(None)
        await running.until(lambda: not desk.my_orders.open_model.rowCount(), SECONDS, "no open order")
    dismiss_notices(running)


def dismiss_notices(running: Running) -> None:
    """Click every notice away."""
    notices = running.window.notices
    while notices.texts:
        running.click(notices, QPoint(20, 20))


def choose_force(running: Running, force: str | None) -> None:
    """Pick a time in force from the list, as a click on its line does."""
    box = running.workspace.order_entry.form.time_in_force
    index = box.findData(force)
    assert index >= 0, f"{force} is not offered: {[box.itemText(i) for i in range(box.count())]}"
    box.setCurrentIndex(index)
    box.activated.emit(index)


def touch(running: Running, side: str) -> Decimal:
    """The best price that an order of that side meets."""
    book = running.workspace.orderbook.book
    assert book is not None
    return exact(book.asks[0].price if side == "bid" else book.bids[0].price)


def price_at(running: Running, side: str, percent: int) -> Decimal:
    """A legal price so many per cent beyond (or, negative, before) the best one."""
    best = touch(running, side)
    wanted = best * (100 + (percent if side == "bid" else -percent)) / 100
    step = running.workspace.order_entry._terms.step
    assert step is not None
    return ticks.snap(wanted, step)


async def fill_in(
    running: Running,
    *,
    side: str = "bid",
    style: Style = Style.LIMIT,
    force: str | None = None,
    price: Decimal | None = None,
    volume: str = "",
    total: str = "",
) -> None:
    """Fill in the form by mouse and keyboard."""
    form = running.workspace.order_entry.form
    running.click(form.sides[side])
    running.click(form.styles[style])
    if running.workspace.order_entry.draft.time_in_force != force:
        choose_force(running, force)
    for field, text in ((Field.PRICE, price), (Field.VOLUME, volume), (Field.TOTAL, total)):
        if text:
            running.type_into(form.edits[field], f"{text}")


async def question(running: Running) -> ConfirmDialog:
    """Press the button; the question that opens."""
    entry = running.workspace.order_entry
    await running.until(entry.form.submit.isEnabled, SECONDS, f"a legal order, not {notes(running)}")
    running.click(entry.form.submit)
    await running.until(
        lambda: entry.dialog is not None and entry.dialog.isVisible(), SECONDS, "the question"
    )
    assert entry.dialog is not None
    return entry.dialog


async def send(running: Running) -> None:
    """Press the button and answer the question with Enter."""
    dialog = await question(running)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    await running.until(lambda: running.workspace.order_entry.dialog is None, SECONDS, "an answered question")


def notes(running: Running) -> dict[str, str]:
    """What stands under the fields."""
    return {field.value: note.text for field, note in running.workspace.order_entry.form.notes.items()}


def records(running: Running) -> Sequence[OrderRecord]:
    """Every order that the desk knows, oldest first."""
    found = running.workspace.session.broker.orders.values()
    return sorted(found, key=lambda record: (record.created_at, record.key))


async def placed(running: Running, before: set[str], seconds: float = SECONDS) -> OrderRecord:
    """The order that is new since `before`, once the exchange has given it a number."""
    broker = running.workspace.session.broker

    def is_known() -> bool:
        return any(record.uuid for key, record in broker.orders.items() if key not in before)

    await running.until(is_known, seconds, "the exchange's word on the order")
    return next(record for key, record in broker.orders.items() if key not in before)


def keys(running: Running) -> set[str]:
    """The orders that are known now."""
    return set(running.workspace.session.broker.orders)


def cell(model: OrdersModel, columns: Sequence[Column], key: str, column: Column) -> str:
    """What my orders show of an order in a column; empty when it is not in that table."""
    for row in range(model.rowCount()):
        if model.row(row).record.key == key:
            return str(model.index(row, list(columns).index(column)).data())
    return ""

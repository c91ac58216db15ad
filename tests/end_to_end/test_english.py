"""The desk in English says nothing in Korean: not in a control, not in a model, not in a painted text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PyQt6.QtCore import QAbstractItemModel, Qt
from PyQt6.QtGui import QPainter
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QMenu,
    QTabBar,
    QTableView,
    QWidget,
)

from app.market.candles import Interval
from tests.end_to_end.conftest import RunDesk, Running
from tests.end_to_end.ordering import SECONDS
from tests.end_to_end.test_first_light import is_filled
from tests.resources.test_translations import HANGUL
from widgets.order_entry.draft import Field, Style

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
READERS = (
    "text",
    "title",
    "windowTitle",
    "toolTip",
    "placeholderText",
    "accessibleName",
    "accessibleDescription",
)


@dataclass
class Eye:
    """What could be read so far: texts of widgets and models, and what the desk's painting has drawn."""

    told: set[str] = field(default_factory=set)
    painted: set[str] = field(default_factory=set)

    def look(self) -> None:
        """Read every living widget, shown or not."""
        for widget in QApplication.allWidgets():
            self.told.update(texts_of(widget))

    def korean(self) -> list[str]:
        """What was in Korean."""
        return sorted(text for text in self.told | self.painted if HANGUL.search(text))


@pytest.fixture
def eye(monkeypatch: pytest.MonkeyPatch) -> Eye:
    """Looks over the painter's shoulder from now on."""
    eye = Eye()

    def watch(name: str) -> None:
        draw: Callable[..., object] = getattr(QPainter, name)

        def drawn(painter: QPainter, *arguments: object) -> object:
            texts = (one.text() if hasattr(one, "text") else one for one in arguments)
            eye.painted.update(text for text in texts if isinstance(text, str))
            return draw(painter, *arguments)

        monkeypatch.setattr(QPainter, name, drawn)

    watch("drawText")
    watch("drawStaticText")
    return eye


def texts_of(widget: QWidget) -> Iterator[str]:
    """Every text of a widget."""
    for reader in READERS:
        read = getattr(widget, reader, "")
        yield str(read() if callable(read) else read)
    yield from items(widget)


def items(widget: QWidget) -> Iterator[str]:
    """The texts of a widget that has many."""
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(tab) for tab in range(widget.count()))
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(item) for item in range(widget.count()))
    elif isinstance(widget, QMenu):
        yield from (action.text() for action in widget.actions())
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from cells(widget.model(), heads=isinstance(widget, QTableView))


def cells(model: QAbstractItemModel, *, heads: bool) -> Iterator[str]:
    """What a model says in heads and cells, tips included."""
    for column in range(model.columnCount()):
        if heads:
            yield str(model.headerData(column, Qt.Orientation.Horizontal))
        for row in range(model.rowCount()):
            yield from (str(model.index(row, column).data(role)) for role in ROLES)


def test_the_whole_desk_is_english(run_desk: RunDesk, eye: Eye) -> None:
    async def scenario(running: Running) -> None:
        await running.until(lambda: is_filled(running, "KRW-BTC"), SECONDS, "every panel filled")
        eye.look()
        for visit in (see_lists, see_box, see_chart, see_orders, see_assets, see_notices):
            await visit(running, eye)
            eye.look()

    running = run_desk(scenario, language="en")
    assert running.left["errors"] == []
    # That it looked at all: names, heads, a dialog, texts that are only painted.
    assert {"Bitcoin", "Market", "Confirm order", "P/L %"} <= eye.told
    assert {"Bitcoin", "Spread", "Total assets"} <= eye.painted
    assert eye.korean() == []


async def see_lists(running: Running, eye: Eye) -> None:
    """Every list of markets, and a search that finds nothing; Korean names are found in English too."""
    markets = running.workspace.markets
    for tab in (*range(markets._tabs.count()), 0):
        markets._tabs.setCurrentIndex(tab)
        markets.grab()
    running.type_into(markets._search, "no such market")
    assert len(markets._model.shown) == 0
    markets.grab()
    for text in ("이더리움", "ethereum"):
        markets._search.setText(text)
        assert "KRW-ETH" in {row.code for row in markets._model.shown}
    markets._search.clear()


async def see_box(running: Running, eye: Eye) -> None:
    """The orderbook's own list of markets."""
    box = running.workspace.orderbook._box
    running.type_into(box, "ether")
    popup = box._completer.popup()
    await running.until(popup.isVisible, SECONDS, "the list of markets")
    popup.grab()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    running.workspace.orderbook.grab()


async def see_chart(running: Running, eye: Eye) -> None:
    """Intervals with times, with days and with months on their axis; the cross-hair over the candles."""
    chart = running.workspace.chart
    for interval in (Interval.DAY, Interval.MONTH, Interval.MINUTE):
        chart._intervals.choose(interval)
        await running.until(lambda: len(chart._model.series) > 0, SECONDS, f"candles of {interval}")
        await running.until(lambda: not chart._reader.is_reading_older, SECONDS, "no page on its way")
        running.hover(chart._view.viewport(), chart._view.rect().center())
        chart.grab()


async def see_orders(running: Running, eye: Eye) -> None:
    """A confirmation, an open order, the question about all orders, the ended one."""
    desk = running.workspace
    form, book = desk.order_entry.form, desk.orderbook.book
    assert book is not None
    running.type_into(form.edits[Field.PRICE], "1.5")  # off the tick: the form says so
    for style in form.styles.values():
        running.click(style)
    running.click(form.styles[Style.LIMIT])
    running.type_into(form.edits[Field.PRICE], f"{int(book.bids[-1].price * 0.9) // 1000 * 1000}")
    running.type_into(form.edits[Field.VOLUME], "0.01")
    await running.until(form.submit.isEnabled, SECONDS, "a legal order")
    running.click(form.submit)
    await running.until(lambda: desk.order_entry.dialog is not None, SECONDS, "the confirmation")
    assert desk.order_entry.dialog is not None
    desk.order_entry.dialog.grab()
    eye.look()
    QTest.keyClick(desk.order_entry.dialog, Qt.Key.Key_Return)
    await running.until(lambda: desk.my_orders.open_model.rowCount() == 1, SECONDS, "the order")
    eye.look()
    desk.my_orders.grab()
    running.click(desk.my_orders.cancel_all)
    await running.until(lambda: desk.my_orders.dialog is not None, SECONDS, "the question")
    eye.look()
    assert desk.my_orders.dialog is not None
    running.click(desk.my_orders.dialog.everywhere)
    await running.until(lambda: desk.my_orders.done_model.rowCount() >= 1, SECONDS, "the order cancelled")
    desk.my_orders.tabs.setCurrentIndex(1)
    eye.look()
    desk.my_orders.grab()


async def see_assets(running: Running, eye: Eye) -> None:
    """Balances and totals."""
    running.window.docks["assets"].setAsCurrentTab()
    assets = running.workspace.assets
    await running.until(lambda: assets._model.rowCount() >= 5, SECONDS, "the assets filled")
    assets.grab()


async def see_notices(running: Running, eye: Eye) -> None:
    """What went wrong is told in English too."""
    actions, notices = running.workspace.actions, running.window.notices
    actions.cancel("no such order")
    await running.until(lambda: "There is no such order." in notices.texts, SECONDS, "the notice")
    await running.until(lambda: "There is no such order." in eye.painted, SECONDS, "the notice painted")

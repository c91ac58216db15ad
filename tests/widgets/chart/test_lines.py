"""Own orders on the chart: where they stand, and that a dragged line asks once and sends nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.look import ChartMarks
from app.market.candles import Interval
from app.market.symbols import Market, catalog_of
from app.trading import Balance, Fill, OrderRecord, OrderState
from app.websocket_v6 import DataType
from tests.widgets.chart.double import MINUTE, NOW, Chart, Client, Clock, Reader, candles, ticker
from tests.widgets.chart.test_view import holds, mouse, picture
from tests.widgets.order_entry.double import FakeBroker
from widgets import theme
from widgets.chart import ChartPanel
from widgets.chart.account import Account, FillMark, account_of
from widgets.chart.drawings.projection import Projection
from widgets.chart.overlay import _second_line
from widgets.chart.sheet import Sheet
from widgets.frame_clock import FrameClock

TICK = Decimal("0.5")
ORDER = OrderRecord(
    "hoga-1",
    "KRW-BTC",
    "bid",
    "limit",
    OrderState.WORKING,
    price=Decimal("99.5"),
    volume=Decimal(2),
    remaining_volume=Decimal(2),
)


@pytest.fixture
def broker() -> FakeBroker:
    return FakeBroker()


@pytest.fixture
def chart(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, broker: FakeBroker) -> Iterator[Chart]:
    client = Client("chart")
    monkeypatch.setattr("widgets.feed.WebSocketClient", lambda _name: client)
    window, reader, clock = QWidget(), Reader(), Clock()
    qtbot.addWidget(window)
    panel = ChartPanel(FrameClock(window), reader, window, clock=clock, broker=broker)  # type: ignore[arg-type]
    for each in (window, panel):
        each.resize(900, 500)
    window.show()
    panel.show_catalog(catalog_of([Market("KRW-BTC", "비트코인", "Bitcoin", tick_size=TICK)]))
    panel.show_symbol("KRW-BTC")
    reader.answer(candles(200))
    yield Chart(panel, reader, clock, [client])
    panel.close_panel()


def tell(broker: FakeBroker, *records: OrderRecord) -> None:
    broker.orders = {record.key: record for record in records}
    broker.orders_changed.emit(frozenset(broker.orders))


def height(chart: Chart, price: float) -> float:
    frame = chart.panel._view.picture()
    assert frame is not None
    return Projection(frame.plan, Interval.MINUTE).y(price)


def drag(chart: Chart, begin: float, end: float, *, let_go: bool = True) -> None:
    view = chart.panel._view
    mouse(view, QEvent.Type.MouseButtonPress, 300, begin, held=True)
    mouse(view, QEvent.Type.MouseMove, 320, end, held=True)
    if let_go:
        mouse(view, QEvent.Type.MouseButtonRelease, 320, end, held=False)


def wishes(chart: Chart) -> list[tuple[str, Decimal]]:
    found: list[tuple[str, Decimal]] = []
    chart.panel.amend_wanted.connect(lambda key, price: found.append((key, price)))
    return found


def test_an_order_is_dragged_to_a_price_that_can_be_traded_at(chart: Chart, broker: FakeBroker) -> None:
    """J11: what is asked for is an exact decimal on the tick, whatever the pixel says."""
    asked = wishes(chart)
    tell(broker, ORDER)
    left, _ = chart.panel._view.visible_buckets
    drag(chart, height(chart, 99.5), height(chart, 101.13))
    ((key, price),) = asked
    assert key == "hoga-1"
    assert isinstance(price, Decimal)
    assert price % TICK == 0
    assert abs(price - Decimal(101)) <= TICK
    assert broker.amended == []  # the question comes first
    assert chart.panel._view.visible_buckets[0] == left


def test_an_order_that_is_put_back_asks_nothing(chart: Chart, broker: FakeBroker, qtbot: QtBot) -> None:
    asked = wishes(chart)
    tell(broker, ORDER)
    drag(chart, height(chart, 99.5), height(chart, 99.5) + 1)
    drag(chart, height(chart, 99.5), height(chart, 101.0), let_go=False)
    qtbot.keyClick(chart.panel._view, Qt.Key.Key_Escape)
    mouse(chart.panel._view, QEvent.Type.MouseButtonRelease, 320, height(chart, 101.0), held=False)
    drag(chart, height(chart, 99.5), 490)  # out of the pane of prices
    assert asked == []


@pytest.mark.parametrize(
    "changes",
    [{"state": OrderState.UNKNOWN}, {"exchange_state": "watch"}, {"market": "KRW-ETH"}, {"ord_type": "best"}],
)
def test_what_can_not_be_amended_is_not_dragged(
    chart: Chart, broker: FakeBroker, changes: dict[str, object]
) -> None:
    asked = wishes(chart)
    tell(broker, replace(ORDER, **changes))  # type: ignore[arg-type]
    drag(chart, height(chart, 99.5), height(chart, 101.0))
    assert asked == []


def test_without_a_known_tick_nothing_is_dragged(chart: Chart, broker: FakeBroker) -> None:
    asked = wishes(chart)
    chart.panel._model.tick_size = None
    tell(broker, ORDER)
    drag(chart, height(chart, 99.5), height(chart, 101.0))
    assert asked == []


def test_an_order_that_ends_in_the_hand_is_let_go(chart: Chart, broker: FakeBroker) -> None:
    asked = wishes(chart)
    tell(broker, ORDER)
    drag(chart, height(chart, 99.5), height(chart, 101.0), let_go=False)
    tell(broker, replace(ORDER, state=OrderState.FILLED))
    mouse(chart.panel._view, QEvent.Type.MouseButtonRelease, 320, height(chart, 101.0), held=False)
    assert asked == []


def test_lines_are_painted_and_belong_to_their_market(chart: Chart, broker: FakeBroker) -> None:
    """J6: no order of one market under the title of another."""
    view, red = chart.panel._view, theme.palette().rise
    chart.push(DataType.TICKER, ticker(98.0, previous=98.0))
    before = sum_of(view, red)
    tell(broker, ORDER)
    view.refresh()
    assert sum_of(view, red) > before
    chart.panel.show_symbol("KRW-ETH")
    assert chart.panel.account.account == Account()


def sum_of(view: object, colour: object) -> int:
    image = picture(view)  # type: ignore[arg-type]
    wanted = colour.rgb()  # type: ignore[attr-defined]
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_the_average_price_is_a_line(chart: Chart, broker: FakeBroker) -> None:
    broker.balances["BTC"] = Balance("BTC", Decimal(1), avg_buy_price=Decimal(99), unit_currency="KRW")
    broker.balances_changed.emit(frozenset({"BTC"}))
    assert chart.panel.account.account.average == Decimal(99)
    chart.push(DataType.TICKER, ticker(108.9))
    assert chart.panel.account._profit(Decimal(99)).endswith("+10.00%")
    chart.panel.show_stale(True)
    assert "%" not in chart.panel.account._profit(Decimal(99))
    assert holds(picture(chart.panel._view), theme.palette().muted)


@pytest.mark.parametrize(
    "balance",
    [
        Balance("BTC", Decimal(0), avg_buy_price=Decimal(99), unit_currency="KRW"),
        Balance("BTC", Decimal(1), avg_buy_price=Decimal(0), unit_currency="KRW"),
        Balance("BTC", Decimal(1), avg_buy_price=Decimal(99), unit_currency="USDT"),
    ],
)
def test_no_average_is_invented(balance: Balance) -> None:
    assert account_of("KRW-BTC", [], {"BTC": balance}).average is None


def test_fills_are_marked_in_their_bucket_once() -> None:
    fills = tuple(
        Fill(str(number), Decimal(95), Decimal(1), time_ms=NOW + number * MINUTE // 2) for number in range(4)
    )
    unknown = Fill("x", Decimal(95), Decimal(1))
    account = account_of("KRW-BTC", [replace(ORDER, trades=(*fills, unknown))], {})
    bucket = NOW // MINUTE
    assert account.marks(Interval.MINUTE) == tuple(
        FillMark(number, "bid", 95.0) for number in (bucket, bucket + 1)
    )
    assert len(account.marks(Interval.SECOND)) == 4


def test_a_closed_chart_hears_of_no_order(chart: Chart, broker: FakeBroker) -> None:
    chart.panel.close_panel()
    assert len(broker.orders_changed) == len(broker.balances_changed) == 0


def test_labels_of_near_orders_stand_side_by_side(chart: Chart, broker: FakeBroker) -> None:
    tell(
        broker,
        replace(ORDER, key="far", price=Decimal("99.0")),
        ORDER,
        replace(ORDER, key="near", side="ask"),
    )
    chart.push(DataType.TICKER, ticker(99.0))
    picture(chart.panel._view)
    far, one, other = chart.panel.account._taken
    assert one[1] == other[1] != far[1]
    assert far[0] == one[0] > other[0] + 20


@pytest.mark.parametrize("at", [0.004, 0.999])
def test_a_label_at_the_edge_is_whole_and_beside_the_read_out(
    chart: Chart, broker: FakeBroker, at: float
) -> None:
    chart.push(DataType.TICKER, ticker(99.0))
    frame = chart.panel._view.picture()
    assert frame is not None
    projection = Projection(frame.plan, Interval.MINUTE)
    price = Decimal(str(round(projection.price(projection.pane.height() * at), 3)))
    tell(broker, replace(ORDER, price=price))
    picture(chart.panel._view)
    ((_, top),) = chart.panel.account._taken
    assert top > 26 and top + 18 < projection.pane.height()


@pytest.mark.parametrize("hidden", ["orders", "average", "fills"])
def test_what_is_switched_off_is_not_shown_nor_dragged(chart: Chart, broker: FakeBroker, hidden: str) -> None:
    asked, account = wishes(chart), chart.panel.account
    broker.balances["BTC"] = Balance("BTC", Decimal(1), avg_buy_price=Decimal(99), unit_currency="KRW")
    broker.balances_changed.emit(frozenset({"BTC"}))
    fill = Fill("1", Decimal(99), Decimal(1), time_ms=NOW)
    tell(broker, replace(ORDER, trades=(fill,)))
    chart.push(DataType.TICKER, ticker(99.0))
    view = chart.panel._view

    def shown() -> int:
        sheet = Sheet(view._stamps, 1.0)
        frame = view.picture()
        assert frame is not None
        return len(account.paint(sheet, frame.plan)) * 100 + len(sheet.marks)

    everything = shown()
    chart.panel.show_marks(ChartMarks(**{hidden: False}))
    lines = 0 if hidden == "fills" else 1
    assert shown() // 100 == everything // 100 - lines and shown() < everything
    drag(chart, height(chart, 99.5), height(chart, 101.0))
    assert len(asked) == (0 if hidden == "orders" else 1)


def test_without_the_countdown_the_label_is_one_line(chart: Chart) -> None:
    chart.push(DataType.TICKER, ticker(99.0))
    assert _second_line(chart.panel._model) is not None
    chart.panel.show_marks(ChartMarks(countdown=False))
    assert _second_line(chart.panel._model) is None
    chart.panel.show_stale(True)
    assert _second_line(chart.panel._model) is not None  # its age is no countdown

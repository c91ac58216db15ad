"""Alerts of the real desk on the real exchange: set in the panel, fired there, kept over a restart."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QContextMenuEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QGraphicsView, QMenu, QWidget

from app.alerts import Direction, PriceCrosses
from app.exchange.server import ExchangeConfig, ExchangeServer
from app.trading import OrderIntent
from app.websocket_v6 import DataType, Frame, Ticker, WebSocketClient, exact
from tests.end_to_end.conftest import RunDesk, Running
from widgets.alerts.panel import AlertsPanel

SYMBOL = "KRW-XRP"


@pytest.fixture
def environment(unused_tcp_port: int) -> Iterator[dict[str, str]]:
    """Names the exchange that the scenario starts."""
    yield {
        "HOGA_EXCHANGE_URL": f"http://127.0.0.1:{unused_tcp_port}",
        "UPBIT_ACCESS_KEY": ExchangeConfig().access_key,
        "UPBIT_SECRET_KEY": ExchangeConfig().secret_key,
    }


class Market:
    """A market of the exchange whose price is pushed by hand."""

    def __init__(self, server: ExchangeServer) -> None:
        self._server = server
        self._client = WebSocketClient("probe")
        self.ticker: Ticker | None = None
        self._client.watch(DataType.TICKER, [SYMBOL], self._on_frame)

    @property
    def price(self) -> Decimal:
        assert self.ticker is not None
        return exact(self.ticker.trade_price)

    def push(self, price: Decimal) -> None:
        """Let it be traded at that price, a moment after the last time."""
        assert self.ticker is not None
        told = msgspec.structs.replace(
            self.ticker,
            trade_price=float(price),
            timestamp=self.ticker.timestamp + 1000,
            stream_type="REALTIME",
        )
        self._server.push(msgspec.to_builtins(told))

    def _on_frame(self, frame: Frame) -> None:
        event = frame.event()
        assert isinstance(event, Ticker)
        self.ticker = event


async def panel_of(running: Running) -> AlertsPanel:
    """Opened by the command, which begins an alert on the market that is shown."""
    assert running.window.desk_commands is not None and not running.workspace.of_kind(AlertsPanel)
    running.window.desk_commands.add_alert()
    (panel,) = running.workspace.of_kind(AlertsPanel)
    await running.until(panel.editor.isVisible, 20, "the form")
    await running.until(panel.editor.amount.hasFocus, 20, "the keyboard where the price is entered")
    assert panel.editor.market.code == running.window.link.symbol
    QTest.keyClick(panel.editor.amount, Qt.Key.Key_Escape)
    assert panel.list.hasFocus() and not panel.editor.isVisible()
    return panel


def type_alert(panel: AlertsPanel, price: Decimal) -> None:
    """By keys alone, as a trader at the list would."""
    QTest.keyClick(panel.list, Qt.Key.Key_Insert)
    editor = panel.editor
    type_into(editor.market, SYMBOL)
    type_into(editor.amount, str(price))
    QTest.keyClick(editor.amount, Qt.Key.Key_Return)


def type_into(widget: QWidget, text: str) -> None:
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, text)


def test_an_alert_of_a_market_that_is_not_shown_fires_once_and_stays_fired_over_a_restart(
    run_desk: RunDesk, environment: dict[str, str], unused_tcp_port: int
) -> None:
    told: list[str] = []

    async def started() -> ExchangeServer:
        server = ExchangeServer(ExchangeConfig(seed=1, port=unused_tcp_port, markets=4, moving=False))
        await server.start()
        return server

    def count() -> int:
        return sum(text.startswith(SYMBOL) for text in told)

    def listen(running: Running) -> None:
        warn = running.window.notices.warn
        running.window.notices.warn = lambda text: (told.append(text), warn(text))[1]  # type: ignore[method-assign]

    async def first(running: Running) -> None:
        server = await started()
        await running.until(lambda: running.window.workspace is not None, 20, "the panels")
        alerts = running.workspace.session.alerts
        assert alerts.state.symbols == () and running.window.link.symbol != SYMBOL
        listen(running)
        market = Market(server)
        await running.until(lambda: market.ticker is not None, 20, "the market's price")
        price = market.price
        panel = await panel_of(running)
        await running.until(lambda: running.workspace.session.catalog, 20, "the markets")
        type_alert(panel, price + 10)
        type_alert(panel, price + 1000)
        rules = [PriceCrosses(Direction.EITHER, price + more) for more in (10, 1000)]
        assert [alert.rule for alert in alerts.state.alerts.values()][1:] == rules
        await running.until(lambda: SYMBOL in alerts.state.readings, 20, "the price of the market")
        market.push(price + 10)
        await running.until(lambda: told, 20, "the notice")
        market.push(price + 10)
        await running.until(lambda: alerts.state.readings[SYMBOL].at_ms == market.ticker.timestamp, 20, "it")
        server.cut("public")
        await running.until(lambda: SYMBOL in alerts._blind, 20, "the outage")
        await running.until(lambda: SYMBOL not in alerts._blind, 20, "the market's picture after it")
        assert count() == 1
        assert running.window.notices.texts[-1].splitlines()[0] == f"{SYMBOL}  {price + 10:,}"
        await server.stop()

    async def second(running: Running) -> None:
        server = await started()
        await running.until(lambda: running.window.workspace is not None, 20, "the panels")
        listen(running)
        alerts = running.workspace.session.alerts
        _, done, armed = alerts.state.alerts.values()
        assert not alerts.state.is_armed(done.id) and alerts.state.is_armed(armed.id)
        assert [fired.alert.id for fired in alerts.history] == [done.id]
        await running.until(lambda: alerts._watched == (SYMBOL,), 20, "the subscription")
        await running.until(lambda: not alerts._blind, 20, "the market's price")
        assert count() == 1, "what fired before the restart does not fire again"
        await server.stop()

    assert run_desk(first, environment).left["errors"] == []
    assert run_desk(second, environment).left["errors"] == []


def test_an_own_execution_is_told_with_its_price(
    run_desk: RunDesk, environment: dict[str, str], unused_tcp_port: int
) -> None:
    async def scenario(running: Running) -> None:
        server = ExchangeServer(ExchangeConfig(seed=1, port=unused_tcp_port, markets=4, moving=False))
        await server.start()
        await running.until(lambda: running.window.workspace is not None, 20, "the panels")
        desk = running.workspace
        await running.until(
            lambda: desk.session.broker.ready and desk.orderbook._ladder.is_reliable, 20, "book and account"
        )
        book = desk.orderbook.book
        assert book is not None
        price = exact(book.asks[0].price)
        desk.actions.place(OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.001"), price))
        await running.until(lambda: desk.session.alerts.history, 20, "the alert")
        (fired,) = desk.session.alerts.history
        assert fired.fill is not None
        assert (fired.fill.volume, fired.price) == (Decimal("0.001"), price)
        assert f"KRW-BTC  {price:,}\n매수 0.001 체결 완료" in running.window.notices.texts
        await server.stop()

    assert run_desk(scenario, environment).left["errors"] == []


@pytest.mark.parametrize("name", ["chart", "orderbook"])
def test_a_right_click_puts_an_alert_at_the_price_under_it(
    run_desk: RunDesk, environment: dict[str, str], unused_tcp_port: int, name: str
) -> None:
    async def scenario(running: Running) -> None:
        server = ExchangeServer(ExchangeConfig(seed=1, port=unused_tcp_port, markets=4, moving=False))
        await server.start()
        await running.until(lambda: running.window.workspace is not None, 20, "the panels")
        desk = running.workspace
        panel = desk.chart if name == "chart" else desk.orderbook
        view = panel.focusProxy()
        target = view.viewport() if isinstance(view, QGraphicsView) else view
        at = QPoint(target.width() // 3, target.height() // 3)
        await running.until(lambda: panel.price_at(at), 20, "prices")
        symbol, price = panel.price_at(at)
        assert symbol == "KRW-BTC" and price % 1000 == 0
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, target.mapToGlobal(at))
        QApplication.sendEvent(target, event)
        (menu,) = view.findChildren(QMenu)
        menu.actions()[0].trigger()
        menu.close()
        (_, alert) = desk.session.alerts.state.alerts.values()
        assert (alert.symbol, alert.rule) == (symbol, PriceCrosses(Direction.EITHER, price))
        await server.stop()

    assert run_desk(scenario, environment).left["errors"] == []

"""The chart on the real window against the real exchange: what is drawn stays, what is dragged is amended."""

from decimal import Decimal
from pathlib import Path

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtTest import QTest

from app.look import ChartMarks
from app.market import ticks
from app.market.drawings import Shape
from app.market.indicators import Kind
from app.settings import SettingsFile
from app.trading import OrderIntent, OrderState
from tests.end_to_end.conftest import Play, Running
from tests.end_to_end.ordering import SECONDS, clean_slate, touch
from widgets import panels
from widgets.chart import ChartPanel
from widgets.chart.drawings.projection import Projection
from widgets.preferences.chart_page import ChartPage


def projection(chart: ChartPanel) -> Projection:
    frame = chart._view.picture()
    assert frame is not None
    return Projection(frame.plan, frame.model.interval)


def drag(running: Running, chart: ChartPanel, begin: QPointF, end: QPointF) -> None:
    port, left = chart._view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, pos=begin.toPoint())
    for place in ((begin + end) / 2, end):
        running.hover(port, place.toPoint(), left)
    QTest.mouseRelease(port, left, pos=end.toPoint())


async def candles(running: Running) -> ChartPanel:
    chart = running.workspace.chart
    await running.until(lambda: chart._view.picture() is not None, SECONDS, "candles")
    await running.until(lambda: chart._model.tick_size is not None, SECONDS, "the tick size")
    return chart


def test_an_order_is_amended_by_its_line(play: Play) -> None:
    """J11: dragged, asked about, sent once; the exchange has the new price and not the old one."""

    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        chart, broker = await candles(running), running.workspace.session.broker
        tick, best = chart._model.tick_size, touch(running, "ask")
        assert tick is not None
        # Under the shown candles, so that nothing fills it, and still on the chart.
        low = Decimal(repr(projection(chart).price(projection(chart).pane.bottom() - 60)))
        price = ticks.snap(min(best, low), tick) - 2 * tick
        intent = OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.001"), price, None)
        running.workspace.actions.place(intent)

        def can_be_moved() -> bool:
            return any(one.amendable for one in chart.account.account.orders)

        await running.until(can_be_moved, SECONDS, "the line of the order")
        (line,) = chart.account.account.orders
        assert line.price == price
        y, bottom = projection(chart).y(float(price)), projection(chart).pane.bottom()
        drag(running, chart, QPointF(200, y), QPointF(220, (y + 3 * bottom) / 4))
        orders = running.workspace.chart_orders
        dialog = orders.amending.dialog if orders.amending is not None else None
        assert dialog is not None and dialog.new_price is not None
        wanted = dialog.new_price
        assert wanted < price and wanted % tick == 0
        await running.until(dialog.send.isEnabled, SECONDS, "the book that judges it")
        running.click(dialog.send)

        def is_amended() -> bool:
            return [one.price for one in chart.account.account.orders] == [wanted]

        await running.until(is_amended, SECONDS, "the line at its new price")
        assert broker.orders[line.key].state is OrderState.CANCELLED
        await clean_slate(running, "KRW-BTC")

    play(scenario)


def test_drawings_and_indicators_are_there_at_the_next_start(play: Play, tmp_path: Path) -> None:
    """J19: what was drawn on one market stands there again, and on no other."""

    async def first(running: Running) -> None:
        await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
        chart = await candles(running)
        chart.indicators.switch(Kind.RSI)
        chart.drawing.take(Shape.TREND)
        drag(running, chart, QPointF(150, 100), QPointF(300, 160))
        assert len(chart.drawings.of("KRW-BTC")) == 1

    async def second(running: Running) -> None:
        await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
        chart = await candles(running)
        assert [one.kind for one in chart._model.studies.indicators] == [Kind.RSI]
        (drawing,) = chart.drawings.of("KRW-BTC").values()
        at = projection(chart).segments(drawing)
        assert drawing.shape is Shape.TREND
        if at:  # the market may have left it behind meanwhile
            running.click(chart._view.viewport(), ((at[0][0] + at[0][1]) / 2).toPoint())
            assert chart.drawing.selected is not None
        running.window.link.pick("KRW-ETH")
        assert chart.drawings.of("KRW-ETH") == {}

    play(first, symbol="KRW-BTC")
    settings, complaint = SettingsFile(tmp_path).load()
    assert complaint is None and list(settings.drawings) == ["KRW-BTC"]
    play(second, symbol="KRW-BTC")


def test_what_the_settings_hide_is_hidden_on_every_chart_and_kept(play: Play) -> None:
    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        chart, commands = await candles(running), running.window.desk_commands
        assert commands is not None
        commands.show_preferences()
        (page,) = running.window.findChildren(ChartPage)
        page.average.click()
        assert not chart.account.marks.average and chart.account.marks.orders
        commands.open_another(panels.KINDS["chart"])
        charts = running.workspace.of_kind(ChartPanel)
        assert [one.account.marks.average for one in charts] == [False, False]
        assert running.window.settings().chart == ChartMarks(average=False)

    play(scenario)

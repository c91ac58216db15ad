from collections.abc import Iterator
from typing import Any

import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from app.market.candles import Interval
from app.market.drawings import Anchor, Drawing, Shape
from tests.widgets.chart.double import Chart, candles
from tests.widgets.chart.test_view import holds, mouse, picture
from widgets import theme
from widgets.chart.canvas import Canvas
from widgets.chart.drawings.projection import Projection
from widgets.chart.view import ChartView

PRESS, MOVE, RELEASE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonRelease,
)


@pytest.fixture
def view(chart: Chart) -> Iterator[ChartView]:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(600))
    return chart.panel._view


def projection(view: ChartView) -> Projection:
    frame = view.picture()
    assert frame is not None
    return Projection(frame.plan, frame.model.interval)


def click(view: ChartView, x: float, y: float) -> None:
    mouse(view, PRESS, x, y, held=True)
    mouse(view, RELEASE, x, y, held=False)


def drag(view: ChartView, begin: tuple[float, float], end: tuple[float, float]) -> None:
    mouse(view, PRESS, *begin, held=True)
    mouse(view, MOVE, *end, held=True)
    mouse(view, RELEASE, *end, held=False)


def drawn(chart: Chart, symbol: str = "KRW-BTC") -> list[Drawing]:
    return list(chart.panel.drawings.of(symbol).values())


def near(view: ChartView, anchor: Anchor, x: float, y: float) -> bool:
    point = projection(view).point(anchor)
    return abs(point.x() - x) <= 5 and abs(point.y() - y) <= 1


def test_a_horizontal_line_is_one_click(chart: Chart, view: ChartView) -> None:
    """J5: what is drawn belongs to its symbol, never to the one that is shown next."""
    chart.panel._tools.tool_wanted.emit(Shape.HORIZONTAL)
    click(view, 300, 150)
    (line,) = drawn(chart)
    assert line.shape is Shape.HORIZONTAL
    assert near(view, line.anchors[0], 300, 150)
    assert chart.panel.drawing.tool is None
    assert holds(picture(view), theme.palette().accent)
    chart.panel.show_symbol("KRW-ETH")
    chart.reader.answer(candles(600))
    assert not holds(picture(view), theme.palette().accent)
    assert drawn(chart, "KRW-ETH") == []
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(600))
    assert holds(picture(view), theme.palette().accent)


def test_a_line_is_two_clicks_or_one_drag(chart: Chart, view: ChartView) -> None:
    left, _ = view.visible_buckets
    chart.panel.drawing.take(Shape.TREND)
    click(view, 200, 100)
    mouse(view, MOVE, 350, 180, held=False)
    assert drawn(chart) == []
    click(view, 400, 200)
    chart.panel.drawing.take(Shape.RECTANGLE)
    drag(view, (220, 120), (420, 220))
    line, box = drawn(chart)
    assert (line.shape, box.shape) == (Shape.TREND, Shape.RECTANGLE)
    assert near(view, line.anchors[0], 200, 100) and near(view, line.anchors[1], 400, 200)
    assert near(view, box.anchors[0], 220, 120) and near(view, box.anchors[1], 420, 220)
    assert view.visible_buckets[0] == left  # the chart stood still meanwhile


def test_a_shape_without_an_end_is_none(chart: Chart, view: ChartView, qtbot: QtBot) -> None:
    chart.panel.drawing.take(Shape.TREND)
    click(view, 200, 100)
    click(view, 200, 100)
    assert drawn(chart) == []
    click(view, 200, 100)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    click(view, 300, 200)
    assert drawn(chart) == []
    assert chart.panel.drawing.tool is None


def test_it_stays_at_its_time_and_price(chart: Chart, view: ChartView) -> None:
    chart.panel.drawing.take(Shape.TREND)
    drag(view, (300, 100), (400, 200))
    (before,) = drawn(chart)
    view.zoom(2.0, 350)
    view.refresh()
    view.set_log_scale(True)
    assert drawn(chart) == [before]
    frame = projection(view)
    again = frame.anchor(frame.point(before.anchors[0]), before.anchors[0].price)
    assert again == before.anchors[0]
    other = Projection(frame.plan, Interval.MINUTES_5)
    assert Interval.MINUTES_5.bucket(before.anchors[0].time_ms) == round(
        other.point(before.anchors[0]).x() * frame.plan.layout.ratio / frame.plan.price.step
        + frame.plan.price.left
    )


def test_a_drawing_is_moved_whole_or_by_an_end(chart: Chart, view: ChartView) -> None:
    chart.panel.drawing.take(Shape.TREND)
    drag(view, (300, 100), (400, 200))
    (before,) = drawn(chart)
    begin, end = (projection(view).point(one) for one in before.anchors)
    middle = (begin + end) / 2
    drag(view, (middle.x(), middle.y()), (middle.x() + 80, middle.y() + 40))
    (moved,) = drawn(chart)
    assert near(view, moved.anchors[0], begin.x() + 80, begin.y() + 40)
    assert near(view, moved.anchors[1], end.x() + 80, end.y() + 40)
    at = projection(view).point(moved.anchors[1])
    drag(view, (at.x(), at.y()), (500, 150))
    (bent,) = drawn(chart)
    assert bent.anchors[0] == moved.anchors[0]
    assert near(view, bent.anchors[1], 500, 150)


def test_a_drawing_is_selected_and_deleted(chart: Chart, view: ChartView, qtbot: QtBot) -> None:
    chart.panel.drawing.take(Shape.HORIZONTAL)
    click(view, 300, 150)
    click(view, 100, 300)
    assert chart.panel.drawing.selected is None
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert len(drawn(chart)) == 1
    click(view, 500, 151)
    assert chart.panel.drawing.selected is not None
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert drawn(chart) == []


def test_prices_stand_on_the_tick(chart: Chart, view: ChartView) -> None:
    from decimal import Decimal

    view._model.tick_size = Decimal("0.5")
    chart.panel.drawing.take(Shape.HORIZONTAL)
    click(view, 300, 150)
    assert drawn(chart)[0].anchors[0].price % 0.5 == 0


def test_another_symbol_drops_what_is_half_drawn(chart: Chart, view: ChartView) -> None:
    chart.panel.drawing.take(Shape.TREND)
    click(view, 200, 100)
    chart.panel.show_symbol("KRW-ETH")
    chart.reader.answer(candles(600))
    view.refresh()
    click(view, 300, 200)
    assert drawn(chart, "KRW-ETH") == [] and drawn(chart) == []


def test_every_shape_is_painted_and_hit(chart: Chart, view: ChartView) -> None:
    frame = projection(view)
    for number, shape in enumerate(Shape):
        chart.panel.drawings.clear("KRW-BTC")
        anchors = (frame.anchor(QPointF(200, 100)), frame.anchor(QPointF(400, 260)))[: shape.anchors]
        text = "12,345" if shape is Shape.TEXT else ""
        chart.panel.drawings.add("KRW-BTC", Drawing(shape, anchors, "#12fe34", text))
        view.refresh()
        assert picture(view).pixelColor(1, 1) == theme.palette().panel, number
        (one,) = drawn(chart)
        assert frame.segments(one)
        assert frame.distance(one, frame.segments(one)[0][0]) < 1
        assert frame.distance(one, QPointF(700, 20)) > 20


def test_a_ray_goes_on_to_the_edge_and_a_line_does_not(chart: Chart, view: ChartView) -> None:
    frame = projection(view)
    anchors = (frame.anchor(QPointF(200, 200)), frame.anchor(QPointF(300, 195)))
    (_, line_end), (_, ray_end) = (
        frame.segments(Drawing(shape, anchors))[0] for shape in (Shape.TREND, Shape.RAY)
    )
    assert line_end.x() < 310
    assert ray_end.x() == pytest.approx(frame.pane.right(), abs=1)
    out_of_view = (Anchor(0, 1.0), Anchor(60_000, 2.0))
    assert frame.segments(Drawing(Shape.TREND, out_of_view)) == []


def test_the_menu_offers_the_tools(chart: Chart, view: ChartView) -> None:
    tools = chart.panel._tools
    actions = tools.menu_now().actions()
    next(one for one in actions if one.data() == Shape.FIBONACCI).trigger()
    assert chart.panel.drawing.tool is Shape.FIBONACCI
    assert tools.isChecked()
    drag(view, (300, 100), (400, 200))
    assert not tools.isChecked()
    next(one for one in tools.menu_now().actions() if one.data() == "delete").trigger()
    assert drawn(chart) == []
    chart.panel.drawing.take(Shape.HORIZONTAL)
    click(view, 300, 150)
    next(one for one in tools.menu_now().actions() if one.data() == "clear").trigger()
    assert drawn(chart) == []


def test_a_text_is_placed_then_typed_without_blocking(chart: Chart, view: ChartView) -> None:
    chart.panel.drawing.take(Shape.TEXT)
    click(view, 300, 150)
    (dialog,) = chart.panel._tools.findChildren(QInputDialog)
    assert drawn(chart) == []
    chart.panel.show_symbol("KRW-ETH")  # the text belongs to where it was placed all the same
    dialog.setTextValue(" 저항 111,000 ")
    dialog.accept()
    (text,) = drawn(chart)
    assert (text.shape, text.text) == (Shape.TEXT, "저항 111,000")
    chart.panel.drawing.write("twice")
    assert len(drawn(chart)) == 1 and drawn(chart, "KRW-ETH") == []


def test_a_text_that_is_given_up_is_none(chart: Chart, view: ChartView) -> None:
    chart.panel.drawing.take(Shape.TEXT)
    click(view, 300, 150)
    (dialog,) = chart.panel._tools.findChildren(QInputDialog)
    dialog.reject()
    chart.panel.drawing.write("   ")
    assert drawn(chart) == []


def test_a_measure_tells_price_per_cent_and_candles(
    chart: Chart, view: ChartView, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    centred = Canvas.centred

    def listen(self: Canvas, x: float, y: float, text: str, *rest: Any) -> None:
        said.append(text)
        centred(self, x, y, text, *rest)

    monkeypatch.setattr(Canvas, "centred", listen)
    last = view._model.series.last
    assert last is not None
    begin, end = Anchor(last.start_ms - 20 * 60_000, 100.0), Anchor(last.start_ms - 5 * 60_000, 101.0)
    chart.panel.drawings.add("KRW-BTC", Drawing(Shape.MEASURE, (begin, end)))
    picture(view)
    assert any("+1" in text and "(+1.00%)" in text and "봉 15개" in text for text in said)

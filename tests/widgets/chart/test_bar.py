import pytest
from PyQt6.QtWidgets import QApplication, QToolButton

from tests.widgets.chart.double import Chart
from widgets.chart.bar import ChartBar
from widgets.chart.interval_bar import IntervalBar


def bar_of(chart: Chart, width: int) -> ChartBar:
    bar = chart.panel.findChild(ChartBar)
    assert bar is not None
    chart.panel.setMinimumSize(1, 1)  # in a dock it may be narrower than it wants
    chart.panel.resize(width, 400)
    QApplication.processEvents()
    return bar


@pytest.mark.parametrize("width", range(200, 900, 30))
def test_every_word_is_whole_and_nothing_is_lost(chart: Chart, width: int) -> None:
    bar = bar_of(chart, width)
    shown = [button for button in bar._buttons if button.isVisible()]
    for button in (*shown, *([bar.more] if bar.more.isVisible() else [])):
        assert button.width() >= button.sizeHint().width()
        assert button.geometry().right() < bar.width()
    intervals = bar.findChild(IntervalBar)
    assert intervals is not None and intervals.width() >= intervals.minimumSizeHint().width()
    waiting = [action.text() for action in bar.menu().actions()]
    assert waiting == [button.accessibleName() for button in bar._buttons if button not in shown]
    assert bar.more.isVisible() == bool(waiting)


def test_a_wide_bar_needs_no_menu_and_a_narrow_one_keeps_the_tools(chart: Chart) -> None:
    assert not bar_of(chart, 900).more.isVisible()
    bar = bar_of(chart, 180)
    texts = [button.text() for button in bar.findChildren(QToolButton) if button.isVisible()]
    assert {"지표", "⋯"} <= set(texts) and "PNG" not in texts


def test_what_waits_works_from_the_menu(chart: Chart) -> None:
    bar = bar_of(chart, 180)
    log = next(action for action in bar.menu().actions() if action.text() == "로그 눈금")
    assert log.isCheckable() and not log.isChecked()
    log.trigger()
    assert chart.panel._view.log_scale
    assert next(action for action in bar.menu().actions() if action.text() == "로그 눈금").isChecked()
    edge = next(action for action in bar.menu().actions() if "End" in action.text())
    assert not edge.isEnabled()

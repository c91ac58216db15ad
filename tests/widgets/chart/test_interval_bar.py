from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QComboBox, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from app.market.candles import Interval
from widgets.chart.interval_bar import IntervalBar

NAMES = ["1초", "1분", "3분", "5분", "10분", "15분", "30분", "60분", "240분", "일", "주", "월", "년"]


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[IntervalBar]:
    window = QWidget()
    qtbot.addWidget(window)
    bar = IntervalBar(Interval.MINUTE, window)
    bar.resize(900, 30)
    window.show()
    yield bar


def tabs(bar: IntervalBar) -> QTabBar:
    found = bar.findChild(QTabBar)
    assert found is not None
    return found


def choices(bar: IntervalBar) -> QComboBox:
    found = bar.findChild(QComboBox)
    assert found is not None
    return found


def test_every_interval_has_its_korean_name(bar: IntervalBar) -> None:
    assert [tabs(bar).tabText(n) for n in range(tabs(bar).count())] == NAMES
    assert len(NAMES) == len(Interval)
    assert tabs(bar).tabText(tabs(bar).currentIndex()) == "1분"


def test_a_choice_is_told_once(bar: IntervalBar, qtbot: QtBot) -> None:
    told: list[Interval] = []
    bar.picked.connect(told.append)
    bar.choose(Interval.DAY)
    bar.choose(Interval.DAY)
    tabs(bar).setFocus()
    qtbot.keyClick(tabs(bar), Qt.Key.Key_Right)
    assert told == [Interval.DAY, Interval.WEEK]
    assert choices(bar).currentText() == "주"


def test_a_narrow_bar_is_a_list_of_the_same(bar: IntervalBar) -> None:
    assert (tabs(bar).isVisible(), choices(bar).isVisible()) == (True, False)
    bar.resize(200, 30)
    assert (tabs(bar).isVisible(), choices(bar).isVisible()) == (False, True)
    assert bar.minimumSizeHint().width() < 150
    choices(bar).activated.emit(0)
    assert bar.interval is Interval.SECOND
    bar.resize(900, 30)
    assert tabs(bar).tabText(tabs(bar).currentIndex()) == "1초"

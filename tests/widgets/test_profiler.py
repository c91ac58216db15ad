"""Nothing is measured until somebody wants it; then every flush and paint is told with its panel's name."""

import time
from collections.abc import Iterator

import pytest
from PyQt6.QtGui import QPaintEvent
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.profiling import Profile
from widgets.frame_clock import FrameClock
from widgets.orderbook.ladder import Ladder
from widgets.profiler import PROFILER, Profiler, painted, panel_of


@pytest.fixture
def profile() -> Iterator[Profile]:
    """The desk measures itself."""
    yield PROFILER.begin()
    PROFILER.end()


class Canvas(QWidget):
    """Something that is painted."""

    @painted
    def paintEvent(self, event: QPaintEvent | None) -> None:
        time.sleep(0.002)


def name() -> str:
    return panel_of(Canvas)


def test_it_measures_while_anybody_wants_it() -> None:
    profiler = Profiler()
    assert profiler.profile is None
    first = profiler.begin()
    assert profiler.begin() is first is profiler.profile
    profiler.end()
    assert profiler.profile is first
    profiler.end()
    assert profiler.profile is None
    assert profiler.begin() is not first


def test_a_panel_is_the_folder_its_classes_live_in() -> None:
    assert panel_of(Ladder) == "orderbook"


def test_paints_are_told(qtbot: QtBot, profile: Profile) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.show()
    qtbot.waitUntil(lambda: name() in profile.panels and profile.panels[name()].paint.count > 0)
    assert profile.panels[name()].paint.longest >= 0.002


def test_nothing_is_told_while_nobody_measures(qtbot: QtBot) -> None:
    profile = PROFILER.begin()
    PROFILER.end()
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.grab()
    assert profile.panels == {}


def test_flushes_and_late_ticks_are_told(qtbot: QtBot, profile: Profile) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.show()
    qtbot.waitExposed(canvas)
    clock = FrameClock(canvas)
    beat = clock.join(lambda: time.sleep(0.03), canvas)
    beat.mark()
    time.sleep(0.05)  # something else holds the loop up
    qtbot.waitUntil(lambda: name() in profile.panels and profile.panels[name()].flush.count > 0)
    assert profile.panels[name()].flush.longest >= 0.03
    assert profile.tick_late.longest >= 0.04
    assert (name(), "flush") in {(slow.panel, slow.work) for slow in profile.slow}


def test_the_road_of_a_book_is_measured(
    qtbot: QtBot, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.websocket_v6 import DataType
    from tests.fakes import Stream, ticker
    from widgets.feed import Feed

    stream = Stream()
    monkeypatch.setattr("widgets.feed.WebSocketClient", stream.client)
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.show()
    qtbot.waitExposed(canvas)
    feed = Feed("test", FrameClock(canvas), canvas)
    feed.flushed.connect(canvas.update)
    feed.watch(DataType.TICKER, ["KRW-BTC"])
    stream.push(ticker("KRW-BTC"))
    qtbot.waitUntil(lambda: name() in profile.panels and profile.panels[name()].received_to_painted.count > 0)
    shown = profile.panels[name()].received_to_painted
    assert profile.received_to_decoded.count == profile.decoded_to_flushed.count == 1
    assert shown.longest >= profile.received_to_decoded.longest + profile.decoded_to_flushed.longest
    feed.close()

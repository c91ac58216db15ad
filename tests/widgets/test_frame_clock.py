"""One clock flushes: at once after silence, at most once a frame, never what is hidden."""

import sys
from collections.abc import Callable, Iterator
from types import TracebackType

import pytest
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from widgets.frame_clock import FrameClock

Shown = Callable[[], QWidget]


@pytest.fixture
def clock(qtbot: QtBot) -> Iterator[FrameClock]:
    window = QWidget()
    qtbot.addWidget(window)
    yield FrameClock(window)
    window.close()  # keeps the window, and so the clock, alive for the test


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    widgets: list[QWidget] = []

    def make() -> QWidget:
        widgets.append(QWidget())
        qtbot.addWidget(widgets[-1])
        widgets[-1].show()
        qtbot.waitExposed(widgets[-1])
        return widgets[-1]

    yield make
    widgets.clear()


def test_many_marks_make_one_flush(qtbot: QtBot, clock: FrameClock, shown: Shown) -> None:
    flushes: list[int] = []
    beat = clock.join(lambda: flushes.append(1), shown())
    qtbot.waitUntil(clock.is_asleep)
    flushes.clear()
    for _ in range(1000):
        beat.mark()
    qtbot.waitUntil(lambda: bool(flushes))
    assert flushes == [1]
    assert clock.is_asleep()


def test_several_beats_share_a_frame(qtbot: QtBot, clock: FrameClock, shown: Shown) -> None:
    order: list[str] = []
    first = clock.join(lambda: order.append("first"), shown())
    second = clock.join(lambda: order.append("second"), shown())
    qtbot.waitUntil(clock.is_asleep)
    order.clear()
    frames = clock.frames
    first.mark()
    second.mark()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["first", "second"]
    assert clock.frames == frames + 1


def test_a_hidden_widget_is_flushed_when_it_is_shown(qtbot: QtBot, clock: FrameClock, shown: Shown) -> None:
    flushes: list[int] = []
    widget = QWidget()
    qtbot.addWidget(widget)
    beat = clock.join(lambda: flushes.append(1), widget)
    beat.mark()
    assert clock.is_asleep()
    widget.show()
    qtbot.waitUntil(lambda: bool(flushes))
    assert flushes == [1]


def test_marking_inside_a_flush_asks_for_the_next_frame(
    qtbot: QtBot, clock: FrameClock, shown: Shown
) -> None:
    flushes: list[int] = []

    def flush() -> None:
        flushes.append(1)
        if len(flushes) < 3:
            beat.mark()

    beat = clock.join(flush, shown())
    beat.mark()
    qtbot.waitUntil(lambda: len(flushes) == 3)
    assert clock.frames == 3


def test_a_closed_beat_is_never_flushed(qtbot: QtBot, clock: FrameClock, shown: Shown) -> None:
    flushes: list[int] = []
    beat = clock.join(lambda: flushes.append(1), shown())
    qtbot.waitUntil(clock.is_asleep)
    flushes.clear()
    other = clock.join(lambda: flushes.append(2), shown())
    beat.mark()
    beat.close()
    beat.close()
    beat.mark()
    other.mark()
    qtbot.waitUntil(lambda: bool(flushes))
    assert 1 not in flushes


def test_one_failing_flush_does_not_keep_the_next_from_painting(
    qtbot: QtBot, clock: FrameClock, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[BaseException] = []

    def hook(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        errors.append(error)

    monkeypatch.setattr(sys, "excepthook", hook)
    flushes: list[int] = []

    def fail() -> None:
        raise ValueError("broken panel")

    bad, good = clock.join(fail, shown()), clock.join(lambda: flushes.append(1), shown())
    bad.mark()
    good.mark()
    qtbot.waitUntil(lambda: bool(flushes))
    assert [str(error) for error in errors][:1] == ["broken panel"]


def test_waiting_time_is_smoothed(clock: FrameClock) -> None:
    assert clock.latency_ms is None
    clock.note_waited(0.0)
    first = clock.latency_ms
    assert first is not None and first > 0
    clock.note_waited(first / 1000)
    assert clock.latency_ms != first

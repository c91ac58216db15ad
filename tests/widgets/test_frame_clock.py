"""One clock flushes: at once after silence, at most once a frame, never what is hidden."""

import sys
import time
from collections.abc import Callable, Iterator
from types import TracebackType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from widgets.frame_clock import FRAME_SECONDS, JOIN_SECONDS, FrameClock, Pace

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


def test_a_busy_panel_does_not_make_a_quiet_one_wait(qtbot: QtBot, clock: FrameClock, shown: Shown) -> None:
    flushes: list[str] = []
    busy = clock.join(lambda: flushes.append("busy"), shown())
    quiet = clock.join(lambda: flushes.append("quiet"), shown())
    busy.mark()
    qtbot.waitUntil(lambda: "busy" in flushes and clock.is_asleep())
    busy.pace.due = time.monotonic() + 3_600
    busy.mark()
    quiet.pace.due = 0.0
    flushes.clear()
    quiet.mark()
    qtbot.waitUntil(lambda: bool(flushes))
    assert flushes == ["quiet"]
    assert not clock.is_asleep()
    busy.close()


def test_what_is_due_soon_joins_a_tick(qtbot: QtBot, clock: FrameClock, shown: Shown) -> None:
    flushes: list[str] = []
    now = clock.join(lambda: flushes.append("now"), shown())
    soon = clock.join(lambda: flushes.append("soon"), shown())
    qtbot.waitUntil(clock.is_asleep)
    flushes.clear()
    frames, now.pace.due, soon.pace.due = clock.frames, 0.0, time.monotonic() + JOIN_SECONDS / 2
    soon.mark()
    now.mark()
    qtbot.waitUntil(lambda: len(flushes) == 2)
    assert clock.frames == frames + 1


@given(st.lists(st.floats(0, 0.5), min_size=1, max_size=300))
def test_the_pace_never_exceeds_sixty_a_second(waits: list[float]) -> None:
    pace, now, taken = Pace(), 1_000.0, list[float]()
    for wait in waits:
        now = max(now + wait, pace.due - JOIN_SECONDS)
        pace.took(now)
        taken.append(now)
    for first, start in enumerate(taken):
        in_a_second = [moment for moment in taken[first:] if moment < start + 1]
        assert len(in_a_second) <= 62  # a late one and an early one on the edges


def test_a_late_turn_does_not_slow_the_pace() -> None:
    pace, now = Pace(), 1_000.0
    for _ in range(601):
        pace.took(now)
        now = pace.due + 0.003  # every tick comes three milliseconds late
    assert now - 1_000 == pytest.approx(601 / 60 + 0.003)
    assert pace.due < now


def test_after_silence_it_is_due_at_once() -> None:
    pace = Pace()
    pace.took(1_000.0)
    assert pace.due == pytest.approx(1_000 + FRAME_SECONDS)
    pace.took(1_007.0)
    assert pace.due == pytest.approx(1_007 + FRAME_SECONDS)

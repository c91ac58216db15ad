"""The desk's one clock for repainting: each panel at once after silence, then at most 60 times a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, Qt, QTimer
from PyQt6.QtWidgets import QWidget

from app.clock import monotonic
from widgets.profiler import PROFILER, panel_of

FRAME_SECONDS = 1 / 60
SLOW_FRAME_SECONDS = 0.025
# What is due so soon is flushed with the rest: fewer and larger updates of the window, at the same pace.
JOIN_SECONDS = 0.004


class Pace:
    """When something may happen again: at once after silence, then 60 times a second on the average.

    A late turn does not move the next one, so lateness never adds up to a slower pace.
    """

    def __init__(self) -> None:
        self.due = 0.0

    def took(self, now: float) -> None:
        """It happens now, in monotonic seconds."""
        late = now - self.due
        self.due = (self.due if late < FRAME_SECONDS else now) + FRAME_SECONDS


class FrameClock(QObject):
    """Flushes all that is dirty and due in one tick, and sleeps while nothing is.

    Each beat has a pace of its own: a book that comes every tenth of a second is painted when it comes,
    however busy the market list beside it is.

    Attributes: `frames` and `slow_frames` count the ticks since the start; `latency_ms` is how long the
    oldest data of a flush had waited since it was received, smoothed, None before the first.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.frames = 0
        self.slow_frames = 0
        self.latency_ms: float | None = None
        self._dirty: dict[Beat, None] = {}
        self._tick_due = 0.0
        self._tick_asked = 0.0  # the soonest that it can come
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setObjectName("frame clock")
        self._timer.timeout.connect(self._tick)

    def join(self, flush: Callable[[], None], widget: QWidget) -> Beat:
        """A beat that calls `flush` in a frame after it was marked, while `widget` is visible."""
        return Beat(self, flush, widget)

    def is_asleep(self) -> bool:
        """Whether no tick is due."""
        return not self._timer.isActive()

    def mark(self, beat: Beat) -> None:
        """Ask for a flush of `beat`; a hidden one waits until it is shown."""
        self._dirty[beat] = None
        if beat.is_visible():
            self._wake_by(beat.pace.due)

    def note_waited(self, since: float) -> float:
        """What could be seen since that monotonic time has just been handed to its panel; seconds it took."""
        waited = monotonic() - since
        last = self.latency_ms
        self.latency_ms = waited * 1000 if last is None else 0.95 * last + 0.05 * waited * 1000
        return waited

    def forget(self, beat: Beat) -> None:
        """Drop what `beat` asked for."""
        self._dirty.pop(beat, None)

    def _wake_by(self, due: float) -> None:
        if self._timer.isActive() and self._tick_due <= due:
            return
        now = monotonic()
        self._tick_due, self._tick_asked = due, max(due, now)
        self._timer.start(max(0, int((due - now) * 1000)))

    def _tick(self) -> None:
        started = monotonic()
        if PROFILER.profile is not None:
            PROFILER.profile.ticked(max(0.0, started - self._tick_asked), time.perf_counter())
        visible = [beat for beat in self._dirty if beat.is_visible()]
        due = [beat for beat in visible if beat.pace.due <= started + JOIN_SECONDS]
        for beat in due:
            del self._dirty[beat]
            beat.pace.took(started)
        for beat in due:
            try:
                beat.flush()
            except Exception:
                # One panel's mistake must not keep the others from being painted.
                sys.excepthook(*sys.exc_info())
        self.frames += bool(due)
        self.slow_frames += monotonic() - started > SLOW_FRAME_SECONDS
        waiting = [beat.pace.due for beat in self._dirty if beat.is_visible()]
        if waiting:
            self._wake_by(min(waiting))


class Beat(QObject):
    """One widget's part in the frame clock; dies with its widget.

    Attributes: `pace` when it may be flushed again; `shown_at` when its widget was last shown, in
    monotonic seconds; `panel` whose it is.
    """

    def __init__(self, clock: FrameClock, flush: Callable[[], None], widget: QWidget) -> None:
        super().__init__(widget)
        self._clock: FrameClock | None = clock
        self.pace = Pace()
        self.shown_at = 0.0
        self.panel = panel_of(type(widget))
        self._flush = flush
        self._widget = widget
        widget.installEventFilter(self)

    def mark(self) -> None:
        """Something changed: flush in the next frame."""
        if self._clock is not None:
            self._clock.mark(self)

    def flush(self) -> None:
        """Called by the clock."""
        profile = PROFILER.profile
        if self._clock is None:
            return
        if profile is None:
            self._flush()
            return
        began = time.perf_counter()
        self._flush()
        profile.flushed(self.panel, began, time.perf_counter())

    def is_visible(self) -> bool:
        """Whether a flush would be seen."""
        return self._clock is not None and self._widget.isVisible()

    def close(self) -> None:
        """Never flush again; idempotent."""
        if self._clock is not None:
            self._clock.forget(self)
            self._clock = None

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() == QEvent.Type.Show:
            self.shown_at = monotonic()
            self.mark()
        return False

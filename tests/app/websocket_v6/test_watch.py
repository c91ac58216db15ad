"""A plain callback that never returns is told from another thread, with its client and its place."""

from __future__ import annotations

import logging
import threading
import time

import pytest

from app.websocket_v6 import watch as watching
from app.websocket_v6.watch import CallbackWatch


def endless(released: threading.Event) -> None:
    released.wait(10)


def test_a_callback_that_does_not_return_is_named_once_with_its_stack(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """G6: while it is still running, since nothing on the loop could tell."""
    monkeypatch.setattr(watching, "STUCK_AFTER", 0.0)
    monkeypatch.setattr(watching, "LOOK_EVERY", 0.01)
    released = threading.Event()

    class Noticed(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            released.set()

    handler = Noticed()
    logging.getLogger(watching.__name__).addHandler(handler)
    before = set(threading.enumerate())
    watch = CallbackWatch()
    watch.start()
    (thread,) = set(threading.enumerate()) - before
    watch.calling = ("the client's delivery", time.perf_counter())
    endless(released)
    watch.calling = None
    watch.stop()
    thread.join(5)
    logging.getLogger(watching.__name__).removeHandler(handler)
    assert released.is_set()
    assert len(caplog.records) == 1
    assert "the client's delivery" in caplog.text and "in endless" in caplog.text


def test_the_thread_ends_with_its_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY", 0.01)
    before = set(threading.enumerate())
    stopped, dropped = CallbackWatch(), CallbackWatch()
    for watch in (stopped, dropped):
        watch.start()
        watch.start()
    threads = set(threading.enumerate()) - before
    assert len(threads) == 2
    stopped.stop()
    stopped.stop()
    del dropped, watch
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()

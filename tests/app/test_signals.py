"""Signals hold receivers weakly and keep one's failure from the others."""

import logging

import pytest

from app.signals import Signal


class Receiver:
    def __init__(self) -> None:
        self.seen: list[int] = []

    def take(self, value: int) -> None:
        self.seen.append(value)


def test_emit_calls_receivers_in_order() -> None:
    signal: Signal[int] = Signal("x")
    seen: list[str] = []
    signal.connect(lambda value: seen.append(f"first {value}"))
    signal.connect(lambda value: seen.append(f"second {value}"))
    signal.emit(7)
    assert seen == ["first 7", "second 7"]


def test_a_bound_method_goes_with_its_object() -> None:
    signal: Signal[int] = Signal("x")
    receiver = Receiver()
    signal.connect(receiver.take)
    assert len(signal) == 1
    del receiver
    signal.emit(1)
    assert len(signal) == 0


def test_disconnect_stops_calls_even_from_inside_an_emit() -> None:
    signal: Signal[int] = Signal("x")
    receiver = Receiver()
    signal.connect(lambda _: signal.disconnect(receiver.take))
    signal.connect(receiver.take)
    signal.emit(1)
    assert receiver.seen == []


def test_disconnecting_a_stranger_is_no_error() -> None:
    signal: Signal[int] = Signal("x")
    signal.disconnect(Receiver().take)
    assert len(signal) == 0


def test_a_failing_receiver_is_logged_and_the_next_is_called(caplog: pytest.LogCaptureFixture) -> None:
    signal: Signal[int] = Signal("prices")
    receiver = Receiver()

    def fail(_: int) -> None:
        raise ValueError("no")

    signal.connect(fail)
    signal.connect(receiver.take)
    with caplog.at_level(logging.ERROR):
        signal.emit(3)
    assert receiver.seen == [3]
    assert "prices" in caplog.text

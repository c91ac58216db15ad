"""Waiting times by fault; all without a clock."""

from __future__ import annotations

import pytest

from app.websocket_v6.backoff import Backoff, Fault


def delays(fault: Fault, count: int, chance: float) -> list[float]:
    backoff = Backoff()
    return [backoff.failed(fault, 0.0, chance) for _ in range(count)]


def test_a_network_fault_is_tried_at_once_then_capped_at_two_seconds() -> None:
    """F3."""
    assert delays(Fault.NETWORK, 6, 0.999999) == pytest.approx([0.25, 0.5, 1, 2, 2, 2], rel=1e-4)
    assert delays(Fault.NETWORK, 5, 0.0) == [0, 0.375, 0.75, 1.5, 1.5]


def test_a_refusal_doubles_to_a_minute_with_full_jitter() -> None:
    """F2, G3."""
    assert delays(Fault.REFUSED, 8, 1.0) == [1, 2, 4, 8, 16, 32, 60, 60]
    assert delays(Fault.REFUSED, 3, 0.5) == [0.5, 1, 2]
    assert delays(Fault.REFUSED, 2_000, 1.0)[-1] == 60


def test_an_untrusted_connection_is_tried_slowly() -> None:
    assert delays(Fault.UNTRUSTED, 2, 0.3) == [30, 30]


def test_the_count_starts_anew_after_a_minute_of_health() -> None:
    """F2."""
    backoff = Backoff()
    for _ in range(5):
        backoff.failed(Fault.REFUSED, 0.0, 1.0)
    assert backoff.is_down
    backoff.connected(100.0)
    assert not backoff.is_down
    assert backoff.failed(Fault.REFUSED, 130.0, 1.0) == 32
    backoff.connected(200.0)
    assert backoff.failed(Fault.REFUSED, 260.0, 1.0) == 1


def test_a_person_who_asks_starts_it_anew() -> None:
    backoff = Backoff()
    for _ in range(7):
        backoff.failed(Fault.NETWORK, 0.0, 1.0)
    backoff.forget()
    assert backoff.failures == 0 and backoff.failed(Fault.NETWORK, 0.0, 0.0) == 0

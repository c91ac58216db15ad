"""Rubbish and misbehaviour in bulk: what benchmarks/ws_fuzz.py measures, in short."""

from __future__ import annotations

import pytest

from benchmarks import ws_fuzz
from tests.app.websocket_v6.virtual import run_virtually


def test_two_hundred_thousand_mutated_frames_harm_nothing() -> None:
    """G11 of the goals, G7: every good frame between arrives, no number that is none, few lines of log."""
    found = run_virtually(lambda: ws_fuzz.fuzz(200_000))
    assert (found["lost"], found["wild"], found["dead"]) == (0, 0, 0)
    assert found["lines"] <= 20 and found["events"] > 20_000


def test_a_good_client_loses_nothing_beside_bad_ones(caplog: pytest.LogCaptureFixture) -> None:
    """G12 of the goals, G4: ten thousand failures and a hundred calls without an end."""
    lost, _, errors = run_virtually(lambda: ws_fuzz.misbehave(10_000, 100))
    assert lost == 0 and errors == 10_000
    assert caplog.text.count("callback of raising failed") == 1
    assert run_virtually(lambda: ws_fuzz.blocked(3, 0.01))[0] == 0

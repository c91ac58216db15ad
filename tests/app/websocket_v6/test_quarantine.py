"""One bad stream is found among many good ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.websocket_v6 import DataType
from app.websocket_v6.quarantine import Quarantine
from app.websocket_v6.wire import Key

KEYS = [Key(DataType.TICKER, f"KRW-C{number}") for number in range(16)]


def test_a_single_suspect_is_the_bad_one() -> None:
    quarantine = Quarantine()
    assert quarantine.error(KEYS[:1], "x") == frozenset(KEYS[:1])
    assert quarantine.held == frozenset(KEYS[:1])
    quarantine.keep(KEYS[1:])
    assert quarantine.held == frozenset()


def test_a_code_named_in_the_message_is_the_bad_one() -> None:
    quarantine = Quarantine()
    assert quarantine.error(KEYS, "KRW-C7 is no market") == frozenset({KEYS[7]})


@given(st.sets(st.sampled_from(KEYS)))
def test_exactly_the_bad_ones_stay_out(bad: set[Key]) -> None:
    """G8: the exchange of this test answers an error whenever a bad stream is asked for."""
    quarantine, now, proven = Quarantine(), 0.0, set[Key]()
    for _ in range(200):
        now += 2.0
        asked = set(KEYS) - quarantine.held
        if asked & bad:
            quarantine.error([key for key in KEYS if key in asked - proven], "an error")
        else:
            proven |= asked
        quarantine.next_trial(now)
    assert quarantine.held == frozenset(bad)

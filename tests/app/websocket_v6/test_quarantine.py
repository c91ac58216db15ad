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


def test_a_newcomer_s_error_does_not_refuse_the_stream_on_trial() -> None:
    """An error while a search is running may be the fault of what was asked for meanwhile."""
    quarantine = Quarantine()
    innocent, newcomer = KEYS[0], KEYS[5]
    quarantine.asked(KEYS[:2], 0.0)
    quarantine.error(KEYS[:2], "x")
    quarantine.new_socket()
    assert quarantine.next_trial(1.0) and quarantine.held == frozenset({KEYS[1]})
    quarantine.asked([innocent, newcomer], 1.5)
    assert quarantine.error([innocent, newcomer], "x") == frozenset()
    assert {innocent, newcomer} <= quarantine.held


def test_a_stream_that_was_silent_long_before_the_error_is_no_suspect() -> None:
    quarantine = Quarantine()
    quarantine.asked(KEYS[:1], 0.0)
    quarantine.next_trial(5.0)
    quarantine.asked(KEYS[:2], 6.0)
    assert quarantine.error(KEYS[:2], "x") == frozenset({KEYS[1]})


def test_a_trial_counts_from_its_request() -> None:
    """A reconnect that takes longer than a trial proves nothing."""
    quarantine = Quarantine()
    quarantine.error(KEYS[:2], "x")
    assert quarantine.next_trial(1.0)
    assert not quarantine.next_trial(60.0) and quarantine.held == frozenset({KEYS[1]})
    quarantine.asked(KEYS[:1], 60.0)
    assert quarantine.next_trial(61.5) and quarantine.held == frozenset()


@given(st.sets(st.sampled_from(KEYS)), st.sets(st.sampled_from(KEYS)))
def test_exactly_the_bad_ones_stay_out(bad: set[Key], quiet: set[Key]) -> None:
    """G8: this exchange answers an error to any bad stream, closes, and good quiet ones never send."""
    quarantine, now, proven = Quarantine(), 0.0, set[Key]()
    for _ in range(200):
        now += 0.5
        asked = set(KEYS) - quarantine.held
        quarantine.asked(asked, now)
        if asked & bad:
            quarantine.error([key for key in KEYS if key in asked - proven], "an error")
            quarantine.new_socket()
            proven.clear()
        else:
            proven |= asked - quiet
        quarantine.next_trial(now + 0.25)
    assert quarantine.held == frozenset(bad)

"""The request budget on a clock that the tests hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.upbit.limits import GROUP_RULES, Limits, Scope, ban_seconds, remaining_in_second


def spend(limits: Limits, group: str, count: int, now: float) -> None:
    for _ in range(count):
        assert limits.delay(group, now) == 0
        limits.sent(group, now)


def test_a_full_second_waits_for_the_next_one() -> None:
    limits = Limits()
    spend(limits, "order", 12, now=100.0)
    assert limits.delay("order", 100.4) == pytest.approx(0.65)
    assert limits.delay("order", 101.06) == 0


def test_groups_do_not_share_a_budget() -> None:
    limits = Limits()
    spend(limits, "order", 12, now=5.0)
    assert limits.delay("candle", 5.0) == 0


def test_cancels_have_a_reserve_that_reads_cannot_use() -> None:
    limits = Limits()
    rule = GROUP_RULES["default"]
    spend(limits, "default", rule.capacity - rule.reserve, now=1.0)
    assert limits.delay("default", 1.0) > 0
    assert limits.delay("default", 1.0, urgent=True) == 0


def test_an_empty_budget_in_the_header_holds_the_group() -> None:
    limits = Limits()
    limits.sent("order", 10.0)
    limits.answered("order", "group=order; min=1800; sec=0", 10.1)
    assert limits.delay("order", 10.1) == pytest.approx(1.0)
    assert limits.delay("order", 11.2) == 0


def test_a_larger_budget_is_learned_from_one_header() -> None:
    limits = Limits()
    limits.sent("order", 0.0)
    limits.answered("order", "group=order; min=1800; sec=19", 0.1)
    spend(limits, "order", 19, now=0.5)
    assert limits.delay("order", 0.5) > 0


def test_a_smaller_budget_is_believed_after_several_headers() -> None:
    limits = Limits()
    for second in range(5):
        limits.sent("order", second * 2.0)
        limits.answered("order", "group=order; min=1800; sec=3", second * 2.0 + 0.1)
    spend(limits, "order", 4, now=20.0)
    assert limits.delay("order", 20.0) > 0


def test_a_429_stops_the_group_and_then_halves_it_for_a_while() -> None:
    limits = Limits()
    limits.throttled("order", 50.0)
    assert limits.delay("order", 50.5) > 0
    spend(limits, "order", 6, now=52.0)
    assert limits.delay("order", 52.0) > 0
    spend(limits, "order", 12, now=70.0)


def test_a_ban_silences_its_scope_only_and_ends_a_second_late() -> None:
    limits = Limits()
    limits.ban(Scope.EXCHANGE, until=100.0)
    assert limits.banned("order", 90.0) == pytest.approx(11.0)
    assert limits.banned("default", 100.5) > 0
    assert limits.banned("order", 101.0) == 0
    assert limits.banned("ticker", 90.0) == 0


def test_an_unknown_group_is_treated_like_the_default_one() -> None:
    limits = Limits()
    spend(limits, "something-new", 24, now=0.0)
    assert limits.delay("something-new", 0.0) > 0


@pytest.mark.parametrize(
    ("header", "left"),
    [
        ("group=default; min=1800; sec=29", 29),
        ("group=market; min=600; sec=0", 0),
        ("sec=7", 7),
        ("group=order; min=1800", None),
        ("group=order; min=1800; sec=-1", None),
        ("", None),
        (None, None),
    ],
)
def test_remaining_req_is_read(header: str | None, left: int | None) -> None:
    assert remaining_in_second(header) == left


@pytest.mark.parametrize(
    ("retry_after", "message", "seconds"),
    [
        ("30", "blocked", 30.0),
        (None, "blocked for 120 seconds", 120.0),
        ("soon", "", 60.0),
        (None, "", 60.0),
    ],
)
def test_the_length_of_a_ban_is_found(retry_after: str | None, message: str, seconds: float) -> None:
    assert ban_seconds(retry_after, message) == seconds


@given(st.lists(st.floats(0.0, 0.7), min_size=30, max_size=120), st.sampled_from(sorted(GROUP_RULES)))
def test_no_window_ever_holds_more_than_the_capacity(gaps: list[float], group: str) -> None:
    """Whatever the rhythm of wishes, who waits as told never exceeds the limit in any second."""
    limits, now, sent = Limits(), 0.0, []
    rule = GROUP_RULES[group]
    for gap in gaps:
        now += gap
        while (delay := limits.delay(group, now)) > 0:
            now += delay
        limits.sent(group, now)
        sent.append(now)
    for at in sent:
        assert sum(1 for other in sent if at <= other < at + rule.period) <= rule.capacity

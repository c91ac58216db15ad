"""When alerts fire: on crossings alone, once for each, and honestly about what was not seen."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alerts.engine import BEGUN_ANEW_MS, OrderFill, State, fill, put, remove, see
from app.alerts.rules import Alert, DailyChange, Direction, OrderFilled, PriceCrosses, PriceMoves, ValueTraded
from tests.app.alerts.samples import BTC, NOON, above, below, play, reading, waiting

prices = st.lists(st.integers(95, 105), min_size=1, max_size=60)


def test_a_price_that_reaches_the_threshold_fires_once() -> None:
    state, fired = play(
        put(State(), above(100)), reading(99), reading(100, 1), reading(99, 2), reading(101, 3)
    )
    assert [(one.price, one.at_ms) for one in fired] == [(Decimal(100), NOON + 1000)]
    assert state.watch(1).done and not state.is_armed(1) and state.symbols == ()


def test_an_alert_does_not_fire_because_it_was_made() -> None:
    assert play(put(State(), above(100)), reading(101), reading(102, 1))[1] == []
    assert play(put(State(), below(100)), reading(99), reading(98, 1))[1] == []


def test_below_is_the_mirror_image() -> None:
    _, fired = play(put(State(), below("0.00000124")), reading("0.00000125"), reading("0.00000124", 1))
    assert [one.price for one in fired] == [Decimal("0.00000124")]


@given(prices, st.sampled_from([Direction.ABOVE, Direction.BELOW]))
def test_every_time_means_each_crossing_from_the_other_side(walk: list[int], direction: Direction) -> None:
    rule = PriceCrosses(direction, Decimal(100))
    _, fired = play(
        waiting(rule, repeats=True, cool_down=0), *(reading(price, at) for at, price in enumerate(walk))
    )
    sides = [price >= 100 if direction is Direction.ABOVE else price <= 100 for price in walk]
    crossings = [at for at in range(1, len(walk)) if sides[at] and not sides[at - 1]]
    assert [one.at_ms for one in fired] == [NOON + at * 1000 for at in crossings]


@given(prices)
def test_a_price_is_reached_from_either_side_and_left_without_a_word(walk: list[int]) -> None:
    state = waiting(PriceCrosses(Direction.EITHER, Decimal(100)), repeats=True, cool_down=0)
    _, fired = play(state, *(reading(price, at) for at, price in enumerate(walk)))
    expected = [
        at
        for at in range(1, len(walk))
        if walk[at - 1] != 100 and (walk[at - 1] - 100) * (walk[at] - 100) <= 0
    ]
    assert [one.at_ms for one in fired] == [NOON + at * 1000 for at in expected]


@given(prices, st.lists(st.integers(0, 59), max_size=20))
def test_pictures_that_repeat_what_is_known_change_nothing(walk: list[int], repeated: list[int]) -> None:
    """A reconnect's snapshot never fires twice, also when it lags behind what was seen."""
    state, seen, fired = (
        waiting(PriceCrosses(Direction.ABOVE, Decimal(100)), repeats=True, cool_down=0),
        [],
        [],
    )
    for at, price in enumerate(walk):
        seen.append(reading(price, at))
        state, new = see(state, BTC, seen[-1], NOON)
        fired += new
        for back in repeated:
            state, again = see(state, BTC, seen[max(0, len(seen) - 1 - back)], NOON, blind_since=NOON)
            assert again == ()
    plain = play(
        waiting(PriceCrosses(Direction.ABOVE, Decimal(100)), repeats=True, cool_down=0),
        *(reading(price, at) for at, price in enumerate(walk)),
    )[1]
    assert len(fired) == len(plain)


@given(prices, st.integers(1, 20))
def test_a_cool_down_is_kept(walk: list[int], seconds: int) -> None:
    rule = PriceCrosses(Direction.ABOVE, Decimal(100))
    _, fired = play(
        waiting(rule, repeats=True, cool_down=seconds), *(reading(price, at) for at, price in enumerate(walk))
    )
    times = [one.at_ms for one in fired]
    assert all(later - earlier >= seconds * 1000 for earlier, later in itertools.pairwise(times))


def test_a_clock_that_was_put_back_keeps_no_alert_silent() -> None:
    state = waiting(PriceCrosses(Direction.ABOVE, Decimal(100)), repeats=True, cool_down=60)
    state, _ = play(state, reading(99), reading(100, 1), reading(99, 2))
    _, fired = see(state, BTC, reading(100, 3), NOON - 3_600_000)
    assert len(fired) == 1


def test_a_crossing_in_a_gap_says_since_when_nothing_was_seen() -> None:
    state, _ = play(put(State(), above(100)), reading(99))
    _, fired = see(state, BTC, reading(103, 90), NOON + 90_000, blind_since=NOON + 5_000)
    assert [(one.price, one.blind_since) for one in fired] == [(Decimal(103), NOON + 5_000)]


def test_a_price_that_came_and_went_unseen_is_told_by_the_days_high() -> None:
    state, _ = play(put(State(), above(100)), reading(97, high=98, low=90))
    state, fired = see(state, BTC, reading(96, 60, high=101, low=90), NOON, blind_since=NOON)
    assert [one.price for one in fired] == [Decimal(96)]
    assert see(state, BTC, reading(96, 61, high=101, low=90), NOON)[1] == ()


def test_the_high_of_a_new_day_was_reached_on_it() -> None:
    state, _ = play(put(State(), above(100)), reading(97, high=120, low=90))
    _, fired = see(state, BTC, reading(96, 60, high=101, low=95, day="2"), NOON)
    assert len(fired) == 1
    assert see(state, BTC, reading(96, 60, high=99, low=95, day="2"), NOON)[1] == ()


def test_an_older_picture_is_ignored_and_one_of_another_time_begins_anew() -> None:
    state, _ = play(put(State(), above(100)), reading(99, 10))
    assert see(state, BTC, reading(105, 9), NOON)[0] is state
    assert see(state, BTC, reading(105, -2 * BEGUN_ANEW_MS / 1000), NOON)[0] is state
    anew, fired = see(state, BTC, reading(105, -2 * BEGUN_ANEW_MS / 1000), NOON, blind_since=NOON)
    assert fired == () and anew.watch(1).beyond is True


def test_the_change_of_the_day_begins_at_none_every_day() -> None:
    state = waiting(DailyChange(Decimal(5)), repeats=True, cool_down=0)
    state, fired = play(state, reading(104), reading(105, 1), reading(106, 2))
    assert len(fired) == 1
    # The close was 106: the same rise is 5 % of that.
    state, fired = play(state, reading(107, 3, day="2", previous_close=106))
    assert fired == []
    state, fired = play(state, reading("111.3", 4, day="2", previous_close=106))
    assert len(fired) == 1
    _, fired = play(state, reading(150, 5, day="3", previous_close=112))
    assert len(fired) == 1, "beyond already on the first price of a day: it crossed on that day"


def test_a_fall_of_the_day_is_negative() -> None:
    _, fired = play(waiting(DailyChange(Decimal("-5"))), reading(96), reading(95, 1))
    assert len(fired) == 1


def test_a_rise_counts_from_the_lowest_within_the_window() -> None:
    state = waiting(PriceMoves(Decimal(3), 60), repeats=True, cool_down=0)
    state, fired = play(state, reading(100), reading(99, 10), reading(102, 20), reading("101.97", 30))
    assert [(one.at_ms, one.value) for one in fired] == [(NOON + 20_000, Decimal(300) / 99)]
    _, fired = play(state, reading(104, 40), reading("105.0291", 41), reading("105.0291", 42))
    assert [one.at_ms for one in fired] == [NOON + 41_000], "the move that was told is not told again"


def test_a_slow_rise_is_no_rise_within_the_window() -> None:
    state = waiting(PriceMoves(Decimal(3), 60))
    assert play(state, *(reading(100 + step, step * 30) for step in range(20)))[1] == []


def test_a_fall_within_the_window_is_negative() -> None:
    _, fired = play(waiting(PriceMoves(Decimal("-2"), 60)), reading(100), reading(103, 5), reading(100, 9))
    assert [one.value for one in fired] == [Decimal(-300) / 103]


def test_a_gap_longer_than_the_window_proves_no_move_within_it() -> None:
    state, _ = play(waiting(PriceMoves(Decimal(3), 60)), reading(100))
    assert see(state, BTC, reading(120, 61), NOON, blind_since=NOON)[1] == ()
    assert len(see(state, BTC, reading(120, 59), NOON, blind_since=NOON)[1]) == 1


def test_value_traded_is_counted_over_midnight_and_anew_after_it_was_told() -> None:
    state = waiting(ValueTraded(Decimal(1000), 60), repeats=True, cool_down=0)
    state, fired = play(
        state,
        reading(100, 0, traded=9_000),
        reading(100, 10, traded=9_600),
        reading(100, 20, traded=300, day="2"),
        reading(100, 30, traded=400, day="2"),
    )
    assert [(one.at_ms, one.value) for one in fired] == [(NOON + 30_000, Decimal(1000))]
    assert play(state, reading(100, 31, traded=900, day="2"), reading(100, 32, traded=1800, day="2"))[1] == []


def test_a_disabled_alert_sees_nothing_and_armed_again_waits_from_scratch() -> None:
    state = put(State(), above(100, enabled=False))
    assert state.symbols == ()
    state, fired = play(state, reading(99), reading(101, 1))
    assert fired == []
    state, fired = play(put(state, above(100)), reading(102, 2), reading(99, 3), reading(100, 4))
    assert [one.at_ms for one in fired] == [NOON + 4_000]
    assert put(state, above(100)).watch(1).fired_ms == NOON + 4_000


def test_what_is_removed_leaves_nothing() -> None:
    state, _ = play(waiting(PriceMoves(Decimal(3), 60)), reading(100))
    assert state.readings and state.tracks
    state = remove(state, 1)
    assert state == State() and remove(state, 1) == state


FILL = OrderFill("k", BTC, "bid", Decimal("0.1"), Decimal(100), complete=False)


@pytest.mark.parametrize(
    ("symbol", "complete_only", "fires"),
    [("", False, True), (BTC, False, True), ("KRW-ETH", False, False), ("", True, False)],
)
def test_own_executions(symbol: str, complete_only: bool, fires: bool) -> None:
    state = put(State(), Alert(id=1, symbol=symbol, rule=OrderFilled(complete_only), repeats=True))
    state, fired = fill(state, FILL, NOON)
    assert [one.fill for one in fired] == [FILL] * fires
    # No cool-down keeps an execution from its owner.
    assert len(fill(state, FILL, NOON + 1)[1]) == fires


def test_an_execution_can_be_waited_for_once() -> None:
    state = put(State(), Alert(id=1, symbol="", rule=OrderFilled()))
    state, _ = fill(state, FILL, NOON)
    assert fill(state, FILL, NOON)[1] == ()

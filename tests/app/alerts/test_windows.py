"""A window holds nothing that is older than it, and never more value than was traded."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.alerts.windows import STEPS, Track, extended

moves = st.lists(
    st.tuples(st.integers(0, 20_000), st.integers(1, 1000), st.integers(0, 50), st.booleans()), min_size=1
)


@given(moves, st.integers(1, 120))
def test_extremes_and_sums_are_of_the_window_alone(
    happened: list[tuple[int, int, int, bool]], window: int
) -> None:
    track, at, day, traded = Track(), 0, 0, 0
    told: list[tuple[int, int, int]] = []
    for wait, price, worth, new_day in happened:
        at += wait
        day, traded = (day + 1, worth) if new_day else (day, traded + worth)
        told.append((at, price, worth))
        track = extended(track, window, at, Decimal(price), str(day), Decimal(traded))
        within = [one for one in told if one[0] > at - window * 1000]
        assert len(track.steps) <= STEPS + 1
        assert min(p for _, p, _ in within) <= track.low <= price <= track.high
        assert track.high <= max(p for _, p, _ in within)
        assert 0 <= track.traded <= sum(w for _, _, w in within)


def test_a_value_that_shrinks_within_a_day_begins_anew() -> None:
    track = extended(Track(), 60, 0, Decimal(1), "1", Decimal(500))
    track = extended(track, 60, 5_000, Decimal(1), "1", Decimal(700))
    assert track.traded == 200
    track = extended(track, 60, 10_000, Decimal(1), "1", Decimal(10))
    assert track.traded == 0


def test_the_days_are_one_sum() -> None:
    track = extended(Track(), 60, 0, Decimal(1), "1", Decimal(500))
    track = extended(track, 60, 5_000, Decimal(1), "1", Decimal(700))
    track = extended(track, 60, 10_000, Decimal(1), "2", Decimal(50))
    assert track.traded == 250

"""What is told comes out as figures, right to within a tenth, and the memory that holds it never grows."""

import json
import math
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.profiling import KEPT_SLOW, PAINT_WITHIN, Histogram, Profile, merged


def histogram(*seconds: float) -> Histogram:
    made = Histogram()
    for each in seconds:
        made.add(each)
    return made


@given(st.lists(st.floats(1e-6, 800), min_size=1, max_size=200), st.sampled_from((0.5, 0.95, 0.99, 1.0)))
def test_a_percentile_is_right_to_within_a_tenth(values: list[float], share: float) -> None:
    exact = sorted(values)[math.ceil(share * len(values)) - 1]
    assert histogram(*values).percentile(share) == pytest.approx(exact, rel=0.1)


def test_count_mean_and_longest_are_exact() -> None:
    told = histogram(0.001, 0.002, 0.006).figures()
    assert (told["count"], told["mean"], told["longest"]) == (3, 3.0, 6.0)


def test_above_tells_the_longer_ones() -> None:
    times = histogram(0.001, 0.02, 0.05, 3.0)
    assert [times.above(limit) for limit in (0.0005, 0.025, 10.0)] == [4, 2, 0]


def test_nothing_told_is_no_figure() -> None:
    assert histogram().percentile(0.5) is None
    assert histogram().figures()["p99"] is None


@pytest.mark.parametrize("odd", [0.0, -1.0, 1e9])
def test_what_no_bucket_is_made_for_is_counted_all_the_same(odd: float) -> None:
    assert histogram(odd).count == 1


def test_merged_is_as_if_all_had_been_told_to_one() -> None:
    both = merged([histogram(0.001, 0.1), histogram(0.02)])
    assert both.figures() == histogram(0.001, 0.1, 0.02).figures()


def test_every_hop_of_a_book_from_the_socket_to_the_screen() -> None:
    profile = Profile(started=100.0)
    profile.handed_over("orderbook", since=101.000, decoded=101.004, now=101.005)
    profile.flushed("orderbook", began=101.003, now=101.005)
    profile.painted("orderbook", began=101.008, now=101.009)
    hops = profile.report(110.0)["hops"]
    assert {name: figures["longest"] for name, figures in hops.items()} == pytest.approx(
        {
            "received_to_decoded": 4.0,
            "decoded_to_flushed": 1.0,
            "flushed_to_painted": 4.0,
            "received_to_painted": 9.0,
        }
    )
    cost = profile.panels["orderbook"]
    assert (cost.flush.longest, cost.paint.longest) == pytest.approx((0.002, 0.001))


def test_only_the_first_paint_after_data_shows_that_data() -> None:
    profile = Profile(0.0)
    profile.handed_over("chart", 1.0, 1.0, 1.0)
    for began in (1.01, 1.02):
        profile.painted("chart", began, began + 0.001)
    assert profile.panels["chart"].paint.count == 2
    assert profile.panels["chart"].received_to_painted.count == 1


def test_a_paint_long_after_the_data_does_not_show_it() -> None:
    profile = Profile(0.0)
    profile.handed_over("chart", 1.0, 1.0, 1.0)
    profile.painted("chart", 1.0, 1.001 + PAINT_WITHIN)
    assert profile.panels["chart"].received_to_painted.count == 0


def test_what_is_slow_is_kept_with_the_panels_name() -> None:
    profile = Profile(10.0)
    profile.flushed("markets", 11.0, 11.024)
    profile.flushed("markets", 12.0, 12.026)
    profile.painted("chart", 13.0, 13.05)
    profile.ticked(0.2, 14.0)
    told = [
        (slow["panel"], slow["work"], slow["ms"], slow["at_seconds"]) for slow in profile.report(15)["slow"]
    ]
    assert told == [
        ("markets", "flush", pytest.approx(26), pytest.approx(2.026)),
        ("chart", "paint", pytest.approx(50), pytest.approx(3.05)),
        ("", "late", pytest.approx(200), pytest.approx(4)),
    ]


def test_a_long_day_takes_no_more_memory_than_a_short_one() -> None:
    profile = Profile(0.0)

    def live(beats: int) -> None:
        for beat in range(beats):
            now = float(beat)
            profile.ticked(now % 0.3, now)
            profile.handed_over("tape", now, now, now)
            profile.flushed("tape", now, now + 0.03)
            profile.painted("tape", now, now + 0.03)

    live(1_000)
    before = sys.getallocatedblocks()
    live(20_000)
    assert sys.getallocatedblocks() - before < 500
    assert len(profile.slow) == KEPT_SLOW


def test_the_report_is_json() -> None:
    profile = Profile(0.0)
    profile.painted("tape", 1.0, 1.1)
    assert json.loads(json.dumps(profile.report(5.0)))["seconds"] == 5.0

"""What was received before the data stopped stays old; only news of its own makes it live again."""

from widgets.freshness import Freshness


def test_everything_is_fresh_before_the_first_outage() -> None:
    assert not Freshness().is_old(0.0)


def test_an_outage_makes_old_what_came_before_it_and_stays_so_after_its_end() -> None:
    freshness = Freshness()
    freshness.show_stale(True, 10.0)
    freshness.show_stale(False, 12.0)
    assert freshness.is_old(9.9)
    assert not freshness.is_old(12.0)


def test_an_outage_begins_once() -> None:
    freshness = Freshness()
    freshness.show_stale(True, 10.0)
    freshness.show_stale(True, 11.0)
    assert not freshness.is_old(10.5)
    assert freshness.silent

"""When an order may be said never to have arrived."""

from hypothesis import given
from hypothesis import strategies as st

from app.trading.lookup import DELAYS, Search


def test_the_waits_grow_as_promised() -> None:
    search, waits = Search(), []
    for _ in range(6):
        waits.append(search.delay)
        search = search.missed(0.0)
    assert waits == [*DELAYS, DELAYS[-1]]


def test_three_misses_within_ten_seconds_prove_nothing() -> None:
    search = Search().missed(0.3).missed(1.3).missed(3.3)
    assert not search.never_arrived
    assert search.missed(15.3).never_arrived


def test_the_verdict_comes_as_soon_as_it_may() -> None:
    search, age = Search(), 0.0
    while not search.never_arrived:
        age += search.delay
        search = search.missed(age)
    assert 10.0 <= age < 10.1


def test_one_late_miss_proves_nothing() -> None:
    assert not Search().missed(60.0).never_arrived
    assert not Search().missed(60.0).missed(61.0).never_arrived


def test_faults_are_no_misses() -> None:
    search = Search()
    for _ in range(100):
        search = search.failed()
        assert search.delay <= 2.0
    assert not search.never_arrived


def test_an_old_intent_is_decided_quickly() -> None:
    search, waited = Search(age=3600.0), 0.0
    while not search.never_arrived:
        waited += search.delay
        search = search.missed(3600.0 + waited)
    assert waited <= 3.0


@given(st.lists(st.booleans(), max_size=40))
def test_an_order_is_given_up_only_after_enough_definite_misses(faults: list[bool]) -> None:
    search, age, misses = Search(), 0.0, 0
    for fault in faults:
        age += search.delay
        search = search.failed() if fault else search.missed(age)
        misses += not fault
        assert not search.never_arrived or (misses >= 3 and age >= 10.0)

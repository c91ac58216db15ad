"""A book side alone: order of levels, queues in time, the house's share, totals."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.matching import NO_LIMIT_ASK, NO_LIMIT_BID, Book, BookSide, Resting

ONE = 10**8


class UserEntry(Resting):
    """An entry that belongs to somebody."""

    house = False


def queue(side: BookSide, limit: int) -> list[tuple[int, int]]:
    """Price and size of all that may trade at a limit, in the order in which it would."""
    return [(entry.price, entry.remaining) for level in side.reachable(limit) for entry in level.queue]


def test_best_prices_come_first_on_both_sides() -> None:
    book = Book()
    for price in (5, 7, 6):
        book.bid.set_house(price * ONE, ONE)
        book.ask.set_house((price + 5) * ONE, ONE)
    assert [price for price, _ in book.bid.depth(30)] == [7, 6, 5]
    assert [price for price, _ in book.ask.depth(30)] == [10, 11, 12]
    assert [price for price, _ in book.ask.depth(2)] == [10, 11]
    assert book.ask.depth(0) == []


@pytest.mark.parametrize(
    ("side", "limit", "expected"),
    [
        ("bid", 6, [7, 6]),
        ("bid", 8, []),
        ("bid", NO_LIMIT_ASK, [7, 6, 5]),
        ("ask", 6, [5, 6]),
        ("ask", 4, []),
        ("ask", NO_LIMIT_BID, [5, 6, 7]),
    ],
)
def test_a_limit_reaches_its_own_price_and_better(side: str, limit: int, expected: list[int]) -> None:
    book_side = Book().side(side)
    for price in (5, 6, 7):
        book_side.set_house(price, ONE)
    assert [level.price for level in book_side.reachable(limit)] == expected
    first = book_side.first(limit)
    assert (first.price if first else None) == (expected[0] if expected else None)


def test_the_older_entry_at_a_price_trades_first() -> None:
    side = BookSide("ask")
    older, newer = UserEntry("ask", 10, 3), UserEntry("ask", 10, 4)
    side.add(older)
    side.add(newer)
    assert side.first(10) is older
    side.reduce(older, 2)
    assert side.first(10) is older
    side.reduce(older, 1)
    assert side.first(10) is newer


def test_house_growth_queues_behind_users_and_shrinks_from_there() -> None:
    side = BookSide("bid")
    side.set_house(10, 5)
    user = UserEntry("bid", 10, 2)
    side.add(user)
    side.set_house(10, 9)
    assert queue(side, 10) == [(10, 5), (10, 2), (10, 4)]
    side.set_house(10, 6)
    assert queue(side, 10) == [(10, 5), (10, 2), (10, 1)]
    side.set_house(10, 3)
    assert queue(side, 10) == [(10, 3), (10, 2)]
    side.set_house(10, 0)
    assert queue(side, 10) == [(10, 2)]
    assert side.house_size(10) == 0


def test_house_growth_with_nobody_behind_stays_one_entry() -> None:
    side = BookSide("bid")
    assert side.set_house(10, 5)
    assert side.set_house(10, 8)
    assert not side.set_house(10, 8)
    assert queue(side, 10) == [(10, 8)]


def test_an_emptied_level_is_gone() -> None:
    side = BookSide("ask")
    user = UserEntry("ask", 10, 5)
    side.add(user)
    side.remove(user)
    assert (side.depth(30), side.best_price, side.total) == ([], None, 0)
    assert side.best_quote == (Decimal(0), Decimal(0))


def test_a_quote_follows_its_level() -> None:
    side = BookSide("ask")
    side.set_house(10 * ONE, 5 * ONE)
    assert side.best_quote == (10, 5)
    side.set_house(10 * ONE, ONE // 2)
    assert side.best_quote == (10, Decimal("0.5"))


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 6), st.integers(0, 5)), max_size=60))
def test_totals_are_the_sum_of_the_entries(steps: list[tuple[bool, int, int]]) -> None:
    side = BookSide("bid")
    for is_house, price, size in steps:
        if is_house:
            side.set_house(price, size)
        elif size:
            side.add(UserEntry("bid", price, size))
        elif (first := side.first(NO_LIMIT_ASK)) is not None:
            side.reduce(first, 1)
    levels = list(side.levels())
    assert side.total == sum(entry.remaining for level in levels for entry in level.queue)
    for level in levels:
        assert level.total == sum(entry.remaining for entry in level.queue) > 0
        assert level.house == sum(entry.remaining for entry in level.queue if entry.house)
    assert [level.price for level in levels] == sorted({level.price for level in levels}, reverse=True)

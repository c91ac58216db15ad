"""The book of a snapshot: sides, sums, slots, and exactly the rows that differ."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from app.market.book import (
    DEPTH,
    SLOTS,
    SPREAD_SLOT,
    Book,
    book_of,
    changed_rows,
    group_price,
    ladder,
    row_price,
    slot_of,
    strength,
)
from app.websocket_v6 import Orderbook, OrderbookUnit

sizes = st.lists(st.integers(1, 10**14).map(lambda units: units / 1e8), max_size=DEPTH)


def orderbook(asks: list[tuple[float, float]], bids: list[tuple[float, float]]) -> Orderbook:
    """A wire event; the thinner side is padded with zeros, as Upbit does."""
    depth = max(len(asks), len(bids), 1)
    pad = (0.0, 0.0)
    rows = zip(asks + [pad] * (depth - len(asks)), bids + [pad] * (depth - len(bids)), strict=True)
    return Orderbook(
        type="orderbook",
        code="KRW-BTC",
        timestamp=1_790_133_435_106,
        total_ask_size=sum(size for _, size in asks),
        total_bid_size=sum(size for _, size in bids),
        orderbook_units=tuple(OrderbookUnit(a[0], b[0], a[1], b[1]) for a, b in rows),
        stream_type="REALTIME",
    )


@st.composite
def books(draw: st.DrawFn) -> Book:
    prices = draw(st.lists(st.integers(1, 500), unique=True, max_size=2 * DEPTH))
    prices.sort()
    split = draw(st.integers(max(0, len(prices) - DEPTH), min(DEPTH, len(prices))))
    bids = [(float(p), draw(st.integers(1, 3)) / 2) for p in reversed(prices[:split])]
    asks = [(float(p), draw(st.integers(1, 3)) / 2) for p in prices[split:]]
    return book_of(orderbook(asks, bids))


@given(sizes)
def test_running_sums_are_those_of_exact_arithmetic(amounts: list[float]) -> None:
    book = book_of(orderbook([(100.0 + i, size) for i, size in enumerate(amounts)], []))
    expected = Fraction(0)
    for level, size in zip(book.asks, amounts, strict=True):
        expected += Fraction(size)
        assert abs(Fraction(level.total) - expected) <= expected * Fraction(1, 10**14)
    assert all(a.total < b.total for a, b in pairwise(book.asks))


def test_a_thin_book_drops_its_zero_slots_and_touches_the_spread() -> None:
    asks = [(101.0 + i, 1.0) for i in range(12)]
    bids = [(100.0 - i, 2.0) for i in range(9)]
    book = book_of(orderbook(asks, bids))
    rows = ladder(book)
    assert (len(book.asks), len(book.bids)) == (12, 9)
    assert rows[SPREAD_SLOT] is None
    assert rows[SPREAD_SLOT - 1] == (101.0, 1.0, 1.0)
    assert rows[SPREAD_SLOT + 1] == (100.0, 2.0, 2.0)
    assert rows[: DEPTH - 12] == (None,) * 18
    assert rows[SPREAD_SLOT + 10 :] == (None,) * 21


def test_levels_without_a_usable_number_are_dropped() -> None:
    asks = [(101.0, 1.0), (102.0, float("nan")), (float("inf"), 1.0), (104.0, -1.0), (105.0, 2.0)]
    assert [level.price for level in book_of(orderbook(asks, [])).asks] == [101.0, 105.0]


@given(books())
def test_the_ladder_falls_in_price_from_top_to_bottom(book: Book) -> None:
    rows = ladder(book)
    prices = [level.price for level in rows if level is not None]
    assert len(rows) == SLOTS
    assert prices == sorted(prices, reverse=True)
    assert len(prices) == len(book.asks) + len(book.bids)


@given(books())
def test_every_price_of_the_book_is_found_in_its_slot(book: Book) -> None:
    for slot, level in enumerate(ladder(book)):
        if level is not None:
            assert slot_of(book, level.price) == slot


@given(books(), st.floats(0.5, 600))
def test_a_price_that_is_gone_is_looked_for_between_its_neighbours(book: Book, price: float) -> None:
    rows = ladder(book)
    slot = slot_of(book, price)
    level = rows[slot]
    if level is None:
        assert slot == SPREAD_SLOT
        assert not book.asks or price < book.asks[0].price
        assert not book.bids or price > book.bids[0].price
    elif slot < SPREAD_SLOT:
        # The nearest ask at or above it, or the outermost one.
        assert level.price >= price or level is book.asks[-1]
        assert slot == SPREAD_SLOT - 1 or rows[slot + 1].price < price
    else:
        assert level.price <= price or level is book.bids[-1]
        assert slot == SPREAD_SLOT + 1 or rows[slot - 1].price > price


@given(st.lists(st.integers(0, 2), max_size=20), st.data())
def test_changed_rows_are_exactly_those_that_differ(before: list[int], data: st.DataObject) -> None:
    after = data.draw(st.lists(st.integers(0, 2), min_size=len(before), max_size=len(before)))
    changed = set(changed_rows(before, after))
    assert changed == {i for i in range(len(after)) if before[i] != after[i]}


@given(st.lists(st.integers(0, 2)), st.lists(st.integers(0, 2)), st.integers(-25, 25))
def test_repainting_the_changed_rows_of_a_moved_ladder_gives_the_new_picture(
    before: list[int], after: list[int], shift: int
) -> None:
    screen = dict(enumerate(before))
    changed = changed_rows(before, after, shift)
    for row in changed:
        assert screen.get(row - shift) != after[row]
        screen[row - shift] = after[row]
    assert all(screen[row - shift] == text for row, text in enumerate(after))


def test_crossed_locked_and_unordered_books_are_told() -> None:
    assert not book_of(orderbook([(101.0, 1.0)], [(100.0, 1.0)])).is_crossed
    assert not book_of(orderbook([(101.0, 1.0)], [])).is_crossed
    assert book_of(orderbook([(100.0, 1.0)], [(100.0, 1.0)])).is_crossed
    assert book_of(orderbook([(99.0, 1.0)], [(100.0, 1.0)])).is_crossed
    assert book_of(orderbook([(102.0, 1.0), (101.0, 1.0)], [(100.0, 1.0)])).is_crossed
    assert book_of(orderbook([(102.0, 1.0)], [(100.0, 1.0), (101.0, 1.0)])).is_crossed


def test_spread_and_mid_need_the_sides_they_are_made_of() -> None:
    both = book_of(orderbook([(101.0, 1.0)], [(99.0, 1.0)]))
    assert (both.spread, both.mid) == (2.0, 100.0)
    one = book_of(orderbook([(101.0, 1.0)], []))
    assert (one.spread, one.mid) == (None, 101.0)
    none = book_of(orderbook([], []))
    assert (none.spread, none.mid, slot_of(none, 5.0)) == (None, None, SPREAD_SLOT)


def test_strength_is_bought_per_hundred_sold() -> None:
    assert strength(150.0, 100.0) == 150.0
    assert strength(150.0, 0.0) is None


def test_asks_are_rounded_up_and_bids_down_exactly() -> None:
    tenth = Decimal("0.0001")
    assert group_price(0.01234, tenth, up=True) == 0.0124
    assert group_price(0.01234, tenth, up=False) == 0.0123
    assert group_price(0.0123, tenth, up=True) == group_price(0.0123, tenth, up=False) == 0.0123
    assert group_price(100_001_000.0, Decimal(0), up=True) == 100_001_000.0


def test_a_grouped_book_is_as_the_exchange_sent_it() -> None:
    sent = structs.replace(orderbook([(110.0, 1.0), (120.0, 2.0)], [(100.0, 3.0)]), level=10.0)
    book = book_of(sent)
    assert book.step == 10
    assert book.asks == ((110.0, 1.0, 1.0), (120.0, 2.0, 3.0)) and book.bids == ((100.0, 3.0, 3.0),)
    assert (book.spread, book.mid, book.is_crossed) == (10.0, 105.0, False)
    assert book_of(structs.replace(sent, level=0.0001)).step == Decimal("0.0001")


def test_a_trade_stands_in_the_group_of_the_side_it_met() -> None:
    """Touches 106 and 103 in the rows 110 and 100: a trade between rows tells its side by its taker."""
    book = book_of(structs.replace(orderbook([(110.0, 1.0), (120.0, 1.0)], [(100.0, 1.0)]), level=10))
    assert [row_price(book, price, bought=True) for price in (112.0, 110.0, 106.0, 104.0)] == [
        120.0,
        110.0,
        110.0,
        110.0,
    ]
    assert [row_price(book, price, bought=False) for price in (106.0, 103.0, 100.0, 99.0)] == [
        100.0,
        100.0,
        100.0,
        90.0,
    ]
    # The market has moved away from under the trade: it stands where its price is now.
    assert row_price(book, 112.0, bought=False) == 120.0
    assert row_price(book, 98.0, bought=True) == 90.0


def test_a_trade_where_no_row_is_stands_nowhere() -> None:
    book = book_of(structs.replace(orderbook([(130.0, 1.0)], [(100.0, 1.0)]), level=10))
    assert row_price(book, 115.0, bought=True) is row_price(book, 115.0, bought=False) is None
    assert row_price(book_of(orderbook([(106.0, 1.0)], [])), 104.0, bought=True) == 104.0
    empty = book_of(structs.replace(orderbook([], []), level=10))
    assert row_price(empty, 104.0, bought=True) is None

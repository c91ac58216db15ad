"""The tape keeps each trade once, newest first, within its bound, and knows where it may have holes."""

from hypothesis import given
from hypothesis import strategies as st

from app.market.tape import Tape
from app.upbit import TradeRow
from app.websocket_v6 import Trade

START = 1_790_133_435_000


def trade(number: int, *, at: int | None = None, side: str = "BID") -> Trade:
    time_ms = START + (number * 10 if at is None else at)
    return Trade(
        type="trade",
        code="KRW-BTC",
        timestamp=time_ms + 50,
        trade_date="2026-09-23",
        trade_time="03:17:15",
        trade_timestamp=time_ms,
        trade_price=100.0 + number,
        trade_volume=0.5,
        ask_bid=side,
        prev_closing_price=101.0,
        change="RISE",
        change_price=1.0,
        sequential_id=number,
        best_ask_price=101.0,
        best_ask_size=1.0,
        best_bid_price=100.0,
        best_bid_size=1.0,
        stream_type="REALTIME",
    )


def row(number: int) -> TradeRow:
    return TradeRow(
        market="KRW-BTC",
        trade_date_utc="2026-09-23",
        trade_time_utc="03:17:15",
        timestamp=START + number * 10,
        trade_price=100.0 + number,
        trade_volume=0.5,
        prev_closing_price=101.0,
        change_price=1.0,
        ask_bid="ASK",
        sequential_id=number,
    )


def ids(tape: Tape) -> list[int]:
    return [one.sequential_id for one in tape.prints]


@given(st.lists(st.lists(st.integers(0, 40), max_size=8)), st.integers(1, 50))
def test_every_trade_is_kept_once_and_the_newest_stay(batches: list[list[int]], limit: int) -> None:
    tape = Tape(limit)
    highest: set[int] = set()
    for batch in batches:
        tape.add(map(trade, batch))
        highest |= set(batch)
    # Trades that fell off the end and came again may be among the rest; the newest are all there.
    assert ids(tape) == sorted(highest, reverse=True)[:limit]
    assert len(tape) <= limit


def test_trades_of_one_millisecond_stand_as_they_arrived() -> None:
    tape = Tape()
    assert tape.add([trade(7, at=0), trade(3, at=0), trade(5, at=0)]) == 3
    assert ids(tape) == [5, 3, 7]


def test_a_repeated_trade_after_a_reconnect_is_not_shown_twice() -> None:
    tape = Tape()
    tape.add([trade(1), trade(2)])
    tape.mark_gap()
    assert tape.add([trade(2), trade(3)]) == 1
    assert ids(tape) == [3, 2, 1]
    assert not any(one.after_gap for one in tape.prints)


def test_the_first_new_trade_after_an_interruption_shows_the_hole() -> None:
    tape = Tape()
    tape.add([trade(1)])
    tape.mark_gap()
    tape.add([trade(5), trade(6)])
    assert [(one.sequential_id, one.after_gap) for one in tape.prints] == [
        (6, False),
        (5, True),
        (1, False),
    ]


def test_history_that_reaches_over_the_hole_closes_it() -> None:
    tape = Tape()
    tape.add([trade(1)])
    tape.mark_gap()
    tape.add([trade(5)])
    assert tape.load([row(4), row(3), row(2), row(1)]) == 3
    assert ids(tape) == [5, 4, 3, 2, 1]
    assert not any(one.after_gap for one in tape.prints)


def test_history_that_begins_within_the_hole_moves_its_mark_there() -> None:
    tape = Tape()
    tape.add([trade(1)])
    tape.mark_gap()
    tape.add([trade(5)])
    tape.load([row(4), row(3)])
    assert [one.sequential_id for one in tape.prints if one.after_gap] == [3]
    tape.load([row(3), row(2), row(1)])
    assert not any(one.after_gap for one in tape.prints)


def test_history_that_comes_before_the_next_live_trade_closes_the_hole_too() -> None:
    for history, marked in (([row(3), row(2), row(1)], []), ([row(3)], [3])):
        tape = Tape()
        tape.add([trade(1)])
        tape.mark_gap()
        tape.load(history)
        tape.add([trade(4)])
        assert [one.sequential_id for one in tape.prints if one.after_gap] == marked


def test_a_history_longer_than_the_tape_closes_the_hole() -> None:
    tape = Tape()
    tape.add([trade(5), trade(6)])
    tape.mark_gap()
    tape.add([trade(9)])
    tape.load(map(row, range(10)))
    assert ids(tape) == list(range(9, -1, -1))
    assert not any(one.after_gap for one in tape.prints)


def test_history_fills_in_behind_live_trades_in_any_order() -> None:
    tape = Tape()
    tape.add([trade(10)])
    assert tape.load([row(9), row(10), row(8)]) == 2
    assert ids(tape) == [10, 9, 8]
    assert tape.prints[1].side == "ask"


def test_a_mark_on_an_empty_tape_is_no_hole() -> None:
    tape = Tape()
    tape.mark_gap()
    tape.add([trade(1)])
    assert not tape.prints[0].after_gap


def test_a_window_of_the_newest() -> None:
    tape = Tape()
    tape.add(map(trade, range(10)))
    assert [one.sequential_id for one in tape.newest(2, 3)] == [7, 6, 5]
    assert [one.sequential_id for one in tape.newest(8, 5)] == [1, 0]
    assert tape.newest(12, 5) == []


def test_clearing_forgets_trades_and_their_numbers() -> None:
    tape = Tape()
    tape.add([trade(1)])
    tape.clear()
    assert (len(tape), tape.add([trade(1)])) == (0, 1)


def test_what_a_print_says() -> None:
    tape = Tape()
    tape.add([trade(1, side="ASK")])
    (one,) = tape.prints
    assert (one.side, one.price, one.size, one.value) == ("ask", 101.0, 0.5, 50.5)

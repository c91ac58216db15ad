"""What is kept of the live market: exact, bounded, and whole where it says so."""

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.bars import Bar, extend
from app.exchange.kept import LiveBars, Rows, Tape
from app.exchange.statistics import LastTrade


def test_the_oldest_rows_go() -> None:
    rows = Rows("<2q", 32)
    for number in range(34):
        rows.append((number * 10, -number))
    assert (len(rows), rows.lost, rows.row(0)) == (34, 0, (0, 0))
    rows.append((340, -34))
    assert (len(rows), rows.lost, rows.row(0)) == (32, 3, (30, -3))
    assert [rows.place_of(first) for first in (0, 30, 31, 40, 340, 999)] == [0, 0, 1, 1, 31, 32]


def affordable(trade: tuple[int, int, int]) -> tuple[int, int, int]:
    """The same for at most a hundred billion times the largest order."""
    wait, price, volume = trade
    return wait, price, min(volume, 10**36 // price)


@given(
    # From the smallest price to the largest one, and as many coins as a whole order of 1e-8 KRW a coin has.
    st.lists(
        st.tuples(st.integers(0, 90), st.integers(1, 10**18), st.integers(1, 10**25)).map(affordable),
        max_size=40,
    ),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_bars_come_back_as_the_trades_made_them(
    trades: list[tuple[int, int, int]], begin: int, end: int
) -> None:
    live, plain = LiveBars(1000), dict[int, Bar]()
    now = 0
    for wait, price, volume in trades:
        now += wait * 10
        start = now // 1000
        live.add(start, price, volume, now)
        plain[start] = extend(plain.get(start), start, price, volume, now)
    assert list(live.between(begin, end)) == [bar for start, bar in plain.items() if begin <= start < end]
    assert live.lost_before is None


def test_a_clock_that_is_turned_back_starts_no_older_bar() -> None:
    live = LiveBars(10)
    live.add(60, 5, 1, 60_000)
    live.add(0, 7, 1, 59_000)
    assert list(live.between(0, 100)) == [Bar(60, 5, 7, 5, 7, 2, 12, 2, 60_000)]


def test_bars_tell_from_where_on_they_are_whole() -> None:
    live = LiveBars(16)
    for second in range(40):
        live.add(second, 5, 1, second * 1000)
    assert live.lost_before is not None
    starts = [bar.start for bar in live.between(0, 100)]
    assert starts == list(range(live.lost_before, 40))
    assert 16 <= len(starts) <= 18


def test_a_tape_tells_from_which_second_on_it_is_whole() -> None:
    tape = Tape(16)
    told = [
        LastTrade(5, 10**25 + number, "ask" if number % 2 else "bid", 500 * number, number)
        for number in range(40)
    ]
    for trade in told[:16]:
        tape.append(trade)
    assert tape.lost_before is None
    assert list(tape.backwards(1000, 3000)) == told[2:6][::-1]
    for trade in told[16:]:
        tape.append(trade)
    border = tape.lost_before
    assert border is not None
    assert list(tape.backwards(border * 1000, 10**6)) == [t for t in told if t.time_ms >= border * 1000][::-1]
    assert len(tape) <= 17


def test_a_tape_can_be_read_while_it_grows() -> None:
    """The answer to a request is made in turns, between which the market trades on."""
    tape = Tape(16)
    told = [LastTrade(5, 1, "bid", 500 * number, number) for number in range(60)]
    for trade in told[:16]:
        tape.append(trade)
    reading = tape.backwards(0, 10**6)
    assert [next(reading) for _ in range(6)] == told[15:9:-1]
    for trade in told[16:22]:
        tape.append(trade)
    assert [next(reading), next(reading)] == told[9:7:-1]
    for trade in told[22:]:
        tape.append(trade)
    assert list(reading) == []  # what came next has gone meanwhile

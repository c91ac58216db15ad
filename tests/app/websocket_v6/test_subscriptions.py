"""Wishes merged, and the request that follows from them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.websocket_v6 import DataType, InvalidIntervalError, InvalidLevelError, InvalidSymbolError
from app.websocket_v6.subscriptions import (
    Subscriptions,
    Wish,
    checked_interval,
    checked_level,
    checked_symbols,
)
from app.websocket_v6.wire import Key, Stream


def tickers(*symbols: str, once: bool = False) -> Wish:
    return Wish("a", DataType.TICKER, symbols, once=once)


def books(level: float, *symbols: str, once: bool = False) -> Wish:
    return Wish("a", DataType.ORDERBOOK, symbols, once=once, level=level)


def nothing_flows(_: Key) -> bool:
    return False


def everything_flows(_: Key) -> bool:
    return True


def test_symbols_are_trimmed_raised_and_named_once() -> None:
    """B11."""
    assert checked_symbols([" krw-btc ", "KRW-BTC", "usdt-1INCH"]) == ("KRW-BTC", "USDT-1INCH")
    for wrong in ([], "KRW-BTC", None, ["KRW"], ["KRW-"], [7], b"KRW-BTC"):
        with pytest.raises(InvalidSymbolError):
            checked_symbols(wrong)


def test_intervals_are_those_of_the_stream() -> None:
    """A11."""
    assert checked_interval("240m") == "240m"
    for wrong in ("7m", "1d", "", None, 1):
        with pytest.raises(InvalidIntervalError, match="1s 1m 3m"):
            checked_interval(wrong)


def test_a_level_is_a_number_from_zero_on() -> None:
    assert [checked_level(level) for level in (0, 10_000, 0.1, Decimal("0.0001"), "100")] == [
        0,
        10_000,
        0.1,
        0.0001,
        100,
    ]
    for wrong in (-1, "ten", None, True, float("nan"), float("inf"), Decimal("NaN"), [1], 10**400):
        with pytest.raises(InvalidLevelError, match="supported_levels"):
            checked_level(wrong)


def test_each_level_is_a_data_object_of_its_own() -> None:
    """Protocol 1.3: several objects of a type; a code may stand in more than one."""
    subscriptions = Subscriptions()
    subscriptions.add(books(0, "KRW-BTC", "KRW-ETH"))
    subscriptions.add(books(10_000, "KRW-BTC"))
    assert subscriptions.next_streams(nothing_flows) == [
        Stream("orderbook", ("KRW-BTC", "KRW-ETH")),
        Stream("orderbook", ("KRW-BTC",), level=10_000),
    ]
    subscriptions.add(books(10_000, "KRW-BTC", "KRW-ETH"))
    flowing = {Key(DataType.ORDERBOOK, "KRW-BTC"), Key(DataType.ORDERBOOK, "KRW-BTC", None, 10_000)}
    assert subscriptions.next_streams(flowing.__contains__) == [
        Stream("orderbook", ("KRW-BTC",), only_realtime=True),
        Stream("orderbook", ("KRW-ETH",)),
        Stream("orderbook", ("KRW-BTC",), only_realtime=True, level=10_000),
        Stream("orderbook", ("KRW-ETH",), level=10_000),
    ]


def test_a_level_ends_with_its_last_wish_and_the_others_stay() -> None:
    subscriptions = Subscriptions()
    grouped = [books(10_000, "KRW-BTC"), books(10_000, "KRW-BTC"), books(100_000, "KRW-BTC")]
    for wish in (books(0, "KRW-BTC"), *grouped):
        subscriptions.add(wish)
    subscriptions.next_streams(nothing_flows)
    subscriptions.remove(grouped[0])
    assert not subscriptions.changed
    subscriptions.remove(grouped[1])
    assert subscriptions.next_streams(everything_flows) == [
        Stream("orderbook", ("KRW-BTC",), only_realtime=True),
        Stream("orderbook", ("KRW-BTC",), only_realtime=True, level=100_000),
    ]


def test_a_picture_of_a_level_is_not_that_of_another() -> None:
    subscriptions = Subscriptions()
    subscriptions.add(books(0, "KRW-BTC"))
    subscriptions.next_streams(nothing_flows)
    subscriptions.add(books(10_000, "KRW-BTC", once=True))
    assert subscriptions.next_streams(everything_flows) == [
        Stream("orderbook", ("KRW-BTC",), only_realtime=True),
        Stream("orderbook", ("KRW-BTC",), only_snapshot=True, level=10_000),
    ]


def test_what_flows_is_marked_and_only_new_codes_bring_a_picture() -> None:
    """C5, B4."""
    subscriptions = Subscriptions()
    subscriptions.add(tickers("KRW-BTC"))
    assert subscriptions.next_streams(nothing_flows) == [Stream("ticker", ("KRW-BTC",))]
    subscriptions.add(tickers("KRW-ETH"))
    assert subscriptions.next_streams(everything_flows) == [
        Stream("ticker", ("KRW-BTC",), only_realtime=True),
        Stream("ticker", ("KRW-ETH",)),
    ]


def test_a_code_that_has_not_answered_yet_is_asked_for_a_picture_again() -> None:
    subscriptions = Subscriptions()
    subscriptions.add(tickers("KRW-BTC"))
    subscriptions.next_streams(nothing_flows)
    subscriptions.add(tickers("KRW-ETH"))
    assert subscriptions.next_streams(nothing_flows) == [Stream("ticker", ("KRW-BTC", "KRW-ETH"))]


def test_equal_wishes_count_and_unchanged_ones_send_nothing() -> None:
    """C6, B5."""
    subscriptions = Subscriptions()
    wishes = [tickers("KRW-BTC") for _ in range(10)]
    for wish in wishes:
        subscriptions.add(wish)
    assert subscriptions.next_streams(nothing_flows) is not None
    for wish in wishes[:9]:
        assert subscriptions.remove(wish)
        assert subscriptions.next_streams(nothing_flows) is None
    assert not subscriptions.remove(wishes[0])
    assert subscriptions.remove(wishes[9]) and not subscriptions.changed


def test_private_streams_are_asked_for_as_a_whole() -> None:
    """E2: myAsset has no codes; a running one is never marked."""
    subscriptions = Subscriptions()
    subscriptions.add(Wish("a", DataType.MY_ORDER))
    assert subscriptions.next_streams(nothing_flows) == [Stream("myOrder", ())]
    subscriptions.add(Wish("b", DataType.MY_ASSET))
    assert subscriptions.next_streams(everything_flows) == [Stream("myOrder", ()), Stream("myAsset", ())]


def test_a_picture_is_asked_for_once_and_leaves_nothing() -> None:
    """D1, D2."""
    subscriptions = Subscriptions()
    subscriptions.add(tickers("KRW-BTC"))
    subscriptions.next_streams(nothing_flows)
    once, known = tickers("KRW-ETH", once=True), tickers("KRW-BTC", once=True)
    subscriptions.add(known)
    assert not subscriptions.changed
    subscriptions.add(once)
    assert subscriptions.next_streams(everything_flows) == [
        Stream("ticker", ("KRW-BTC",), only_realtime=True),
        Stream("ticker", ("KRW-ETH",), only_snapshot=True),
    ]
    assert not subscriptions.changed
    subscriptions.remove(once)
    assert not subscriptions.changed and not subscriptions.streams(Key(DataType.TICKER, "KRW-ETH"))
    subscriptions.add(once)
    assert subscriptions.changed


def test_what_is_held_back_is_not_asked_for() -> None:
    """G8."""
    subscriptions = Subscriptions()
    subscriptions.add(tickers("KRW-BTC", "KRW-BAD"))
    subscriptions.next_streams(nothing_flows)
    subscriptions.held = frozenset({Key(DataType.TICKER, "KRW-BAD")})
    assert subscriptions.next_streams(everything_flows) == [
        Stream("ticker", ("KRW-BTC",), only_realtime=True)
    ]


def test_a_new_socket_is_told_everything() -> None:
    subscriptions = Subscriptions()
    subscriptions.add(tickers("KRW-BTC"))
    subscriptions.next_streams(nothing_flows)
    subscriptions.forget_sent()
    assert subscriptions.next_streams(everything_flows) == [Stream("ticker", ("KRW-BTC",))]


SYMBOLS = st.lists(st.sampled_from(["KRW-A1", "KRW-B1", "KRW-C1", "KRW-D1"]), min_size=1, unique=True)
PLACES = st.sampled_from(
    [
        (DataType.TICKER, None, 0.0),
        (DataType.ORDERBOOK, None, 0.0),
        (DataType.ORDERBOOK, None, 10.0),
        (DataType.ORDERBOOK, None, 100.0),
        (DataType.CANDLE, "1m", 0.0),
        (DataType.CANDLE, "5m", 0.0),
    ]
)


class Merging(RuleBasedStateMachine):
    """Whatever happens, the newest request says exactly the wish of the living clients."""

    def __init__(self) -> None:
        super().__init__()
        self.subscriptions = Subscriptions()
        self.wishes: list[Wish] = []
        self.told: set[tuple[str, str, float]] = set()

    @rule(place=PLACES, symbols=SYMBOLS)
    def wish(self, place: tuple[DataType, str | None, float], symbols: list[str]) -> None:
        self.wishes.append(Wish("a", place[0], tuple(symbols), place[1], level=place[2]))
        self.subscriptions.add(self.wishes[-1])

    @rule(data=st.data())
    def drop(self, data: st.DataObject) -> None:
        if self.wishes:
            wish = self.wishes.pop(data.draw(st.integers(0, len(self.wishes) - 1)))
            assert self.subscriptions.remove(wish)

    @rule()
    def reconnect(self) -> None:
        self.subscriptions.forget_sent()
        self.told = set()

    @rule(flowing=st.booleans())
    def send(self, flowing: bool) -> None:
        streams = self.subscriptions.next_streams(lambda _: flowing)
        if streams is not None:
            said = [(stream.type, code, stream.level) for stream in streams for code in stream.codes]
            assert len(said) == len(set(said))
            self.told = set(said)
        assert not self.subscriptions.changed

    @invariant()
    def told_is_the_wish(self) -> None:
        wanted = {
            (
                str(key.data_type) if key.interval is None else f"candle.{key.interval}",
                key.symbol,
                key.level,
            )
            for wish in self.wishes
            for key in wish.keys
        }
        assert not wanted or self.subscriptions.changed == (wanted != self.told)


TestMerging = Merging.TestCase
TestMerging.settings = settings(max_examples=60, stateful_step_count=30)

"""Frames of every type: keys, their order and their values."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange import frames
from app.exchange.accounts import Balance
from app.exchange.bars import Bar
from app.exchange.engine import AssetChanged, Engine, OrderChanged, OrderRequest, TradeHappened
from app.exchange.statistics import Figures, LastTrade
from app.exchange.wire import SHORT, Spelling, frame

D = Decimal
FIGURES = Figures(
    opening=100 * 10**8,
    high=120 * 10**8,
    low=90 * 10**8,
    prev_close=100 * 10**8,
    volume=5 * 10**8,
    value=500 * 10**16,
    ask_volume=2 * 10**8,
    bid_volume=3 * 10**8,
    volume_24h=9 * 10**8,
    value_24h=900 * 10**16,
    highest=200 * 10**8,
    highest_day=20_000,
    lowest=50 * 10**8,
    lowest_day=20_001,
)
LAST = LastTrade(99 * 10**8, 10**7, "ask", 1_790_133_435_123, 17_901_334_351_230_000)
TICKER_KEYS = [
    "type",
    "code",
    "opening_price",
    "high_price",
    "low_price",
    "trade_price",
    "prev_closing_price",
    "acc_trade_price",
    "change",
    "change_price",
    "signed_change_price",
    "change_rate",
    "signed_change_rate",
    "ask_bid",
    "trade_volume",
    "acc_trade_volume",
    "trade_date",
    "trade_time",
    "trade_timestamp",
    "acc_ask_volume",
    "acc_bid_volume",
    "highest_52_week_price",
    "highest_52_week_date",
    "lowest_52_week_price",
    "lowest_52_week_date",
    "market_state",
    "is_trading_suspended",
    "delisting_date",
    "market_warning",
    "timestamp",
    "acc_trade_price_24h",
    "acc_trade_volume_24h",
    "stream_type",
]


def test_the_ticker_has_the_wires_keys_in_its_order() -> None:
    members = frames.ticker("KRW-X", LAST, FIGURES, 1_790_133_435_160, "REALTIME")
    shown = json.loads(frame("ticker", members, Spelling.DEFAULT))
    assert list(shown) == TICKER_KEYS
    assert list(json.loads(frame("ticker", members, Spelling.SIMPLE))) == [
        SHORT["ticker"][key] for key in TICKER_KEYS
    ]
    assert (shown["change"], shown["change_price"], shown["signed_change_price"]) == ("FALL", 1, -1)
    assert (shown["change_rate"], shown["signed_change_rate"]) == (0.01, -0.01)
    assert (shown["trade_date"], shown["trade_time"]) == ("20260923", "031715")
    assert (shown["ask_bid"], shown["delisting_date"], shown["is_trading_suspended"]) == ("ASK", None, False)
    assert shown["highest_52_week_date"] == "2024-10-04"


def test_the_trade_frame() -> None:
    event = TradeHappened(
        "KRW-X",
        D(101),
        D("0.5"),
        "bid",
        1_790_133_435_102,
        17_901_334_351_020_000,
        D(102),
        D(1),
        D(101),
        D(2),
    )
    shown = json.loads(
        frame("trade", frames.trade(event, 100 * 10**8, 1_790_133_435_157, "SNAPSHOT"), Spelling.DEFAULT)
    )
    assert list(shown) == list(SHORT["trade"])
    assert (shown["trade_date"], shown["trade_time"]) == ("2026-09-23", "03:17:15")
    assert (shown["ask_bid"], shown["change"], shown["change_price"]) == ("BID", "RISE", 1)
    assert shown["sequential_id"] == 17_901_334_351_020_000
    assert (shown["best_ask_price"], shown["best_bid_size"]) == (102, 2)


def test_the_book_frame_is_padded_with_zeros() -> None:
    book = frames.Book(
        "KRW-X", [(D(101), D(1))], [(D(100), D(2)), (D(99), D(3))], (D(1), D(5)), 7, D(0), "REALTIME"
    )
    shown = json.loads(book.encode(Spelling.DEFAULT, 3))
    assert list(shown) == (
        [
            "type",
            "code",
            "timestamp",
            "total_ask_size",
            "total_bid_size",
            "orderbook_units",
            "stream_type",
            "level",
        ]
    )
    assert shown["orderbook_units"] == [
        {"ask_price": 101, "bid_price": 100, "ask_size": 1.0, "bid_size": 2.0},
        {"ask_price": 0, "bid_price": 99, "ask_size": 0.0, "bid_size": 3.0},
        {"ask_price": 0, "bid_price": 0, "ask_size": 0.0, "bid_size": 0.0},
    ]
    short = json.loads(book.encode(Spelling.SIMPLE, 1))
    assert short["obu"] == [{"ap": 101, "bp": 100, "as": 1, "bs": 2}]
    assert isinstance(json.loads(book.encode(Spelling.JSON_LIST, 1)), list)


LEVELS = st.lists(
    st.tuples(st.integers(1, 500).map(D), st.integers(1, 9).map(D)),
    unique_by=lambda level: level[0],
    max_size=40,
)


@given(LEVELS, st.sampled_from([D(10), D(100), D(7)]))
def test_grouping_keeps_the_sum_and_never_improves_a_price(levels: list[tuple[D, D]], unit: D) -> None:
    asks = frames.grouped(sorted(levels), unit, up=True)
    bids = frames.grouped(sorted(levels, reverse=True), unit, up=False)
    for side in (asks, bids):
        assert sum(size for _, size in side) == sum(size for _, size in levels)
        assert all(price % unit == 0 for price, _ in side)
    rounded_up = {price if price % unit == 0 else price - price % unit + unit for price, _ in levels}
    assert [price for price, _ in asks] == sorted(rounded_up)
    assert [price for price, _ in bids] == sorted({price // unit * unit for price, _ in levels}, reverse=True)


@pytest.mark.parametrize(
    ("change", "close", "expected"),
    [(740_000, 115_800_000, "0.0063903282"), (-1, 3, "-0.3333333333"), (0, 5, "0"), (2, 3, "0.6666666667")],
)
def test_rates_have_ten_decimals(change: int, close: int, expected: str) -> None:
    assert frames.rate(change, close) == D(expected)


def test_the_candle_frame() -> None:
    bar = Bar(1_790_133_420, 10**8, 3 * 10**8, 10**8, 2 * 10**8, 10**7, 2 * 10**15, 4, 1_790_133_435_102)
    shown = json.loads(frame("candle", frames.candle("1m", "KRW-X", bar, "REALTIME"), Spelling.DEFAULT))
    assert shown == {
        "type": "candle.1m",
        "code": "KRW-X",
        "candle_date_time_utc": "2026-09-23T03:17:00",
        "candle_date_time_kst": "2026-09-23T12:17:00",
        "opening_price": 1,
        "high_price": 3,
        "low_price": 1,
        "trade_price": 2,
        "candle_acc_trade_volume": 0.1,
        "candle_acc_trade_price": 0.2,
        "timestamp": 1_790_133_435_102,
        "stream_type": "REALTIME",
    }


def test_my_order_tells_the_execution_while_trading() -> None:
    numbers = iter(range(100))
    engine = Engine(lambda: str(next(numbers)))
    engine.open_market("KRW-X")
    engine.open_account("me", {"KRW": D(1_000_000)})
    engine.set_level("KRW-X", "ask", D(100), D(60), 0)
    engine.place("me", OrderRequest("KRW-X", "bid", "limit", D(100), D(101), identifier='a"b'), 1500)
    steps = [event for event in engine.drain() if isinstance(event, OrderChanged)]
    shown = [json.loads(frame("myOrder", frames.my_order(step, 9), Spelling.DEFAULT)) for step in steps]
    assert [row["state"] for row in shown] == ["wait", "trade"]
    assert all(list(row) == list(SHORT["myOrder"]) for row in shown)
    wait, trade = shown
    assert (wait["price"], wait["volume"], wait["trade_uuid"], wait["is_maker"]) == (101, 100, None, None)
    assert (trade["price"], trade["volume"], trade["remaining_volume"]) == (100, 60, 40)
    assert (trade["is_maker"], trade["trade_fee"], trade["trade_timestamp"]) == (False, 3, 1500)
    assert (trade["ask_bid"], trade["identifier"], trade["order_timestamp"]) == ("BID", 'a"b', 1000)


def test_my_asset_lists_what_changed() -> None:
    event = AssetChanged("me", (Balance("KRW", D("1.5"), D(0), D(0)),), 5, "id")
    default = frame("myAsset", frames.my_asset(event, 9, short=False), Spelling.DEFAULT)
    assert json.loads(default) == {
        "type": "myAsset",
        "asset_uuid": "id",
        "assets": [{"currency": "KRW", "balance": 1.5, "locked": 0}],
        "asset_timestamp": 5,
        "timestamp": 9,
        "stream_type": "REALTIME",
    }
    simple = frame("myAsset", frames.my_asset(event, 9, short=True), Spelling.SIMPLE)
    assert json.loads(simple)["ast"] == [{"cu": "KRW", "b": 1.5, "l": 0}]

"""The WebSocket request grammar."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.requests import RequestError, Wish, read, split_depth
from app.exchange.wire import Spelling

TICKET = {"ticket": "t"}


def asked(*parts: Any, private: bool = False) -> Any:
    return read(json.dumps(list(parts)), "private" if private else "public")


def error(message: str | bytes, *, private: bool = False) -> str:
    with pytest.raises(RequestError) as caught:
        read(message, "private" if private else "public")
    return caught.value.name


def test_the_protocols_example() -> None:
    request = asked(
        TICKET,
        {"type": "ticker", "codes": ["KRW-BTC", "KRW-ETH", "KRW-BTC"]},
        {"type": "orderbook", "codes": ["KRW-BTC.15"], "level": 10000, "is_only_realtime": True},
        {"type": "candle.1m", "codes": ["KRW-BTC"], "isOnlySnapshot": True},
        {"format": "SIMPLE_LIST"},
    )
    assert request.ticket == "t"
    assert request.spelling is Spelling.SIMPLE_LIST
    assert request.wishes == (
        Wish("ticker", ("KRW-BTC", "KRW-ETH")),
        Wish("orderbook", ("KRW-BTC.15",), snapshot=False, level=Decimal(10000)),
        Wish("candle.1m", ("KRW-BTC",), realtime=False),
    )


def test_both_flags_mean_a_snapshot_only() -> None:
    part = {"type": "trade", "codes": ["A"], "is_only_snapshot": True, "is_only_realtime": True}
    (wish,) = asked(TICKET, part).wishes
    assert (wish.snapshot, wish.realtime) == (True, False)


def test_private_types() -> None:
    request = asked(TICKET, {"type": "myOrder"}, {"type": "myAsset"}, private=True)
    assert request.wishes == (Wish("myOrder"), Wish("myAsset"))
    assert asked(TICKET, {"type": "myOrder", "codes": ["KRW-A"]}, private=True).wishes[0].codes == ("KRW-A",)


def test_listing_needs_no_type() -> None:
    request = asked(TICKET, {"method": "LIST_SUBSCRIPTIONS"}, {"format": "SIMPLE"})
    assert request.lists and request.spelling is Spelling.SIMPLE


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ([{"type": "ticker", "codes": ["A"]}], "NO_TICKET"),
        ([{"ticket": None}, {"type": "ticker", "codes": ["A"]}], "NO_TICKET"),
        ([{"ticket": ""}, {"type": "ticker", "codes": ["A"]}], "NO_TICKET"),
        ([TICKET], "NO_TYPE"),
        ([TICKET, {"codes": ["A"]}], "NO_TYPE"),
        ([TICKET, {"type": "ticker"}], "NO_CODES"),
        ([TICKET, {"type": "ticker", "codes": []}], "NO_CODES"),
        ([TICKET, {"type": "ticker", "codes": "A"}], "WRONG_FORMAT"),
        ([TICKET, {"type": "ticker", "codes": [1]}], "WRONG_FORMAT"),
        ([TICKET, {"type": "nope", "codes": ["A"]}], "INVALID_PARAM"),
        ([TICKET, {"type": ["x"], "codes": ["A"]}], "INVALID_PARAM"),
        ([TICKET, {"type": "candle.1d", "codes": ["A"]}], "INVALID_PARAM"),
        ([TICKET, {"type": "myOrder"}], "INVALID_PARAM"),
        ([TICKET, {"type": "orderbook", "codes": ["A"], "level": "x"}], "INVALID_PARAM"),
        ([TICKET, {"type": "orderbook", "codes": ["A"], "level": -1}], "INVALID_PARAM"),
        ([TICKET, {"type": "ticker", "codes": ["A"]}, {"format": "XML"}], "INVALID_PARAM"),
        ([TICKET, {"method": "NOPE"}], "INVALID_PARAM"),
        ([TICKET, 5], "WRONG_FORMAT"),
    ],
)
def test_mistakes_have_their_names(parts: list[Any], name: str) -> None:
    assert error(json.dumps(parts)) == name


def test_assets_take_no_codes() -> None:
    part = {"type": "myAsset", "codes": ["KRW-BTC"]}
    assert error(json.dumps([TICKET, part]), private=True) == "WRONG_FORMAT"


@pytest.mark.parametrize("rubbish", ["hello", "{}", "", '"x"', b"\xff\xfe", "[" * 100_000])
def test_rubbish_is_a_wrong_format(rubbish: str | bytes) -> None:
    assert error(rubbish) == "WRONG_FORMAT"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["ticket", "type", "codes", "level", "format", "method", "x"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@given(st.lists(JSON, max_size=4), st.booleans())
def test_nothing_but_a_request_or_its_error_comes_out(parts: list[Any], private: bool) -> None:
    try:
        read(json.dumps(parts), "private" if private else "public")
    except RequestError as refusal:
        assert refusal.name and refusal.message


@pytest.mark.parametrize(
    ("code", "split"),
    [
        ("KRW-BTC", ("KRW-BTC", 30)),
        ("KRW-BTC.5", ("KRW-BTC", 5)),
        ("KRW-BTC.3", ("KRW-BTC", 30)),
        ("A.1", ("A", 1)),
    ],
)
def test_depth_behind_the_dot(code: str, split: tuple[str, int]) -> None:
    assert split_depth(code) == split


def test_announcements_have_categories_and_no_codes() -> None:
    (wish,) = asked(TICKET, {"type": "announcement"}, private=True).wishes
    assert wish == Wish("announcement")
    part = {"type": "announcement", "categories": ["notice", "trade"], "include_body": True}
    (wish,) = asked(TICKET, part, private=True).wishes
    assert (wish.categories, wish.include_body) == (("notice", "trade"), True)


@pytest.mark.parametrize(
    ("categories", "name"),
    [
        (["weather"], "INVALID_PARAM"),
        ([7], "INVALID_PARAM"),
        ([["notice"]], "INVALID_PARAM"),
        ("notice", "WRONG_FORMAT"),
    ],
)
def test_unknown_categories(categories: Any, name: str) -> None:
    part = {"type": "announcement", "categories": categories}
    assert error(json.dumps([TICKET, part]), private=True) == name
    assert error(json.dumps([TICKET, part])) == "INVALID_PARAM"  # no public type

"""Raw bytes to frames and events in both formats, and wishes to request frames."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.websocket_v6 import DataType, DecodeError
from app.websocket_v6.short_names import (
    ASSET_NAMES,
    BALANCE_NAMES,
    CANDLE_NAMES,
    COMMON_NAMES,
    ORDER_NAMES,
    ORDERBOOK_NAMES,
    TICKER_NAMES,
    TRADE_NAMES,
    UNIT_NAMES,
)
from app.websocket_v6.wire import (
    Frame,
    FrameReader,
    Key,
    Notice,
    Stream,
    WireFormat,
    decode_event,
    encode_request,
    event_dict,
    sent_at_ms,
    wire_type,
)
from tests.app.websocket_v6.samples import NOW, candle, my_asset, my_order, orderbook, ticker, trade

NESTED = {"orderbook_units": UNIT_NAMES, "assets": BALANCE_NAMES}
EVENTS = [
    (DataType.TICKER, ticker(), TICKER_NAMES),
    (DataType.TRADE, trade(), TRADE_NAMES),
    (DataType.ORDERBOOK, orderbook(), ORDERBOOK_NAMES),
    (DataType.CANDLE, candle(), CANDLE_NAMES),
    (DataType.MY_ORDER, my_order(), ORDER_NAMES),
    (DataType.MY_ASSET, my_asset(), ASSET_NAMES),
]


def raw_of(event: Any) -> bytes:
    return json.dumps(event, separators=(",", ":")).encode()


def shortened(event: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    names = COMMON_NAMES | names
    short = {}
    for name, value in event.items():
        if name in NESTED:
            value = [{NESTED[name][key]: item for key, item in part.items()} for part in value]
        short[names[name]] = value
    return short


def read_one(raw: bytes) -> Frame:
    frame = FrameReader().read(raw, 1.5)
    assert isinstance(frame, Frame)
    return frame


@pytest.mark.parametrize(("data_type", "event", "names"), EVENTS, ids=lambda value: str(value)[:8])
def test_simple_and_default_give_equal_events(
    data_type: DataType, event: dict[str, Any], names: dict[str, str]
) -> None:
    """G9: including the trade's "td" beside the ticker's "tdt"."""
    full = read_one(raw_of(event))
    short = read_one(raw_of(shortened(event, names)))
    assert full.event() == short.event()
    assert (full.data_type, short.data_type) == (data_type, data_type)
    assert full.symbol == short.symbol == event.get("code", "")


@pytest.mark.parametrize(("data_type", "event", "names"), EVENTS[:4], ids=lambda value: str(value)[:8])
def test_the_dict_is_what_was_sent(data_type: DataType, event: dict[str, Any], names: Any) -> None:
    assert event_dict(decode_event(raw_of(event), data_type)) == event


def test_private_numbers_are_exact() -> None:
    """G11: as many decimals as were sent."""
    raw = (
        b'{"type":"myAsset","asset_uuid":"x","assets":[{"currency":"KRW",'
        b'"balance":"1386929.37231066771348207123","locked":10329.67012748621}],'
        b'"asset_timestamp":1,"timestamp":2,"stream_type":"REALTIME"}'
    ).replace(b'"1386929.37231066771348207123"', b"1386929.37231066771348207123")
    event: Any = decode_event(raw, DataType.MY_ASSET)
    assert event.assets[0].balance == Decimal("1386929.37231066771348207123")
    order: Any = decode_event(raw_of(my_order(price=0.001453)), DataType.MY_ORDER)
    assert (order.price, order.side, order.market) == (Decimal("0.001453"), "bid", "KRW-BTC")


def test_a_known_head_is_not_decoded_again() -> None:
    """Type, code and snapshot mark are found in the bytes; even broken rest makes a frame."""
    reader = FrameReader()
    first = reader.read(raw_of(orderbook(stream_type="SNAPSHOT")), 1.0)
    second = reader.read(b'{"type":"orderbook","code":"KRW-BTC","timestamp":oops', 2.0)
    assert isinstance(first, Frame) and isinstance(second, Frame)
    assert (first.is_snapshot, second.is_snapshot, second.received_at) == (True, False, 2.0)
    assert first.key is second.key and first.key == Key(DataType.ORDERBOOK, "KRW-BTC")
    with pytest.raises(DecodeError, match="orderbook frame cannot be read"):
        second.event()


GROUPED = orderbook(level=10000)


@pytest.mark.parametrize(
    ("raw", "level"),
    [
        (raw_of(orderbook()), 0),
        (raw_of(GROUPED), 10_000),
        (raw_of(orderbook(level=10000.0)), 10_000),
        (raw_of(orderbook(level=0.0)), 0),
        (raw_of(orderbook(level=0.00001)), 0.00001),
        (raw_of(shortened(GROUPED, ORDERBOOK_NAMES)), 10_000),
        (raw_of(shortened(orderbook(), ORDERBOOK_NAMES)), 0),
        (raw_of({"type": "orderbook", "code": "KRW-BTC", "level": 10000} | GROUPED), 10_000),
        (raw_of(GROUPED | {"new": 0}), 10_000),
        (raw_of(GROUPED | {"new": {"level": 0}}), 10_000),
        (raw_of(dict(reversed(list(GROUPED.items())))), 10_000),
        (json.dumps(GROUPED).encode(), 10_000),
        (raw_of({name: value for name, value in orderbook().items() if name != "level"}), 0),
    ],
)
def test_a_book_is_addressed_by_what_it_is_grouped_by(raw: bytes, level: float) -> None:
    """Met for the first time, and by its known head."""
    reader = FrameReader()
    for _ in range(2):
        frame = reader.read(raw, 0.0)
        assert isinstance(frame, Frame)
        assert frame.key == Key(DataType.ORDERBOOK, "KRW-BTC", None, level)
        assert frame.level == frame.event().level == level  # type: ignore[union-attr]


@pytest.mark.parametrize("level", ["ten", None, [], "NaN", True])
def test_a_level_that_is_no_number_is_no_level(level: object) -> None:
    """Never an exception of the reader; the decoder refuses the frame where its promise is broken."""
    reader = FrameReader()
    for raw in (raw_of(orderbook()), raw_of(orderbook(level=level)), raw_of(ticker(level=level))):
        assert isinstance(reader.read(raw, 0.0), Frame)


def test_a_grouped_book_says_so() -> None:
    reader = FrameReader()
    assert str(reader.read(raw_of(orderbook()), 0.0)) == "<Frame orderbook KRW-BTC realtime>"
    assert str(reader.read(raw_of(GROUPED), 0.0)) == "<Frame orderbook KRW-BTC by 10000 realtime>"


def test_other_key_orders_and_spaces_are_read_as_well() -> None:
    event = ticker()
    turned = dict(reversed(list(event.items())))
    reader = FrameReader()
    for raw in (raw_of(turned), json.dumps(event).encode(), json.dumps(turned).encode()):
        frame = reader.read(raw, 0.0)
        assert isinstance(frame, Frame)
        assert (frame.key, frame.is_snapshot) == (Key(DataType.TICKER, "KRW-BTC"), False)


def test_list_formats_give_each_frame() -> None:
    found = FrameReader().read(raw_of([ticker(), trade(stream_type="SNAPSHOT")]), 0.0)
    assert isinstance(found, list)
    assert [(type(item), str(item)) for item in found] == [
        (Frame, "<Frame ticker KRW-BTC realtime>"),
        (Frame, "<Frame trade KRW-BTC snapshot>"),
    ]


@pytest.mark.parametrize(
    ("raw", "notice"),
    [
        (b'{"error":{"name":"NO_TYPE","message":"x"}}', Notice("error", "NO_TYPE", "x")),
        (b'{"error":{"message":"x","name":400}}', Notice("error", "400", "x")),
        (b'{"status":"UP"}', Notice("status", "UP")),
        (b'{"method":"LIST_SUBSCRIPTIONS","result":[]}', Notice("method", "LIST_SUBSCRIPTIONS")),
        (b'{"mthd":"LIST_SUBSCRIPTIONS","rslt":[]}', Notice("method", "LIST_SUBSCRIPTIONS")),
        (b'{"type":"news","code":"KRW-BTC"}', Notice("unknown type", "news")),
        (b'{"type":"ticker"}', Notice("malformed", "no code", "a ticker frame names no market")),
        (b"{}", Notice("malformed", "no type", "a frame names no type")),
    ],
)
def test_what_is_no_event_is_a_notice(raw: bytes, notice: Notice) -> None:
    """G7, G10."""
    assert FrameReader().read(raw, 0.0) == notice


@given(st.binary(max_size=200) | st.text().map(str.encode))
def test_no_bytes_make_the_reader_raise(raw: bytes) -> None:
    """G7."""
    FrameReader().read(raw, 0.0)


@given(st.sampled_from(EVENTS), st.data())
def test_damaged_frames_are_decode_errors_or_events(event: Any, data: st.DataObject) -> None:
    """G7: a byte changed or cut anywhere never raises anything else."""
    raw = bytearray(raw_of(event[1]))
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    damaged = bytes(raw[: data.draw(st.integers(0, len(raw)))])
    found = FrameReader().read(damaged, 0.0)
    for frame in found if isinstance(found, list) else [found]:
        if isinstance(frame, Frame):
            try:
                frame.event()
            except DecodeError as error:
                assert "cannot be read" in str(error)


@pytest.mark.parametrize("number", [b"NaN", b"1e999", b'"5"', b"null", b"[" * 100_000])
def test_numbers_that_are_none_are_refused(number: bytes) -> None:
    raw = raw_of(ticker(price=12345)).replace(b"12345", number, 1)
    with pytest.raises(DecodeError):
        decode_event(raw, DataType.TICKER)


@pytest.mark.parametrize("simple", [False, True])
@pytest.mark.parametrize("wild", [-1, 253_402_300_800_000, 10**18])
def test_a_time_that_no_calendar_has_is_refused(wild: int, simple: bool) -> None:
    event = trade() | {"trade_timestamp": wild}
    raw = raw_of(shortened(event, TRADE_NAMES) if simple else event)
    with pytest.raises(DecodeError):
        decode_event(raw, DataType.TRADE, simple)


def test_a_late_joiner_sees_a_snapshot_of_the_same_state() -> None:
    frame = read_one(raw_of(ticker()))
    picture: Any = frame.as_snapshot()
    assert picture.is_snapshot and picture.event().stream_type == "SNAPSHOT"
    assert event_dict(picture.event()) == ticker(stream_type="SNAPSHOT")
    assert picture.as_snapshot() is picture and not frame.is_snapshot


def test_the_stamp_is_found_without_decoding() -> None:
    assert sent_at_ms(raw_of(ticker())) == NOW
    assert sent_at_ms(raw_of(shortened(trade(), TRADE_NAMES))) == NOW
    assert sent_at_ms(b"{}") is None and sent_at_ms(b'{"timestamp":"x"}') is None


def test_a_request_says_everything_in_one_frame() -> None:
    text = encode_request(
        "t",
        [
            Stream("ticker", ("KRW-BTC",), only_realtime=True),
            Stream("candle.1m", ("KRW-ETH",), only_snapshot=True),
            Stream("orderbook", ("KRW-BTC",), level=10_000.0),
            Stream("orderbook", ("KRW-A", "KRW-G"), only_realtime=True, level=1e-05),
            Stream("myAsset", ()),
        ],
        WireFormat.SIMPLE,
    )
    assert '"level":10000}' in text and '"level":0.00001,' in text
    assert json.loads(text) == [
        {"ticket": "t"},
        {"type": "ticker", "codes": ["KRW-BTC"], "is_only_realtime": True},
        {"type": "candle.1m", "codes": ["KRW-ETH"], "is_only_snapshot": True},
        {"type": "orderbook", "codes": ["KRW-BTC"], "level": 10000},
        {"type": "orderbook", "codes": ["KRW-A", "KRW-G"], "level": 0.00001, "is_only_realtime": True},
        {"type": "myAsset"},
        {"format": "SIMPLE"},
    ]
    assert wire_type(DataType.CANDLE, "240m") == "candle.240m"


@pytest.mark.parametrize("wild", ['"NaN"', '"-Infinity"', "NaN", '"1e9999999999999999999"'])
def test_a_decimal_that_is_no_number_is_refused(wild: str) -> None:
    """G11 of the goals: nothing that is not finite passes the parser."""
    order = json.dumps(my_order(price=7)).replace('"price": 7', f'"price": {wild}')
    with pytest.raises(DecodeError):
        decode_event(order.encode(), DataType.MY_ORDER)
    assets = [{"currency": "KRW", "balance": "NaN", "locked": 0}]
    with pytest.raises(DecodeError):
        decode_event(json.dumps(my_asset(assets=assets)).encode(), DataType.MY_ASSET)

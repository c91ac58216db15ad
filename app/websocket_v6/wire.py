"""Upbit's wire format: raw bytes to routed frames and typed events, wishes to request frames."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import Any, NamedTuple, cast

import msgspec

from app.websocket_v6.errors import DecodeError
from app.websocket_v6.events import (
    INTERVALS,
    AssetBalance,
    Candle,
    DataType,
    Event,
    MyAsset,
    MyOrder,
    Orderbook,
    OrderbookUnit,
    Ticker,
    Trade,
    exact,
)
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


class WireFormat(StrEnum):
    """How the exchange writes field names on this connection."""

    DEFAULT = "DEFAULT"
    SIMPLE = "SIMPLE"


class Key(NamedTuple):
    """What a frame is about; the address of everything that is routed.

    `level` is the unit that the exchange has grouped a book's prices by, 0 for none.
    """

    data_type: DataType
    symbol: str
    interval: str | None = None
    level: float = 0.0

    @property
    def name(self) -> str:
        """As a person reads it: the market, with the unit of a grouped book."""
        return f"{self.symbol} by {plain_level(self.level)}" if self.level else self.symbol


def plain_level(level: float) -> str:
    """A level as it is written in a request: every digit, no exponent, no empty decimals."""
    return format(exact(level), "f")


class Notice(NamedTuple):
    """A frame that carries no event: an error, a status, the answer to a method, or rubbish."""

    kind: str
    name: str = ""
    message: str = ""


# msgspec raises the last two for deep nesting and for bytes that are no UTF-8.
UNREADABLE = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)

_TYPES: dict[str, tuple[DataType, str | None]] = {
    "ticker": (DataType.TICKER, None),
    "trade": (DataType.TRADE, None),
    "orderbook": (DataType.ORDERBOOK, None),
    "myOrder": (DataType.MY_ORDER, None),
    "myAsset": (DataType.MY_ASSET, None),
    **{f"candle.{interval}": (DataType.CANDLE, interval) for interval in INTERVALS},
}
_NAMES = {place: name for name, place in _TYPES.items()}


def wire_type(data_type: DataType, interval: str | None = None) -> str:
    """The name of a stream in a request, e.g. "candle.1m"."""
    return _NAMES[(data_type, interval)]


def _short(kind: type[msgspec.Struct], names: dict[str, str], **replaced: Any) -> type[msgspec.Struct]:
    """A struct with the same fields in the same order, read from SIMPLE names."""
    fields: list[Any] = []
    for field in msgspec.structs.fields(kind):
        of_type = replaced.get(field.name, field.type)
        if field.default is msgspec.NODEFAULT:
            fields.append((field.name, of_type))
        else:
            fields.append((field.name, of_type, field.default))
    rename = {name: short for name, short in (COMMON_NAMES | names).items() if name in kind.__struct_fields__}
    return msgspec.defstruct(f"Short{kind.__name__}", fields, rename=rename, frozen=True)


_ShortUnit = _short(OrderbookUnit, UNIT_NAMES)
_ShortBalance = _short(AssetBalance, BALANCE_NAMES)
_KINDS: dict[DataType, type[msgspec.Struct]] = {
    DataType.TICKER: Ticker,
    DataType.TRADE: Trade,
    DataType.ORDERBOOK: Orderbook,
    DataType.CANDLE: Candle,
    DataType.MY_ORDER: MyOrder,
    DataType.MY_ASSET: MyAsset,
}
_SHORT_KINDS: dict[DataType, type[msgspec.Struct]] = {
    DataType.TICKER: _short(Ticker, TICKER_NAMES),
    DataType.TRADE: _short(Trade, TRADE_NAMES),
    DataType.ORDERBOOK: _short(Orderbook, ORDERBOOK_NAMES, orderbook_units=tuple[_ShortUnit, ...]),  # type: ignore[valid-type]
    DataType.CANDLE: _short(Candle, CANDLE_NAMES),
    DataType.MY_ORDER: _short(MyOrder, ORDER_NAMES),
    DataType.MY_ASSET: _short(MyAsset, ASSET_NAMES, assets=tuple[_ShortBalance, ...]),  # type: ignore[valid-type]
}
_FULL: dict[DataType, Callable[[bytes], Event]] = {
    data_type: cast(Any, msgspec.json.Decoder(kind).decode) for data_type, kind in _KINDS.items()
}
_SIMPLE: dict[DataType, Callable[[bytes], Any]] = {
    data_type: msgspec.json.Decoder(kind).decode for data_type, kind in _SHORT_KINDS.items()
}
_WITH_DECIMALS = frozenset(data_type for data_type in DataType if data_type.is_private)
_GROUPABLE = frozenset({DataType.ORDERBOOK})
_PARTS = {Orderbook: ("orderbook_units", OrderbookUnit), MyAsset: ("assets", AssetBalance)}


def decode_event(raw: bytes, data_type: DataType, simple: bool = False) -> Event:
    """The event of a frame, equal for both formats; DecodeError when it is not of that type."""
    try:
        event = _lengthen(_SIMPLE[data_type](raw), _KINDS[data_type]) if simple else _FULL[data_type](raw)
    except UNREADABLE as error:
        raise DecodeError(f"a {data_type} frame cannot be read: {error}") from None
    if data_type in _WITH_DECIMALS and not _is_finite(event):
        raise DecodeError(f"a {data_type} frame holds a number that is none")
    return event


def _is_finite(event: Event) -> bool:
    """Whether all decimals are numbers: a text such as "NaN" makes one that is not (floats cannot be)."""
    parts = event.assets if isinstance(event, MyAsset) else (event,)
    values = (value for part in parts for value in msgspec.structs.astuple(part))
    return all(value.is_finite() for value in values if isinstance(value, Decimal))


def _lengthen(short: Any, kind: type[msgspec.Struct]) -> Event:
    values = msgspec.structs.asdict(short)
    if kind in _PARTS:
        name, part = _PARTS[kind]
        values[name] = tuple(part(*msgspec.structs.astuple(item)) for item in values[name])
    return cast(Event, kind(**values))


def event_dict(event: Event) -> dict[str, Any]:
    """The event as a dict of Upbit's full field names; numbers stay numbers (private ones Decimal)."""
    data = msgspec.structs.asdict(event)
    if isinstance(event, Orderbook):
        data["orderbook_units"] = [msgspec.structs.asdict(unit) for unit in event.orderbook_units]
    return data


# --- frames ------------------------------------------------------------------------------------

_SNAPSHOT = b'"SNAPSHOT"'


class Frame:
    """A routed frame whose event is made once, when somebody first asks for it.

    `received_at` is in monotonic seconds; `is_snapshot` tells a picture from a happening.
    """

    __slots__ = ("_event", "is_snapshot", "key", "raw", "received_at", "simple")

    def __init__(self, key: Key, raw: bytes, received_at: float, is_snapshot: bool, simple: bool) -> None:
        self.key = key
        self.raw = raw
        self.received_at = received_at
        self.is_snapshot = is_snapshot
        self.simple = simple
        self._event: Event | None = None

    def __repr__(self) -> str:
        kind = "snapshot" if self.is_snapshot else "realtime"
        return f"<Frame {wire_type(self.key.data_type, self.key.interval)} {self.key.name} {kind}>"

    @property
    def data_type(self) -> DataType:
        return self.key.data_type

    @property
    def symbol(self) -> str:
        return self.key.symbol

    @property
    def interval(self) -> str | None:
        return self.key.interval

    @property
    def level(self) -> float:
        """The unit that a book's prices are grouped by, 0 for none."""
        return self.key.level

    def event(self) -> Event:
        """The typed event; DecodeError when the frame does not hold what its type promises."""
        event = self._event
        if event is None:
            event = self._event = decode_event(self.raw, self.key.data_type, self.simple)
        return event

    def as_snapshot(self) -> Frame:
        """The same state as a picture, for somebody who joins later."""
        if self.is_snapshot:
            return self
        picture = Frame(self.key, self.raw, self.received_at, True, self.simple)
        picture._event = msgspec.structs.replace(self.event(), stream_type="SNAPSHOT")
        return picture


class _ErrorBody(msgspec.Struct):
    name: str | int = ""
    message: str = ""


class _Head(msgspec.Struct):
    type: str | None = None
    ty: str | None = None
    code: str | None = None
    cd: str | None = None
    stream_type: str | None = None
    st: str | None = None
    level: Any = None
    lv: Any = None
    error: _ErrorBody | None = None
    status: str | None = None
    method: str | None = None
    mthd: str | None = None


_read_head = msgspec.json.Decoder(_Head).decode
_read_list = msgspec.json.Decoder(list[msgspec.Raw]).decode
_PLAIN_HEAD = re.compile(rb'\{"(?:type|ty)":"[^"\\,]+","(?:code|cd)":"[^"\\,]+"')
_KNOWN_HEADS = 20_000
_LEVEL = re.compile(rb'[^{]*?"(?:level|lv)":([0-9.eE+-]+)')
# How nearly every book ends, behind its units, and whether that is a picture; by whether names are short.
_UNGROUPED = {
    ending % stream_type: stream_type == b"SNAPSHOT"
    for ending in (b'],"stream_type":"%b","level":0}', b'],"st":"%b","lv":0}')
    for stream_type in (b"REALTIME", b"SNAPSHOT")
}
_ENDS = sorted(map(len, _UNGROUPED), reverse=True)[::2]


class FrameReader:
    """Finds out what a frame is about without decoding it; remembers the heads it has met."""

    def __init__(self) -> None:
        self._heads: dict[bytes, tuple[Key, bool, int]] = {}

    def read(self, raw: bytes, received_at: float) -> Frame | Notice | list[Frame | Notice]:
        """The frame, or what else the bytes are; a list for a LIST format. Never raises."""
        head = raw[: raw.find(b",", raw.find(b",") + 1)]
        known = self._heads.get(head)
        if known is not None:
            key, simple, end = known
            if end and (is_snapshot := _UNGROUPED.get(raw[-end:])) is not None:
                return Frame(key, raw, received_at, is_snapshot, simple)
            if end:
                key = _with_level(key, raw)
            # The stream type stands near the end in every sample of both formats.
            return Frame(key, raw, received_at, raw.find(_SNAPSHOT, -64) >= 0, simple)
        return self._read_unknown(raw, head, received_at)

    def _read_unknown(
        self, raw: bytes, head: bytes, received_at: float
    ) -> Frame | Notice | list[Frame | Notice]:
        try:
            if raw[:1] == b"[":
                return [self._read_one(bytes(part), b"", received_at) for part in _read_list(raw)]
            return self._read_one(raw, head, received_at)
        except UNREADABLE as error:
            return Notice("malformed", type(error).__name__, str(error)[:200])

    def _read_one(self, raw: bytes, head: bytes, received_at: float) -> Frame | Notice:
        fields = _read_head(raw)
        name = fields.type or fields.ty
        if name is None:
            return _notice_of(fields)
        place = _TYPES.get(name)
        if place is None:
            return Notice("unknown type", name)
        data_type, interval = place
        symbol = fields.code or fields.cd or ""
        if not symbol and data_type is not DataType.MY_ASSET:
            return Notice("malformed", "no code", f"a {name} frame names no market")
        simple = fields.type is None
        key = Key(data_type, symbol, interval)
        if _PLAIN_HEAD.fullmatch(head):
            if len(self._heads) >= _KNOWN_HEADS:
                self._heads.clear()
            self._heads[head] = (key, simple, _ENDS[simple] if data_type in _GROUPABLE else 0)
        if data_type in _GROUPABLE and (level := _number(fields.lv if simple else fields.level)):
            key = Key(data_type, symbol, None, level)
        is_snapshot = (fields.stream_type or fields.st) == "SNAPSHOT"
        return Frame(key, raw, received_at, is_snapshot, simple)


def _with_level(key: Key, raw: bytes) -> Key:
    """The key of a book by what it says behind its units, or wherever else; unreadable bytes say 0."""
    found = _LEVEL.match(raw, max(0, raw.rfind(b"]")))
    if found is not None:
        level = _number(found[1])
    else:
        try:
            fields = _read_head(raw)
        except UNREADABLE:
            return key
        level = _number(fields.level if fields.lv is None else fields.lv)
    return key._replace(level=level) if level else key


def _number(value: Any) -> float:
    """A level's number; 0 for what is none, which the decoder complains of."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return number if isfinite(number) else 0.0


def _notice_of(fields: _Head) -> Notice:
    if fields.error is not None:
        return Notice("error", str(fields.error.name), fields.error.message)
    if fields.status is not None:
        return Notice("status", fields.status)
    method = fields.method or fields.mthd
    if method is not None:
        return Notice("method", method)
    return Notice("malformed", "no type", "a frame names no type")


_STAMPS = (b'"timestamp":', b'"tms":')


def sent_at_ms(raw: bytes) -> int | None:
    """The exchange's own stamp in a frame, ms since the epoch, found without decoding."""
    for name in _STAMPS:
        start = raw.find(name)
        if start >= 0:
            digits = raw[start + len(name) : start + len(name) + 20].lstrip()
            end = next((i for i, byte in enumerate(digits) if not 48 <= byte <= 57), len(digits))
            return int(digits[:end]) if end else None
    return None


# --- requests ----------------------------------------------------------------------------------


class Stream(NamedTuple):
    """One data object of a request: a stream's wire type, its codes and what is asked of them."""

    type: str
    codes: tuple[str, ...]
    only_realtime: bool = False
    only_snapshot: bool = False
    level: float = 0.0


def encode_request(ticket: str, streams: Iterable[Stream], wire_format: WireFormat) -> str:
    """The one frame that replaces the socket's whole subscription."""
    parts: list[dict[str, object]] = [{"ticket": ticket}]
    for stream in streams:
        part: dict[str, object] = {"type": stream.type}
        if stream.codes:
            part["codes"] = stream.codes
        if stream.level:
            part["level"] = msgspec.Raw(plain_level(stream.level).encode())
        if stream.only_realtime:
            part["is_only_realtime"] = True
        if stream.only_snapshot:
            part["is_only_snapshot"] = True
        parts.append(part)
    parts.append({"format": wire_format.value})
    return msgspec.json.encode(parts).decode()

"""How the exchange spells things: numbers, JSON, and frames in both key sets (protocol 1.4, 2)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any


class Spelling(StrEnum):
    """How a connection wants its frames."""

    DEFAULT = "DEFAULT"
    SIMPLE = "SIMPLE"
    JSON_LIST = "JSON_LIST"
    SIMPLE_LIST = "SIMPLE_LIST"

    @property
    def is_short(self) -> bool:
        """Whether keys are abbreviated."""
        return self in (Spelling.SIMPLE, Spelling.SIMPLE_LIST)

    @property
    def is_list(self) -> bool:
        """Whether a frame is wrapped in an array."""
        return self in (Spelling.JSON_LIST, Spelling.SIMPLE_LIST)


SHORT: dict[str, dict[str, str]] = {}
"""Full name to abbreviation, by frame type (protocol 2)."""


def _abbreviate(frame: str, pairs: str) -> None:
    SHORT[frame] = dict(pair.split(":") for pair in pairs.split())


_abbreviate(
    "ticker",
    "type:ty code:cd opening_price:op high_price:hp low_price:lp trade_price:tp prev_closing_price:pcp "
    "acc_trade_price:atp change:c change_price:cp signed_change_price:scp change_rate:cr "
    "signed_change_rate:scr ask_bid:ab trade_volume:tv acc_trade_volume:atv trade_date:tdt trade_time:ttm "
    "trade_timestamp:ttms acc_ask_volume:aav acc_bid_volume:abv highest_52_week_price:h52wp "
    "highest_52_week_date:h52wdt lowest_52_week_price:l52wp lowest_52_week_date:l52wdt market_state:ms "
    "is_trading_suspended:its delisting_date:dd market_warning:mw timestamp:tms "
    "acc_trade_price_24h:atp24h acc_trade_volume_24h:atv24h stream_type:st",
)
_abbreviate(
    "trade",
    "type:ty code:cd timestamp:tms trade_date:td trade_time:ttm trade_timestamp:ttms trade_price:tp "
    "trade_volume:tv ask_bid:ab prev_closing_price:pcp change:c change_price:cp sequential_id:sid "
    "best_ask_price:bap best_ask_size:bas best_bid_price:bbp best_bid_size:bbs stream_type:st",
)
_abbreviate(
    "orderbook",
    "type:ty code:cd timestamp:tms total_ask_size:tas total_bid_size:tbs orderbook_units:obu ask_price:ap "
    "bid_price:bp ask_size:as bid_size:bs stream_type:st level:lv",
)
_abbreviate(
    "candle",
    "type:ty code:cd candle_date_time_utc:cdttmu candle_date_time_kst:cdttmk opening_price:op "
    "high_price:hp low_price:lp trade_price:tp candle_acc_trade_volume:catv candle_acc_trade_price:catp "
    "timestamp:tms stream_type:st",
)
_abbreviate(
    "myOrder",
    "type:ty code:cd uuid:uid ask_bid:ab order_type:ot state:s trade_uuid:tuid price:p avg_price:ap "
    "volume:v remaining_volume:rv executed_volume:ev trades_count:tc reserved_fee:rsf remaining_fee:rmf "
    "paid_fee:pf locked:l executed_funds:ef time_in_force:tif trade_fee:tf is_maker:im identifier:id "
    "smp_type:smpt prevented_volume:pv prevented_locked:pl trade_timestamp:ttms order_timestamp:otms "
    "timestamp:tms stream_type:st",
)
_abbreviate(
    "myAsset",
    "type:ty asset_uuid:astuid assets:ast currency:cu balance:b locked:l asset_timestamp:asttms "
    "timestamp:tms stream_type:st",
)
_abbreviate(
    "announcement",
    "type:ty event_type:et uuid:uid title:tt category:cat url:url first_listed_at:flat listed_at:lat "
    "timestamp:tms stream_type:st body:bd",
)
_abbreviate("list", "method:mthd result:rslt type:ty codes:cds level:lv ticket:tckt")


# -- numbers ----


def plain(value: Decimal) -> str:
    """Plain digits without trailing zeros: `116540000`, `0.0042`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def fixed(value: Decimal, places: int = 8) -> str:
    """Plain digits with at least so many decimals (`163248000.00000000`), nothing at all as `0`.

    So REST spells prices, sizes and rates of markets; the official SDK takes a number without a point for an
    integer and refuses it where it wants a decimal.
    """
    if not value:
        return "0"
    whole, _, decimals = plain(value).partition(".")
    return f"{whole}.{decimals:0<{places}}"


def exponent(value: Decimal) -> str:
    """Java's double spelling of very large and very small numbers (`1.1654E8`), plain in between."""
    size = abs(value)
    if not size or Decimal("0.001") <= size < 10_000_000:
        return plain(value)
    digits = str(value.normalize().as_tuple().digits).strip("()").replace(", ", "").replace(",", "")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{value.adjusted()}"


class Numbers:
    """Spells prices and sizes for one key set, remembering what it spelled: books repeat themselves."""

    _ROOM = 50_000

    def __init__(self, *, short: bool) -> None:
        self._short = short
        self._prices: dict[Decimal, str] = {}
        self._sizes: dict[Decimal, str] = {}

    def price(self, value: Decimal) -> str:
        """DEFAULT writes big prices with an exponent, SIMPLE writes them plain (protocol 1.4)."""
        text = self._prices.get(value)
        if text is None:
            text = plain(value) if self._short else exponent(value) if value >= 1 else plain(value)
            self._keep(self._prices, value, text)
        return text

    def size(self, value: Decimal) -> str:
        """DEFAULT pads sizes to 8 decimals, SIMPLE writes small ones with an exponent."""
        text = self._sizes.get(value)
        if text is None:
            text = (exponent(value) if value < 1 else plain(value)) if self._short else f"{value:.8f}"
            self._keep(self._sizes, value, text)
        return text

    @classmethod
    def _keep(cls, known: dict[Decimal, str], value: Decimal, text: str) -> None:
        if len(known) >= cls._ROOM:
            known.clear()
        known[value] = text


NUMBERS = {True: Numbers(short=True), False: Numbers(short=False)}


def text(value: str | None) -> str:
    """A JSON string, or null."""
    return "null" if value is None else json.dumps(value, ensure_ascii=False)


def number(value: Decimal | None) -> str:
    """A plain JSON number, or null."""
    return "null" if value is None else plain(value)


def object_of(members: Iterable[tuple[str, str]]) -> str:
    """A JSON object of ready-made values, in this order."""
    return "{" + ",".join([f'"{key}":{value}' for key, value in members]) + "}"


# -- frames ----


class Kind(Enum):
    """What a frame's value is, which rules its spelling."""

    PRICE = 1
    SIZE = 2
    READY = 3  # JSON text as it goes out


Member = tuple[str, Kind, Any]


def frame(name: str, members: Iterable[Member], spelling: Spelling) -> bytes:
    """One frame in a connection's spelling; `name` says whose abbreviations apply."""
    short = spelling.is_short
    numbers = NUMBERS[short]
    keys = SHORT[name]
    parts = []
    for key, kind, value in members:
        if kind is Kind.READY:
            spelled = value
        elif kind is Kind.PRICE:
            spelled = numbers.price(value)
        else:
            spelled = numbers.size(value)
        parts.append(f'"{keys[key] if short else key}":{spelled}')
    body = "{" + ",".join(parts) + "}"
    return (f"[{body}]" if spelling.is_list else body).encode()


def frame_of(event: Mapping[str, Any], spelling: Spelling) -> bytes:
    """A frame from a decoded DEFAULT object; keys that Upbit does not know keep their names."""
    kind = str(event["type"])
    keys = SHORT["candle" if kind.startswith("candle") else kind] if spelling.is_short else {}
    body = _spelled(event, keys)
    return (f"[{body}]" if spelling.is_list else body).encode()


def _spelled(value: Any, keys: Mapping[str, str]) -> str:
    """JSON with other keys, in which a decimal keeps all its digits."""
    if isinstance(value, Mapping):
        return object_of((keys.get(key, key), _spelled(member, keys)) for key, member in value.items())
    if isinstance(value, list | tuple):
        return "[" + ",".join(_spelled(member, keys) for member in value) + "]"
    return plain(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)

"""The quotation endpoints: markets, candles, trades, tickers and orderbooks (protocol 3)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from math import ceil
from time import perf_counter

from aiohttp import web

from app.exchange.bars import Bar
from app.exchange.frames import day_text, direction, padded, rate, utc
from app.exchange.intervals import DAY, HOUR, kst_text, utc_text
from app.exchange.rest_common import (
    INVALID,
    MISMATCH,
    MISSING,
    NOT_FOUND,
    Call,
    Desk,
    WireError,
    bad,
    flag,
    integer,
    json_response,
    moment,
    required,
)
from app.exchange.rules import supported_levels, tick_size
from app.exchange.statistics import LastTrade
from app.exchange.units import from_funds, from_units
from app.exchange.venue import SLOTS, Market
from app.exchange.wire import fixed, object_of, plain, text

_TURN_S = 0.001
_MINUTES = ("1", "3", "5", "10", "15", "30", "60", "240")
_CAUTIONS = (
    "PRICE_FLUCTUATIONS",
    "TRADING_VOLUME_SOARING",
    "DEPOSIT_AMOUNT_SOARING",
    "GLOBAL_PRICE_DIFFERENCES",
    "CONCENTRATION_OF_SMALL_ACCOUNTS",
)


async def market_all(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/market/all (3.2)."""
    details = flag(call, "is_details", "isDetails")
    return json_response(_array(_market_row(market, details) for market in desk.venue.markets.values()))


def _market_row(market: Market, details: bool) -> str:
    spec = market.spec
    members = [
        ("market", text(spec.code)),
        ("korean_name", text(spec.korean)),
        ("english_name", text(spec.english)),
    ]
    if details:
        caution = object_of((name, "false") for name in _CAUTIONS)
        members.append(("market_event", object_of([("warning", "false"), ("caution", caution)])))
    return object_of(members)


async def ticker(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/ticker (3.5)."""
    now = desk.now_ms()
    return await _tickers(_markets(desk, required(call, "markets")), now)


async def ticker_all(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/ticker/all (3.5)."""
    quotes = {quote.strip().upper() for quote in required(call, "quote_currencies").split(",")}
    now = desk.now_ms()
    chosen = [market for market in desk.venue.markets.values() if market.spec.quote in quotes]
    return await _tickers(chosen, now)


async def _tickers(markets: Iterable[Market], now_ms: int) -> web.StreamResponse:
    return json_response(_array(await _in_turns(_ticker_row(market, now_ms) for market in markets)))


async def _in_turns(rows: Iterable[str]) -> list[str]:
    """All rows; others get their turn in between, since the past of a market is made at the first look."""
    made, since = [], perf_counter()
    for row in rows:
        made.append(row)
        if perf_counter() - since > _TURN_S:
            await asyncio.sleep(0)
            since = perf_counter()
    return made


def _ticker_row(market: Market, now_ms: int) -> str:
    last, figures = market.last, market.figures(now_ms)
    change = last.price - figures.prev_close
    at, kst = utc(last.time_ms), utc(last.time_ms + 9 * HOUR * 1000)

    def units(value: int) -> str:
        return fixed(from_units(value))

    return object_of(
        [
            ("market", text(market.spec.code)),
            ("trade_date", f'"{at:%Y%m%d}"'),
            ("trade_time", f'"{at:%H%M%S}"'),
            ("trade_date_kst", f'"{kst:%Y%m%d}"'),
            ("trade_time_kst", f'"{kst:%H%M%S}"'),
            ("trade_timestamp", str(last.time_ms)),
            ("opening_price", units(figures.opening)),
            ("high_price", units(figures.high)),
            ("low_price", units(figures.low)),
            ("trade_price", units(last.price)),
            ("prev_closing_price", units(figures.prev_close)),
            ("change", text(direction(last.price, figures.prev_close))),
            ("change_price", units(abs(change))),
            ("change_rate", fixed(rate(abs(change), figures.prev_close), 10)),
            ("signed_change_price", units(change)),
            ("signed_change_rate", fixed(rate(change, figures.prev_close), 10)),
            ("trade_volume", units(last.volume)),
            ("acc_trade_price", fixed(from_funds(figures.value))),
            ("acc_trade_price_24h", fixed(from_funds(figures.value_24h))),
            ("acc_trade_volume", units(figures.volume)),
            ("acc_trade_volume_24h", units(figures.volume_24h)),
            ("highest_52_week_price", units(figures.highest)),
            ("highest_52_week_date", text(day_text(figures.highest_day))),
            ("lowest_52_week_price", units(figures.lowest)),
            ("lowest_52_week_date", text(day_text(figures.lowest_day))),
            ("timestamp", str(last.time_ms)),
        ]
    )


async def orderbook(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/orderbook (3.6); markets without the wanted level are left out."""
    markets = _markets(desk, required(call, "markets"))
    count = integer(call, "count", SLOTS)
    if count < 1:
        raise bad(INVALID)
    try:
        wanted = Decimal(call.query.get("level") or "0")
    except InvalidOperation:
        raise bad(MISMATCH) from None
    if not wanted.is_finite() or wanted < 0:
        raise bad(INVALID)
    rows = []
    for market in markets:
        level = desk.venue.level(market.spec.code, wanted)
        if level is not None:
            rows.append(_book_row(desk, market, level, min(count, SLOTS)))
    return json_response(_array(rows))


def _book_row(desk: Desk, market: Market, level: Decimal, count: int) -> str:
    asks, bids, totals = desk.venue.depth(market.spec.code, level)
    units = (
        object_of(
            zip(
                ("bid_price", "bid_size", "ask_price", "ask_size"),
                (plain(value) for value in (*bid, *ask)),
                strict=True,
            )
        )
        for ask, bid in zip(padded(asks, count), padded(bids, count), strict=True)
    )
    return object_of(
        [
            ("market", text(market.spec.code)),
            ("timestamp", str(market.book_ms)),
            ("total_ask_size", plain(totals[0])),
            ("total_bid_size", plain(totals[1])),
            ("orderbook_units", _array(units)),
            ("level", plain(level)),
        ]
    )


async def instruments(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/orderbook/instruments (3.7)."""
    rows = []
    for market in _markets(desk, required(call, "markets")):
        quote, price = market.spec.quote, market.price
        levels = _array(text(plain(level)) for level in supported_levels(quote, price))
        rows.append(
            object_of(
                [
                    ("market", text(market.spec.code)),
                    ("quote_currency", text(quote)),
                    ("tick_size", text(plain(tick_size(quote, price)))),
                    ("supported_levels", levels),
                ]
            )
        )
    return json_response(_array(rows))


async def levels(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/orderbook/supported_levels, deprecated (3.7): the same levels as numbers."""
    rows = []
    for market in _markets(desk, required(call, "markets")):
        numbers = _array(plain(level) for level in supported_levels(market.spec.quote, market.price))
        rows.append(object_of([("market", text(market.spec.code)), ("supported_levels", numbers)]))
    return json_response(_array(rows))


# -- trades ----


async def ticks(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/trades/ticks (3.4)."""
    market = _market(desk, required(call, "market"))
    count = integer(call, "count", 1)
    days_ago = integer(call, "days_ago", integer(call, "daysAgo", 0))
    least = 1 if call.query.get("days_ago") or call.query.get("daysAgo") else 0  # today is left unsaid
    cursor = integer(call, "cursor", 0)
    if not 1 <= count <= 500 or not least <= days_ago <= 7 or cursor < 0:
        raise bad(INVALID)
    today = desk.now_ms() // 1000 // DAY
    begin = (today - days_ago) * DAY
    before = begin + _time_of_day(call.query.get("to"))
    trades = _trades(desk, market, begin, before, count, cursor)
    prev_close = market.series.bars(DAY, begin - 10 * DAY, begin)[-1].close
    return json_response(_array(await _in_turns(_tick_row(market, trade, prev_close) for trade in trades)))


def _time_of_day(value: str | None) -> int:
    if not value:
        return DAY
    for shape in ("%H:%M:%S", "%H%M%S"):
        try:
            parsed = datetime.strptime(value, shape).replace(tzinfo=UTC)
        except ValueError:
            continue
        return parsed.hour * HOUR + parsed.minute * 60 + parsed.second
    raise bad(INVALID)


def _trades(
    desk: Desk, market: Market, begin: int, before: int, count: int, cursor: int
) -> Iterator[LastTrade]:
    """The newest trades of a day, or those before a `sequential_id`."""
    if cursor:
        before = min(before, cursor // 10_000_000 + 1)
    trades = desk.venue.trades(market.spec.code, begin, before)
    return islice((trade for trade in trades if not cursor or trade.sequential_id < cursor), count)


def _tick_row(market: Market, trade: LastTrade, prev_close: int) -> str:
    at = utc(trade.time_ms)
    return object_of(
        [
            ("market", f'"{market.spec.code}"'),
            ("trade_date_utc", f'"{at:%Y-%m-%d}"'),
            ("trade_time_utc", f'"{at:%H:%M:%S}"'),
            ("timestamp", str(trade.time_ms)),
            ("trade_price", fixed(from_units(trade.price))),
            ("trade_volume", fixed(from_units(trade.volume))),
            ("prev_closing_price", fixed(from_units(prev_close))),
            ("change_price", fixed(from_units(trade.price - prev_close))),
            ("ask_bid", f'"{trade.side.upper()}"'),
            ("sequential_id", str(trade.sequential_id)),
        ]
    )


# -- candles ----


async def candles(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/candles/{kind} and /v1/candles/minutes/{unit} (3.3)."""
    interval = _interval(call.match_info["kind"], call.match_info.get("unit"))
    market = _market(desk, required(call, "market"))
    count = integer(call, "count", 1)
    if not 1 <= count <= 200:
        raise bad(INVALID)
    now = desk.now_ms() // 1000
    bars = islice(market.series.backwards(interval, _before(call.query.get("to"), now), now), count)
    converting = call.query.get("converting_price_unit") or call.query.get("convertingPriceUnit")
    if converting is not None and converting.upper() != "KRW":
        raise bad(INVALID)
    money = _money_price(desk, market) if converting else None
    rows = (_candle_row(market, interval, bar, money, bool(converting)) for bar in bars)
    return json_response(_array(await _in_turns(rows)))


def _interval(kind: str, unit: str | None) -> str:
    if kind == "minutes":
        if unit not in _MINUTES:
            raise bad(INVALID)
        return f"{unit}m"
    names = {"seconds": "1s", "days": "1d", "weeks": "1w", "months": "1M", "years": "1y"}
    if kind not in names or unit is not None:
        raise WireError(404, "not_found", "no Route matched with those values")
    return names[kind]


def _before(to: str | None, now: int) -> int:
    if not to:
        return now + 1
    try:
        return max(0, ceil(moment(to).timestamp()))
    except (ValueError, OverflowError):
        raise bad(INVALID) from None


def _money_price(desk: Desk, market: Market) -> Decimal | None:
    """The price of the quote currency in KRW; None for KRW markets."""
    money = desk.venue.markets.get(f"KRW-{market.spec.quote}")
    return money.price if money else None


def _candle_row(market: Market, interval: str, bar: Bar, money: Decimal | None, converting: bool) -> str:
    members = [
        ("market", f'"{market.spec.code}"'),
        ("candle_date_time_utc", f'"{utc_text(bar.start)}"'),
        ("candle_date_time_kst", f'"{kst_text(bar.start)}"'),
        ("opening_price", fixed(from_units(bar.open))),
        ("high_price", fixed(from_units(bar.high))),
        ("low_price", fixed(from_units(bar.low))),
        ("trade_price", fixed(from_units(bar.close))),
        ("timestamp", str(bar.last_ms)),
        ("candle_acc_trade_price", fixed(from_funds(bar.value))),
        ("candle_acc_trade_volume", fixed(from_units(bar.volume))),
    ]
    if interval == "1d":
        members += _day_members(market, bar)
        if converting:
            converted = None if money is None else from_units(bar.close) * money
            members.append(("converted_trade_price", "null" if converted is None else fixed(converted)))
    elif interval in ("1w", "1M", "1y"):
        members.append(("first_day_of_period", text(utc_text(bar.start)[:10])))
    elif interval != "1s":
        members.append(("unit", interval.removesuffix("m")))
    return object_of(members)


def _day_members(market: Market, bar: Bar) -> list[tuple[str, str]]:
    before = market.series.bars(DAY, bar.start - 10 * DAY, bar.start)
    prev_close = before[-1].close if before else bar.open
    change = bar.close - prev_close
    return [
        ("prev_closing_price", fixed(from_units(prev_close))),
        ("change_price", fixed(from_units(change))),
        ("change_rate", fixed(rate(change, prev_close), 10)),
    ]


# -- parameters ----


def _market(desk: Desk, code: str) -> Market:
    market = desk.venue.markets.get(code.strip().upper())
    if market is None:
        raise WireError(404, 404, NOT_FOUND)
    return market


def _markets(desk: Desk, codes: str) -> list[Market]:
    wanted = [code for code in codes.split(",") if code.strip()]
    if not wanted:
        raise bad(MISSING)
    return [_market(desk, code) for code in wanted]


def _array(rows: Iterable[str]) -> str:
    return "[" + ",".join(rows) + "]"

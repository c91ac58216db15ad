"""Who gets which frame: every connection's subscriptions, their snapshots, and the fan-out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import Any, Protocol

from app.exchange import frames
from app.exchange.engine import AssetChanged, Event, OrderChanged, TradeHappened
from app.exchange.requests import Request, Wish, split_depth
from app.exchange.venue import SLOTS, Market, Venue
from app.exchange.wire import SHORT, Spelling, frame, frame_of, object_of, plain, text

Encode = Callable[[Spelling], bytes]


class Outlet(Protocol):
    """Where a connection's frames go; never blocks."""

    def send(self, frame: bytes) -> None: ...


@dataclass(eq=False)
class Subscriber:
    """What one connection has asked for. `account` is set on private connections."""

    outlet: Outlet
    account: str | None = None
    spelling: Spelling = Spelling.DEFAULT
    wishes: tuple[Wish, ...] = ()
    streams: dict[_Stream, list[_Place]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Want:
    """A subscriber's interest in one market and type, as far as frames differ by it."""

    level: Decimal
    slots: int


# What one type object streams, whatever its snapshot, and how many objects before it say the same.
_Stream = tuple[str, tuple[str, ...], Decimal, int]
# An entry that it has made among the wants.
_Place = tuple[tuple[str, str], _Want]


class Hub:
    """All subscriptions on a venue."""

    def __init__(self, venue: Venue) -> None:
        self._venue = venue
        self._wants: dict[tuple[str, str], dict[Subscriber, list[_Want]]] = {}
        self._private: dict[str, dict[Subscriber, None]] = {}

    def __repr__(self) -> str:
        return f"<Hub {len(self._wants)} streams {len(self._private)} accounts>"

    # -- subscriptions ----

    def replace(self, subscriber: Subscriber, request: Request, now_ms: int) -> Iterator[None]:
        """Let a request take the place of everything before; sends snapshots, pausing after each market's.

        A market's updates follow its snapshot, never precede it. What was running and is asked for without a
        snapshot goes on untouched, as nearly all of a desk does that changes one market.
        """
        before, asked = subscriber.streams, list(_streams(request.wishes))
        running = {stream for stream, wish in asked if not wish.snapshot and stream in before}
        subscriber.streams = {stream: before.pop(stream) for stream in running}
        self._end(subscriber, before)
        subscriber.spelling = request.spelling or Spelling.DEFAULT
        subscriber.wishes = request.wishes
        if subscriber.account is not None:
            # Private types have neither snapshots nor streams by market.
            self._private.setdefault(subscriber.account, {})[subscriber] = None
            return
        for stream, wish in asked:
            for code in wish.codes if stream not in running else ():
                place = self._join(subscriber, wish, code, now_ms)
                if place is not None:
                    subscriber.streams.setdefault(stream, []).append(place)
                yield

    def leave(self, subscriber: Subscriber) -> None:
        """Forget all that a connection wanted."""
        self._end(subscriber, subscriber.streams)
        subscriber.streams = {}
        subscriber.wishes = ()
        if subscriber.account is not None:
            members = self._private.get(subscriber.account, {})
            members.pop(subscriber, None)

    def tell_list(self, subscriber: Subscriber, request: Request) -> None:
        """Answer LIST_SUBSCRIPTIONS; its format becomes the connection's (protocol 1.4, 1.8)."""
        subscriber.spelling = request.spelling or subscriber.spelling
        short = SHORT["list"] if subscriber.spelling.is_short else {}
        rows = []
        for wish in subscriber.wishes:
            members = [("type", text(wish.type))]
            if wish.type not in ("myAsset", "announcement"):
                members.append(("codes", "[" + ",".join(text(code) for code in wish.codes) + "]"))
            if wish.type == "orderbook":
                members.append(("level", plain(wish.level)))
            rows.append(object_of((short.get(key, key), value) for key, value in members))
        reply = [
            ("method", '"LIST_SUBSCRIPTIONS"'),
            ("result", "[" + ",".join(rows) + "]"),
            ("ticket", text(request.ticket)),
        ]
        body = object_of((short.get(key, key), value) for key, value in reply)
        subscriber.outlet.send((f"[{body}]" if subscriber.spelling.is_list else body).encode())

    def candle_streams(self) -> list[tuple[str, str]]:
        """Every market and interval whose candles anybody is subscribed to."""
        return [(code, kind.partition(".")[2]) for kind, code in self._wants if kind.startswith("candle.")]

    def _end(self, subscriber: Subscriber, streams: Mapping[_Stream, list[_Place]]) -> None:
        for key, want in chain.from_iterable(streams.values()):
            wants = self._wants[key]
            wants[subscriber].remove(want)
            if not wants[subscriber]:
                del wants[subscriber]
            if not wants:
                del self._wants[key]

    def _join(self, subscriber: Subscriber, wish: Wish, code: str, now_ms: int) -> _Place | None:
        market_code, slots = split_depth(code) if wish.type == "orderbook" else (code, SLOTS)
        market = self._venue.markets.get(market_code)
        if market is None:
            return None  # unknown and lower-case codes are passed over in silence (protocol 1.3)
        level = self._venue.level(market_code, wish.level)
        if level is None:
            return None
        want = _Want(level, slots)
        if wish.snapshot:
            snapshot = self._snapshot(wish.type, market, want, now_ms)
            if snapshot is not None:
                subscriber.outlet.send(snapshot(subscriber.spelling))
        if not wish.realtime:
            return None
        key = (wish.type, market_code)
        self._wants.setdefault(key, {}).setdefault(subscriber, []).append(want)
        return key, want

    def _snapshot(self, kind: str, market: Market, want: _Want, now_ms: int) -> Encode | None:
        code = market.spec.code
        if kind == "ticker":
            members = frames.ticker(
                code, market.last, market.figures(now_ms), market.last.time_ms, "SNAPSHOT"
            )
            return lambda spelling: frame("ticker", members, spelling)
        if kind == "trade":
            return self._trade_snapshot(market, now_ms)
        if kind == "orderbook":
            book = self._book(market, want.level, "SNAPSHOT")
            return lambda spelling: book.encode(spelling, want.slots)
        interval = kind.partition(".")[2]
        newest = market.series.candles(interval, now_ms // 1000 + 1, 1, now_ms // 1000)
        if not newest:
            return None
        candle = frames.candle(interval, code, newest[0], "SNAPSHOT")
        return lambda spelling: frame("candle", candle, spelling)

    def _trade_snapshot(self, market: Market, now_ms: int) -> Encode:
        event = market.newest or self._past_trade(market)
        prev_close = market.statistics.prev_close(now_ms // 1000)
        members = frames.trade(event, prev_close, event.time_ms, "SNAPSHOT")
        return lambda spelling: frame("trade", members, spelling)

    def _past_trade(self, market: Market) -> TradeHappened:
        code, last = market.spec.code, market.last
        asks, bids, _ = self._venue.depth(code)
        ask, bid = (side[0] if side else (Decimal(0), Decimal(0)) for side in (asks, bids))
        volume = Decimal(last.volume).scaleb(-8)
        return TradeHappened(
            code, market.price, volume, last.side, last.time_ms, last.sequential_id, *ask, *bid
        )

    def _book(self, market: Market, level: Decimal, stream: str) -> frames.Book:
        asks, bids, totals = self._venue.depth(market.spec.code, level)
        return frames.Book(market.spec.code, asks, bids, totals, market.book_ms, level, stream)

    # -- what happens ----

    def tell(self, event: Event, now_ms: int) -> None:
        """Publish a trade, an order's step or a balance's; books follow on their grid by `tell_book`."""
        if isinstance(event, TradeHappened):
            self._tell_trade(event, now_ms)
        elif isinstance(event, OrderChanged):
            members = frames.my_order(event, now_ms)
            self._tell_account(
                event.account, "myOrder", event.order.market, lambda form: frame("myOrder", members, form)
            )
        elif isinstance(event, AssetChanged):
            self._tell_account(event.account, "myAsset", None, lambda form: _asset_frame(event, form, now_ms))

    def tell_book(self, market: Market) -> None:
        """Publish a market's book as it is now."""
        wanting = self._wants.get(("orderbook", market.spec.code))
        if not wanting:
            return
        books: dict[Decimal, frames.Book] = {}
        encoded: dict[tuple[Spelling, _Want], bytes] = {}
        for subscriber, wants in wanting.items():
            for want in wants:
                key = (subscriber.spelling, want)
                if key not in encoded:
                    if want.level not in books:
                        books[want.level] = self._book(market, want.level, "REALTIME")
                    encoded[key] = books[want.level].encode(subscriber.spelling, want.slots)
                subscriber.outlet.send(encoded[key])

    def tell_ticker(self, market: Market, now_ms: int) -> None:
        """Publish a market's ticker."""
        code = market.spec.code
        if ("ticker", code) in self._wants:
            members = frames.ticker(code, market.last, market.figures(now_ms), now_ms, "REALTIME")
            self._fan_out("ticker", code, lambda spelling: frame("ticker", members, spelling))

    def tell_candle(self, market: Market, interval: str, start: int) -> None:
        """Publish a market's candle of one bucket."""
        bar = market.series.candle(interval, start)
        if bar is not None:
            members = frames.candle(interval, market.spec.code, bar, "REALTIME")
            self._fan_out(
                f"candle.{interval}", market.spec.code, lambda spelling: frame("candle", members, spelling)
            )

    def push(self, event: dict[str, Any]) -> None:
        """Publish a ready DEFAULT object to its subscribers, as if it had happened."""
        kind, code = str(event["type"]), event.get("code")
        if kind == "announcement":
            self._announce(event)
        elif kind in ("myOrder", "myAsset"):
            for account in tuple(self._private):
                self._tell_account(account, kind, code, lambda spelling: frame_of(event, spelling))
        else:
            self._fan_out(kind, str(code), lambda spelling: frame_of(event, spelling))

    def _announce(self, event: dict[str, Any]) -> None:
        """Tell all members who want its category; the body only those who asked for bodies (protocol 2.7)."""
        short = {name: value for name, value in event.items() if name != "body"}
        for subscriber in [member for members in self._private.values() for member in members]:
            for wish in subscriber.wishes:
                wanted = not wish.categories or event.get("category") in wish.categories
                if wish.type == "announcement" and wanted:
                    subscriber.outlet.send(
                        frame_of(event if wish.include_body else short, subscriber.spelling)
                    )

    def _tell_trade(self, event: TradeHappened, now_ms: int) -> None:
        if ("trade", event.market) not in self._wants:
            return
        prev_close = self._venue.markets[event.market].statistics.prev_close(event.time_ms // 1000)
        members = frames.trade(event, prev_close, now_ms, "REALTIME")
        self._fan_out("trade", event.market, lambda spelling: frame("trade", members, spelling))

    def _fan_out(self, kind: str, code: str, encode: Encode) -> None:
        """Spell a frame once a format and hand it to everyone who wants it."""
        encoded: dict[Spelling, bytes] = {}
        for subscriber, wants in self._wants.get((kind, code), {}).items():
            spelling = subscriber.spelling
            if spelling not in encoded:
                encoded[spelling] = encode(spelling)
            for _ in wants:
                subscriber.outlet.send(encoded[spelling])

    def _tell_account(self, account: str, kind: str, code: str | None, encode: Encode) -> None:
        for subscriber in self._private.get(account, {}):
            for wish in subscriber.wishes:
                if wish.type == kind and (code is None or not wish.codes or code in wish.codes):
                    subscriber.outlet.send(encode(subscriber.spelling))


def _streams(wishes: Iterable[Wish]) -> Iterator[tuple[_Stream, Wish]]:
    named: Counter[tuple[str, tuple[str, ...], Decimal]] = Counter()
    for wish in wishes:
        what = (wish.type, wish.codes, wish.level)
        yield (*what, named[what]), wish
        named[what] += 1


def _asset_frame(event: AssetChanged, spelling: Spelling, now_ms: int) -> bytes:
    return frame("myAsset", frames.my_asset(event, now_ms, short=spelling.is_short), spelling)

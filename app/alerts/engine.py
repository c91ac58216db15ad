"""Decides when alerts fire: (state, what was seen) → (state, what fired); knows no clock and no socket.

A crossing needs a price on the other side first, so that an alert never fires because it was made, and a
picture of the market that repeats what is known changes nothing. The day's high and low tell of prices
that were traded unseen, between two tickers as well as in a gap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

import msgspec

from app.alerts.rules import (
    Alert,
    DailyChange,
    Direction,
    OrderFilled,
    PriceCrosses,
    PriceMoves,
    ValueTraded,
    daily_threshold,
)
from app.alerts.windows import Track, extended

# A picture of the market may be a little behind the last event; one much older is of another time.
BEGUN_ANEW_MS = 600_000
_HUNDRED = Decimal(100)

Key = TypeVar("Key")
Value = TypeVar("Value")


class Reading(msgspec.Struct, frozen=True):
    """A market at a moment (ms UTC); high, low and value are of the UTC `day`."""

    at_ms: int
    price: Decimal
    high: Decimal
    low: Decimal
    previous_close: Decimal
    traded: Decimal
    day: str


class Watch(msgspec.Struct, frozen=True):
    """Where an alert stands. `beyond`: whether its condition held last (of EITHER: the price was above)."""

    beyond: bool | None = None
    done: bool = False
    fired_ms: int | None = None


class OrderFill(msgspec.Struct, frozen=True):
    """An own order was executed further: `volume` more, at `price` on average; `complete`: the last of it."""

    key: str
    symbol: str
    side: str
    volume: Decimal
    price: Decimal | None
    complete: bool


class Fired(msgspec.Struct, frozen=True, kw_only=True):
    """An alert fired at `at_ms`. `price` is the market's or the fill's; `value` what was traded or moved.

    `blind_since`: nothing was seen from then on until now, so that it happened somewhere in between.
    """

    alert: Alert
    symbol: str
    at_ms: int
    price: Decimal | None = None
    value: Decimal | None = None
    blind_since: int | None = None
    fill: OrderFill | None = None


@dataclass(frozen=True)
class State:
    """All alerts and what they have seen; `tracks` are of this run only."""

    alerts: Mapping[int, Alert] = field(default_factory=dict)
    watches: Mapping[int, Watch] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    tracks: Mapping[int, Track] = field(default_factory=dict)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The markets whose prices are waited for, in order."""
        return tuple(sorted({a.symbol for a in self.alerts.values() if a.symbol and self.is_armed(a.id)}))

    def watch(self, number: int) -> Watch:
        """Where that alert stands."""
        return self.watches.get(number, Watch())

    def is_armed(self, number: int) -> bool:
        """Whether that alert can still fire."""
        alert = self.alerts.get(number)
        return alert is not None and alert.enabled and not self.watch(number).done


def put(state: State, alert: Alert) -> State:
    """The alert is new, or instead of an earlier one: it waits from scratch; when it fired is remembered."""
    watch = Watch(fired_ms=state.watch(alert.id).fired_ms)
    return _kept(
        replace(
            state,
            alerts={**state.alerts, alert.id: alert},
            watches={**state.watches, alert.id: watch},
            tracks=_without(state.tracks, alert.id),
        )
    )


def remove(state: State, number: int) -> State:
    """No such alert any more; none is no error."""
    return _kept(
        replace(
            state,
            alerts=_without(state.alerts, number),
            watches=_without(state.watches, number),
            tracks=_without(state.tracks, number),
        )
    )


def see(
    state: State, symbol: str, reading: Reading, now_ms: int, blind_since: int | None = None
) -> tuple[State, tuple[Fired, ...]]:
    """A market was seen; `blind_since`: for the first time since then."""
    before = state.readings.get(symbol)
    if before is not None and reading.at_ms < before.at_ms:
        if before.at_ms - reading.at_ms < BEGUN_ANEW_MS or blind_since is None:
            return state, ()
        state, before = _begun_anew(state, symbol), None
    watches, tracks, fired = dict(state.watches), dict(state.tracks), []
    for alert in state.alerts.values():
        if alert.symbol != symbol or not state.is_armed(alert.id):
            continue
        watch, track, value = _judge(
            alert, state.watch(alert.id), state.tracks.get(alert.id), before, reading
        )
        if value is not None and _has_cooled(alert, watch, now_ms):
            watch = Watch(watch.beyond, done=not alert.repeats, fired_ms=now_ms)
            track = None  # the same move, or the same value, is not told twice
            fired.append(
                Fired(
                    alert=alert,
                    symbol=symbol,
                    at_ms=now_ms,
                    price=reading.price,
                    value=value,
                    blind_since=blind_since,
                )
            )
        watches[alert.id] = watch
        tracks.pop(alert.id, None)
        if track is not None:
            tracks[alert.id] = track
    readings = {**state.readings, symbol: reading}
    after = replace(state, watches=watches, tracks=tracks, readings=readings)
    return _kept(after) if fired else after, tuple(fired)


def fill(
    state: State, happened: OrderFill, now_ms: int, blind_since: int | None = None
) -> tuple[State, tuple[Fired, ...]]:
    """An own order was executed further; each execution must be told once."""
    watches, fired = dict(state.watches), []
    for alert in state.alerts.values():
        rule = alert.rule
        if not isinstance(rule, OrderFilled) or not state.is_armed(alert.id):
            continue
        if alert.symbol not in ("", happened.symbol) or (rule.complete and not happened.complete):
            continue
        watches[alert.id] = Watch(done=not alert.repeats, fired_ms=now_ms)
        fired.append(
            Fired(
                alert=alert,
                symbol=happened.symbol,
                at_ms=now_ms,
                price=happened.price,
                blind_since=blind_since,
                fill=happened,
            )
        )
    return replace(state, watches=watches), tuple(fired)


def _judge(
    alert: Alert, watch: Watch, track: Track | None, before: Reading | None, reading: Reading
) -> tuple[Watch, Track | None, Decimal | None]:
    """Where the alert stands now, and the value that fulfils it if one does."""
    rule = alert.rule
    if isinstance(rule, PriceCrosses):
        if rule.direction is Direction.EITHER:
            return _reaching(watch, before, reading, rule.price)
        above = rule.direction is Direction.ABOVE
        return _crossing(watch, before, reading, rule.price, above)
    if isinstance(rule, DailyChange):
        if watch.beyond and before is not None and before.day != reading.day:
            watch = Watch(False, watch.done, watch.fired_ms)  # every day begins at no change
        threshold = daily_threshold(rule.percent, reading.previous_close)
        return _crossing(watch, before, reading, threshold, rule.percent > 0)
    if isinstance(rule, PriceMoves | ValueTraded):
        track = extended(
            track or Track(), rule.window, reading.at_ms, reading.price, reading.day, reading.traded
        )
        value = _moved(rule, track, reading.price) if isinstance(rule, PriceMoves) else _traded(rule, track)
        return watch, track, value
    return watch, track, None


def _crossing(
    watch: Watch, before: Reading | None, reading: Reading, threshold: Decimal, above: bool
) -> tuple[Watch, Track | None, Decimal | None]:
    low, high = _span(before, reading)
    beyond = reading.price >= threshold if above else reading.price <= threshold
    touched = high >= threshold if above else low <= threshold
    crossed = watch.beyond is False and touched
    return Watch(beyond, watch.done, watch.fired_ms), None, reading.price if crossed else None


def _reaching(
    watch: Watch, before: Reading | None, reading: Reading, threshold: Decimal
) -> tuple[Watch, Track | None, Decimal | None]:
    """As `_crossing`, from either side; `beyond` is the upper one, and on the threshold there is none."""
    low, high = _span(before, reading)
    side = None if reading.price == threshold else reading.price > threshold
    crossed = (watch.beyond is False and high >= threshold) or (watch.beyond is True and low <= threshold)
    return Watch(side, watch.done, watch.fired_ms), None, reading.price if crossed else None


def _span(before: Reading | None, reading: Reading) -> tuple[Decimal, Decimal]:
    """The lowest and highest price known to have been traded since `before`."""
    low = high = reading.price
    if before is not None:
        new_day = before.day != reading.day
        if new_day or reading.high > before.high:
            high = max(high, reading.high)
        if new_day or reading.low < before.low:
            low = min(low, reading.low)
    return low, high


def _moved(rule: PriceMoves, track: Track, price: Decimal) -> Decimal | None:
    """The percentage, when the price has moved far enough."""
    start = track.low if rule.percent > 0 else track.high
    if start <= 0:
        return None
    change = (price - start) * _HUNDRED
    needed = rule.percent * start
    far = change >= needed if rule.percent > 0 else change <= needed
    return change / start if far else None


def _traded(rule: ValueTraded, track: Track) -> Decimal | None:
    return track.traded if track.traded >= rule.value else None


def _has_cooled(alert: Alert, watch: Watch, now_ms: int) -> bool:
    # A clock that was put back must not keep an alert silent.
    if not alert.repeats or watch.fired_ms is None or watch.fired_ms > now_ms:
        return True
    return now_ms - watch.fired_ms >= alert.cool_down * 1000


def _begun_anew(state: State, symbol: str) -> State:
    """The exchange's time went back: nothing seen of that market before can be compared with."""
    numbers = {alert.id for alert in state.alerts.values() if alert.symbol == symbol}
    watches = {
        number: Watch(None, watch.done, watch.fired_ms) if number in numbers else watch
        for number, watch in state.watches.items()
    }
    tracks = {number: track for number, track in state.tracks.items() if number not in numbers}
    return replace(state, watches=watches, tracks=tracks, readings=_without(state.readings, symbol))


def _kept(state: State) -> State:
    """Only readings of markets that are waited for: an older one tells nothing of what came between."""
    symbols = set(state.symbols)
    return replace(state, readings={code: r for code, r in state.readings.items() if code in symbols})


def _without(mapping: Mapping[Key, Value], key: Key) -> dict[Key, Value]:
    return {one: value for one, value in mapping.items() if one != key}

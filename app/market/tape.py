"""The tape: the newest trades of one market, each once, newest first, bounded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol

HISTORY = 500


class Executed(Protocol):
    """What is read of the wire's trade event."""

    @property
    def trade_timestamp(self) -> int: ...
    @property
    def trade_price(self) -> float: ...
    @property
    def trade_volume(self) -> float: ...
    @property
    def ask_bid(self) -> str: ...
    @property
    def prev_closing_price(self) -> float: ...
    @property
    def sequential_id(self) -> int: ...


class Listed(Protocol):
    """What is read of a row of the REST answer trades/ticks, whose `timestamp` is the trade's."""

    @property
    def timestamp(self) -> int: ...
    @property
    def trade_price(self) -> float: ...
    @property
    def trade_volume(self) -> float: ...
    @property
    def ask_bid(self) -> str: ...
    @property
    def prev_closing_price(self) -> float: ...
    @property
    def sequential_id(self) -> int: ...


class Print(NamedTuple):
    """One trade as the tape keeps it; `side` is the taker's: "bid" bought, "ask" sold.

    `after_gap` tells that trades may be missing between this one and the one before it.
    """

    sequential_id: int
    time_ms: int
    price: float
    size: float
    side: Literal["bid", "ask"]
    previous_close: float
    after_gap: bool = False

    @property
    def value(self) -> float:
        """Price times size, in the quote currency."""
        return self.price * self.size


class Tape:
    """Collects trades; repeated ones are told by their `sequential_id` and dropped."""

    def __init__(self, limit: int = HISTORY) -> None:
        self._limit = limit
        self._prints: list[Print] = []  # oldest first, so that the usual append is cheap
        self._known: set[int] = set()
        self._gap = False

    def __repr__(self) -> str:
        return f"<Tape {len(self)}/{self._limit}>"

    def __len__(self) -> int:
        return len(self._prints)

    @property
    def prints(self) -> tuple[Print, ...]:
        """Newest first; trades of one millisecond as they arrived."""
        return tuple(reversed(self._prints))

    def newest(self, first: int, count: int) -> list[Print]:
        """`count` trades from the `first` newest on, newest first."""
        end = len(self._prints) - first
        return self._prints[max(0, end - count) : max(0, end)][::-1]

    def add(self, trades: Iterable[Executed]) -> int:
        """Take live trades in wire order; how many of them were new."""
        added = 0
        for trade in trades:
            if self._insert(print_of(trade), live=True):
                added += 1
        self._trim()
        return added

    def load(self, trades: Iterable[Listed]) -> int:
        """Fill in trades from a history answer, in any order; how many were new.

        A history has no holes: one that was asked for after an interruption and reaches back over it closes
        the gap, one that begins within it moves its mark to where it begins.
        """
        prints = sorted((_print(trade, trade.timestamp) for trade in trades), key=_time)
        if prints and self._prints and self._close_gaps(prints):
            prints[0] = prints[0]._replace(after_gap=True)
        added = sum(self._insert(one, live=False) for one in prints)
        self._trim()
        return added

    def mark_gap(self) -> None:
        """The stream was interrupted: trades may be missing before the next live one."""
        self._gap = bool(self._prints)

    def clear(self) -> None:
        """Forget everything: another market is shown."""
        self._prints.clear()
        self._known.clear()
        self._gap = False

    def _insert(self, one: Print, *, live: bool) -> bool:
        if one.sequential_id in self._known:
            # The very trade that was the newest before the interruption: nothing is missing.
            self._gap &= not (live and self._prints[-1].sequential_id == one.sequential_id)
            return False
        if live and self._gap:
            one = one._replace(after_gap=True)
            self._gap = False
        self._known.add(one.sequential_id)
        place = len(self._prints)
        # The wire's order holds within a millisecond; an older straggler goes where it belongs.
        while place and self._prints[place - 1].time_ms > one.time_ms:
            place -= 1
        self._prints.insert(place, one)
        return True

    def _close_gaps(self, history: Sequence[Print]) -> bool:
        """Take away the marks that this history makes untrue; whether it begins within a gap itself."""
        first, ids = history[0], {one.sequential_id for one in history}
        begins_within = False

        def stays(before: Print, after: Print | None) -> bool:
            nonlocal begins_within
            if before.sequential_id in ids or first.time_ms < before.time_ms:
                return False
            is_within = after is None or first.time_ms < after.time_ms
            begins_within |= is_within
            return not is_within

        self._gap = self._gap and stays(self._prints[-1], None)
        for place, (before, one) in enumerate(pairwise(self._prints), 1):
            if one.after_gap and not stays(before, one):
                self._prints[place] = one._replace(after_gap=False)
        return begins_within

    def _trim(self) -> None:
        surplus = len(self._prints) - self._limit
        if surplus > 0:
            self._known.difference_update(one.sequential_id for one in self._prints[:surplus])
            del self._prints[:surplus]


def print_of(trade: Executed) -> Print:
    """The tape's record of a wire event."""
    return _print(trade, trade.trade_timestamp)


def _print(trade: Executed | Listed, time_ms: int) -> Print:
    return Print(
        trade.sequential_id,
        time_ms,
        trade.trade_price,
        trade.trade_volume,
        "bid" if trade.ask_bid == "BID" else "ask",
        trade.prev_closing_price,
    )


def _time(one: Print) -> int:
    return one.time_ms

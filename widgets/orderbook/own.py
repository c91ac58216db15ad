"""The trader's own open orders, as they are marked on the rows of the book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from app.market.book import Book, group_price
from app.trading import OrderRecord
from widgets import format
from widgets.orderbook.rows import ASK, BID

_LONGEST = 8  # signs that a mark has room for beside most sizes

Place = tuple[int, float]  # side and price of a row


class Own(NamedTuple):
    """An own order that rests in a book."""

    key: str
    market: str
    side: int
    price: Decimal
    remaining: Decimal


def own_orders(records: Iterable[OrderRecord]) -> tuple[Own, ...]:
    """Those of the records that rest in a book; a reserved (예약) order does not yet."""
    return tuple(
        Own(
            record.key,
            record.market,
            ASK if record.side == "ask" else BID,
            record.price,
            record.remaining_volume,
        )
        for record in records
        if record.state.is_open
        and record.exchange_state != "watch"
        and record.price is not None
        and record.remaining_volume
    )


def by_place(orders: Iterable[Own], step: Decimal) -> dict[Place, list[Own]]:
    """The orders by the row in which they stand when prices are grouped by `step`."""
    places: defaultdict[Place, list[Own]] = defaultdict(list)
    for own in orders:
        price = group_price(float(own.price), step, up=own.side == ASK)
        places[own.side, price].append(own)
    return dict(places)


def marks(orders: Iterable[Own], book: Book, decimals: int) -> Mapping[Place, str]:
    """What the mark of each row says: the sum of what remains of its orders."""
    return {
        place: size_text(sum((own.remaining for own in owns), Decimal(0)), decimals)
        for place, owns in by_place(orders, book.step).items()
    }


def size_text(size: Decimal, decimals: int) -> str:
    """The exact size where it is short, else with as many decimals as the column of sizes has."""
    text = format.exact(size)
    if len(text) <= _LONGEST or size < Decimal(1).scaleb(-decimals):
        return text
    return format.size(size, decimals)


def shortened(text: str) -> str:
    """The text with a decimal less; the same when only one digit that counts would be left."""
    digits = text.replace(",", "").replace(".", "").lstrip("0")
    return text[:-1].rstrip(".") if "." in text and len(digits) > 2 else text

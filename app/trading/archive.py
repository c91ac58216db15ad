"""Ended orders back through time, page by page."""

from __future__ import annotations

from datetime import UTC, datetime

from app.clock import Clock
from app.trading.books import Books
from app.trading.facts import facts_of_snapshot, record_of
from app.trading.history import EMPTY_WINDOWS, WEEK_MS, page_of
from app.trading.orders import OWN_PREFIX, OrderRecord, key_of
from app.upbit.models import Order
from app.upbit.rest import UpbitRest


class Archive:
    """Asks the exchange; what the books know of an order is never older and wins."""

    def __init__(self, rest: UpbitRest, books: Books, clock: Clock) -> None:
        self._rest = rest
        self._books = books
        self._clock = clock

    async def page(self, market: str | None, before: datetime | None) -> list[OrderRecord]:
        """Ended orders created before that time (None: all), newest first; empty: there are no more."""
        limit = None if before is None else _ms(before)
        end = self._clock.time_ms() + 60_000 if limit is None else limit
        for _ in range(EMPTY_WINDOWS):
            rows = await self._rest.closed_orders(market, start_ms=end - WEEK_MS, end_ms=end)
            page = page_of(rows, limit)
            if page:
                return [self._record(order) for order in page]
            end -= WEEK_MS
        return []

    async def with_fills(self, record: OrderRecord) -> OrderRecord:
        """The same order with each of its executions; the lists do not carry them."""
        if not record.executed_volume or sum(fill.volume for fill in record.trades) >= record.executed_volume:
            return record
        order = await self._rest.order(uuid=record.uuid, identifier=record.identifier)
        if record.key in self._books.orders:
            self._books.tell(order)  # merged: only the stream has told the fee and the role of each
        return self._record(order)

    def _record(self, order: Order) -> OrderRecord:
        kept = self._books.orders.get(self._books.ledger.key_for(order.uuid, order.identifier))
        if kept is not None:
            return kept
        key = key_of(order.uuid, order.identifier)
        return record_of(key, facts_of_snapshot(order), external=not key.startswith(OWN_PREFIX))


def _ms(moment: datetime) -> int:
    known = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return int(known.timestamp() * 1000)

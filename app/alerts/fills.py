"""Tells each further execution of an own order once, across reconnects and restarts."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from decimal import Decimal

import msgspec

from app.alerts.engine import OrderFill
from app.trading import OrderRecord

MOST_KNOWN = 1_000


class Executed(msgspec.Struct, frozen=True):
    """How far an order had been executed when it was last looked at."""

    volume: Decimal = Decimal(0)
    funds: Decimal = Decimal(0)


def new_fills(
    known: Mapping[str, Executed], records: Iterable[OrderRecord], since_ms: int
) -> tuple[dict[str, Executed], tuple[OrderFill, ...]]:
    """What is known after these records, and what was executed in between.

    An order that was not known and was made before `since_ms` (UTC) is old: it is only noted.
    """
    after, fills = dict(known), []
    for record in records:
        now = Executed(record.executed_volume, record.executed_funds)
        before = known.get(record.key)
        if before is None:
            before = now if record.created_at < since_ms else Executed()
        # An order's volume never shrinks: what is less comes from an answer that was overtaken.
        if now.volume > before.volume:
            fills.append(_fill(record, before, now))
        elif now.volume < before.volume:
            now = before
        after[record.key] = now
    return after, tuple(fills)


def to_keep(
    known: Mapping[str, Executed], records: Mapping[str, OrderRecord], awaited: Container[str]
) -> dict[str, Executed]:
    """What has to be remembered until the next start: orders that may be executed meanwhile.

    `awaited` are those of the last run that the exchange has not told of yet.
    """
    open_still = [key for key in known if (key in records and not records[key].state.is_final)]
    keys = [*(key for key in known if key in awaited and key not in records), *open_still]
    return {key: known[key] for key in keys[-MOST_KNOWN:]}


def _fill(record: OrderRecord, before: Executed, now: Executed) -> OrderFill:
    volume, funds = now.volume - before.volume, now.funds - before.funds
    return OrderFill(
        key=record.key,
        symbol=record.market,
        side=record.side,
        volume=volume,
        price=funds / volume if funds > 0 else None,
        complete=record.state.is_final,
    )

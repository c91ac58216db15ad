"""Paging back through ended orders, which the exchange gives by windows of a week without pages."""

from __future__ import annotations

from collections.abc import Sequence

from app.trading.facts import iso_ms
from app.upbit.models import Order

WEEK_MS = 7 * 24 * 3600 * 1000
EMPTY_WINDOWS = 26
PAGE = 1000


def page_of(rows: Sequence[Order], before: int | None, limit: int = PAGE) -> list[Order]:
    """The rows created before that ms, newest first; the next page begins before the last one's time.

    Creation times have whole seconds: a full page may cut a second in two, so its oldest second is left
    to the next page as long as the page holds another one.
    """
    stamped = [(iso_ms(row.created_at) or 0, row) for row in rows]
    kept = [(time, row) for time, row in stamped if before is None or time < before]
    kept.sort(key=lambda pair: -pair[0])
    if len(rows) >= limit and kept and kept[0][0] != kept[-1][0]:
        kept = [pair for pair in kept if pair[0] != kept[-1][0]]
    return [row for _, row in kept]

"""The wire's book as the exact decimals that orders are judged by."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from app.trading import Depth
from app.websocket_v6 import Orderbook, exact


def depth_of(event: Orderbook) -> Depth | None:
    """The visible levels; None for a crossed or disordered book, which no order may rely on."""
    asks, bids = event.asks, event.bids
    if asks and bids and bids[0][0] >= asks[0][0]:
        return None
    if any(a[0] >= b[0] for a, b in pairwise(asks)) or any(a[0] <= b[0] for a, b in pairwise(bids)):
        return None
    return Depth(event.code, _exact(asks), _exact(bids))


def _exact(levels: tuple[tuple[float, float], ...]) -> tuple[tuple[Decimal, Decimal], ...]:
    return tuple((exact(price), exact(size)) for price, size in levels)

"""Which path is answered by what, and which quota it counts against (protocol 3, 4.2, 6)."""

from __future__ import annotations

from dataclasses import dataclass

from app.exchange import rest_quotation as quotation
from app.exchange.rest_common import Handler


@dataclass(frozen=True)
class Route:
    """One endpoint."""

    method: str
    path: str
    group: str
    handler: Handler
    private: bool = False


ROUTES: tuple[Route, ...] = (
    Route("GET", "/v1/market/all", "market", quotation.market_all),
    Route("GET", "/v1/candles/{kind}", "candles", quotation.candles),
    Route("GET", "/v1/candles/{kind}/{unit}", "candles", quotation.candles),
    Route("GET", "/v1/trades/ticks", "trade", quotation.ticks),
    Route("GET", "/v1/ticker", "ticker", quotation.ticker),
    Route("GET", "/v1/ticker/all", "ticker", quotation.ticker_all),
    Route("GET", "/v1/orderbook", "orderbook", quotation.orderbook),
    Route("GET", "/v1/orderbook/instruments", "orderbook", quotation.instruments),
    Route("GET", "/v1/orderbook/supported_levels", "orderbook", quotation.levels),
)

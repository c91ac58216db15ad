"""Which path is answered by what, and which quota it counts against (protocol 3, 4.2, 6)."""

from __future__ import annotations

from dataclasses import dataclass

from app.exchange import rest_accounts as accounts
from app.exchange import rest_cancels as cancels
from app.exchange import rest_lookup as lookup
from app.exchange import rest_placing as placing
from app.exchange import rest_pockets as pockets
from app.exchange import rest_quotation as quotation
from app.exchange.rest_common import Handler


@dataclass(frozen=True)
class Route:
    """One endpoint; `permission` is what a key needs for it (protocol 4.2)."""

    method: str
    path: str
    group: str
    handler: Handler
    private: bool = False
    permission: str | None = None


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
    Route("GET", "/v1/accounts", "default", accounts.accounts, private=True, permission="view_account"),
    Route("GET", "/v1/api_keys", "default", accounts.api_keys, private=True),
    Route("GET", "/v1/withdraws", "default", accounts.transfers, private=True, permission="view_withdrawals"),
    Route("GET", "/v1/deposits", "default", accounts.transfers, private=True, permission="view_deposits"),
    Route("GET", "/v1/pockets", "default", pockets.pockets, private=True, permission="manage_pockets"),
    Route(
        "GET",
        "/v1/pockets/api_keys",
        "default",
        pockets.pocket_keys,
        private=True,
        permission="manage_pockets",
    ),
    Route("GET", "/v1/status/wallet", "default", accounts.wallets, private=True),
    Route("GET", "/v1/orders/chance", "default", accounts.chance, private=True, permission="view_orders"),
    Route("POST", "/v1/orders", "order", placing.place, private=True, permission="make_orders"),
    Route("POST", "/v1/orders/test", "order-test", placing.test, private=True, permission="make_orders"),
    Route(
        "POST",
        "/v1/orders/cancel_and_new",
        "order",
        placing.cancel_and_new,
        private=True,
        permission="make_orders",
    ),
    Route("GET", "/v1/order", "default", lookup.order, private=True, permission="view_orders"),
    Route("GET", "/v1/orders", "default", lookup.orders, private=True, permission="view_orders"),
    Route("GET", "/v1/orders/uuids", "default", lookup.by_ids, private=True, permission="view_orders"),
    Route("GET", "/v1/orders/open", "default", lookup.open_orders, private=True, permission="view_orders"),
    Route(
        "GET", "/v1/orders/closed", "default", lookup.closed_orders, private=True, permission="view_orders"
    ),
    Route("DELETE", "/v1/order", "default", cancels.cancel, private=True, permission="make_orders"),
    Route(
        "DELETE", "/v1/orders/uuids", "default", cancels.cancel_by_ids, private=True, permission="make_orders"
    ),
    Route(
        "DELETE",
        "/v1/orders/open",
        "order-cancel-all",
        cancels.cancel_open,
        private=True,
        permission="make_orders",
    ),
)

"""Upbit's REST calls with typed answers (protocol 3 and 4); nothing here withdraws or deposits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from app.clock import Clock, SystemClock
from app.endpoints import Endpoints
from app.signals import Signal
from app.upbit.answers import decode
from app.upbit.auth import Credentials
from app.upbit.limits import Limits, Scope
from app.upbit.models import (
    Account,
    Amendment,
    ApiKey,
    CandleRow,
    Chance,
    Instrument,
    Market,
    NewOrder,
    Order,
    OrderbookRow,
    TickerRow,
    TradeRow,
)
from app.upbit.transport import Call, Pairs, Transport

if TYPE_CHECKING:
    import aiohttp

T = TypeVar("T")

OPEN_PAGE = 100
_LONG_CANDLES = {"1s": "seconds", "1d": "days", "1w": "weeks", "1M": "months", "1y": "years"}
_MINUTES = {f"{unit}m": f"minutes/{unit}" for unit in (1, 3, 5, 10, 15, 30, 60, 240)}
CANDLE_PATHS = {**_LONG_CANDLES, **_MINUTES}


class UpbitRest:
    """The exchange's REST side. All calls raise UpbitError; writes are sent once and never again."""

    def __init__(
        self,
        endpoints: Endpoints,
        credentials: Credentials | None = None,
        clock: Clock | None = None,
        *,
        open_session: Callable[[], aiohttp.ClientSession] | None = None,
    ) -> None:
        self._transport = Transport(endpoints, credentials, clock or SystemClock(), open_session=open_session)

    def __repr__(self) -> str:
        return f"<UpbitRest {self.endpoints.rest} {self.limits!r}>"

    @property
    def endpoints(self) -> Endpoints:
        return self._transport.endpoints

    @property
    def credentials(self) -> Credentials | None:
        return self._transport.credentials

    def account(self) -> str:
        """Names the exchange and the key in use without telling the key; empty without one."""
        key = self.credentials
        return f"{self.endpoints.mode}:{key.fingerprint()}" if key is not None else ""

    @property
    def limits(self) -> Limits:
        """The budgets per group, for the status bar."""
        return self._transport.limits

    @property
    def banned(self) -> Signal[tuple[Scope, int]]:
        """Emits (scope, until ms UTC) when the exchange blocks this address or account."""
        return self._transport.banned

    @property
    def skew_ms(self) -> int | None:
        """The exchange's clock minus this computer's, ms, to about a second; None before an answer."""
        return self._transport.skew_ms

    def use(self, credentials: Credentials | None) -> None:
        """Sign with another key from the next request on."""
        self._transport.credentials = credentials

    def sibling(self, credentials: Credentials) -> UpbitRest:
        """A client for another key, within the same budget: for testing the key."""
        other = UpbitRest(self.endpoints, credentials, self._transport.clock)
        other._transport.limits = self._transport.limits
        return other

    def restore_ban(self, scope: Scope, until_ms: int) -> None:
        """Keep silent for a block that an earlier run was told of."""
        self._transport.restore_ban(scope, until_ms)

    async def close(self) -> None:
        """Close the connections; idempotent."""
        await self._transport.close()

    # quotation

    async def markets(self) -> list[Market]:
        """Every listed pair with its names and warnings."""
        return await self._get("/v1/market/all", "market", list[Market], [("is_details", "true")])

    async def instruments(self, markets: Sequence[str]) -> list[Instrument]:
        """Tick and grouping levels; one unknown pair fails the whole call."""
        return await self._get("/v1/orderbook/instruments", "orderbook", list[Instrument], _markets(markets))

    async def tickers(self, markets: Sequence[str]) -> list[TickerRow]:
        """Tickers of these pairs, in their order."""
        return await self._get("/v1/ticker", "ticker", list[TickerRow], _markets(markets))

    async def ticker_all(self, quotes: Sequence[str]) -> list[TickerRow]:
        """Tickers of every pair of these quote currencies."""
        pairs = [("quote_currencies", ",".join(quotes))]
        return await self._get("/v1/ticker/all", "ticker", list[TickerRow], pairs)

    async def orderbooks(self, markets: Sequence[str], *, count: int = 30) -> list[OrderbookRow]:
        """Orderbooks of these pairs with up to 30 levels."""
        pairs = [*_markets(markets), ("count", str(count))]
        return await self._get("/v1/orderbook", "orderbook", list[OrderbookRow], pairs)

    async def candles(
        self, market: str, interval: str, *, to: datetime | None = None, count: int = 200
    ) -> list[CandleRow]:
        """Up to 200 candles that start before `to`, newest first; buckets without a trade are absent.

        interval: 1s, 1m … 240m, 1d, 1w, 1M, 1y (ValueError otherwise); a naive `to` is UTC.
        """
        if interval not in CANDLE_PATHS:
            raise ValueError(f"interval {interval!r} is none of {', '.join(CANDLE_PATHS)}")
        pairs = [("market", market), ("count", str(count))]
        if to is not None:
            pairs.append(("to", _utc(to)))
        return await self._get(f"/v1/candles/{CANDLE_PATHS[interval]}", "candle", list[CandleRow], pairs)

    async def trades(
        self, market: str, count: int = 100, *, cursor: int | None = None, days_ago: int | None = None
    ) -> list[TradeRow]:
        """The market's latest executions (500 at most), newest first; `cursor`: those before that id."""
        pairs = [("market", market), ("count", str(count))]
        if cursor is not None:
            pairs.append(("cursor", str(cursor)))
        if days_ago is not None:
            pairs.append(("days_ago", str(days_ago)))
        return await self._get("/v1/trades/ticks", "trade", list[TradeRow], pairs)

    # account and orders

    async def accounts(self) -> list[Account]:
        """Every currency that the account holds or held."""
        return await self._private("/v1/accounts", list[Account], [])

    async def chance(self, market: str) -> Chance:
        """Fees, limits and funds for orders in that market."""
        return await self._private("/v1/orders/chance", Chance, [("market", market)])

    async def api_keys(self) -> list[ApiKey]:
        """The account's keys and when each expires; needs no permission."""
        return await self._private("/v1/api_keys", list[ApiKey], [])

    async def probe_withdrawals(self) -> None:
        """Return only if the key can see withdrawals, which no key of this program should."""
        await self._private("/v1/withdraws", list[dict[str, Any]], [("limit", "1")])

    async def order(self, *, uuid: str | None = None, identifier: str | None = None) -> Order:
        """One order with its executions; NotFound when the exchange knows none."""
        return await self._private("/v1/order", Order, [_order_id(uuid, identifier)])

    async def open_orders(self, market: str | None = None) -> list[Order]:
        """All resting and waiting (stop) orders, every page of them, newest first."""
        found: dict[str, Order] = {}
        page = 1
        while True:
            pairs = [("market", market)] if market else []
            pairs += [("states[]", "wait"), ("states[]", "watch")]
            pairs += [("page", str(page)), ("limit", str(OPEN_PAGE))]
            rows = await self._private("/v1/orders/open", list[Order], pairs)
            # Pages move while orders come and go: an order may show twice, so they are keyed.
            known = len(found)
            found.update((row.uuid, row) for row in rows)
            if len(rows) < OPEN_PAGE or len(found) == known:
                return list(found.values())
            page += 1

    async def closed_orders(
        self, market: str | None = None, *, start_ms: int | None = None, end_ms: int, limit: int = 1000
    ) -> list[Order]:
        """Ended orders created within at most 7 days (only `end_ms`: the 7 before it), newest first."""
        pairs = [("market", market)] if market else []
        pairs += [("states[]", "done"), ("states[]", "cancel")]
        if start_ms is not None:
            pairs.append(("start_time", str(start_ms)))
        pairs += [("end_time", str(end_ms)), ("limit", str(limit))]
        return await self._private("/v1/orders/closed", list[Order], pairs)

    async def place(self, order: NewOrder) -> Order:
        """POST the order, once. Unanswered means unknown: look it up by its identifier, never repeat it."""
        call = Call("POST", "/v1/orders", "order", order.members(), private=True)
        return decode(await self._transport.send(call), Order)

    async def test(self, order: NewOrder) -> Order:
        """Let the exchange check an order without placing it."""
        call = Call("POST", "/v1/orders/test", "order-test", order.members(), private=True)
        return decode(await self._transport.send(call), Order)

    async def cancel_and_new(self, change: Amendment) -> Order:
        """Cancel one order and place another in its stead, in one call, sent once; the answer is the old one.

        Nothing new is created when the old order fills first, although the call succeeds (protocol 4.11).
        """
        call = Call("POST", "/v1/orders/cancel_and_new", "order", change.members(), private=True)
        return decode(await self._transport.send(call), Order)

    async def cancel(self, *, uuid: str | None = None, identifier: str | None = None) -> Order:
        """Ask for a cancel; the answer is the order as accepted, its end comes by stream or look-up."""
        pairs = [_order_id(uuid, identifier)]
        call = Call("DELETE", "/v1/order", "default", pairs, private=True, urgent=True)
        return decode(await self._transport.send(call), Order)

    async def _get(self, path: str, group: str, kind: type[T], pairs: Pairs) -> T:
        return decode(await self._transport.send(Call("GET", path, group, pairs)), kind)

    async def _private(self, path: str, kind: type[T], pairs: Pairs) -> T:
        return decode(await self._transport.send(Call("GET", path, "default", pairs, private=True)), kind)


def _markets(markets: Iterable[str]) -> list[tuple[str, str]]:
    return [("markets", ",".join(markets))]


def _order_id(uuid: str | None, identifier: str | None) -> tuple[str, str]:
    if uuid is not None:
        return ("uuid", uuid)
    if identifier is not None:
        return ("identifier", identifier)
    raise ValueError("an order is named by its uuid or its identifier")


def _utc(moment: datetime) -> str:
    known = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return known.strftime("%Y-%m-%dT%H:%M:%SZ")

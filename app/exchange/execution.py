"""The trading floor: matches what comes in with the books, settles executions, records what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app.exchange import rules
from app.exchange.accounts import Account
from app.exchange.events import AssetChanged, BookChanged, Event, OrderChanged, TradeHappened
from app.exchange.matching import NO_LIMIT_ASK, NO_LIMIT_BID, Book, BookSide, BookSideName, Resting
from app.exchange.orders import EndState, Fill, LiveOrder, OrderEvent, Terms
from app.exchange.units import FUNDS, UNIT, from_funds, from_money, from_units

_IDS_PER_MS = 10_000


class Market:
    """One market's book and the memory of its tape."""

    def __init__(self, code: str, last_price: int = 0) -> None:
        self.code = code
        self.quote = rules.quote_of(code)
        self.base = rules.base_of(code)
        self.book = Book()
        self.online = True
        self.last_price = last_price
        self.trend = "up"
        self.changed_ms: int | None = None
        self._last_sequential_id = 0

    def __repr__(self) -> str:
        return f"<Market {self.code} {self.book.bid!r} {self.book.ask!r}>"

    def next_sequential_id(self, now_ms: int) -> int:
        """A number above all before: the time in ms, times 10,000, plus a counter (protocol 9.34)."""
        self._last_sequential_id = max(self._last_sequential_id + 1, now_ms * _IDS_PER_MS)
        return self._last_sequential_id

    def remember(self, price: int) -> None:
        """Take note of the newest trade price and of the direction it came from."""
        if price != self.last_price:
            self.trend = "up" if price > self.last_price else "down"
            self.last_price = price


class _Execution(NamedTuple):
    """One trade in integers."""

    price: int
    volume: int
    sequential_id: int
    time_ms: int

    def fill(self, trade_id: str, order: LiveOrder, trend: str, *, is_maker: bool) -> Fill:
        """The trade as one of its orders sees it."""
        funds = self.price * self.volume
        return Fill(
            uuid=trade_id,
            market=order.request.market,
            side=order.side,
            price=from_units(self.price),
            volume=from_units(self.volume),
            funds=from_funds(funds),
            fee=from_money(funds * order.fee_rate),
            is_maker=is_maker,
            trend=trend,
            time_ms=self.time_ms,
            sequential_id=self.sequential_id,
        )


class Floor:
    """All markets and accounts of the exchange, and the one place where orders turn into trades."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        self.markets: dict[str, Market] = {}
        self.accounts: dict[str, Account] = {}
        self._new_id = new_id
        self._events: list[Event] = []
        self._changed: dict[str, Market] = {}

    def drain(self) -> list[Event]:
        """Everything since the last drain, in order, with the changed books last."""
        events, self._events = self._events, []
        for market in self._changed.values():
            events.append(BookChanged(market.code, market.changed_ms or 0))
        self._changed.clear()
        return events

    # -- users' orders ----------------------------------------------------------------------------------

    def enter(self, account: Account, terms: Terms, now_ms: int) -> LiveOrder:
        """Accept an order: lock its funds, tell so, and let it trade, rest or end as its kind says."""
        order = LiveOrder(self._new_id(), account.name, terms, now_ms)
        account.orders[order.uuid] = order
        account.open_orders[order.uuid] = order
        account.wallet(self._given(order)).hold(terms.hold)
        self._tell(order, "wait", now_ms)
        self._tell_assets(account, now_ms, self._given(order))
        return order

    def work(self, order: LiveOrder, now_ms: int) -> None:
        """Let a freshly entered order meet the book."""
        market = self.markets[order.request.market]
        opposite = market.book.against(order.side)
        time_in_force = order.request.time_in_force
        would_take = time_in_force == "post_only" and opposite.first(order.price) is not None
        if would_take or (time_in_force == "fok" and not can_fill(order, opposite)):
            self._end(order, "cancel", now_ms)
        else:
            self._match(market, order, now_ms)

    def withdraw(self, order: LiveOrder, now_ms: int) -> None:
        """Take an open order out of its book and end it."""
        market = self.markets[order.request.market]
        market.book.side(order.side).remove(order)
        self._mark(market, now_ms)
        self._end(order, "cancel", now_ms)

    def _match(self, market: Market, order: LiveOrder, now_ms: int) -> None:
        opposite = market.book.against(order.side)
        while order.state == "wait":
            maker = opposite.first(order.price)
            if maker is None:
                break
            volume = min(order.wanted(maker.price), maker.remaining)
            if not volume:
                break
            if self._is_prevented(order, maker):
                assert isinstance(maker, LiveOrder)
                self._prevent(market, order, maker, volume, now_ms)
            else:
                self._trade(market, order, maker, volume, now_ms)
        if order.state == "wait":
            self._settle_rest(market, order, now_ms)

    def _settle_rest(self, market: Market, order: LiveOrder, now_ms: int) -> None:
        if order.request.ord_type == "limit" and order.request.time_in_force in (None, "post_only"):
            market.book.side(order.side).add(order)
            self._mark(market, now_ms)
        else:
            self._end(order, "cancel", now_ms)

    # -- the house --------------------------------------------------------------------------------------

    def quote(self, market: Market, side: BookSideName, price: int, size: int, now_ms: int) -> None:
        """Make the house's size at a price so much; what crosses the book trades first."""
        if size and market.book.against(side).first(price) is not None:
            size -= self.sweep(market, side, size, price, now_ms)
        if market.book.side(side).set_house(price, size):
            self._mark(market, now_ms)

    def sweep(self, market: Market, side: BookSideName, volume: int, limit: int | None, now_ms: int) -> int:
        """A house order that takes what it finds up to a volume and a worst price; the volume it got."""
        if limit is None:
            limit = NO_LIMIT_BID if side == "bid" else NO_LIMIT_ASK
        opposite = market.book.against(side)
        left = volume
        while left and (maker := opposite.first(limit)) is not None:
            part = min(left, maker.remaining)
            self._trade(market, None, maker, part, now_ms)
            left -= part
        return volume - left

    # -- executions -------------------------------------------------------------------------------------

    def _trade(
        self, market: Market, taker: LiveOrder | None, maker: Resting, volume: int, now_ms: int
    ) -> None:
        """Execute a volume between two orders at the maker's price; a taker of None is the house."""
        market.book.side(maker.side).reduce(maker, volume)
        market.remember(maker.price)
        execution = _Execution(maker.price, volume, market.next_sequential_id(now_ms), now_ms)
        self._tell_trade(market, "ask" if maker.side == "bid" else "bid", execution)
        users = [order for order in (taker, maker) if isinstance(order, LiveOrder)]
        if not users:
            return
        trade_id = self._new_id()
        if taker is not None:
            taker.take_off(maker.price, volume)
        for order in users:
            fill = execution.fill(trade_id, order, market.trend, is_maker=order is maker)
            self._pay(market, order, maker.price, volume)
            order.execute(fill, maker.price, volume)
            self._tell(order, "trade", now_ms, fill)
            self._tell_assets(self.accounts[order.account], now_ms, market.quote, market.base)
        for order in users:
            if order.is_spent:
                self._end(order, "done", now_ms)

    def _pay(self, market: Market, order: LiveOrder, price: int, volume: int) -> None:
        """Move what one side gives and gets; a bid filled below its limit gets the difference back."""
        account = self.accounts[order.account]
        quote, base = account.wallet(market.quote), account.wallet(market.base)
        funds = price * volume
        if order.side == "ask":
            base.release(volume * FUNDS, spent=volume * FUNDS)
            quote.receive(funds * (UNIT - order.fee_rate))
            return
        cost = funds * (UNIT + order.fee_rate)
        held = cost if order.funds_left is not None else order.price * volume * (UNIT + order.fee_rate)
        base.average_in(volume, price * self._krw_price(account, market.quote))
        quote.release(held, spent=cost)
        base.receive(volume * FUNDS)

    def _krw_price(self, account: Account, quote: str) -> int:
        """A quote currency's worth in KRW (1e-8): its last trade here, else what the account paid for it."""
        if quote == "KRW":
            return UNIT
        krw_market = self.markets.get(f"KRW-{quote}")
        if krw_market and krw_market.last_price:
            return krw_market.last_price
        return account.wallet(quote).avg_buy_price // UNIT

    # -- self-match prevention (protocol 4.14) ----------------------------------------------------------

    @staticmethod
    def _is_prevented(taker: LiveOrder, maker: Resting) -> bool:
        if taker.smp_type in (None, "none"):
            return False
        return isinstance(maker, LiveOrder) and maker.account == taker.account

    def _prevent(self, market: Market, taker: LiveOrder, maker: LiveOrder, overlap: int, now_ms: int) -> None:
        """Keep an account from trading with itself; the taker's mode decides who gives way."""
        self._mark(market, now_ms)
        price, mode = maker.price, taker.smp_type
        if mode != "cancel_taker":
            part, before = overlap if mode == "reduce" else maker.remaining, maker.locked
            market.book.side(maker.side).reduce(maker, part)
            self._cut(maker, part, before - maker.locked, now_ms)
        if mode != "cancel_maker":
            part, before = overlap if mode == "reduce" else taker.wanted(price), taker.locked
            if mode == "reduce":
                taker.take_off(price, part)
            else:
                taker.empty()
            self._cut(taker, part, before - taker.locked, now_ms)

    def _cut(self, order: LiveOrder, volume: int, money: int, now_ms: int) -> None:
        """Count what prevention took from an order, free it, and end the order if that was all."""
        account = self.accounts[order.account]
        account.wallet(self._given(order)).release(money)
        order.prevent(volume, money)
        if order.is_spent:
            self._end(order, "cancel", now_ms)
        else:
            self._tell(order, "prevented", now_ms)
        self._tell_assets(account, now_ms, self._given(order))

    # -- the end, and telling ---------------------------------------------------------------------------

    def _end(self, order: LiveOrder, state: EndState, now_ms: int) -> None:
        account = self.accounts[order.account]
        rest = order.locked
        order.end(state)
        del account.open_orders[order.uuid]
        account.wallet(self._given(order)).release(rest)
        self._tell(order, state, now_ms)
        if rest:
            self._tell_assets(account, now_ms, self._given(order))

    def _given(self, order: LiveOrder) -> str:
        market = self.markets[order.request.market]
        return market.quote if order.side == "bid" else market.base

    def _mark(self, market: Market, now_ms: int) -> None:
        market.changed_ms = now_ms
        self._changed[market.code] = market

    def _tell(self, order: LiveOrder, state: OrderEvent, now_ms: int, trade: Fill | None = None) -> None:
        self._events.append(OrderChanged(order.account, order.snapshot(), state, now_ms, trade))

    def _tell_assets(self, account: Account, now_ms: int, *currencies: str) -> None:
        balances = tuple(account.balance(currency) for currency in currencies)
        self._events.append(AssetChanged(account.name, balances, now_ms, self._new_id()))

    def _tell_trade(self, market: Market, taker_side: str, execution: _Execution) -> None:
        self._mark(market, execution.time_ms)
        ask, bid = market.book.ask.best_quote, market.book.bid.best_quote
        self._events.append(
            TradeHappened(
                market=market.code,
                price=from_units(execution.price),
                volume=from_units(execution.volume),
                taker_side=taker_side,
                time_ms=execution.time_ms,
                sequential_id=execution.sequential_id,
                best_ask_price=ask[0],
                best_ask_size=ask[1],
                best_bid_price=bid[0],
                best_bid_size=bid[1],
            )
        )


def can_fill(order: LiveOrder, opposite: BookSide) -> bool:
    """Whether an order would execute whole at once; own quotes count only as its mode lets them."""
    prevents = order.smp_type not in (None, "none")
    left = order.remaining if order.funds_left is None else order.funds_left
    for level in opposite.reachable(order.price):
        for maker in level.queue:
            if prevents and isinstance(maker, LiveOrder) and maker.account == order.account:
                if order.smp_type == "cancel_maker":
                    continue
                return False
            wanted = left if order.funds_left is None else left // level.price
            if wanted <= maker.remaining:
                return True
            left -= maker.remaining if order.funds_left is None else maker.remaining * level.price
    return False

"""The exchange's front desk: admits or refuses orders, and answers about orders, accounts and books."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from app.exchange import checks, rules
from app.exchange.accounts import Account, Balance
from app.exchange.events import AssetChanged, BookChanged, Event, OrderChanged, TradeHappened
from app.exchange.execution import Floor, Market
from app.exchange.matching import BookSideName
from app.exchange.orders import Fill, LiveOrder, Order, OrderRequest, Refusal, Terms
from app.exchange.units import from_units, to_units

__all__ = [
    "AssetChanged",
    "Balance",
    "BookChanged",
    "Engine",
    "Event",
    "Fill",
    "Order",
    "OrderChanged",
    "OrderRequest",
    "Refusal",
    "TradeHappened",
]


class Engine:
    """A pure matching engine: time and ids come in as arguments, everything that happens goes out by `drain`.

    `default_smp` rules orders that name no self-match mode: "cancel_maker" since 2026-11-09, None for the
    time before, when such orders traded with themselves and showed no mode (protocol 4.14).
    """

    def __init__(self, new_id: Callable[[], str], default_smp: str | None = "cancel_maker") -> None:
        self._floor = Floor(new_id)
        self._default_smp = default_smp

    def __repr__(self) -> str:
        return f"<Engine {len(self._floor.markets)} markets {len(self._floor.accounts)} accounts>"

    # -- set-up -----------------------------------------------------------------------------------------

    def open_market(self, code: str, last_price: Decimal | None = None) -> None:
        """Start trading a market with an empty book; again for a known one changes nothing.

        `last_price` is what the market last traded at before this exchange began, if it did.
        """
        if rules.quote_of(code) not in rules.QUOTES:
            raise ValueError(f"{code} has no known quote currency")
        self._floor.markets.setdefault(code, Market(code, to_units(last_price or Decimal(0))))

    def set_online(self, market: str, online: bool) -> None:
        """Halt a market for users (403 market_offline on orders and cancels) or let it go on."""
        self._floor.markets[market].online = online

    def open_account(
        self,
        account: str,
        balances: Mapping[str, Decimal],
        avg_buy_prices: Mapping[str, Decimal] | None = None,
    ) -> None:
        """Add a member with free balances; ValueError if the name is taken or an amount is negative."""
        if account in self._floor.accounts:
            raise ValueError(f"account {account} exists")
        self._floor.accounts[account] = Account(account, balances, avg_buy_prices)

    def has_market(self, code: str) -> bool:
        """Whether a market is traded here."""
        return code in self._floor.markets

    def member(self, account: str) -> Account:
        """An account itself, for who stores it; KeyError for an unknown one."""
        return self._floor.accounts[account]

    def members(self) -> Iterable[Account]:
        """Every account itself, for who stores them."""
        return self._floor.accounts.values()

    def adopt(self, accounts: Iterable[Account], open_orders: Iterable[LiveOrder]) -> None:
        """Take over stored accounts, and their open orders into the books, in the order of their places."""
        for account in accounts:
            self._floor.accounts[account.name] = account
        for order in open_orders:
            self._floor.accounts[order.account].open_orders[order.uuid] = order
            self._floor.markets[order.request.market].book.side(order.side).add(order)

    # -- users' orders ----------------------------------------------------------------------------------

    def check(self, account: str, request: OrderRequest) -> Terms:
        """Judge a request as `place` would, without any effect (protocol 4.7); raises Refusal."""
        market, terms = self._understand(account, request)
        self._require_means(self._floor.accounts[account], market, terms)
        return terms

    def require_sound(self, account: str, request: OrderRequest) -> None:
        """Refuse what a request alone shows to be wrong, whatever the account holds; raises Refusal."""
        self._understand(account, request)

    def place(self, account: str, request: OrderRequest, now_ms: int) -> Order:
        """Accept and execute an order; the Order as at entry (state wait), or Refusal.

        An identifier is used up even if the order is refused after its form was understood (protocol 4.5).
        """
        member = self._floor.accounts[account]
        market, smp_type = self._admit(member, request)
        if request.identifier is not None:
            member.identifiers[request.identifier] = None
        terms = checks.judge(request, market.book.against(request.side), smp_type)
        self._require_means(member, market, terms)
        live = self._floor.enter(member, terms, now_ms)
        if request.identifier is not None:
            member.identifiers[request.identifier] = live.uuid
        entered = live.snapshot()
        self._floor.work(live, now_ms)
        return entered

    def cancel(self, account: str, uuid: str, now_ms: int) -> Order:
        """Cancel an open order; the Order as it was, still holding its funds (protocol 4.10), or Refusal."""
        live = self._floor.accounts[account].open_orders.get(uuid)
        if live is None:
            # Executed, cancelled and never existed are one answer: none of them is there to cancel.
            raise _order_not_found()
        self._require_online(self._floor.markets[live.request.market])
        before = live.snapshot()
        self._floor.withdraw(live, now_ms)
        return before

    def order(self, account: str, *, uuid: str | None = None, identifier: str | None = None) -> Order:
        """One order of any state with its trades; the uuid wins over the identifier. Raises Refusal."""
        member = self._floor.accounts[account]
        if uuid is None:
            if identifier is None:
                raise Refusal(400, "invalid_parameter", "uuid 또는 identifier 중 하나는 필수입니다.")
            uuid = member.identifiers.get(identifier)
        live = member.orders.get(uuid) if uuid is not None else None
        if live is None:
            raise _order_not_found()
        return live.snapshot_with_trades()

    def orders(self, account: str) -> Sequence[Order]:
        """Every order ever accepted, by creation, without trades."""
        return [live.snapshot() for live in self._floor.accounts[account].orders.values()]

    def open_orders(self, account: str) -> Sequence[Order]:
        """The orders that are still open, by creation, without trades."""
        return [live.snapshot() for live in self._floor.accounts[account].open_orders.values()]

    def account(self, account: str) -> Mapping[str, Balance]:
        """The balances of every currency the account has ever held."""
        member = self._floor.accounts[account]
        return {currency: member.balance(currency) for currency in member.wallets}

    # -- the market's own flow --------------------------------------------------------------------------

    def set_level(self, market: str, side: BookSideName, price: Decimal, size: Decimal, now_ms: int) -> None:
        """Make the house's size at one price so much (0 withdraws it); what would cross the book trades.

        Users keep their places: more joins the back of the queue, less leaves from the back.
        """
        price_units, size_units = to_units(price), to_units(size)
        if price_units <= 0 or size_units < 0:
            raise ValueError(f"no level: {price} x {size}")
        self._floor.quote(self._floor.markets[market], side, price_units, size_units, now_ms)

    def take(
        self, market: str, side: BookSideName, volume: Decimal, now_ms: int, limit: Decimal | None = None
    ) -> Decimal:
        """A house order that takes from the book up to a worst price and never rests; the volume it got."""
        volume_units = to_units(volume)
        if volume_units < 0:
            raise ValueError(f"no volume: {volume}")
        limit_units = None if limit is None else to_units(limit)
        return from_units(
            self._floor.sweep(self._floor.markets[market], side, volume_units, limit_units, now_ms)
        )

    def house_size(self, market: str, side: BookSideName, price: Decimal) -> Decimal:
        """The house's own share of a level."""
        return from_units(self._floor.markets[market].book.side(side).house_size(to_units(price)))

    # -- books and events -------------------------------------------------------------------------------

    def depth(self, market: str, side: BookSideName, count: int) -> list[tuple[Decimal, Decimal]]:
        """Up to `count` levels of price and size, best first."""
        return self._floor.markets[market].book.side(side).depth(count)

    def total_size(self, market: str, side: BookSideName) -> Decimal:
        """The sum of all sizes of one side, beyond any visible depth."""
        return from_units(self._floor.markets[market].book.side(side).total)

    def drain(self) -> list[Event]:
        """Everything since the last drain, in order; one BookChanged a changed market at the end."""
        return self._floor.drain()

    # -- the stations of an order's admission (order of protocol 4.17) ----------------------------------

    def _understand(self, account: str, request: OrderRequest) -> tuple[Market, Terms]:
        market, smp_type = self._admit(self._floor.accounts[account], request)
        return market, checks.judge(request, market.book.against(request.side), smp_type)

    def _admit(self, member: Account, request: OrderRequest) -> tuple[Market, str | None]:
        checks.require_known_values(request)
        market = self._floor.markets.get(request.market)
        if market is None:
            raise Refusal(400, "notfoundmarket", f"{request.market} 마켓을 찾을 수 없습니다.")
        smp_type = checks.require_combination(request, self._default_smp)
        if request.identifier is not None and request.identifier in member.identifiers:
            raise Refusal(400, "duplicated_identifier", "이미 사용된 identifier입니다.")
        return market, smp_type

    def _require_means(self, member: Account, market: Market, terms: Terms) -> None:
        self._require_online(market)
        is_bid = terms.request.side == "bid"
        checks.require_funds(terms, member.available(market.quote if is_bid else market.base))
        checks.require_visible(terms, market.book.against(terms.request.side))

    @staticmethod
    def _require_online(market: Market) -> None:
        if not market.online:
            raise Refusal(403, "market_offline", "점검 중인 마켓입니다.")


def _order_not_found() -> Refusal:
    return Refusal(404, "order_not_found", "주문을 찾지 못했습니다.")

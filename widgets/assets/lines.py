"""The texts of the assets panel, made from a valued account: pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import IntEnum

from app import exact
from app.market.symbols import Catalog
from app.trading import Balance, Portfolio, Position
from widgets import format as fmt

HOME = "KRW"
DECIMALS = 8  # what balances are counted in; the tip has what an account has beyond them


class Column(IntEnum):
    """The columns of the panel, from left to right."""

    ASSET = 0
    TOTAL = 1
    LOCKED = 2
    AVERAGE = 3
    VALUE = 4
    PROFIT = 5
    RATE = 6
    SHARE = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One currency of the account, ready to be drawn.

    `share` is 0 to 1, for the bar alone; `old`: its price came before an outage.
    """

    currency: str
    name: str
    texts: tuple[str, ...]
    sign: int
    share: float
    tip: str
    old: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """The account as a whole; None where a price that is needed has not come yet."""

    assets: Decimal | None
    value: Decimal | None
    profit: Decimal | None
    profit_rate: Decimal | None
    spendable: Decimal | None
    excluded: tuple[str, ...]


NO_TOTALS = Totals(None, None, None, None, None, ())


def market_of(currency: str) -> str:
    """The market that prices a currency."""
    return f"{HOME}-{currency}"


def priced_currencies(balances: Mapping[str, Balance], catalog: Catalog) -> tuple[str, ...]:
    """The held currencies that have a market in KRW, and so a price to wait for."""
    held = sorted(balance.currency for balance in balances.values() if balance.total)
    return tuple(currency for currency in held if market_of(currency) in catalog)


def totals_of(portfolio: Portfolio, balances: Mapping[str, Balance], catalog: Catalog) -> Totals:
    """The sums above the list. What no market prices is left out and named."""
    home = balances.get(HOME)
    cash = Decimal(0) if home is None else home.total
    spendable = Decimal(0) if home is None else home.balance
    if not len(catalog) or any(market_of(currency) in catalog for currency in portfolio.unpriced):
        # A sum without a price that is about to come would be a number that never was.
        return Totals(None, None, None, None, spendable, ())
    return Totals(
        assets=portfolio.value,
        value=exact.total((portfolio.value, cash.copy_negate())),
        profit=portfolio.profit,
        profit_rate=portfolio.profit_rate,
        spendable=spendable,
        excluded=portfolio.unpriced,
    )


def order_of(portfolio: Portfolio) -> tuple[str, ...]:
    """The currencies from top to bottom: cash, then the most valuable first."""
    currencies = [position.balance.currency for position in portfolio.positions]
    return tuple(sorted(currencies, key=lambda currency: currency != HOME))


def lines_of(
    portfolio: Portfolio,
    order: Sequence[str],
    catalog: Catalog,
    *,
    complete: bool,
    old: Collection[str] = (),
) -> list[Line]:
    """A line for each position, in that order; shares only when `complete`, as they are of the whole.

    `old` are the currencies whose prices came before an outage.
    """
    positions = {position.balance.currency: position for position in portfolio.positions}
    return [
        _line(positions[currency], catalog, complete, currency in old)
        for currency in order
        if currency in positions
    ]


def _line(position: Position, catalog: Catalog, complete: bool, old: bool) -> Line:
    balance = position.balance
    share = position.share if complete else None
    market = catalog.get(market_of(balance.currency))
    texts = (
        balance.currency,
        amount(balance.total),
        amount(balance.locked),
        _average(balance),
        amount(balance.total, 0) if balance.currency == HOME else fmt.won(position.value),
        fmt.signed(position.profit, 0),
        fmt.percent(position.profit_rate),
        fmt.NOTHING if share is None else f"{fmt.price(share * 100, 1)}%",
    )
    profit = position.profit or Decimal(0)
    return Line(
        currency=balance.currency,
        name=market.name if market else "",
        texts=texts,
        sign=(profit > 0) - (profit < 0),
        share=0.0 if share is None else float(share),
        tip=f"{balance.currency} {fmt.exact(balance.balance)} + {fmt.exact(balance.locked)}",
        old=old,
    )


def amount(value: Decimal, decimals: int = DECIMALS) -> str:
    """How much there is, rounded down: never more than there is; columns are as wide as this needs."""
    return fmt.exact(exact.rounded(value, decimals, ROUND_DOWN))


def _average(balance: Balance) -> str:
    price = balance.avg_buy_price
    if price <= 0:
        return fmt.NOTHING
    # Four significant decimals below 1, two up to 100, none from there: what an average can mean.
    decimals = 0 if price >= 100 else 2 if price >= 1 else 8
    text = fmt.price(price, decimals)
    return text.rstrip("0").rstrip(".") if decimals == 8 else text

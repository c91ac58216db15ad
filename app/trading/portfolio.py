"""Balances and what they are worth: value, profit and loss after fees, share of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from app import exact
from app.upbit.models import Account

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Balance:
    """One currency of the account: `balance` is free, `locked` sits in orders or withdrawals.

    `avg_buy_price` is without fees, in `unit_currency` per unit; zero where the exchange knows none.
    """

    currency: str
    balance: Decimal
    locked: Decimal = _ZERO
    avg_buy_price: Decimal = _ZERO
    unit_currency: str = ""

    @property
    def total(self) -> Decimal:
        """Free and locked together."""
        return exact.total((self.balance, self.locked))


@dataclass(frozen=True, slots=True)
class Fees:
    """The account's own fee rates, e.g. 0.0005; the exchange tells them (GET /v1/orders/chance)."""

    buying: Decimal
    selling: Decimal


@dataclass(frozen=True, slots=True)
class Position:
    """A balance at a price. None where the price, or what was paid, is not known."""

    balance: Balance
    price: Decimal | None
    value: Decimal | None
    cost: Decimal | None
    profit: Decimal | None
    profit_rate: Decimal | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All positions, largest value first. Sums are over what has a price; `unpriced` names the rest.

    Cost and profit are None while the fees are not known.
    """

    positions: tuple[Position, ...]
    value: Decimal
    cost: Decimal | None
    profit: Decimal | None
    profit_rate: Decimal | None
    unpriced: tuple[str, ...]


def balance_of(account: Account) -> Balance:
    """The balance that a REST row tells."""
    return Balance(
        account.currency, account.balance, account.locked, account.avg_buy_price, account.unit_currency
    )


def appraise(
    balances: Iterable[Balance],
    prices: Mapping[str, Decimal],
    fees: Fees | None,
    *,
    home: str = "KRW",
) -> Portfolio:
    """Value every balance in `home` at `prices` (home per unit; home itself needs none).

    Profit is after fees: what selling now would leave, against what buying cost with its fee. Without
    the fees there is none.
    """
    priced = [_position(balance, prices, home, fees) for balance in balances if balance.total]
    value = exact.total(position.value for position in priced if position.value is not None)
    known = [position for position in priced if position.profit is not None]
    cost = exact.total(position.cost for position in known if position.cost is not None)
    profit = exact.total(position.profit for position in known if position.profit is not None)
    shared = [_with_share(position, value) for position in priced]
    return Portfolio(
        positions=tuple(sorted(shared, key=_by_value)),
        value=value,
        cost=None if fees is None else cost,
        profit=None if fees is None else profit,
        profit_rate=profit / cost if cost else None,
        unpriced=tuple(position.balance.currency for position in priced if position.value is None),
    )


def _position(balance: Balance, prices: Mapping[str, Decimal], home: str, fees: Fees | None) -> Position:
    if balance.currency == home:
        return Position(balance, None, balance.total, None, None, None, None)
    price = prices.get(balance.currency)
    value = None if price is None else exact.product(price, balance.total)
    bought = balance.avg_buy_price > 0 and balance.unit_currency in ("", home)
    if fees is None or not bought:
        return Position(balance, price, value, None, None, None, None)
    cost = exact.product(exact.product(balance.avg_buy_price, balance.total), 1 + fees.buying)
    if value is None:
        return Position(balance, price, value, cost, None, None, None)
    profit = exact.total((exact.product(value, 1 - fees.selling), cost.copy_negate()))
    return Position(balance, price, value, cost, profit, profit / cost, None)


def _with_share(position: Position, whole: Decimal) -> Position:
    if position.value is None or not whole:
        return position
    return replace(position, share=position.value / whole)


def _by_value(position: Position) -> tuple[Decimal, str]:
    return (-(position.value or _ZERO), position.balance.currency)

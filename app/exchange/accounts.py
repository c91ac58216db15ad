"""The ledger: what each account has, what its open orders lock, and its average purchase prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.exchange.orders import LiveOrder
from app.exchange.units import FUNDS, from_money, from_units, to_money


@dataclass(frozen=True)
class Balance:
    """One currency of an account: `balance` is free to use, `locked` is held by open orders.

    `avg_buy_price` is in KRW and rounded to 8 decimals (protocol 4.3).
    """

    currency: str
    balance: Decimal
    locked: Decimal
    avg_buy_price: Decimal


class Wallet:
    """One currency of one account, as money of 1e-24; no amount in it is ever negative."""

    __slots__ = ("available", "avg_buy_price", "locked")

    def __init__(self, available: int = 0) -> None:
        self.available = available
        self.locked = 0
        # In 1e-16 for a full digit range below the 1e-8 that is shown; a mean cannot be exact.
        self.avg_buy_price = 0

    def __repr__(self) -> str:
        return f"<Wallet {from_money(self.available)} locked {from_money(self.locked)}>"

    def hold(self, money: int) -> None:
        """Move free money under an order's lock."""
        self._require(0 <= money <= self.available, "hold", money)
        self.available -= money
        self.locked += money

    def release(self, money: int, *, spent: int = 0) -> None:
        """End a lock: `spent` of it leaves the account, the rest is free again."""
        self._require(0 <= spent <= money <= self.locked, "release", money)
        self.locked -= money
        self.available += money - spent

    def receive(self, money: int) -> None:
        """Take in money."""
        self._require(money >= 0, "receive", money)
        self.available += money

    def average_in(self, volume: int, krw_price: int) -> None:
        """Weigh a purchase into the average price, before it is received: volume in 1e-8, price in 1e-16."""
        held = (self.available + self.locked) // FUNDS
        total = held + volume
        self.avg_buy_price = (self.avg_buy_price * held + krw_price * volume + total // 2) // total

    def _require(self, holds: bool, step: str, money: int) -> None:
        if not holds:
            raise ArithmeticError(f"cannot {step} {from_money(money)} in {self!r}")


class Account:
    """One member: wallets, every order ever accepted, and every identifier ever used."""

    def __init__(
        self,
        name: str,
        balances: Mapping[str, Decimal],
        avg_buy_prices: Mapping[str, Decimal] | None = None,
    ) -> None:
        self.name = name
        self.wallets: dict[str, Wallet] = {}
        self.orders: dict[str, LiveOrder] = {}
        self.open_orders: dict[str, LiveOrder] = {}
        # None: the identifier was used up by an order that was refused.
        self.identifiers: dict[str, str | None] = {}
        for currency, amount in balances.items():
            if amount < 0:
                raise ValueError(f"the balance of {currency} is negative: {amount}")
            self.wallets[currency] = Wallet(to_money(amount))
        for currency, price in (avg_buy_prices or {}).items():
            self.wallet(currency).avg_buy_price = to_money(price) // 10**8

    def __repr__(self) -> str:
        return f"<Account {self.name} {len(self.open_orders)} open of {len(self.orders)} orders>"

    def wallet(self, currency: str) -> Wallet:
        """The wallet of a currency, empty if it was never held."""
        wallet = self.wallets.get(currency)
        if wallet is None:
            wallet = self.wallets[currency] = Wallet()
        return wallet

    def available(self, currency: str) -> int:
        """Free money of a currency, without making a wallet for it."""
        wallet = self.wallets.get(currency)
        return wallet.available if wallet else 0

    def balance(self, currency: str) -> Balance:
        """What others see of one currency."""
        wallet = self.wallets[currency]
        return Balance(
            currency=currency,
            balance=from_money(wallet.available),
            locked=from_money(wallet.locked),
            avg_buy_price=from_units((wallet.avg_buy_price + 5 * 10**7) // 10**8),
        )

"""The account's balances, put together from REST snapshots and myAsset events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.trading.portfolio import Balance, balance_of
from app.upbit.models import Account
from app.websocket_v6.events import MyAsset


class Wallet:
    """Keeps the newest balance per currency. Changing methods return the currencies that changed."""

    def __init__(self) -> None:
        self.balances: dict[str, Balance] = {}
        self._events = 0
        self._touched: dict[str, int] = {}
        self._event_ms: dict[str, int] = {}

    def __repr__(self) -> str:
        return f"<Wallet {sorted(self.balances)}>"

    def mark(self) -> int:
        """The present moment, to be given to `snapshot` with the answer of a request made now."""
        return self._events

    def snapshot(self, accounts: Sequence[Account], mark: int) -> frozenset[str]:
        """The whole account as REST tells it; events that came after `mark` are newer and stay."""
        told = {account.currency: balance_of(account) for account in accounts}
        changed = set()
        for currency in set(told) | set(self.balances):
            newer = self._touched.get(currency, 0) > mark
            balance = told.get(currency)
            if balance is None:
                if not newer and self.balances.pop(currency, None) is not None:
                    changed.add(currency)
                continue
            changed |= self._put(self._keep_amounts(balance) if newer else balance)
        return frozenset(changed)

    def change(self, event: MyAsset) -> frozenset[str]:
        """The balances that one myAsset event tells; one older than the last of its currency is old news."""
        self._events += 1
        changed: set[str] = set()
        for asset in event.assets:
            if event.asset_timestamp < self._event_ms.get(asset.currency, 0):
                continue
            self._event_ms[asset.currency] = event.asset_timestamp
            self._touched[asset.currency] = self._events
            known = self.balances.get(asset.currency, Balance(asset.currency, Decimal(0)))
            changed |= self._put(replace(known, balance=asset.balance, locked=asset.locked))
        return frozenset(changed)

    def _keep_amounts(self, told: Balance) -> Balance:
        known = self.balances.get(told.currency, told)
        return replace(told, balance=known.balance, locked=known.locked)

    def _put(self, balance: Balance) -> set[str]:
        if self.balances.get(balance.currency) == balance:
            return set()
        self.balances[balance.currency] = balance
        return {balance.currency}

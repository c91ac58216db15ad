"""Orders and balances as they stand, and the signals that tell what changed, once in a turn of the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from app.signals import Signal
from app.trading.facts import Local, OrderFacts, facts_of_event, facts_of_snapshot
from app.trading.ledger import Ledger
from app.trading.orders import OrderIntent, OrderRecord
from app.trading.portfolio import Balance
from app.trading.wallet import Wallet
from app.upbit.models import Account, Order
from app.websocket_v6.events import MyAsset, MyOrder


class Books:
    """The ledger and the wallet with coalesced signals: keys of orders, currencies of balances."""

    def __init__(self) -> None:
        self.orders_changed: Signal[frozenset[str]] = Signal("broker.orders_changed")
        self.balances_changed: Signal[frozenset[str]] = Signal("broker.balances_changed")
        self.ledger = Ledger()
        self.wallet = Wallet()
        self._orders: set[str] = set()
        self._balances: set[str] = set()
        self._flush_due = False
        self._muted = False

    def __repr__(self) -> str:
        return f"<Books {self.ledger!r} {self.wallet!r}>"

    @property
    def orders(self) -> dict[str, OrderRecord]:
        return self.ledger.orders

    @property
    def balances(self) -> dict[str, Balance]:
        return self.wallet.balances

    def mute(self) -> None:
        """Tell nothing any more: what listens is being closed."""
        self._muted = True

    def clear(self) -> None:
        """Forget every order and balance: another account comes."""
        orders, balances = tuple(self.orders), tuple(self.balances)
        self.ledger, self.wallet = Ledger(), Wallet()
        self._changed(orders, balances)

    def facts(self, key: str) -> OrderFacts:
        """What is known of an order."""
        return self.ledger.facts(key)

    def intend(self, key: str, intent: OrderIntent, time_ms: int, local: Local = Local.SENDING) -> None:
        """An own order is about to be sent, or an earlier run has sent it."""
        self._changed(self.ledger.intend(key, intent, time_ms, local))

    def tell(self, order: Order, identifier: str | None = None) -> str:
        """Merge a REST answer; the key of its order. `identifier`: the one that was sent or asked for."""
        if identifier is not None:
            # An answer may come without it: then it would be taken for the order of somebody else.
            order = replace(order, identifier=identifier)
        return self._tell(facts_of_snapshot(order))

    def hear(self, event: MyOrder) -> str:
        """Merge a myOrder event; the key of its order."""
        return self._tell(facts_of_event(event))

    def reject(self, key: str, reason: str) -> None:
        """The order was refused or never arrived."""
        self._changed(self.ledger.reject(key, reason))

    def doubt(self, key: str, reason: str) -> None:
        """Nobody knows what became of the order."""
        self._changed(self.ledger.doubt(key, reason))

    def miss(self, key: str, now: float, reason: str) -> None:
        """The exchange does not find an order that it has shown before."""
        self._changed(self.ledger.miss(key, now, reason))

    def count(self, accounts: Sequence[Account], mark: int) -> None:
        """Merge the balances of a REST answer whose request was made at `mark`."""
        self._changed((), self.wallet.snapshot(accounts, mark))

    def move(self, event: MyAsset) -> None:
        """Merge a myAsset event."""
        self._changed((), self.wallet.change(event))

    def _tell(self, facts: OrderFacts) -> str:
        self._changed(self.ledger.tell(facts))
        return self.ledger.key_for(facts.uuid, facts.identifier)

    def _changed(self, orders: Iterable[str], balances: Iterable[str] = ()) -> None:
        self._orders.update(orders)
        self._balances.update(balances)
        if not self._flush_due and not self._muted and (self._orders or self._balances):
            self._flush_due = True
            asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        self._flush_due = False
        if self._muted:
            return
        orders, self._orders = frozenset(self._orders), set()
        balances, self._balances = frozenset(self._balances), set()
        if orders:
            self.orders_changed.emit(orders)
        if balances:
            self.balances_changed.emit(balances)

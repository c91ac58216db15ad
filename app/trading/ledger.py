"""All orders known here: facts per order under one key each, and the records that the panels read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.trading.facts import (
    Local,
    OrderFacts,
    facts_of_intent,
    merge,
    record_of,
    rejected,
    uncertain,
)
from app.trading.lookup import Search
from app.trading.orders import OWN_PREFIX, OrderIntent, OrderRecord, OrderState, key_of
from app.upbit.sentences import sentence

KEEP_ENDED = 1000


class Ledger:
    """Merges news into orders. Each method returns the keys whose record changed."""

    def __init__(self) -> None:
        self.orders: dict[str, OrderRecord] = {}
        self._facts: dict[str, OrderFacts] = {}
        self._key_of_uuid: dict[str, str] = {}
        self._missing: dict[str, tuple[float, Search]] = {}

    def __repr__(self) -> str:
        return f"<Ledger orders={len(self.orders)} open={len(self.open_keys())}>"

    def intend(
        self, identifier: str, intent: OrderIntent, time_ms: int, local: Local = Local.SENDING
    ) -> frozenset[str]:
        """An own order is about to be sent, or was sent by an earlier run."""
        return self._merge(identifier, facts_of_intent(intent, identifier, time_ms, local))

    def tell(self, facts: OrderFacts) -> frozenset[str]:
        """The exchange has told something of an order."""
        key = self._key(facts)
        changed = self._join(facts, key)
        if facts.uuid is not None:
            self._key_of_uuid[facts.uuid] = key
        self._missing.pop(key, None)
        return changed | self._merge(key, facts)

    def reject(self, key: str, reason: str) -> frozenset[str]:
        """The order was refused, or never arrived."""
        return self._store(key, rejected(self._facts[key], reason))

    def doubt(self, key: str, reason: str) -> frozenset[str]:
        """Nobody knows what became of the order."""
        return self._store(key, uncertain(self._facts[key], reason))

    def miss(self, key: str, now: float, reason: str) -> frozenset[str]:
        """The exchange does not find an order that it has shown before; `now` is monotonic seconds.

        The order is never dropped for that. When it goes on, the order is of unknown state, until the
        exchange speaks of it again.
        """
        first, search = self._missing.get(key, (now, Search()))
        search = search.missed(now - first)
        self._missing[key] = (first, search)
        record = self.orders[key]
        if not search.never_arrived or record.state.is_final:
            return frozenset()
        lost = replace(record, state=OrderState.UNKNOWN, reason=str(sentence(reason)), reason_name=reason)
        return self._show(lost)

    def facts(self, key: str) -> OrderFacts:
        """What is known of an order; nothing for a key that is not there."""
        return self._facts.get(key, OrderFacts())

    def open_keys(self, market: str | None = None) -> list[str]:
        """Orders that may rest at the exchange, in the order in which they came to be known."""
        return [
            key
            for key, record in self.orders.items()
            if not record.state.is_final and market in (None, record.market)
        ]

    def key_for(self, uuid: str | None, identifier: str | None) -> str:
        """The key under which an order of these ids is or would be kept."""
        return self._key_of_uuid.get(uuid or "") or key_of(uuid, identifier)

    def _key(self, facts: OrderFacts) -> str:
        own = key_of(None, facts.identifier)
        return own if own.startswith(OWN_PREFIX) else self.key_for(facts.uuid, facts.identifier)

    def _join(self, facts: OrderFacts, key: str) -> frozenset[str]:
        """Put together what was kept under the exchange's id before our own identifier showed up."""
        earlier = self._key_of_uuid.get(facts.uuid or "", key)
        if earlier == key:
            return frozenset()
        self.orders.pop(earlier, None)
        return frozenset({earlier}) | self._merge(key, self._facts.pop(earlier, OrderFacts()))

    def _merge(self, key: str, facts: OrderFacts) -> frozenset[str]:
        return self._store(key, merge(self._facts.get(key, OrderFacts()), facts))

    def _store(self, key: str, facts: OrderFacts) -> frozenset[str]:
        self._facts[key] = facts
        return self._show(record_of(key, facts, external=not key.startswith(OWN_PREFIX)))

    def _show(self, record: OrderRecord) -> frozenset[str]:
        if self.orders.get(record.key) == record:
            return frozenset()
        self.orders[record.key] = record
        return frozenset({record.key}) | self._forget_ended()

    def _forget_ended(self) -> frozenset[str]:
        if len(self.orders) <= 2 * KEEP_ENDED:
            return frozenset()
        ended = [key for key, record in self.orders.items() if record.state.is_final]
        return self._drop(ended[: len(ended) - KEEP_ENDED])

    def _drop(self, keys: Iterable[str]) -> frozenset[str]:
        for key in keys:
            facts = self._facts.pop(key)
            del self.orders[key]
            self._missing.pop(key, None)
            self._key_of_uuid.pop(facts.uuid or "", None)
        return frozenset(keys)

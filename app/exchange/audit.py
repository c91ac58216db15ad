"""Whether accounts add up: what came in and went out makes what is there, open orders make the locks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from app.exchange import rules
from app.exchange.accounts import Account
from app.exchange.orders import LiveOrder
from app.exchange.units import from_money, to_money, to_units


def audit(accounts: Mapping[str, Account], openings: Mapping[tuple[str, str], int]) -> None:
    """Check every account against its orders and executions; ValueError names the first difference.

    `openings` is what each account held of a currency at its beginning, as money.
    """
    for account in accounts.values():
        totals: defaultdict[str, int] = defaultdict(int)
        locks: defaultdict[str, int] = defaultdict(int)
        for order in account.orders.values():
            _require_whole(order)
            quote, base = rules.quote_of(order.request.market), rules.base_of(order.request.market)
            sign = 1 if order.side == "bid" else -1
            for fill in order.fills:
                totals[base] += sign * to_money(fill.volume)
                totals[quote] -= sign * to_money(fill.funds) + to_money(fill.fee)
            locks[quote if order.side == "bid" else base] += order.locked
        for currency in {*account.wallets, *totals, *locks}:
            wallet = account.wallet(currency)
            there = wallet.available + wallet.locked
            due = openings.get((account.name, currency), 0) + totals[currency]
            _require(
                there == due, f"{account.name} has {from_money(there)} {currency}, not {from_money(due)}"
            )
            _require(wallet.locked == locks[currency], f"the locks of {account.name} in {currency} are wrong")
            _require(wallet.available >= 0, f"{account.name} owes {currency}")
        for identifier, uuid in account.identifiers.items():
            _require(uuid is None or uuid in account.orders, f"the identifier {identifier} leads nowhere")


def _require_whole(order: LiveOrder) -> None:
    """An order's counters are those of its executions."""
    volume = sum(to_units(fill.volume) for fill in order.fills)
    _require(volume == order.executed_volume, f"the order {order.uuid} lacks executions")
    if order.request.volume is not None and order.state != "cancel":
        whole = order.remaining + order.executed_volume + order.prevented_volume
        _require(whole == to_units(order.request.volume), f"the order {order.uuid} has lost volume")
    _require(order.state != "done" or order.is_spent, f"the order {order.uuid} is done and has more to do")


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(what)

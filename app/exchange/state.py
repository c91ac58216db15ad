"""The exchange's memory on disk: accounts, orders, identifiers and trades in one SQLite file.

One transaction holds all that one step of the engine changed, and it is committed before anybody is told.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from app.exchange.accounts import Account
from app.exchange.audit import audit
from app.exchange.engine import AssetChanged, Engine, Event, OrderChanged
from app.exchange.orders import Fill, LiveOrder
from app.exchange.records import FILL_COLUMNS, ORDER_COLUMNS, fill_of, fill_row, order_of, order_row

_VERSION = 1
_SCHEMA = f"""
CREATE TABLE accounts (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE wallets (
    number INTEGER PRIMARY KEY, account TEXT NOT NULL, currency TEXT NOT NULL, opening TEXT NOT NULL,
    available TEXT NOT NULL, locked TEXT NOT NULL, avg_buy_price TEXT NOT NULL,
    UNIQUE (account, currency));
CREATE TABLE orders (number INTEGER PRIMARY KEY, {", ".join(ORDER_COLUMNS)}, UNIQUE (uuid));
CREATE TABLE fills (number INTEGER PRIMARY KEY, {", ".join(FILL_COLUMNS)}, UNIQUE (uuid, order_uuid));
CREATE TABLE identifiers (
    number INTEGER PRIMARY KEY, account TEXT NOT NULL, identifier TEXT NOT NULL, order_uuid TEXT,
    UNIQUE (account, identifier));
PRAGMA user_version = {_VERSION};
"""
_LIVING = (
    *("remaining", "funds_left", "state", "executed_volume", "executed_funds", "paid_fee"),
    *("prevented_volume", "prevented_locked"),
)
_SAVE_ORDER = (
    f"INSERT INTO orders ({', '.join(ORDER_COLUMNS)}) VALUES ({', '.join('?' * len(ORDER_COLUMNS))}) "
    f"ON CONFLICT (uuid) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _LIVING)}"
)
_SAVE_FILL = f"INSERT INTO fills ({', '.join(FILL_COLUMNS)}) VALUES ({', '.join('?' * len(FILL_COLUMNS))})"
_SAVE_WALLET = (
    "INSERT INTO wallets (account, currency, opening, available, locked, avg_buy_price) "
    "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (account, currency) DO UPDATE SET "
    "available = excluded.available, locked = excluded.locked, avg_buy_price = excluded.avg_buy_price"
)


class StateError(Exception):
    """A state file that cannot be used; the text is a sentence for the person."""


class StateInUse(StateError):
    """Another exchange has the file; there is nothing wrong with it."""


class StateUnwritable(StateError):
    """The disk, or the rights of the file, keep it from being used; what is in it may be whole."""


_UNWRITABLE = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN")


class State:
    """One open state file; nobody else can open it meanwhile. Raises StateError."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._identifiers: dict[str, int] = {}
        # Made by us first, so that nobody else may read it in the moment before a chmod. One that is there is
        # not opened: closing it again would take away the locks of another State in this process.
        with suppress(OSError):  # SQLite says it better
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            self._db = sqlite3.connect(path, timeout=0.5, isolation_level=None)
        except sqlite3.Error as error:
            raise self._broken(error) from None
        try:
            self._prepare()
        except sqlite3.Error as error:
            self._db.close()
            raise self._broken(error) from None
        except StateError:
            self._db.close()
            raise

    def __repr__(self) -> str:
        return f"<State {self._name}>"

    def _prepare(self) -> None:
        # Exclusive from the first read on: a second exchange on one file would undo the first one's work.
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._db.execute("PRAGMA journal_mode = WAL")
        # What is committed outlives this process in any case; only a power cut may take the last steps.
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("BEGIN EXCLUSIVE")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        tables = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if version == 0 and not tables:
            for statement in _SCHEMA.strip().split(";\n"):
                self._db.execute(statement)
        self._db.execute("COMMIT")
        if version not in (0, _VERSION) or (version == 0 and tables):
            raise StateError(f"{self._name} is no state of this exchange.")
        verdict = self._db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise StateError(f"{self._name} is damaged: {verdict}.")

    def close(self) -> None:
        """Close the file; idempotent."""
        self._db.close()

    def load(self, engine: Engine) -> None:
        """Bring every account back into an engine with empty books; StateError if it does not add up."""
        try:
            accounts, orders = self._read()
            audit(accounts, self._openings())
        except (sqlite3.Error, ValueError, TypeError, KeyError, ArithmeticError) as error:
            raise self._broken(error) from None
        for order in orders:
            if order.state == "wait" and not engine.has_market(order.request.market):
                raise StateError(
                    f"{self._name} has an open order in {order.request.market}, which is not listed."
                )
        engine.adopt(accounts.values(), [order for order in orders if order.state == "wait"])
        self._identifiers = {name: len(account.identifiers) for name, account in accounts.items()}

    def open_account(self, engine: Engine, name: str) -> None:
        """Note an account that the engine has just opened, with what it holds at its beginning."""
        account = engine.member(name)
        with self._transaction():
            self._db.execute("INSERT INTO accounts (name) VALUES (?)", (name,))
            for currency in account.wallets:
                self._save_wallet(account, currency, opening=True)

    def save(self, engine: Engine, events: Iterable[Event]) -> None:
        """Note what one step changed, as one transaction; StateError when that is impossible."""
        orders: dict[str, LiveOrder] = {}
        wallets: dict[tuple[str, str], Account] = {}
        fills: list[tuple[str, Fill]] = []
        for event in events:
            if isinstance(event, OrderChanged):
                uuid = event.order.uuid
                orders[uuid] = engine.member(event.account).orders[uuid]
                if event.trade is not None:
                    fills.append((uuid, event.trade))
            elif isinstance(event, AssetChanged):
                for balance in event.balances:
                    wallets[event.account, balance.currency] = engine.member(event.account)
        used = list(self._new_identifiers(engine))
        if not orders and not wallets and not used:
            return
        with self._transaction():
            self._db.executemany(_SAVE_ORDER, [order_row(order) for order in orders.values()])
            self._db.executemany(_SAVE_FILL, [fill_row(uuid, fill) for uuid, fill in fills])
            for (_, currency), account in wallets.items():
                self._save_wallet(account, currency)
            self._db.executemany(
                "INSERT INTO identifiers (account, identifier, order_uuid) VALUES (?, ?, ?)", used
            )

    def _new_identifiers(self, engine: Engine) -> Iterable[tuple[str, str, str | None]]:
        for account in engine.members():
            known = self._identifiers.get(account.name, 0)
            if len(account.identifiers) > known:
                for identifier, uuid in islice(account.identifiers.items(), known, None):
                    yield account.name, identifier, uuid
                self._identifiers[account.name] = len(account.identifiers)

    def _save_wallet(self, account: Account, currency: str, *, opening: bool = False) -> None:
        wallet = account.wallets[currency]
        money = str(wallet.available)
        self._db.execute(
            _SAVE_WALLET,
            (
                account.name,
                currency,
                money if opening else "0",
                money,
                str(wallet.locked),
                str(wallet.avg_buy_price),
            ),
        )

    def _read(self) -> tuple[dict[str, Account], list[LiveOrder]]:
        accounts = {
            name: Account(name, {})
            for (name,) in self._db.execute("SELECT name FROM accounts ORDER BY number")
        }
        for name, currency, available, locked, average in self._db.execute(
            "SELECT account, currency, available, locked, avg_buy_price FROM wallets ORDER BY number"
        ):
            wallet = accounts[name].wallet(currency)
            wallet.available, wallet.locked, wallet.avg_buy_price = int(available), int(locked), int(average)
        fills: dict[str, list[Fill]] = {}
        for row in self._db.execute(f"SELECT {', '.join(FILL_COLUMNS)} FROM fills ORDER BY number"):
            uuid, fill = fill_of(row)
            fills.setdefault(uuid, []).append(fill)
        orders = [
            order_of(row, fills.get(row[0], []))
            for row in self._db.execute(f"SELECT {', '.join(ORDER_COLUMNS)} FROM orders ORDER BY number")
        ]
        for order in orders:
            accounts[order.account].orders[order.uuid] = order
        for name, identifier, uuid in self._db.execute(
            "SELECT account, identifier, order_uuid FROM identifiers ORDER BY number"
        ):
            accounts[name].identifiers[identifier] = uuid
        return accounts, orders

    def _openings(self) -> dict[tuple[str, str], int]:
        rows = self._db.execute("SELECT account, currency, opening FROM wallets")
        return {(name, currency): int(opening) for name, currency, opening in rows}

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise self._broken(error) from None
            raise

    def _broken(self, error: Exception) -> StateError:
        if "locked" in str(error):
            return StateInUse(f"{self._name} is in use by another exchange.")
        unwritable = getattr(error, "sqlite_errorname", "").startswith(_UNWRITABLE)
        kind = StateUnwritable if unwritable else StateError
        return kind(f"{self._name} cannot be used: {error}.")

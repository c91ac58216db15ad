"""Who has an account here: purses and keys, from the command line or a JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from app.exchange.auth import PERMISSIONS, TRADING, Key
from app.exchange.units import to_money, to_units

_LARGEST_FILE = 1024 * 1024
_MOST_ADDRESSES = 10  # protocol 5.3


class BadAccounts(Exception):
    """An account, balance or key that makes no sense; the text is a sentence for the person."""


@dataclass(frozen=True)
class AccountSpec:
    """An account to open: its name, what it holds, and the keys that open it."""

    name: str
    balances: Mapping[str, Decimal]
    keys: tuple[Key, ...]


def amount(currency: str, value: object) -> Decimal:
    """The amount of a balance; BadAccounts unless it is a plain number of at most 8 decimals."""
    try:
        number = Decimal(str(value))
        to_units(number)
        to_money(number)
    except (InvalidOperation, ValueError):
        raise _bad_balance(currency, value) from None
    if number < 0 or not (currency.isascii() and currency.isalnum() and currency.isupper()):
        raise _bad_balance(currency, value)
    return number


def read_file(path: Path) -> tuple[AccountSpec, ...]:
    """The accounts of a JSON file; BadAccounts names what is wrong with it.

    The file is {"accounts": [{"name", "balances": {currency: amount}, "keys": [{"access_key", "secret_key",
    "permissions", "allowed_ips", "expire_at"}]}]}; the last three of a key may be left out.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise BadAccounts(f"{path.name} is too large for a file of accounts.")
        content = json.loads(path.read_bytes(), parse_float=Decimal)
    except OSError as error:
        raise BadAccounts(f"{path.name} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise BadAccounts(f"{path.name} is not JSON.") from None
    rows = content.get("accounts") if isinstance(content, dict) else None
    if not isinstance(rows, list) or not rows:
        raise BadAccounts(f'{path.name} lists no accounts; it begins like {{"accounts": [{{"name": ...')
    return require_distinct(_account(row) for row in rows)


def require_distinct(accounts: Iterable[AccountSpec]) -> tuple[AccountSpec, ...]:
    """The same accounts; BadAccounts if two share a name, or two keys an access key."""
    found = tuple(accounts)
    names = [account.name for account in found]
    access = [key.access_key for account in found for key in account.keys]
    for said, what in ((names, "account"), (access, "access key")):
        twice = next((name for name in said if said.count(name) > 1), None)
        if twice is not None:
            raise BadAccounts(f"The {what} {twice} is there twice.")
    return found


def parse_key(value: str) -> Key:
    """A key of the command line: ACCOUNT:ACCESS:SECRET, then perhaps :PERMISSION,PERMISSION."""
    parts = value.split(":")
    if len(parts) not in (3, 4) or not all(parts[:3]):
        raise BadAccounts("Write a key like ACCOUNT:ACCESS:SECRET or ACCOUNT:ACCESS:SECRET:PERMISSION,...")
    permissions = _permissions([name for name in parts[3].split(",") if name]) if parts[3:] else TRADING
    return Key(parts[1], parts[2], parts[0], permissions)


def _account(row: Any) -> AccountSpec:
    name = _text(row, "name", "An account")
    balances, keys = row.get("balances", {}), row.get("keys")
    if not isinstance(balances, dict) or not isinstance(keys, list) or not keys:
        raise BadAccounts(f"The account {name} needs balances and at least one key.")
    held = {currency: amount(currency, value) for currency, value in balances.items()}
    return AccountSpec(name, held, tuple(_key(name, key) for key in keys))


def _key(account: str, row: Any) -> Key:
    whose = f"A key of {account}"
    permissions, addresses = row_list(row, "permissions", whose), row_list(row, "allowed_ips", whose)
    return Key(
        _text(row, "access_key", whose),
        _text(row, "secret_key", whose),
        account,
        TRADING if permissions is None else _permissions(permissions),
        _addresses(addresses or []),
        _moment(row.get("expire_at"), whose),
    )


def row_list(row: Any, name: str, whose: str) -> list[str] | None:
    """A member that is a list of texts, None if it lacks."""
    value = row.get(name) if isinstance(row, dict) else None
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise BadAccounts(f"{whose} has {name} that are no list of texts.")
    return value


def _text(row: Any, name: str, whose: str) -> str:
    value = row.get(name) if isinstance(row, dict) else None
    if not isinstance(value, str) or not value or not value.isprintable():
        raise BadAccounts(f"{whose} has no {name}.")
    return value


def _permissions(names: list[str]) -> frozenset[str]:
    unknown = sorted(set(names) - set(PERMISSIONS))
    if unknown:
        raise BadAccounts(f"{unknown[0]} is no permission; there are {', '.join(PERMISSIONS)}.")
    return frozenset(names)


def _addresses(texts: list[str]) -> frozenset[str]:
    if len(texts) > _MOST_ADDRESSES:
        raise BadAccounts(f"A key takes at most {_MOST_ADDRESSES} addresses.")
    try:
        return frozenset(str(ip_address(text)) for text in texts)
    except ValueError as error:
        raise BadAccounts(f"{error}.") from None


def _moment(value: Any, whose: str) -> int | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadAccounts(f"{whose} has an expire_at that is no time of ISO 8601.") from None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def _bad_balance(currency: str, value: object) -> BadAccounts:
    return BadAccounts(f"{currency}={value} is no balance; write it like KRW=1000000.")

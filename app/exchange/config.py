"""What an exchange can be told at its start, and what it answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from app.exchange.auth import Key
from app.exchange.members import AccountSpec

DEMO_ACCOUNT = "demo"
DEMO_ACCESS_KEY = "HOGADEMOACCESSKEY00000000000000000000001"
DEMO_SECRET_KEY = "HOGADEMOSECRETKEY00000000000000000000001"

DEMO_BALANCES: Mapping[str, Decimal] = {
    "KRW": Decimal(100_000_000),
    "BTC": Decimal("0.25"),
    "ETH": Decimal("3"),
    "XRP": Decimal("12000"),
    "USDT": Decimal("2500"),
}


@dataclass(frozen=True)
class ExchangeConfig:
    """How an exchange is to be: all that the command line and a test can choose.

    `markets` is the number of KRW markets (None: the built-in ones), `book_rate` book changes a second over
    all markets, `scenario` one of scenarios.py. `moving` off is a still market: quotes and history exist,
    nothing happens by itself. `port` 0 takes a free one. `accounts` takes the place of the one account of
    `access_key`, `secret_key` and `balances`; `private_sockets` is how many private WebSockets a key may have
    open (protocol 9.37). `auth_frames` answers a bad token of a private WebSocket by a frame instead of 401
    (protocol 9.7). `state` is the SQLite file that accounts, orders and trades are kept in; what it holds
    wins over `accounts`. `control` opens the test hand's HTTP path and keeps a log of what is sent.
    `delete_bodies` lets DELETE take its parameters from a body, which Upbit documents as refused and pyupbit
    does.
    """

    port: int = 0
    seed: int = 1
    markets: int | None = None
    book_rate: float | None = None
    limited: bool = True
    moving: bool = True
    access_key: str = DEMO_ACCESS_KEY
    secret_key: str = DEMO_SECRET_KEY
    balances: Mapping[str, Decimal] = field(default_factory=lambda: dict(DEMO_BALANCES))
    idle_s: float = 60.0
    delete_bodies: bool = False
    accounts: tuple[AccountSpec, ...] = ()
    private_sockets: int = 5
    auth_frames: bool = False
    control: bool = False
    state: Path | None = None
    scenario: str = "normal"

    def members(self) -> tuple[AccountSpec, ...]:
        """The accounts to open; the first one's first key is announced in the ready line."""
        key = Key(self.access_key, self.secret_key, DEMO_ACCOUNT)
        return self.accounts or (AccountSpec(DEMO_ACCOUNT, self.balances, (key,)),)


@dataclass(frozen=True)
class Addresses:
    """Where a started exchange is, and the key that opens its account."""

    rest: str
    public: str
    private: str
    access_key: str
    secret_key: str

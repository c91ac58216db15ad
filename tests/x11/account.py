"""The account as the exchange knows it, asked over REST with its key: what was really done."""

from __future__ import annotations

import json
import time
import urllib.request
import uuid
from decimal import Decimal
from typing import Any

import psutil

from app.exchange.config import DEMO_ACCESS_KEY, DEMO_SECRET_KEY
from app.upbit.auth import Credentials, encoded_query, hashed_text, token

Order = dict[str, Any]
PAUSE_SECONDS = 0.2


class Account:
    """The demo account of a running desk."""

    def __init__(self, desk: psutil.Process) -> None:
        self._rest = address_of(desk)
        self._key = Credentials(DEMO_ACCESS_KEY, DEMO_SECRET_KEY)

    def open(self) -> list[Order]:
        """The open orders, newest first."""
        return self._get("/v1/orders/open", [("limit", "100")])

    def ended(self) -> list[Order]:
        """The newest orders that are done or cancelled."""
        return self._get(
            "/v1/orders/closed", [("states[]", "done"), ("states[]", "cancel"), ("limit", "1000")]
        )

    def balance(self, currency: str) -> Decimal:
        """What is there of it, locked or not."""
        rows = self._get("/v1/accounts", [])
        return sum(
            (Decimal(r["balance"]) + Decimal(r["locked"]) for r in rows if r["currency"] == currency),
            Decimal(),
        )

    def _get(self, path: str, query: list[tuple[str, str]]) -> list[Order]:
        time.sleep(PAUSE_SECONDS)  # the desk has the same budget
        text = encoded_query(query)
        jwt = token(self._key, str(uuid.uuid4()), hashed_text(query))
        request = urllib.request.Request(
            f"{self._rest}{path}?{text}", headers={"Authorization": f"Bearer {jwt}"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            rows: list[Order] = json.load(answer)
        return rows


def address_of(desk: psutil.Process) -> str:
    """Where the exchange that is the desk's child listens."""
    exchange = next(child for child in desk.children() if "app.exchange" in child.cmdline())
    port = next(c.laddr.port for c in exchange.net_connections("inet") if c.status == psutil.CONN_LISTEN)
    return f"http://127.0.0.1:{port}"

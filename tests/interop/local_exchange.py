"""The exchange as a process, and a plain REST reader that shares no code with any client or with Hoga."""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib import parse, request

import jwt

ROOT = Path(__file__).resolve().parents[2]
PYTHON = os.environ.get("HOGA_PYTHON", str(ROOT / ".venv/bin/python"))
REACHED: list[str] = []
"""Addresses outside this machine that something asked for; a test holds it empty."""

BTC = "KRW-BTC"
XRP = "KRW-XRP"
FAR_BID = "50000000"
"""A bid for KRW-BTC that nobody will meet during a test."""


def only_loopback() -> None:
    """Refuse connections and name look-ups that leave this machine; there is no way back."""
    sys.addaudithook(_refuse_strangers)


def _refuse_strangers(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not _is_here(host):
        REACHED.append(str(host))
        raise OSError(f"interop tests stay on this machine, {host} does not")


def _is_here(host: object) -> bool:
    text = host.decode() if isinstance(host, bytes) else str(host)
    if text in ("localhost", "None", ""):
        return True
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False


class Exchange:
    """A running `python -m app.exchange`, with its addresses and keys."""

    def __init__(self, *options: str) -> None:
        command = [PYTHON, "-m", "app.exchange", "--seed", "7", "--until-stdin-closes", *options]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        ready = json.loads(self._process.stdout.readline())
        self.rest: str = ready["rest"]
        self.public: str = ready["public"]
        self.private: str = ready["private"]
        self.access_key: str = ready["access_key"]
        self.secret_key: str = ready["secret_key"]

    @property
    def host(self) -> str:
        """Address and port without a scheme."""
        return self.rest.removeprefix("http://")

    def stop(self) -> int:
        """End the process by closing its standard input; its exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        return self._process.wait(10)

    # -- the second opinion ----

    def get(self, path: str, **query: object) -> Any:
        """A quotation request; numbers come back as Decimal."""
        url = f"{self.rest}/v1/{path}?{parse.urlencode(query)}"
        return self._send(request.Request(url))

    def mine(self, path: str, method: str = "GET", **query: object) -> Any:
        """An exchange request without a body, signed."""
        text = "&".join(f"{key}={value}" for key, value in query.items())
        headers = {"Authorization": f"Bearer {self._token(text)}"}
        url = f"{self.rest}/v1/{path}" + (f"?{parse.urlencode(query)}" if query else "")
        return self._send(request.Request(url, headers=headers, method=method))

    def order(self, uuid: str) -> dict[str, Any]:
        """What GET /v1/order says."""
        found: dict[str, Any] = self.mine("order", uuid=uuid)
        return found

    def balance(self, currency: str) -> dict[str, Any]:
        """One row of GET /v1/accounts."""
        rows: list[dict[str, Any]] = self.mine("accounts")
        return next(row for row in rows if row["currency"] == currency)

    def last_price(self, market: str = BTC) -> Decimal:
        """The last trade's price."""
        return Decimal(self.get("ticker", markets=market)[0]["trade_price"])

    def _token(self, query: str) -> str:
        claims = {"access_key": self.access_key, "nonce": str(uuid.uuid4())}
        if query:
            digest = hashlib.sha512(query.encode()).hexdigest()
            claims |= {"query_hash": digest, "query_hash_alg": "SHA512"}
        return jwt.encode(claims, self.secret_key, algorithm="HS512")

    @staticmethod
    def _send(asked: request.Request) -> Any:
        with request.urlopen(asked, timeout=10) as answer:
            return json.loads(answer.read(), parse_float=Decimal)


@contextlib.contextmanager
def closed(exchange: Exchange) -> Iterator[Exchange]:
    """Stop an exchange however the test ends; one that dies of a fault fails it."""
    try:
        yield exchange
    finally:
        code = exchange.stop()
    assert code == 0
    assert REACHED == []

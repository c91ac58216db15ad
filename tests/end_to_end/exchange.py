"""The exchange as a process of its own: its accounts and keys, its test hand, and another trader on it."""

import asyncio
import json
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from app.endpoints import local
from app.upbit import Credentials, NewOrder, UpbitRest

ROOT = Path(__file__).resolve().parents[2]
TRADING = ["view_account", "view_orders", "make_orders"]
WON = "123456789012.12345678"  # a balance of twenty digits


def pair(name: str) -> Credentials:
    """The key of that name, whether the exchange knows it or not."""
    return Credentials(f"ACCESS-{name:-<28}-{name[:4].upper():X<4}", f"SECRET-{name:-<32}")


def _key(name: str, **changes: object) -> dict[str, object]:
    key = pair(name)
    return {"access_key": key.access_key, "secret_key": key.secret_key, **changes}


def accounts() -> dict[str, object]:
    """One trader with keys of every kind, another account with its own key, and a rich stranger."""
    soon = (datetime.now(UTC) + timedelta(days=12, hours=1)).isoformat()
    main = [
        _key("main"),
        _key("soon", expire_at=soon),
        _key("spare"),
        _key("reads", permissions=["view_account"]),
        _key("elsewhere", allowed_ips=["10.1.2.3"]),
        _key("expired", expire_at="2020-01-01T00:00:00+00:00"),
        _key("withdraws", permissions=[*TRADING, "view_withdrawals", "withdraw"]),
    ]
    purse = {"KRW": WON, "BTC": "1.5", "ETH": "30.00000001", "XRP": "12000", "SOL": WON}
    rich = {"KRW": "900000000000", "BTC": "1000", "XRP": "900000000"}
    return {
        "accounts": [
            {"name": "main", "balances": purse, "keys": main},
            {"name": "other", "balances": {"KRW": "2000000"}, "keys": [_key("other")]},
            {"name": "stranger", "balances": rich, "keys": [_key("stranger")]},
        ]
    }


class Exchange:
    """Started and ready; `end` ends it."""

    def __init__(self, directory: Path, *more: str, limits: bool = False) -> None:
        file = directory / "accounts.json"
        file.write_text(json.dumps(accounts()), encoding="utf-8")
        options = ["--control", "--markets", "4", "--accounts", str(file), *more]
        options += [] if limits else ["--no-limits"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "app.exchange", *options, "--until-stdin-closes"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        self.rest: str = json.loads(self._process.stdout.readline())["rest"]

    def environment(self, key: str | None) -> dict[str, str]:
        """What sends a desk here, with that key or none."""
        named = {"HOGA_EXCHANGE_URL": self.rest}
        if key is not None:
            credentials = pair(key)
            named |= {
                "UPBIT_ACCESS_KEY": credentials.access_key,
                "UPBIT_SECRET_KEY": credentials.secret_key,
            }
        return named

    async def told(self, do: str, **command: object) -> None:
        """Ask the test hand for something (docs/exchange.md)."""
        await asyncio.to_thread(self._post, json.dumps({"do": do, **command}).encode())

    async def asked(self, method: str, beginning: str) -> list[str]:
        """The paths of the requests of that kind which have come in so far."""
        lines = await asyncio.to_thread(self._requests)
        paths = [line["path"] for line in lines if line["method"] == method]
        return [path for path in paths if path.startswith(beginning)]

    async def fault(self, kind: str, path: str = "/v1/orders", method: str = "POST", **rule: object) -> None:
        """Do something to the answers of orders, or of other requests."""
        await self.told("answer", kind=kind, method=method, path=path, **rule)

    def trader(self, name: str) -> UpbitRest:
        """A client of that key, beside the desk; the caller closes it."""
        return UpbitRest(local(self.rest), pair(name))

    async def sweep(self, market: str, levels: int) -> None:
        """The stranger buys so many levels of the book, in orders as large as they may be."""
        trader = self.trader("stranger")
        try:
            (book,) = await trader.orderbooks([market])
            units = book.orderbook_units[:levels]
            left = sum(round(unit.ask_price * unit.ask_size) for unit in units)
            while left > 0:
                part = Decimal(min(left, 900_000_000))
                await trader.place(NewOrder(market=market, side="bid", ord_type="price", price=part))
                left -= int(part)
        finally:
            await trader.close()

    def end(self) -> None:
        """Let it end by itself."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()

    def _requests(self) -> list[dict[str, str]]:
        with urllib.request.urlopen(f"{self.rest}/control/log", timeout=10) as response:
            found: list[dict[str, str]] = json.load(response)["requests"]
        return found

    def _post(self, body: bytes) -> None:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.rest}/control", body, headers)
        with urllib.request.urlopen(request, timeout=10) as response:
            response.read()

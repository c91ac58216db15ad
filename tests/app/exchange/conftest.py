"""An exchange on a real port, a signed caller and a plain WebSocket client for its tests."""

import asyncio
import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from decimal import Decimal
from typing import Any
from urllib.parse import unquote, urlencode

import aiohttp
import pytest
from websockets.asyncio.client import ClientConnection, connect

from app.clock import SystemClock
from app.exchange.config import ExchangeConfig
from app.exchange.engine import Engine
from app.exchange.server import ExchangeServer
from tests.app.exchange.engine_use import MARKET, empty_engine


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(secret: str, claims: Mapping[str, Any], algorithm: str = "HS512") -> str:
    """A JWT made by hand."""
    digest = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}.get(algorithm, "sha512")
    head = _base64(json.dumps({"alg": algorithm, "typ": "JWT"}).encode())
    body = _base64(json.dumps(claims).encode())
    signature = hmac.new(secret.encode(), f"{head}.{body}".encode(), digest).digest()
    return f"{head}.{body}.{_base64(signature)}"


def hashed_members(body: Mapping[str, Any]) -> str:
    """What a client hashes of a body: members without nulls, truth values in lower case."""
    spelled = {key: str(value).lower() if isinstance(value, bool) else value for key, value in body.items()}
    return "&".join(f"{key}={value}" for key, value in spelled.items() if value is not None)


def token(access_key: str, secret_key: str, hashed: str = "", **claims: Any) -> str:
    """The token of one request whose parameters make that text."""
    members: dict[str, Any] = {"access_key": access_key, "nonce": str(uuid.uuid4())}
    if hashed:
        members["query_hash"] = hashlib.sha512(hashed.encode()).hexdigest()
        members["query_hash_alg"] = "SHA512"
    return signed(secret_key, members | claims)


class Caller:
    """Calls a server's REST API, signed or not, and opens its WebSockets."""

    def __init__(self, server: ExchangeServer, session: aiohttp.ClientSession) -> None:
        assert server.addresses is not None
        self.server = server
        self.addresses = server.addresses
        self.session = session

    def token(self, hashed: str = "", **claims: Any) -> str:
        return token(self.addresses.access_key, self.addresses.secret_key, hashed, **claims)

    async def get(self, path: str, **params: Any) -> tuple[int, Any]:
        """An unsigned GET: status and decoded body."""
        async with self.session.get(f"{self.addresses.rest}{path}", params=params) as response:
            return response.status, json.loads(await response.text())

    async def call(
        self, method: str, path: str, params: Any = None, body: dict[str, Any] | None = None
    ) -> tuple[int, Any]:
        """A signed request: status and decoded body."""
        query = urlencode(params or {}, doseq=True)
        hashed = unquote(query) if body is None else hashed_members(body)
        headers = {"Authorization": f"Bearer {self.token(hashed)}"}
        url = f"{self.addresses.rest}{path}" + (f"?{query}" if query else "")
        async with self.session.request(method, url, json=body, headers=headers) as response:
            return response.status, json.loads(await response.text())

    async def place(self, **body: Any) -> dict[str, Any]:
        """An accepted order."""
        status, order = await self.call("POST", "/v1/orders", body=body)
        assert status == 201, order
        assert isinstance(order, dict)
        return order

    def public(self, **options: Any) -> connect:
        return connect(self.addresses.public, **options)

    def private(self, **options: Any) -> connect:
        headers = {"Authorization": f"Bearer {self.token()}"}
        return connect(self.addresses.private, additional_headers=headers, **options)


async def receive(socket: ClientConnection, count: int = 1, seconds: float = 30.0) -> list[Any]:
    """The next frames, decoded."""
    async with asyncio.timeout(seconds):
        return [json.loads(await socket.recv()) for _ in range(count)]


async def ask(socket: ClientConnection, *parts: dict[str, Any]) -> None:
    """Send one request, with a ticket."""
    await socket.send(json.dumps([{"ticket": "test"}, *parts]))


class Tools:
    """The helpers above, as a fixture."""

    signed = staticmethod(signed)
    token = staticmethod(token)
    receive = staticmethod(receive)
    ask = staticmethod(ask)


@pytest.fixture
def engine() -> Engine:
    """An empty KRW-BTC, and two members with 100,000,000 KRW and 100 coins each."""
    engine = empty_engine()
    engine.open_market(MARKET)
    for name in ("a", "b"):
        engine.open_account(name, {"KRW": Decimal(100_000_000), "BTC": Decimal(100)})
    return engine


@pytest.fixture
def tools() -> type[Tools]:
    return Tools


class StoppedClock(SystemClock):
    """A wall clock that stands still, so that a quota's second never ends; its waiting is real."""

    def time_ms(self) -> int:
        return 1_795_268_849_000


Running = Callable[..., AbstractAsyncContextManager[Caller]]


@pytest.fixture
def running() -> Running:
    """Starts an exchange with a configuration of its own: `async with running(seed=2) as caller`."""

    @asynccontextmanager
    async def start(*, stopped: bool = False, **options: Any) -> AsyncIterator[Caller]:
        defaults: dict[str, Any] = {"markets": 6, "moving": False, "limited": False}
        clock = StoppedClock() if stopped else SystemClock()
        server = ExchangeServer(ExchangeConfig(**(defaults | options)), clock)
        await server.start()
        try:
            async with aiohttp.ClientSession() as session:
                yield Caller(server, session)
        finally:
            await server.stop()

    return start


@pytest.fixture
async def caller(running: Running) -> AsyncIterator[Caller]:
    """A caller of a small, still market without limits."""
    async with running() as caller:
        yield caller

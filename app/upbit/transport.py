"""One signed HTTP request to the exchange's own hosts: budget, signature, answer; no hidden retry."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import aiohttp
import msgspec
from yarl import URL

from app.clock import Clock
from app.endpoints import Endpoints
from app.errors import EndpointError
from app.proxies import proxy_of
from app.signals import Signal
from app.trust import tls_context
from app.upbit.answers import failure, server_time_ms
from app.upbit.auth import Credentials, encoded_query, hashed_text, token
from app.upbit.errors import Banned, NoCredentials, NotSent, Throttled, Unanswered
from app.upbit.limits import Limits, Scope, scope_of

_log = logging.getLogger(__name__)

READ_TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=4)
WRITE_TIMEOUT = aiohttp.ClientTimeout(total=5, sock_connect=3)
# As aiohttp's own, by a clock that goes on while the computer sleeps; longer than any request takes.
KEEP_ALIVE_SECONDS = 15.0
MAX_BODY = 16 * 1024 * 1024
READ_ATTEMPTS = 2
THROTTLED_ATTEMPTS = 4

Pairs = Sequence[tuple[str, str]]


class _Broken(aiohttp.ClientError):
    """A connection that broke under a request. aiohttp would silently send GET and DELETE again on
    its own kinds of this error, with the same nonce."""


async def _once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    try:
        return await handler(request)
    except (aiohttp.ClientConnectorError, aiohttp.ClientConnectorCertificateError):
        raise  # no byte has left: these are never sent again
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise _Broken(f"{type(error).__name__}: {error}") from error


@dataclass(frozen=True, slots=True)
class Call:
    """One request: `pairs` are the query, or the JSON body of a POST; urgent ones use the reserve."""

    method: str
    path: str
    group: str
    pairs: Pairs = ()
    private: bool = False
    urgent: bool = False

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class Transport:
    """Owns the HTTP session and the budget. `banned` tells (scope, until ms UTC) of each new block.

    `open_session` is the seam to the network: what it gives is asked by `request` and closed, no more.
    """

    def __init__(
        self,
        endpoints: Endpoints,
        credentials: Credentials | None,
        clock: Clock,
        new_nonce: Callable[[], str] = lambda: str(uuid.uuid4()),
        open_session: Callable[[], aiohttp.ClientSession] | None = None,
    ) -> None:
        self.endpoints = endpoints
        self.credentials = credentials
        self.limits = Limits()
        self.banned: Signal[tuple[Scope, int]] = Signal("rest.banned")
        self.skew_ms: int | None = None  # server time - ours, by the Date header
        self.clock = clock
        self._new_nonce = new_nonce
        self._open_session = open_session or self._new_session
        self._session: aiohttp.ClientSession | None = None
        self._used_at = 0.0
        self._closed = False

    async def close(self) -> None:
        """Close the connections; later calls raise NotSent. Idempotent."""
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def restore_ban(self, scope: Scope, until_ms: int) -> None:
        """Keep silent for a block that an earlier run was told of."""
        left = (until_ms - self.clock.time_ms()) / 1000
        if left > 0:
            self.limits.ban(scope, self.clock.monotonic() + left)

    async def send(self, call: Call) -> bytes:
        """The body of the answer. Reads are tried again with care, writes are sent once at most."""
        attempt = 0
        while True:
            attempt += 1
            try:
                return await self._attempt(call)
            except Throttled:
                if call.writes or attempt >= THROTTLED_ATTEMPTS:
                    raise
            except Unanswered:
                if call.writes or attempt >= READ_ATTEMPTS:
                    raise
                await self.clock.sleep(0.2)

    async def _attempt(self, call: Call) -> bytes:
        url = self._url(call)
        headers = {}
        if call.private and self.credentials is None:
            raise NoCredentials()
        await self._wait_for_budget(call)
        if call.private:
            if self.credentials is None:  # taken away while waiting
                raise NoCredentials()
            headers["Authorization"] = (
                f"Bearer {token(self.credentials, self._new_nonce(), hashed_text(call.pairs))}"
            )
        body = None
        if call.method == "POST":
            body = msgspec.json.encode(dict(call.pairs))
            headers["Content-Type"] = "application/json; charset=utf-8"
        return await self._exchange(call, url, headers, body)

    def _url(self, call: Call) -> URL:
        query = encoded_query(call.pairs) if call.method != "POST" else ""
        text = f"{self.endpoints.rest}{call.path}{'?' if query else ''}{query}"
        try:
            return URL(self.endpoints.check(text), encoded=True)
        except EndpointError as error:
            raise NotSent(str(error), "foreign_host") from error

    async def _wait_for_budget(self, call: Call) -> None:
        while True:
            now = self.clock.monotonic()
            left = self.limits.banned(call.group, now)
            if left > 0:
                raise Banned("still blocked", self.clock.time_ms() + int(left * 1000))
            delay = self.limits.delay(call.group, now, urgent=call.urgent)
            if delay <= 0:
                self.limits.sent(call.group, now)
                return
            await self.clock.sleep(delay)

    async def _exchange(self, call: Call, url: URL, headers: dict[str, str], body: bytes | None) -> bytes:
        timeout = WRITE_TIMEOUT if call.writes else READ_TIMEOUT
        proxy = _proxy(url)
        try:
            session = await self._open()
            asking = session.request(
                call.method,
                url,
                data=body,
                headers=headers,
                allow_redirects=False,
                timeout=timeout,
                proxy=proxy,
            )
            async with asking as response:
                content = await _read(response)
        except aiohttp.ClientHttpProxyError as error:
            raise NotSent(f"{call}: the proxy answered {error.status}", "proxy") from error
        except aiohttp.ClientConnectorSSLError as error:
            raise NotSent(f"{call}: {error}", "untrusted") from error
        except aiohttp.ClientConnectorCertificateError as error:
            raise NotSent(f"{call}: {error}", "untrusted") from error
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(f"{call}: {error}") from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unanswered(f"{call}: {type(error).__name__} {error}") from error
        self._learn(call, response)
        problem = failure(response.status, content, response.headers.get("Retry-After"), self.clock.time_ms())
        if problem is None:
            return content
        self._note(call, problem)
        raise problem

    async def _open(self) -> aiohttp.ClientSession:
        now = self.clock.monotonic()
        idle, self._used_at = now - self._used_at, now
        session = self._session
        if session is not None and idle > KEEP_ALIVE_SECONDS:
            # What was open before a sleep leads nowhere, and an order would learn that by its time-out only.
            self._session = None
            await session.close()
        if self._closed:
            raise NotSent("the REST client is closed")
        if self._session is None:
            self._session = self._open_session()
        return self._session

    def _new_session(self) -> aiohttp.ClientSession:
        secure = self.endpoints.rest.startswith("https:")
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=tls_context()) if secure else None,
            middlewares=(_once,),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": "Hoga", "Accept": "application/json"},
            trust_env=False,
            requote_redirect_url=False,
        )

    def _learn(self, call: Call, response: aiohttp.ClientResponse) -> None:
        self.limits.answered(call.group, response.headers.get("Remaining-Req"), self.clock.monotonic())
        server = server_time_ms(response.headers.get("Date"))
        if server is not None:
            self.skew_ms = server - self.clock.time_ms()

    def _note(self, call: Call, problem: Exception) -> None:
        _log.info("%s: %s", call, problem)
        if isinstance(problem, Throttled):
            self.limits.throttled(call.group, self.clock.monotonic())
        elif isinstance(problem, Banned):
            scope = scope_of(call.group)
            self.restore_ban(scope, problem.until_ms)
            self.banned.emit((scope, problem.until_ms))


def _proxy(url: URL) -> str | None:
    try:
        return proxy_of(str(url))
    except EndpointError as error:
        raise NotSent(str(error), "proxy") from error


async def _read(response: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_any():
        content += chunk
        if len(content) > MAX_BODY:
            raise aiohttp.ClientPayloadError("the answer is larger than any the exchange gives")
    return bytes(content)

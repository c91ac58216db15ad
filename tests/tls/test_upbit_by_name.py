"""The real address: REST, both sockets and the whole desk reach api.upbit.com by TLS, through a proxy."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from app.endpoints import UPBIT
from app.exchange.server import ExchangeConfig, ExchangeServer
from app.trust import tls_context
from app.upbit import Credentials, NotSent, UpbitRest
from app.upbit.models import NewOrder
from app.websocket_v6 import DataType, GlobalWebSocketManager, Side, WebSocketClient
from tests.app.websocket_v6.seen import Seen
from tests.tls import authority
from tests.tls.authority import Plan
from tests.tls.gateway import Gateway
from widgets.status.reasons import sentence_of

CONFIG = ExchangeConfig(moving=False)
KEYS = Credentials(CONFIG.access_key, CONFIG.secret_key)
HOST = "api.upbit.com"
ORDER = NewOrder(
    market="KRW-BTC",
    side="bid",
    ord_type="limit",
    volume=Decimal("0.001"),
    price=Decimal(20_000_000),
    identifier="by-name",
)


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ssl.SSLContext]:
    """A server's side of TLS that this process believes to be Upbit's."""
    root, _ = authority.trusted()
    trusts = tmp_path / "trusted.pem"
    trusts.write_bytes(root.certificate.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusts))
    upbit = authority.sign(Plan(HOST, root, hosts=(x509.DNSName(HOST),)))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(upbit.save(tmp_path / "upbit.pem"))
    tls_context.cache_clear()
    yield context
    tls_context.cache_clear()


@asynccontextmanager
async def closing(rest: UpbitRest) -> AsyncIterator[UpbitRest]:
    """The client, ended with the block."""
    try:
        yield rest
    finally:
        await rest.close()


@asynccontextmanager
async def upbit(context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Gateway]:
    """The exchange under Upbit's own name, behind the proxy that the environment names."""
    server = ExchangeServer(CONFIG)
    port = urlsplit((await server.start()).rest).port
    assert port is not None
    try:
        async with Gateway(port, context).open() as gateway:
            monkeypatch.setenv("HTTPS_PROXY", f"http://trader:pass@127.0.0.1:{gateway.proxy_port}")
            yield gateway
    finally:
        await server.stop()


async def test_an_order_and_its_event_go_to_upbits_name_through_the_proxy(
    context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with upbit(context, monkeypatch) as gateway, closing(UpbitRest(UPBIT, KEYS)) as rest:
        manager = await GlobalWebSocketManager.get_instance()
        await manager.initialize(KEYS.access_key, KEYS.secret_key, endpoints=UPBIT, environ={})
        client, books, orders, statuses = WebSocketClient("by name"), Seen(), Seen(), Seen()
        manager.on_status.connect(statuses)
        client.watch(DataType.ORDERBOOK, ["KRW-BTC"], books)
        client.watch(DataType.MY_ORDER, [], orders)
        assert (await books.wait(1)).symbol == "KRW-BTC"
        await statuses.first(lambda told: told.side is Side.PRIVATE and told.state == "subscribed")
        placed = await rest.place(ORDER)
        assert (await orders.wait(1)).event().uuid == placed.uuid
        await manager.shutdown()
    assert len(gateway.asked) == 3
    for asked in gateway.asked:
        head, *lines = asked.split(b"\r\n")
        assert head == b"CONNECT api.upbit.com:443 HTTP/1.1"
        assert [line for line in lines if line.startswith(b"Proxy-Authorization: ")]
        assert not [line for line in lines if line.startswith(b"Authorization")]


async def test_a_proxy_that_refuses_gets_no_order_and_says_so(
    context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with upbit(context, monkeypatch) as gateway:
        gateway.answer = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
        async with closing(UpbitRest(UPBIT, KEYS)) as rest:
            with pytest.raises(NotSent) as caught:
                await rest.accounts()
    assert caught.value.name == "proxy" and "프록시" in caught.value.sentence
    assert len(gateway.asked) == 1


async def test_a_proxy_of_another_kind_is_told_of_and_nothing_goes_around_it(
    context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was an ImportError that ended the connection's task, while orders went around the proxy."""
    async with upbit(context, monkeypatch) as gateway, closing(UpbitRest(UPBIT, KEYS)) as rest:
        monkeypatch.setenv("HTTPS_PROXY", f"socks5h://127.0.0.1:{gateway.proxy_port}")
        with pytest.raises(NotSent) as caught:
            await rest.place(ORDER)
        assert caught.value.name == "proxy"
        manager = await GlobalWebSocketManager.get_instance()
        await manager.initialize(endpoints=UPBIT, environ={})
        client, statuses = WebSocketClient("by name"), Seen()
        manager.on_status.connect(statuses)
        client.watch(DataType.ORDERBOOK, ["KRW-BTC"], Seen())
        down = await statuses.first(lambda told: told.state == "reconnecting")
        assert "프록시" in sentence_of(down.reason)
        await manager.shutdown()
    assert gateway.asked == []

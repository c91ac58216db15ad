"""G19: no order and no token leaves for a server whose certificate is not right."""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from tests.tls import authority
from tests.tls.authority import Signed

ROOT = Path(__file__).resolve().parents[2]
REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
Heard = defaultdict[str, list[bytes]]
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def shows(signed: Signed, directory: Path, *, old: bool = False) -> ssl.SSLContext:
    """A server's side of TLS with that certificate; an old one speaks no version later than 1.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")
    if old:
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.load_cert_chain(signed.save(directory / "server.pem"))
    return context


async def hear(heard: Heard, name: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Note what a client says once it believes the certificate, and refuse it."""
    heard[name].append(await reader.read(65536))
    writer.write(REFUSAL)
    writer.close()
    await writer.wait_closed()


@asynccontextmanager
async def servers(contexts: dict[str, ssl.SSLContext], heard: Heard) -> AsyncIterator[dict[str, int]]:
    """One for each context; their ports by name."""
    running, ports = [], {}
    for name, context in contexts.items():
        server = await asyncio.start_server(partial(hear, heard, name), "localhost", 0, ssl=context)
        running.append(server)
        ports[name] = server.sockets[0].getsockname()[1]
    try:
        yield ports
    finally:
        for server in running:
            server.close()
            await server.wait_closed()


async def ask(ports: dict[str, int], trusts: Path) -> dict[str, list[str]]:
    """How an order and a stream ended at each server, for a desk that believes the authorities of a file."""
    spied = trusts.with_name("keys.log")
    environment = {**os.environ, "SSL_CERT_FILE": str(trusts), "SSLKEYLOGFILE": str(spied)}
    client = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.tls.client"),
        cwd=ROOT,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await client.communicate(json.dumps(list(ports.values())).encode())
    # aiohttp opens that file when it is imported; whoever has session keys from it could read the traffic.
    assert not spied.exists() or "SECRET" not in spied.read_text()
    ends = json.loads(told)
    return {name: ends[str(port)] for name, port in ports.items()}


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated:DeprecationWarning")
async def test_only_the_right_certificate_is_told_anything(tmp_path: Path) -> None:
    root, old = authority.trusted()
    trusts = tmp_path / "trusted.pem"
    pems = (one.certificate.public_bytes(serialization.Encoding.PEM) for one in (root, old))
    trusts.write_bytes(b"".join(pems))
    good, bad = authority.good(root), authority.bad(root, old)
    contexts = {name: shows(signed, tmp_path) for name, signed in {"good": good, **bad}.items()}
    contexts["speaks TLS 1.1"] = shows(good, tmp_path, old=True)
    heard: Heard = defaultdict(list)
    async with servers(contexts, heard) as ports:
        ends = await ask(ports, trusts)
    assert ends.pop("good") == ["Unanswered unanswered", "AUTH"]
    assert [line.split()[0] for line in heard.pop("good")] == [b"POST", b"GET"]
    assert ends.pop("speaks TLS 1.1") == ["NotSent not_sent", "NETWORK"]
    assert len(ends) >= 12
    assert ends == {name: ["NotSent untrusted", "UNTRUSTED"] for name in ends}
    assert not heard

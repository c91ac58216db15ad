"""G19: no test, and nothing that a test runs in its own process, talks to another machine."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Iterator

import pytest

_elsewhere: list[str] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        if isinstance(address, tuple) and not _is_here(str(address[0])):
            _elsewhere.append(f"{event} {address[0]}")
            raise OSError(f"no test talks to {address[0]}")
    elif event == "socket.getaddrinfo" and not _is_here(str(arguments[0] or "localhost")):
        _elsewhere.append(f"{event} {arguments[0]!r}")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host in ("localhost", "")


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def only_this_machine() -> Iterator[None]:
    """Fails the test that asked for an address of elsewhere."""
    _elsewhere.clear()
    yield
    assert not _elsewhere

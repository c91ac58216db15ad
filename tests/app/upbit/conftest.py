"""A REST client that talks to a scripted server."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from app.upbit import Credentials, UpbitRest
from tests.app.upbit.scripted import Scripted

KEY = Credentials("TESTACCESSKEY0000000000000000000000000001", "TESTSECRETKEY0000000000000000000000000001")


@pytest.fixture
async def server() -> AsyncIterator[Scripted]:
    server = Scripted()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def rest(server: Scripted) -> AsyncIterator[UpbitRest]:
    rest = UpbitRest(server.endpoints, KEY)
    yield rest
    await rest.close()

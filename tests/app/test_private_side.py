"""Which key is in use, why there is none, and what happens to the process once there is one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app import private_side
from app.clock import SystemClock
from app.endpoints import Mode, local
from app.keys import KeyStore, OsKeyring, Place
from app.logs import Redactor
from app.private_side import PrivateSide
from app.trading import Broker, Journal, OrderIntent
from app.upbit import Credentials, NoCredentials, UpbitRest, sentence
from app.websocket_v6 import GlobalWebSocketManager
from tests.app.keys.conftest import KEY, PASSPHRASE, GoodBackend, LockedBackend
from tests.app.trading.conftest import SilentStream

INTENT = OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.001"), Decimal(100_000_000))
NOWHERE = replace(local("http://127.0.0.1:9"), mode=Mode.LIVE)

Open = Callable[..., Awaitable[PrivateSide]]


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Open]:
    """Opens a side on the test's directory; nothing listens at its exchange."""
    stack = AsyncExitStack()
    manager = await GlobalWebSocketManager.get_instance()
    stack.push_async_callback(manager.shutdown)

    async def open_side(
        backend: GoodBackend | None = None, credentials: Credentials | None = None, *, is_fixed: bool = False
    ) -> PrivateSide:
        backend = backend or GoodBackend()
        rest = UpbitRest(NOWHERE, credentials)
        await manager.initialize(endpoints=NOWHERE, environ={})
        broker = Broker(rest, SilentStream(), Journal(tmp_path / "journal.db"))
        side = PrivateSide(
            KeyStore(tmp_path, "live", OsKeyring([("good", lambda: backend)])),
            rest,
            manager,
            broker,
            Redactor(),
            SystemClock(),
            is_fixed=is_fixed,
            lock_dir=tmp_path / "locks",
        )
        for closer in (rest.close, side.aclose, broker.aclose):
            stack.push_async_callback(closer)
        await side.open()
        return side

    yield open_side
    await stack.aclose()


async def why_not(side: PrivateSide) -> str:
    """The name of what keeps an order from leaving, the same wherever it is told."""
    with pytest.raises(NoCredentials) as caught:
        await side.broker.place(INTENT)
    assert side.broker.problem is caught.value
    assert caught.value.sentence == str(sentence(caught.value.name))
    return caught.value.name


async def test_no_key_is_no_key(opened: Open) -> None:
    assert await why_not(await opened()) == "no_credentials"


async def test_a_locked_file_is_not_told_as_no_key(opened: Open, tmp_path: Path) -> None:
    await KeyStore(tmp_path, "live").save(KEY, Place.VAULT, PASSPHRASE)
    side = await opened()
    assert side.needs_passphrase
    assert await why_not(side) == "key_locked"
    await side.delete()
    assert await why_not(side) == "no_credentials"


async def test_a_locked_keyring_is_not_told_as_no_key(opened: Open, tmp_path: Path) -> None:
    backend = GoodBackend()
    await KeyStore(tmp_path, "live", OsKeyring([("good", lambda: backend)])).save(KEY, Place.KEYRING)
    side = await opened(LockedBackend())
    assert side.trouble
    assert await why_not(side) == "key_locked"


async def test_a_key_that_another_desk_uses_is_told_so(opened: Open, tmp_path: Path) -> None:
    await KeyStore(tmp_path, "live").save(KEY, Place.VAULT, PASSPHRASE)
    first, second = await opened(), await opened()
    await first.unlock(PASSPHRASE)
    with pytest.raises(private_side.KeyTaken):
        await second.unlock(PASSPHRASE)
    assert await why_not(second) == "key_taken"


async def test_core_dumps_end_with_the_first_key_that_is_used(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[None] = []
    monkeypatch.setattr(private_side, "forbid_core_dumps", lambda: calls.append(None))
    await opened(credentials=KEY, is_fixed=True)
    assert not calls, "the demo exchange's key is no secret"
    await KeyStore(tmp_path, "live").save(KEY, Place.VAULT, PASSPHRASE)
    side = await opened()
    assert not calls
    await side.unlock(PASSPHRASE)
    assert len(calls) == 1

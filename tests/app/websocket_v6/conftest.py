"""A manager that talks to a scripted peer, with short waits, torn down after each test."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.websocket_v6 import GlobalWebSocketManager, Timings
from app.websocket_v6.rate_limiter import ConnectPace
from app.websocket_v6.transport import PushConnection
from tests.app.websocket_v6.peer import Peer
from tests.app.websocket_v6.samples import snapshot_of


@pytest.fixture
def timings() -> Timings:
    return Timings(
        linger=0.15,
        frame_gap=0.03,
        silent_after=0.6,
        look_every=0.1,
        close_within=0.3,
        snapshot_within=20.0,
        hold_after_refusal=0.4,
    )


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    peer = Peer()
    await peer.start()
    peer.snapshots = snapshot_of
    yield peer
    await peer.stop()


@pytest.fixture
async def manager(
    peer: Peer, timings: Timings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[GlobalWebSocketManager]:
    monkeypatch.delenv("UPBIT_ACCESS_KEY", raising=False)
    monkeypatch.delenv("UPBIT_SECRET_KEY", raising=False)
    monkeypatch.setenv("HOGA_EXCHANGE_URL", f"http://127.0.0.1:{peer.port}")
    monkeypatch.setattr(GlobalWebSocketManager, "timings", timings)
    # The pace of connects is the process's; each test begins with a row of its own, and waits less.
    monkeypatch.setattr(GlobalWebSocketManager, "_pace", ConnectPace(retry_gap=0.05))
    manager = await GlobalWebSocketManager.get_instance()
    await manager.initialize()
    yield manager
    await manager.shutdown()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> defaultdict[int, list[float]]:
    """When each socket sent something. The exchange shares this loop: on a busy machine it reads late."""
    times: defaultdict[int, list[float]] = defaultdict(list)
    send = PushConnection.send

    async def timed(self: PushConnection, *arguments: Any, **options: Any) -> None:
        times[id(self)].append(time.monotonic())
        await send(self, *arguments, **options)

    monkeypatch.setattr(PushConnection, "send", timed)
    return times


def most_in_a_second(sent: dict[int, list[float]]) -> int:
    """The most that any socket sent within one second."""
    return max(sum(at <= other < at + 1 for other in times) for times in sent.values() for at in times)

"""A manager that talks to a scripted peer, with short waits, torn down after each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from app.websocket_v6 import GlobalWebSocketManager, Timings
from app.websocket_v6.rate_limiter import ConnectPace
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

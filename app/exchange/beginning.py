"""Starting an exchange whatever its state file is like: for a desk, where nobody operates it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.exchange.config import Addresses, ExchangeConfig
from app.exchange.server import ExchangeServer
from app.exchange.state import StateError, StateInUse, StateUnwritable

KEPT, DAMAGED, IN_USE, UNUSABLE = "kept", "damaged", "in use", "unusable"
"""What became of the state file: used; moved aside for a new one; left to another exchange; not writable."""

_COMPANIONS = ("", "-wal", "-shm")  # SQLite's, without which the file is not what it was


async def start_anyhow(
    config: ExchangeConfig, now: datetime | None = None
) -> tuple[ExchangeServer, Addresses, str]:
    """A started exchange, its addresses, and what became of its state file."""
    assert config.state is not None, "without a state file there is nothing to begin anew"
    with suppress(OSError):
        config.state.parent.mkdir(parents=True, exist_ok=True)
    server = ExchangeServer(config)
    try:
        return server, await server.start(), KEPT
    except StateInUse:
        return *await _forgetful(config), IN_USE
    except StateUnwritable:
        await server.stop()
        return *await _forgetful(config), UNUSABLE
    except StateError:
        await server.stop()
    try:
        set_aside(config.state, now or datetime.now(UTC))
        server = ExchangeServer(config)
        return server, await server.start(), DAMAGED
    except (StateError, OSError):
        await server.stop()
        return *await _forgetful(config), UNUSABLE


async def _forgetful(config: ExchangeConfig) -> tuple[ExchangeServer, Addresses]:
    server = ExchangeServer(replace(config, state=None))
    return server, await server.start()


def set_aside(path: Path, now: datetime) -> Path:
    """Rename a state file and its companions, so that a new one can begin; where it is now. OSError."""
    aside = path.with_name(f"{path.name}.damaged-{now:%Y%m%dT%H%M%SZ}")
    for companion in _COMPANIONS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + companion).rename(aside.with_name(aside.name + companion))
    return aside

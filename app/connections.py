"""What a session remembers of its two sockets: since when each is open, and how often it came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.websocket_v6.health import ConnectionState, ConnectionStatus, Side, score

if TYPE_CHECKING:
    from app.clock import Clock
    from app.websocket_v6 import GlobalWebSocketManager

_OPEN = frozenset({ConnectionState.CONNECTED, ConnectionState.SUBSCRIBED})


class Connections:
    """Hears the manager from the session's start on; times are monotonic seconds."""

    def __init__(self, manager: GlobalWebSocketManager, clock: Clock) -> None:
        self._manager = manager
        self._clock = clock
        self._opened: dict[str, float] = {}
        self._openings: dict[str, int] = {}
        manager.on_status.connect(self._on_status)

    def age(self, side: str) -> float | None:
        """Seconds since that socket was opened; None while it is not open."""
        opened = self._opened.get(side)
        return None if opened is None else self._clock.monotonic() - opened

    def reconnects(self, side: str) -> int:
        """How often that socket was opened again."""
        return max(0, self._openings.get(side, 0) - 1)

    def health(self) -> tuple[int, list[str]]:
        """0 to 100 for both sockets and the traffic together, and the library's reasons for less than 100."""
        manager = self._manager
        public, private = manager.status(Side.PUBLIC), manager.status(Side.PRIVATE)
        return score(public, private, manager.traffic(), down=manager.is_down)

    def _on_status(self, status: ConnectionStatus) -> None:
        side = str(status.side)
        if status.state not in _OPEN:
            self._opened.pop(side, None)
        elif side not in self._opened:
            self._opened[side] = self._clock.monotonic()
            self._openings[side] = self._openings.get(side, 0) + 1

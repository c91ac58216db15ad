"""A session remembers since when its sockets are open and how often they came back."""

from dataclasses import dataclass, field
from typing import Any

from app.connections import Connections
from app.signals import Signal
from app.websocket_v6.health import ConnectionState, ConnectionStatus, Meter, Side, Traffic


@dataclass
class Now:
    """A clock that stands."""

    seconds: float = 1000.0

    def monotonic(self) -> float:
        return self.seconds


@dataclass
class Manager:
    """What is heard and asked of the real one."""

    on_status: Signal[ConnectionStatus] = field(default_factory=lambda: Signal("status"))
    states: dict[str, ConnectionStatus] = field(default_factory=dict)
    is_down: bool = False

    def say(self, side: Side, state: ConnectionState, **more: Any) -> None:
        self.states[side] = ConnectionStatus(side, state, **more)
        self.on_status.emit(self.states[side])

    def status(self, side: str) -> ConnectionStatus:
        return self.states.get(side, ConnectionStatus(Side(side)))

    def traffic(self) -> Traffic:
        return Meter().traffic(0.0)


def made() -> tuple[Connections, Manager, Now]:
    manager, now = Manager(), Now()
    return Connections(manager, now), manager, now  # type: ignore[arg-type]


def test_a_socket_is_as_old_as_its_opening_and_each_has_its_own() -> None:
    connections, manager, now = made()
    assert connections.age("public") is None
    manager.say(Side.PUBLIC, ConnectionState.CONNECTING)
    assert connections.age("public") is None
    manager.say(Side.PUBLIC, ConnectionState.CONNECTED)
    now.seconds += 5
    manager.say(Side.PUBLIC, ConnectionState.SUBSCRIBED)
    now.seconds += 2
    assert (connections.age("public"), connections.age("private")) == (7, None)


def test_what_comes_back_is_counted_and_begins_anew() -> None:
    connections, manager, now = made()
    for _ in range(3):
        manager.say(Side.PRIVATE, ConnectionState.SUBSCRIBED)
        now.seconds += 60
        manager.say(Side.PRIVATE, ConnectionState.RECONNECTING, attempt=1)
        assert connections.age("private") is None
    manager.say(Side.PRIVATE, ConnectionState.CONNECTED)
    assert (connections.reconnects("private"), connections.age("private")) == (3, 0)
    assert connections.reconnects("public") == 0


def test_the_health_is_the_librarys_with_its_reasons() -> None:
    connections, manager, _ = made()
    assert connections.health() == (100, [])
    manager.say(Side.PUBLIC, ConnectionState.RECONNECTING, attempt=5)
    manager.is_down = True
    points, reasons = connections.health()
    assert points == 20 and len(reasons) == 2

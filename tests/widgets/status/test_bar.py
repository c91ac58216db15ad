"""The status bar says what the manager says, and nothing before it is there."""

from dataclasses import dataclass, field

from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.endpoints import Mode
from app.websocket_v6 import ConnectionState, ConnectionStatus, Side
from widgets.frame_clock import FrameClock
from widgets.status import StatusBar


@dataclass
class Figures:
    latency_ms: float | None = 12.5
    messages_per_second: float = 1234.0


@dataclass
class Manager:
    """What the bar reads of the real one."""

    states: dict[str, ConnectionStatus] = field(default_factory=dict)

    def status(self, side: str) -> ConnectionStatus:
        return self.states.get(side, ConnectionStatus(Side(side)))

    def traffic(self) -> Figures:
        return Figures()


@dataclass
class Rest:
    """What the bar reads of the real one."""

    groups: dict[str, tuple[int, int]] = field(default_factory=dict)
    skew_ms: int | None = None

    @property
    def limits(self) -> "Rest":
        return self

    def budgets(self, _now: float) -> dict[str, tuple[int, int]]:
        return self.groups


def make(qtbot: QtBot) -> tuple[QWidget, StatusBar]:
    window = QWidget()
    qtbot.addWidget(window)
    return window, StatusBar(Mode.DEMO, FrameClock(window), window)


def test_before_the_exchange_nothing_is_invented(qtbot: QtBot) -> None:
    _window, bar = make(qtbot)
    assert bar.texts == ["거래소 준비 중…"]


def test_states_lag_and_traffic_are_the_managers(qtbot: QtBot) -> None:
    _window, bar = make(qtbot)
    manager = Manager({"public": ConnectionStatus(Side.PUBLIC, ConnectionState.SUBSCRIBED)})
    bar.show_manager(manager)  # type: ignore[arg-type]
    assert bar.texts[:4] == ["● 시세 실시간", "● 주문 연결 안 함", "지연 12.5ms", "수신 1,234/s"]
    manager.states["public"] = ConnectionStatus(Side.PUBLIC, ConnectionState.RECONNECTING)
    bar.refresh()
    assert bar.texts[0] == "● 시세 재연결 중"


def test_a_stream_that_stopped_is_not_called_live(qtbot: QtBot) -> None:
    _window, bar = make(qtbot)
    stale = ConnectionStatus(Side.PUBLIC, ConnectionState.SUBSCRIBED, stale=True)
    bar.show_manager(Manager({"public": stale}))  # type: ignore[arg-type]
    assert bar.texts[0] == "● 시세 데이터 멈춤"


def test_every_state_has_a_word_and_is_painted(qtbot: QtBot) -> None:
    window, bar = make(qtbot)
    window.resize(900, 40)
    window.show()
    for state in ConnectionState:
        bar.show_manager(Manager({"public": ConnectionStatus(Side.PUBLIC, state)}))  # type: ignore[arg-type]
        assert bar.texts[0].startswith("● 시세 ")
        assert not bar.grab().isNull()


def test_the_scarcest_budget_and_the_clock_are_told_once_they_are_known(qtbot: QtBot) -> None:
    _window, bar = make(qtbot)
    rest = Rest()
    bar.show_manager(Manager(), rest)  # type: ignore[arg-type]
    before = len(bar.texts)
    rest.groups, rest.skew_ms = {"default": (3, 30), "order": (7, 8)}, -2_150
    bar.refresh()
    assert bar.texts[before:] == ["요청 1/8 남음", "시계 차 -2초"]
    rest.skew_ms = 800  # it is measured to about a second only
    bar.refresh()
    assert bar.texts[-1] == "시계 맞음"

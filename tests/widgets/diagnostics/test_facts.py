"""The panel tells of each socket its state, age and reconnects, the health and why, and the budgets left."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.profiling import Profile
from app.websocket_v6 import ConnectionState, ConnectionStatus, Side
from app.websocket_v6.health import Meter
from widgets.diagnostics.facts import read
from widgets.status import complaint_of

LOST = ConnectionStatus(Side.PRIVATE, ConnectionState.RECONNECTING, "no connection", stale=True, attempt=3)


def session(health: tuple[int, list[str]]) -> Any:
    states = {"public": ConnectionStatus(Side.PUBLIC, ConnectionState.SUBSCRIBED), "private": LOST}
    manager = SimpleNamespace(
        status=states.get,
        traffic=lambda: Meter().traffic(0.0),
        wishes=[SimpleNamespace(data_type="ticker")],
    )
    limits = SimpleNamespace(
        budgets=lambda now: {"order": (7, 8), "default": (0, 30)},
        banned=lambda group, now: 12.0 if group == "default" else 0.0,
    )
    return SimpleNamespace(
        manager=manager,
        connections=SimpleNamespace(
            age={"public": 3_725.0, "private": None}.get,
            reconnects={"public": 0, "private": 4}.get,
            health=lambda: health,
        ),
        rest=SimpleNamespace(limits=limits, skew_ms=None),
        data_dir=Path("there"),
    )


def told(health: tuple[int, list[str]] = (100, [])) -> dict[str, str]:
    clock: Any = SimpleNamespace(slow_frames=1, frames=1_000, latency_ms=None)
    sections = read(session(health), clock, Profile(0.0), "demo")
    return {line.name: line.value for _, lines in sections for line in lines if line.name}


def test_each_socket_has_its_state_age_and_reconnects() -> None:
    lines = told()
    assert lines["시세"] == "실시간 · 1:02:05"
    assert lines["주문"] == "재연결 중 · 자료가 오래됨 · 3번째 시도 · 재연결 4번"


def test_the_health_is_told_with_its_reasons() -> None:
    assert told()["연결 상태 점수 (100점 만점)"] == "100점"
    reasons = ["private: reconnecting (no connection)", "data is 1500 ms behind the exchange"]
    sentence = told((65, reasons))["연결 상태 점수 (100점 만점)"]
    assert sentence == "65점 · 주문 연결이 끊김 · 자료가 거래소보다 1초 넘게 늦음"


def test_the_budget_of_each_group_is_told_and_a_block_instead_of_it() -> None:
    lines = told()
    assert (lines["order"], lines["default"]) == ("1 / 8 남음", "12초 동안 차단됨")


@pytest.mark.parametrize(
    "reason",
    [
        "public: no data",
        "private: no data",
        "public: reconnecting (no connection)",
        "private: auth_failed",
        "five or more connection attempts failed in a row",
        "3.2 % of the deliveries failed",
        "data is 1500 ms behind the exchange",
    ],
)
def test_each_of_the_librarys_reasons_has_words_of_its_own(reason: str) -> None:
    words = complaint_of(reason)
    assert words != complaint_of("nobody has heard of this") and "public" not in words

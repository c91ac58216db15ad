"""The profiler's figures as lines: what was not measured is no figure, what was slow says whose it was."""

import pytest
from PyQt6.QtWidgets import QApplication

from app.profiling import Profile
from widgets.diagnostics import costs
from widgets.diagnostics.line import BAD, Line
from widgets.format import NOTHING

pytestmark = pytest.mark.usefixtures("qapp")


def test_before_anything_is_measured() -> None:
    profile = Profile(100.0)
    assert {line.value for line in costs.hops(profile)} == {f"{NOTHING} / {NOTHING}"}
    assert costs.panels(profile, 101.0) == costs.slow(profile, 101.0) == [Line(NOTHING, "")]


def test_hops_from_the_socket_to_the_screen() -> None:
    profile = Profile(100.0)
    for panel in ("orderbook", "tape"):
        profile.handed_over(panel, since=101.000, decoded=101.004, now=101.005)
        profile.painted(panel, began=101.020, now=101.025)
    names = [line.name for line in costs.hops(profile)]
    values = [line.value for line in costs.hops(profile)]
    assert names == ["수신 → 해석 (p50 / p99)", "해석 → 패널", "패널 → 그리기", "수신 → 화면"]
    assert values == ["3.76ms / 3.76ms", "0.94ms / 0.94ms", "20.0ms / 20.0ms", "25.0ms / 25.0ms"]


def test_the_panel_that_costs_most_comes_first() -> None:
    profile = Profile(100.0)
    profile.painted("chart", 101.0, 101.01)
    profile.flushed("order_entry", 101.0, 101.001)
    for began in (102.0, 103.0):
        profile.painted("markets", began, began + 0.02)
        profile.flushed("markets", began, began + 0.005)
    assert costs.panels(profile, 110.0) == [
        Line("마켓", "그리기 20.0ms / 20.0ms · 0.2회/초 · 갱신 5.00ms / 5.00ms · CPU 0.5%"),
        Line("차트", "그리기 10.0ms / 10.0ms · 0.1회/초 · CPU 0.1%"),
        Line("주문", "갱신 0.94ms / 0.94ms · CPU 0.0%"),
    ]


def test_what_was_slow_is_told_newest_first() -> None:
    profile = Profile(100.0)
    for number in range(costs.TOLD_SLOW):
        profile.flushed("chart", 101.0, 101.03 + number / 100)
    profile.painted("assets", 101.0, 101.05)
    profile.ticked(0.2, 103.0)
    lines = costs.slow(profile, 110.0)
    assert len(lines) == costs.TOLD_SLOW
    assert lines[:3] == [
        Line("패널 밖의 일", "프레임 200.0ms 늦음 · 7초 전", BAD),
        Line("자산", "그리기 50.0ms · 9초 전", BAD),
        Line("차트", "갱신 70.0ms · 9초 전", BAD),
    ]


def test_a_panel_of_another_folder_keeps_its_name(qapp: QApplication) -> None:
    profile = Profile(100.0)
    profile.painted("elsewhere", 101.0, 101.001)
    assert costs.panels(profile, 102.0)[0].name == "elsewhere"

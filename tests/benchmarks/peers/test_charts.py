"""The charts are measured painted, and beside the best of the others."""

import json
import sys
from itertools import pairwise

import pytest
from PyQt6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from benchmarks import report
from benchmarks.peers import chart_reader, charts
from benchmarks.peers.apart import found_by


@pytest.fixture(autouse=True)
def nothing_missed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    missed: list[str] = []
    monkeypatch.setattr(report, "_missed", missed)
    return missed


def times(**costs: float) -> charts.Times:
    return {
        (name, size, step): [cost]
        for name, cost in costs.items()
        for size in charts.SIZES
        for step in charts.STEPS
    }


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_half_of_the_best_holds(capsys: pytest.CaptureFixture[str], nothing_missed: list[str]) -> None:
    charts.tell(times(hoga=1.0, finplot=20.0, vnpy=4.0))
    told = lines(capsys)
    ratios = [line for line in told if "holds" in line]
    assert len(told) == 16 and len(ratios) == 4
    assert {(line["value"], line["gate"], line["holds"], line["goal"]) for line in ratios} == {
        (0.25, 0.5, True, "P5")
    }
    assert all("ours to vnpy's" in str(line["what"]) for line in ratios)
    assert nothing_missed == []


def test_more_than_half_of_the_best_misses(nothing_missed: list[str]) -> None:
    charts.tell(times(hoga=2.1, finplot=20.0, vnpy=4.0))
    assert len(nothing_missed) == 4


def test_a_chart_that_did_not_come_up_is_a_miss(nothing_missed: list[str]) -> None:
    charts.tell(times(hoga=1.0, finplot=20.0))
    assert len([what for what in nothing_missed if what.startswith("vnpy")]) == 4
    assert len([what for what in nothing_missed if "the best of the others" in what]) == 4


def test_the_walk_is_the_same_for_each_and_in_ticks() -> None:
    one, two = chart_reader.walk(300), chart_reader.walk(300)
    assert [bar[1:] for bar in one] == [bar[1:] for bar in two]
    assert all(bar.low <= min(bar.open, bar.close) <= max(bar.open, bar.close) <= bar.high for bar in one)
    assert all(value % chart_reader.TICK == 0 for bar in one for value in bar[1:5])
    assert {later.start - bar.start for bar, later in pairwise(one)} == {60_000}


def test_our_chart_is_painted_at_each_step() -> None:
    found = found_by(sys.executable, ["benchmarks.peers.chart_reader", "hoga", "500", "4"], 100)
    assert found is not None and found.keys() == charts.STEPS.keys()
    assert all(0 < cost < 1000 for cost in found.values())


def test_a_step_that_paints_nothing_is_not_measured(qtbot: QtBot) -> None:
    label = QLabel("0")
    qtbot.addWidget(label)
    label.show()
    qtbot.waitExposed(label)
    chart = chart_reader.Chart(label, label, label.setNum, label.setNum)
    application = QApplication.instance()
    chart_reader.painted_steps(chart, lambda number: label.setNum(number + 1), application)
    with pytest.raises(AssertionError, match="not painted"):
        chart_reader.painted_steps(chart, lambda number: None, application)
    with pytest.raises(AssertionError, match="stays as it was"):
        chart_reader.painted_steps(chart, lambda number: label.update(), application)

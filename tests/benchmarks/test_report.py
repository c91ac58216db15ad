"""A figure tells whether its gate holds, and a program ends with a status that says so."""

import ast
import json
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.__main__ import GOALS

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = sorted((ROOT / "benchmarks").rglob("*.py"))


@pytest.fixture(autouse=True)
def nothing_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "_missed", [])


def ended() -> int:
    with pytest.raises(SystemExit) as ending:
        report.finish()
    assert isinstance(ending.value.code, int)
    return ending.value.code


@pytest.mark.parametrize(
    ("value", "gate", "least", "holds"),
    [
        (3.0, 3.0, None, True),
        (3.1, 3.0, None, False),
        (3.0, None, 3.0, True),
        (2.9, None, 3.0, False),
        (float("nan"), 3.0, None, False),
        (None, 3.0, None, False),
        (None, None, None, False),
    ],
)
def test_a_missed_gate_ends_the_program_with_1_and_its_name_on_the_last_line(
    capsys: pytest.CaptureFixture[str],
    value: float | None,
    gate: float | None,
    least: float | None,
    holds: bool,
) -> None:
    report.figure("first paint", value, "ms", gate=gate, least=least, goal="P6")
    assert ended() == (0 if holds else 1)
    said = capsys.readouterr()
    assert json.loads(said.out)["holds"] is holds
    assert said.err == ("" if holds else "missed: first paint\n")


def test_a_figure_without_a_gate_is_neither_held_nor_missed(capsys: pytest.CaptureFixture[str]) -> None:
    report.figure("frames", 60, "frames/s")
    assert "holds" not in json.loads(capsys.readouterr().out)
    assert ended() == 0


def test_every_figure_that_missed_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    report.figure("one", 2, "ms", gate=1)
    report.figure("two", 1, "ms", gate=1)
    report.figure("three", 0, "/s", least=1)
    report.miss("four")
    assert ended() == 1
    assert capsys.readouterr().err == "missed: one; three; four\n"


def test_a_status_of_the_programs_own_is_kept() -> None:
    with pytest.raises(SystemExit) as ending:
        report.finish(2)
    assert ending.value.code == 2


def test_a_figure_names_goal_machine_and_versions(capsys: pytest.CaptureFixture[str]) -> None:
    report.figure("update", 0.4, "", gate=0.5, goal="P5", beside={"finplot": "1.9.7"})
    line = json.loads(capsys.readouterr().out)
    assert (line["goal"], line["gate"], line["value"]) == ("P5", 0.5, 0.4)
    assert line["machine"] == report.machine()
    assert line["versions"] == report.versions() | {"finplot": "1.9.7"}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('{"what": "late frames", "value": 3, "holds": false}\n', "late frames"),
        ('{"what": "late frames", "value": 0, "holds": true}\n', None),
        ('{"what": "frames", "value": 60}\n', None),
        ('{"statuses": {"200": 3}}\n', None),
        ("{not json\n", None),
        ("… 1000 placed\n", None),
    ],
)
def test_a_missed_figure_is_found_in_a_programs_output(line: str, name: str | None) -> None:
    assert report.missed_in(line) == name


def test_every_program_that_prints_figures_ends_by_finish() -> None:
    without = []
    for path in PROGRAMS:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if "figure" not in imported(tree):
            continue
        blocks = [
            node for node in tree.body if isinstance(node, ast.If) and "__main__" in ast.dump(node.test)
        ]
        if blocks and "finish(" not in ast.unparse(blocks[-1]):  # else it serves one
            without.append(str(path.relative_to(ROOT)))
    assert without == []


def test_every_goal_of_speed_has_its_program() -> None:
    found: dict[str, set[str]] = {}
    for path in PROGRAMS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "goal" and isinstance(node.value, ast.Constant):
                found.setdefault(node.value.value, set()).add(path.stem)
    assert {f"P{number}" for number in range(1, 10)} <= found.keys()
    doors = {*GOALS, "streams", "charts"}  # `make bench` and `make bench-peers`
    assert [goal for goal in found if goal.startswith("P") and not found[goal] & doors] == []


def imported(tree: ast.Module) -> set[str]:
    return {
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "benchmarks.report"
        for alias in node.names
    }

"""Programs run one after the other; what missed in any of them is known at the end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import programs, report

MISSES = """
from benchmarks.report import figure, finish
figure("slow one", 5.0, "ms", gate=1.0)
figure("quick one", 0.5, "ms", gate=1.0)
print("a word between")
finish()
"""


@pytest.fixture(autouse=True)
def nothing_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "_missed", [])


def hear(code: str, within: float = 60.0) -> tuple[int, list[str]]:
    return programs.hear([sys.executable, "-c", code], None, within)


def test_what_missed_is_heard_and_the_output_passed_on(capfd: pytest.CaptureFixture[str]) -> None:
    assert hear(MISSES) == (1, ["slow one"])
    said = capfd.readouterr()
    assert '"what": "quick one"' in said.out and "a word between" in said.out
    assert said.err == "missed: slow one\n"


def test_a_program_that_breaks_off_is_a_miss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.py").write_text("raise SystemExit(3)")
    (tmp_path / "fine.py").write_text("print('fine')")
    (tmp_path / "slow.py").write_text(MISSES)
    path = os.pathsep.join([str(tmp_path), str(programs.ROOT)])
    programs.run(["broken", "fine", "slow"], environment=os.environ | {"PYTHONPATH": path})
    with pytest.raises(SystemExit) as ending:
        report.finish()
    assert ending.value.code == 1
    last = capfd.readouterr().err.splitlines()[-1]
    assert last == "missed: broken: ended with status 3; slow: slow one"


def test_a_program_that_hangs_is_ended_with_what_it_started() -> None:
    # The child holds the output open: hear() comes back only once it is gone as well.
    child = "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])"
    status, missed = hear(f"import subprocess, sys; {child}; sys.exit(4)", within=3.0)
    assert status != 0 and missed == []


def test_the_door_of_all_programs_says_which_there_are() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "paint_char"],
        cwd=programs.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "no benchmark is called paint_char; there are" in done.stdout

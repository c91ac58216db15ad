"""What a reader in another environment found, and what is told when it found nothing."""

import sys
from pathlib import Path

import pytest

from benchmarks.peers import apart


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(apart, "ROOT", tmp_path)
    return tmp_path / "reader.py"


def test_the_last_json_line_is_what_was_found(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    module.write_text(
        "import json, os, sys\n"
        "print('a word')\n"
        "proxy = 'HTTP_PROXY' in os.environ\n"
        "print(json.dumps({'words': sys.argv[1:], 'home': os.environ['HOME'], 'proxy': proxy}))\n"
    )
    found = apart.found_by(sys.executable, ["reader", "ticker", "2"], 60)
    assert found is not None
    assert (found["words"], found["proxy"]) == (["ticker", "2"], False)
    assert not Path(found["home"]).exists(), "a home of its own, gone with it"


def test_a_reader_that_breaks_off_found_nothing(module: Path, capsys: pytest.CaptureFixture[str]) -> None:
    module.write_text("raise SystemExit('no such client')")
    assert apart.found_by(sys.executable, ["reader"], 60) is None
    assert capsys.readouterr().err == "reader: ended with status 1: no such client\n"


def test_a_reader_that_hangs_is_ended(module: Path, capsys: pytest.CaptureFixture[str]) -> None:
    module.write_text("import time; time.sleep(600)")
    assert apart.found_by(sys.executable, ["reader"], 0.5) is None
    assert capsys.readouterr().err == "reader: nothing came within 0.5 s: \n"


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        (2.0, {"one": 8.0, "two": 4.0}, ("two", 0.5)),
        (2.0, {"one": 8.0, "two": None}, ("one", None)),
        (None, {"one": 8.0, "two": 4.0}, ("two", None)),
        (2.0, {"one": None}, ("none", None)),
        (2.0, {}, ("none", None)),
    ],
)
def test_ours_is_measured_by_the_best_of_all_or_not_at_all(
    ours: float | None, theirs: dict[str, float | None], found: tuple[str, float | None]
) -> None:
    assert apart.to_best(ours, theirs) == found


def test_versions_are_those_of_the_environment() -> None:
    told = apart.versions_in(Path(sys.executable), ("pytest",))
    assert told == {"pytest": pytest.__version__}
    assert apart.versions_in(Path("/no/such/python"), ("pytest",)) == {}

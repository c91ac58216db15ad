"""The command line is checked before anything starts."""

from pathlib import Path

import pytest

from app.endpoints import Mode
from app.options import parse


def test_defaults() -> None:
    options = parse([])
    assert (options.mode, options.symbol, options.language, options.screenshot) == (
        Mode.DEMO,
        None,
        "",
        None,
    )
    assert options.data_dir.name == "Hoga"


def test_everything_given(tmp_path: Path) -> None:
    line = "--mode live --symbol krw-eth --lang en --screenshot a.png --after 2.5 --seed 7 --profile p.json"
    options = parse([*line.split(), "--data-dir", str(tmp_path)])
    assert (options.mode, options.symbol, options.language) == (Mode.LIVE, "KRW-ETH", "en")
    assert (options.data_dir, options.screenshot, options.after, options.seed) == (
        tmp_path,
        Path("a.png"),
        2.5,
        7,
    )
    assert (options.profile, parse([]).profile) == (Path("p.json"), None)


def test_a_relative_directory_stays_where_it_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert parse(["--data-dir", "mine"]).data_dir == tmp_path / "mine"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("--nonsense", "unrecognized"),
        ("--mode paper", "invalid choice"),  # not offered before it works
        ("--symbol BTC", "not a market"),
        ("--symbol KRW-비트코인", "not a market"),
        ("--after -1", "number of seconds"),
        ("--after soon", "number of seconds"),
        ("--seed x", "invalid int"),
    ],
)
def test_wrong_use_ends_with_code_2_and_a_sentence(
    line: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(line.split())
    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err

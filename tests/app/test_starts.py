"""Two starts that did not get through make the third one safe; what is safe keeps what is dear."""

from pathlib import Path

from app.settings import Layout, Settings
from app.starts import BEFORE, ENOUGH, Starts, made_safe


def test_starts_that_got_through_are_not_counted(tmp_path: Path) -> None:
    for _ in range(3):
        starts = Starts(tmp_path)
        assert starts.begin() == 0
        starts.settled()
        starts.settled()


def test_crashes_in_a_row_are(tmp_path: Path) -> None:
    assert [Starts(tmp_path).begin() for _ in range(3)] == [0, 1, 2]
    assert ENOUGH == 2
    Starts(tmp_path).settled()
    assert Starts(tmp_path).begin() == 0


def test_rubbish_counts_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "starting").write_text("a lot")
    assert Starts(tmp_path).begin() == 0


def test_what_cannot_be_written_stops_no_start(tmp_path: Path) -> None:
    assert Starts(tmp_path / "nowhere").begin() == 0


def test_the_layout_before_is_kept_under_a_name() -> None:
    before = Settings(
        layout="state",
        geometry="place",
        open=("chart",),
        groups={"chart": "2"},
        panels={"chart": {"interval": "5m"}},
        favourites=("KRW-BTC",),
        keys={"palette": "F9"},
    )
    safe = made_safe(before)
    assert (safe.layout, safe.geometry, safe.open, safe.groups, safe.panels) == ("", "", (), {}, {})
    assert (safe.favourites, safe.keys) == (before.favourites, before.keys)
    assert safe.layouts == {str(BEFORE): Layout(state="state", open=("chart",), groups={"chart": "2"})}
    assert made_safe(Settings()).layouts == {}

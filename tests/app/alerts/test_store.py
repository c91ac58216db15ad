"""The alerts file is the old or the new one, and a damaged one is kept and told of."""

import stat
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alerts import engine
from app.alerts.rules import MOST, Alert, DailyChange, OrderFilled
from app.alerts.store import KEPT, AlertFile, Book, first_book
from app.errors import SettingsError
from tests.app.alerts.samples import NOON, above, play, reading


def book() -> Book:
    state, fired = play(engine.put(engine.State(), above("100.5")), reading(99), reading(101, 1))
    state = engine.put(state, Alert(id=2, symbol="KRW-ETH", rule=DailyChange(Decimal("-3.5")), repeats=True))
    return Book(
        alerts=tuple(state.alerts.values()),
        watches=dict(state.watches),
        readings=dict(state.readings),
        fired=tuple(fired),
        seen_ms=NOON,
    )


def test_what_is_saved_comes_back_and_is_its_owners_alone(tmp_path: Path) -> None:
    AlertFile(tmp_path, "demo").save(book())
    assert AlertFile(tmp_path, "demo").load() == (book(), None)
    assert stat.S_IMODE((tmp_path / "alerts-demo.json").stat().st_mode) == 0o600
    assert book().state.watch(1).done


def test_modes_have_alerts_of_their_own_and_the_first_one_is_for_own_executions(tmp_path: Path) -> None:
    AlertFile(tmp_path, "demo").save(book())
    assert AlertFile(tmp_path, "live").load() == (first_book(), None)
    assert [alert.rule for alert in first_book().alerts] == [OrderFilled()]


@given(st.data())
def test_a_file_cut_anywhere_is_moved_aside_or_whole(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    directory = tmp_path_factory.mktemp("cut")
    AlertFile(directory, "demo").save(book())
    path = directory / "alerts-demo.json"
    whole = path.read_bytes()
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole) - 1))])
    path.write_bytes(damaged)
    loaded, complaint = AlertFile(directory, "demo").load()
    assert loaded == Book() and complaint is not None and "alerts-demo.damaged" in complaint
    assert [file.read_bytes() for file in directory.iterdir()] == [bytes(damaged)]


@pytest.mark.parametrize(
    "text",
    [
        b'{"version": 99}',
        b'{"alerts": [{"id": 1, "symbol": "KRW-BTC", "rule": {"type": "daily", "percent": "-100"}}]}',
        b'{"alerts": [{"id": 1, "symbol": "X", "rule": {"type": "filled"}}]}',
        b"[" * 100_000,
    ],
    ids=["newer", "negative", "no market", "nested"],
)
def test_a_file_that_says_what_cannot_be_is_damaged_and_never_overwritten(
    tmp_path: Path, text: bytes
) -> None:
    for number in ("", "1", "2"):
        (tmp_path / "alerts-demo.json").write_bytes(text)
        file = AlertFile(tmp_path, "demo")
        assert file.load()[0] == Book()
        file.save(book())
        assert (tmp_path / f"alerts-demo.damaged{number}.json").read_bytes() == text


def test_what_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "alerts-demo.json").mkdir()
    file = AlertFile(tmp_path, "demo")
    loaded, complaint = file.load()
    assert loaded == Book() and complaint is not None
    file.save(book())
    assert (tmp_path / "alerts-demo.json").is_dir()


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        AlertFile(tmp_path / "nowhere", "demo").save(book())


def test_the_book_is_bounded() -> None:
    alert = above(100)
    with pytest.raises(ValueError, match="too many"):
        Book(alerts=tuple(Alert(id=n, symbol=alert.symbol, rule=alert.rule) for n in range(MOST + 1)))
    with pytest.raises(ValueError, match="too many"):
        Book(fired=book().fired * (KEPT + 1))
    with pytest.raises(ValueError, match="one number"):
        Book(alerts=(alert, alert))

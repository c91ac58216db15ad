"""The data directory's files are known by name, and only what nobody reads again can be deleted."""

from pathlib import Path

import pytest

from app.data_files import Content, Share, content_of, remove, shares
from app.settings import Settings, SettingsFile


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("settings.json", Content.SETTINGS),
        ("settings.last-good.json", Content.SETTINGS),
        ("settings.damaged.json", Content.DAMAGED),
        ("settings.damaged.2.json", Content.DAMAGED),
        ("journal.db", Content.ORDERS),
        ("journal.db-wal", Content.ORDERS),
        ("journal.db.damaged-20261121-120000", Content.DAMAGED),
        ("keys-live.vault", Content.KEYS),
        ("alerts-demo.json", Content.ALERTS),
        ("candles.db", Content.CANDLES),
        ("candles.db.damaged-20261121-120000", Content.DAMAGED),
        ("demo-exchange.db", Content.DEMO),
        ("hoga.log", Content.LOG),
        ("hoga.log.3", Content.OLD_LOGS),
        ("desk.lock", None),
        ("holiday.jpg", None),
    ],
)
def test_every_file_is_known_by_its_name(name: str, content: Content | None) -> None:
    assert content_of(name) is content


def test_files_of_one_content_are_added_up(tmp_path: Path) -> None:
    (tmp_path / "hoga.log.1").write_bytes(b"x" * 30)
    (tmp_path / "hoga.log.2").write_bytes(b"x" * 12)
    (tmp_path / "journal.db").write_bytes(b"x" * 5)
    (tmp_path / "somebody's").write_bytes(b"x" * 99)
    assert shares(tmp_path) == [Share(Content.ORDERS, 1, 5), Share(Content.OLD_LOGS, 2, 42)]
    assert [share.is_removable for share in shares(tmp_path)] == [False, True]


def test_what_the_settings_move_aside_can_be_deleted_and_the_settings_stay(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.save(Settings(symbol="KRW-ETH"))
    file.load()
    (tmp_path / "settings.json").write_text("{", encoding="utf-8")
    assert file.load()[0].symbol == "KRW-ETH"
    assert remove(tmp_path, Content.DAMAGED)
    assert [share.content for share in shares(tmp_path)] == [Content.SETTINGS]


@pytest.mark.parametrize("content", sorted(set(Content) - {Content.OLD_LOGS, Content.DAMAGED}))
def test_nothing_else_is_ever_deleted(tmp_path: Path, content: Content) -> None:
    for name in ("journal.db", "keys-live.vault", "hoga.log", "settings.json", "candles.db"):
        (tmp_path / name).write_bytes(b"x")
    before = shares(tmp_path)
    assert not remove(tmp_path, content)
    assert shares(tmp_path) == before


def test_no_directory_is_nothing(tmp_path: Path) -> None:
    assert shares(tmp_path / "nowhere") == []
    assert remove(tmp_path / "nowhere", Content.DAMAGED)

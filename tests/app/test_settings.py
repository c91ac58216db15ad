"""Settings survive damage, full disks and half-written files."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import SettingsError
from app.look import Look
from app.settings import Settings, SettingsFile, prepare_directory

GIVEN = Settings(symbol="KRW-ETH", favourites=("KRW-BTC", "BTC-ETH"), panels={"chart": {"interval": "5m"}})


def test_a_first_start_has_defaults_and_no_complaint(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path).load() == (Settings(), None)


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    SettingsFile(tmp_path).save(GIVEN)
    assert SettingsFile(tmp_path).load() == (GIVEN, None)


@given(cut=st.integers(0, 400), flip=st.integers(0, 7))
def test_a_damaged_file_is_kept_and_the_last_good_copy_is_used(
    tmp_path_factory: pytest.TempPathFactory, cut: int, flip: int
) -> None:
    directory = tmp_path_factory.mktemp("data")
    file = SettingsFile(directory)
    file.save(GIVEN)
    file.load()  # a good start makes the copy
    path = directory / "settings.json"
    whole = path.read_bytes()
    damaged = whole[: min(cut, len(whole) - 3)] + bytes([1 << flip])
    path.write_bytes(damaged)
    settings, complaint = file.load()
    assert settings == GIVEN
    assert complaint is not None and "settings.damaged.json" in complaint
    assert (directory / "settings.damaged.json").read_bytes() == damaged


def test_without_a_good_copy_the_defaults_are_used_and_said_so(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(b"\x00\xff not json")
    settings, complaint = SettingsFile(tmp_path).load()
    assert settings == Settings()
    assert complaint is not None and "기본값" in complaint


@pytest.mark.parametrize(
    "content",
    ['{"favourites": 7}', "[]", '{"panels": {"chart": 1}}', '{"panels": {"chart": {"a": ' + "[" * 20_000],
    ids=["field", "top", "panel", "nested"],
)
def test_wrong_shapes_count_as_damage(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.json").write_text(content)
    settings, complaint = SettingsFile(tmp_path).load()
    assert settings == Settings() and complaint


@pytest.mark.parametrize("content", ['{"version": 99}', '{"version": 2, "look": {"scheme": "sepia"}}'])
def test_a_file_of_a_newer_version_is_called_that_and_kept(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.json").write_text(content)
    settings, complaint = SettingsFile(tmp_path).load()
    assert settings == Settings()
    assert complaint is not None and "새로운 버전" in complaint and "손상" not in complaint
    assert (tmp_path / "settings.damaged.json").read_text() == content


def test_a_file_nested_too_deep_has_no_look(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"panels": {"chart": {"a": ' + "[" * 20_000)
    assert SettingsFile(tmp_path).look() == Look()


def test_a_failed_save_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SettingsFile(tmp_path)
    file.save(GIVEN)

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(SettingsError, match="No space"):
        file.save(Settings())
    assert file._path.read_bytes()
    monkeypatch.undo()
    assert file.load()[0] == GIVEN
    assert sorted(p.name for p in tmp_path.iterdir()) == ["settings.json", "settings.last-good.json"]


def test_a_second_damaged_file_does_not_replace_the_first(tmp_path: Path) -> None:
    for content in ("first", "second", "third"):
        (tmp_path / "settings.json").write_text(content)
        SettingsFile(tmp_path).load()
    kept = sorted(path.read_text() for path in tmp_path.glob("settings.damaged*.json"))
    assert kept == ["first", "second", "third"]


@pytest.mark.parametrize("name", ["settings.json", "settings.last-good.json"])
def test_a_directory_in_the_place_of_a_file_is_survived(tmp_path: Path, name: str) -> None:
    if name != "settings.json":
        SettingsFile(tmp_path).save(GIVEN)
    (tmp_path / name).mkdir()
    settings, complaint = SettingsFile(tmp_path).load()
    assert (settings, complaint is None) == (
        (GIVEN, True) if name != "settings.json" else (Settings(), False)
    )


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_the_rights_of_a_directory_that_was_there_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    prepare_directory(tmp_path / "shared")
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o755


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_the_directory_is_its_owners_alone(tmp_path: Path) -> None:
    directory = prepare_directory(tmp_path / "a" / "b")
    assert directory.stat().st_mode & 0o777 == 0o700
    SettingsFile(directory).save(GIVEN)
    assert (directory / "settings.json").stat().st_mode & 0o777 == 0o600


def test_a_directory_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(SettingsError, match="data directory") as raised:
        prepare_directory(tmp_path / "x" / "data")
    assert raised.value.sentence.startswith(f"데이터 폴더 {tmp_path / 'x' / 'data'}을(를) 쓸 수 없습니다: ")


@pytest.mark.usefixtures("english")
def test_in_english_the_sentence_about_the_directory_is_english(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(SettingsError) as raised:
        prepare_directory(tmp_path / "x" / "data")
    assert raised.value.sentence.startswith(f"The data directory {tmp_path / 'x' / 'data'} cannot be used: ")


@pytest.mark.usefixtures("english")
def test_damage_is_told_in_the_chosen_language(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(b"{")
    complaint = SettingsFile(tmp_path).load()[1]
    assert complaint is not None and complaint.startswith("The settings were damaged")

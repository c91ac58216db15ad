"""The system's own player is used; where there is none, or it fails, the system beeps."""

from __future__ import annotations

import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resources import SOUNDS
from widgets.alerts import sound

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows plays by itself")


@pytest.fixture
def beeps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    return beeps


@pytest.fixture(autouse=True)
def forget_the_player() -> Iterator[None]:
    remembered = sound.player
    remembered.cache_clear()
    yield
    remembered.cache_clear()


@pytest.fixture
def sounder(qtbot: QtBot, qapp: QApplication) -> Iterator[sound.Sounder]:
    sounder = sound.Sounder(qapp)
    yield sounder
    sounder.close()
    sounder.close()
    sounder.deleteLater()


def script(directory: Path, text: str) -> Path:
    program = directory / "paplay"
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o700)
    return program


def test_the_file_is_played_by_the_first_player_there_is(
    qtbot: QtBot, sounder: sound.Sounder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beeps: list[int]
) -> None:
    script(tmp_path, f'echo "$1" >> {tmp_path}/played')
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sound, "_PLAYERS", (("no-such-player",), ("paplay",)))
    sounder.play(SOUNDS / "alert.wav")
    played = tmp_path / "played"
    qtbot.waitUntil(lambda: played.exists() and played.read_text().endswith("\n"), timeout=20_000)
    assert played.read_text().strip() == str(SOUNDS / "alert.wav") and beeps == []


def test_where_there_is_no_player_the_system_beeps(
    sounder: sound.Sounder, monkeypatch: pytest.MonkeyPatch, beeps: list[int]
) -> None:
    monkeypatch.setattr(sound, "_PLAYERS", (("no-such-player",),))
    sounder.play(SOUNDS / "alert.wav")
    assert beeps == [1]


def test_a_player_that_cannot_be_started_beeps_instead(
    qtbot: QtBot, sounder: sound.Sounder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beeps: list[int]
) -> None:
    monkeypatch.setattr(sound, "player", lambda: (str(tmp_path / "gone"),))
    sounder.play(SOUNDS / "alert.wav")
    qtbot.waitUntil(lambda: beeps == [1], timeout=20_000)


def test_one_sound_at_a_time_and_none_after_the_end(
    qtbot: QtBot, sounder: sound.Sounder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beeps: list[int]
) -> None:
    program = script(tmp_path, f"echo x >> {tmp_path}/played; exec sleep 60")
    monkeypatch.setattr(sound, "player", lambda: (str(program),))
    for _ in range(5):
        sounder.play(SOUNDS / "alert.wav")
    played = tmp_path / "played"
    qtbot.waitUntil(lambda: played.exists() and played.read_text().endswith("\n"), timeout=20_000)
    sounder.close()
    assert played.read_text() == "x\n" and beeps == []


@pytest.mark.parametrize("name", ["alert", "fill"])
def test_the_sounds_are_short_and_never_clipped(name: str) -> None:
    with wave.open(str(SOUNDS / f"{name}.wav")) as file:
        assert file.getnframes() / file.getframerate() < 0.5
        data = file.readframes(file.getnframes())
    peaks = memoryview(data).cast("h").tolist()
    assert 5_000 < max(map(abs, peaks)) < 32_000

"""Who lacks a program is told which package has it."""

import shutil

import pytest

from tests.x11 import session
from tests.x11.tools import complaint


def test_what_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", {"Xvfb": "/usr/bin/Xvfb", "import": "/usr/bin/import"}.get)
    sentence = "This needs a display of its own: please install openbox xdotool (apt-get install …)."
    assert complaint() == sentence
    assert session.main([]) == 2
    assert capsys.readouterr().err.strip() == sentence


def test_nothing_is_said_when_all_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", "/usr/bin/{}".format)
    assert complaint() == ""

"""The look survives a restart, and a file that is wrong about it is no reason not to start."""

from pathlib import Path

import msgspec
import pytest

from app.look import Look, Scheme, Sense
from app.settings import Settings, SettingsFile

CHOSEN = Look(scheme=Scheme.LIGHT, sense=Sense.WESTERN, colour_blind=True, scale=150, language="en")


def test_it_is_known_before_there_is_a_window(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    assert file.look() == Look()
    file.save(Settings(look=CHOSEN))
    assert file.look() == CHOSEN == file.load()[0].look


@pytest.mark.parametrize("text", ["", "{", '{"look": {"scale": 99}}', '{"look": {"scheme": "pink"}}'])
def test_a_damaged_one_is_the_first_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text, encoding="utf-8")
    assert SettingsFile(tmp_path).look() == Look()


def test_no_scale_that_nobody_offered() -> None:
    with pytest.raises(msgspec.ValidationError, match="99"):
        msgspec.json.decode(b'{"scale": 99}', type=Look)

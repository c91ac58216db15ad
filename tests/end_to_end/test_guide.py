"""The guide's key map is the program's, its pictures exist and are small."""

import re
from pathlib import Path

import pytest

from tests.end_to_end.conftest import CLEAN, RunDesk, Running
from widgets.palette.key_table import key_table

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDES = {"ko": "guide.ko.md", "en": "guide.md"}


@pytest.mark.parametrize("language", GUIDES)
def test_the_key_map_is_true(run_desk: RunDesk, language: str) -> None:
    written = (DOCS / GUIDES[language]).read_text(encoding="utf-8").partition("<!-- keys -->\n")[2]

    async def scenario(running: Running) -> None:
        await running.until(lambda: running.window.desk_commands is not None, 30, "the commands")
        assert key_table(running.window.commands) == written

    assert run_desk(scenario, language=language).left == CLEAN


@pytest.mark.parametrize("name", GUIDES.values())
def test_the_pictures_are_there_and_small(name: str) -> None:
    pictures = re.findall(r"\]\((pictures/[^)]+)\)", (DOCS / name).read_text(encoding="utf-8"))
    assert len(pictures) >= 6
    assert [picture for picture in pictures if not 1_000 < (DOCS / picture).stat().st_size < 150_000] == []

"""Counts starts that did not get through, so that a layout that ends the desk cannot end it for ever."""

from __future__ import annotations

import logging
from pathlib import Path

from msgspec.structs import replace

from app.files import replace_file
from app.language import Sentence
from app.settings import Layout, Settings

ENOUGH = 2  # failed starts in a row, after which the desk opens in its first shape
SETTLED_SECONDS = 8.0  # a desk that has lived so long has started

SAFE = Sentence(
    "지난 두 번의 시작이 끝까지 가지 못해 안전 모드로 열었습니다. 배치는 처음 모양이며, 이전 배치의 이름:",
    "The last two starts did not get through, so Hoga opened in safe mode, in its first layout. "
    "The earlier one is kept under this name:",
)
BEFORE = Sentence("안전 모드 전", "Before safe mode")

_log = logging.getLogger(__name__)


class Starts:
    """The starts of one data directory; only the desk that holds its lock may use it."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / "starting"

    def begin(self) -> int:
        """A start begins; how many before it, in a row, did not get through."""
        failed = self._read()
        try:
            replace_file(self._path, str(failed + 1).encode())
        except OSError as error:
            _log.warning("a start can't be counted: %s", error)
        return failed

    def settled(self) -> None:
        """The start got through, or was ended in order; idempotent."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("a start can't be counted: %s", error)

    def _read(self) -> int:
        try:
            return max(0, int(self._path.read_text(encoding="ascii")[:9]))
        except (OSError, ValueError):
            return 0


def made_safe(settings: Settings) -> Settings:
    """The same without places and panels' states; the layout as it was is kept under a name."""
    before = Layout(state=settings.layout, open=settings.open, groups=settings.groups)
    kept = {**settings.layouts, str(BEFORE): before} if settings.layout else settings.layouts
    return replace(settings, layout="", geometry="", open=(), groups={}, panels={}, layouts=kept)

"""The end of a log file, without what nobody else should read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

MOST_BYTES = 64 * 1024


def tail(path: Path, lines: int, clean: Callable[[str], str]) -> list[str]:
    """The last lines of the file, each cleaned; none when it can't be read."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - MOST_BYTES))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return []
    found = text.splitlines()
    if size > MOST_BYTES:
        found = found[1:]  # cut in the middle
    return [clean(line) for line in found[-lines:]]

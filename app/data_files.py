"""What lies in the data directory: which file is what, how large it is, and what of it may be deleted."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_log = logging.getLogger(__name__)


class Content(StrEnum):
    """What a file of Hoga's holds."""

    SETTINGS = "settings"
    ORDERS = "orders"
    KEYS = "keys"
    ALERTS = "alerts"
    CANDLES = "candles"
    DEMO = "demo"
    LOG = "log"
    OLD_LOGS = "old logs"
    DAMAGED = "damaged"


# No part of the desk reads these again; everything else is the trader's record or in use.
REMOVABLE = frozenset({Content.OLD_LOGS, Content.DAMAGED})

_NAMES = (  # the first that fits
    (re.compile(r".+\.damaged([-.].+)?"), Content.DAMAGED),
    (re.compile(r"settings(\.last-good)?\.json"), Content.SETTINGS),
    (re.compile(r"journal\.db(-wal|-shm)?"), Content.ORDERS),
    (re.compile(r"keys-.+\.(json|vault)"), Content.KEYS),
    (re.compile(r"alerts-.+\.json"), Content.ALERTS),
    (re.compile(r"candles\.db(-wal|-shm)?"), Content.CANDLES),
    (re.compile(r"demo-exchange\.db(-wal|-shm)?"), Content.DEMO),
    (re.compile(r"hoga\.log"), Content.LOG),
    (re.compile(r"hoga\.log\.\d+"), Content.OLD_LOGS),
)


@dataclass(frozen=True, slots=True)
class Share:
    """The files of one content: how many, and how many bytes together."""

    content: Content
    files: int
    size: int

    @property
    def is_removable(self) -> bool:
        """Whether the trader may delete them while the desk runs."""
        return self.content in REMOVABLE


def content_of(name: str) -> Content | None:
    """What a file of that name holds; None for what is not Hoga's, or of no weight (locks, counters)."""
    return next((content for pattern, content in _NAMES if pattern.fullmatch(name)), None)


def shares(directory: Path) -> list[Share]:
    """What there is, in the order of `Content`; nothing when the directory can't be read."""
    sizes: dict[Content, list[int]] = {}
    for path in _files(directory):
        content = content_of(path.name)
        if content is not None:
            sizes.setdefault(content, []).append(_size(path))
    return [Share(each, len(sizes[each]), sum(sizes[each])) for each in Content if each in sizes]


def remove(directory: Path, content: Content) -> bool:
    """Delete the files of that content; False when it is none of the removable ones, or one could not be."""
    if content not in REMOVABLE:
        return False
    gone = True
    for path in _files(directory):
        if content_of(path.name) is not content:
            continue
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("%s can't be deleted: %s", path.name, error)
            gone = False
    return gone


def _files(directory: Path) -> list[Path]:
    try:
        return sorted(path for path in directory.iterdir() if path.is_file() and not path.is_symlink())
    except OSError as error:
        _log.warning("the data directory can't be read: %s", error)
        return []


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # it went meanwhile

"""What becomes of freed memory: large pieces go back to the system at once, holes between small ones soon."""

from __future__ import annotations

import ctypes
import logging
import sys
from functools import cache
from typing import Any

from PyQt6.QtCore import QObject, Qt, QTimer

# Of glibc's malloc.h.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
LARGE = 128 * 1024  # bytes; a panel's picture has a megabyte and more
KEPT = 2 * 1024 * 1024  # bytes at the heap's end that are kept for what comes next
EVERY_MS = 60_000  # some 2 ms each

_log = logging.getLogger(__name__)


def give_back_what_is_freed() -> bool:
    """Whether the C library was told to; only glibc can be.

    By itself it takes the size of every freed picture for the new border between small and large, so that
    the pictures of the next panels come out of the heap, which never shrinks below its last piece in use:
    panels that were opened and closed left some 30 MB of holes.
    """
    mallopt = _of_the_c_library("mallopt")
    return mallopt is not None and bool(
        mallopt(_M_MMAP_THRESHOLD, LARGE) and mallopt(_M_TRIM_THRESHOLD, KEPT)
    )


def give_back_holes() -> bool:
    """Whether the system got back what is free among pieces in use: dialogs and panels leave 15 MB."""
    malloc_trim = _of_the_c_library("malloc_trim")
    return malloc_trim is not None and bool(malloc_trim(0))


def keep_small(parent: QObject) -> QTimer:
    """Give holes back every minute, as long as `parent` lives."""
    timer = QTimer(parent)
    timer.setObjectName("memory")
    timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
    timer.timeout.connect(give_back_holes)
    timer.start(EVERY_MS)
    return timer


@cache
def _of_the_c_library(name: str) -> Any | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        return getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError):
        _log.info("this C library has no %s", name)
        return None

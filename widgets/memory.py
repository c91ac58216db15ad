"""What the C library does with freed memory: large pieces go back to the system at once."""

from __future__ import annotations

import ctypes
import logging
import sys

# Of glibc's malloc.h.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
LARGE = 128 * 1024  # bytes; a panel's picture has a megabyte and more
KEPT = 2 * 1024 * 1024  # bytes at the heap's end that are kept for what comes next

_log = logging.getLogger(__name__)


def give_back_what_is_freed() -> bool:
    """Whether the C library was told to; only glibc can be.

    By itself it takes the size of every freed picture for the new border between small and large, so that
    the pictures of the next panels come out of the heap, which never shrinks below its last piece in use:
    panels that were opened and closed left some 30 MB of holes.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        _log.info("this C library has no mallopt")
        return False
    return bool(mallopt(_M_MMAP_THRESHOLD, LARGE) and mallopt(_M_TRIM_THRESHOLD, KEPT))

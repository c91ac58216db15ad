"""Keeps keys that are in memory out of crash dumps. Python can't wipe a string; this is what it can do."""

from __future__ import annotations

import ctypes
import logging
import sys

_PR_SET_DUMPABLE = 4  # <linux/prctl.h>

_log = logging.getLogger(__name__)


def forbid_core_dumps() -> None:
    """No core file of this process or its children from now on; on Linux no debugger of the same user either.

    What the system does not offer is left out: on Windows neither exists.
    """
    if sys.platform == "win32":
        return
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError) as error:
        _log.warning("core files could not be switched off: %s", error)
    if sys.platform == "linux" and ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0):
        _log.warning("dumps could not be switched off: errno %s", ctypes.get_errno())

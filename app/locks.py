"""One trader each: locks that the kernel frees when their process ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class KernelLock:
    """A lock on a file, held by one process at a time. The file stays: removing it would race."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def __repr__(self) -> str:
        return f"<KernelLock {self._path.name} {'held' if self._file else 'free'}>"

    @property
    def name(self) -> str:
        """The file's."""
        return self._path.name

    def acquire(self) -> bool:
        """Take it, at once or not at all; OSError when the file can't be opened."""
        if self._file is not None:
            return True
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        file = os.fdopen(handle, "r+b")
        try:
            _lock(file)
        except OSError:
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Give it back; idempotent."""
        file, self._file = self._file, None
        if file is not None:
            file.close()


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        # flock belongs to the open file: a second opener in this very process is refused too.
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

"""What can be seen on the desk: asked through the door, with patience."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from typing import Any, TypeVar

Facts = dict[str, Any]
T = TypeVar("T")
PATIENCE_SECONDS = 20.0
DEAF_SECONDS = 30.0


class Missed(Exception):
    """Something did not come to pass that should have."""


class Eye:
    """Looks at one desk."""

    def __init__(self, line: socket.socket) -> None:
        line.settimeout(DEAF_SECONDS)
        self._line = line.makefile("rw", encoding="utf-8")

    def all(self, **patterns: str) -> list[Facts]:
        """Everything visible whose fields have these regular expressions in them."""
        self._line.write(json.dumps(patterns) + "\n")
        self._line.flush()
        try:
            answer = self._line.readline()
        except OSError:
            raise Missed(f"the desk's loop stood still for {DEAF_SECONDS:.0f} s") from None
        if not answer:
            raise Missed("the desk is gone")
        found = json.loads(answer)
        if isinstance(found, str):
            raise Missed(f"the door failed: {found}")
        return list(found)

    def one(self, **patterns: str) -> Facts:
        """The first such thing, waited for."""
        return self.some(**patterns)[0]

    def some(self, **patterns: str) -> list[Facts]:
        """All such things, as soon as there is one."""
        return self.until(lambda: self.all(**patterns), f"to see {patterns}")

    def gone(self, **patterns: str) -> None:
        """Wait until there is no such thing any more."""
        self.until(lambda: not self.all(**patterns), f"no longer to see {patterns}")

    def until(self, look: Callable[[], T | None], what: str, seconds: float = PATIENCE_SECONDS) -> T:
        """Look again until there is something; Missed after `seconds`."""
        deadline = time.monotonic() + seconds
        while not (seen := look()):
            if time.monotonic() > deadline:
                raise Missed(f"waited {seconds:.0f} s for {what}")
            time.sleep(0.05)
        return seen

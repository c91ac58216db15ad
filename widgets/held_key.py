"""Tells a key that is held down from one that is pressed again."""

from __future__ import annotations

from PyQt6.QtGui import QKeyEvent

BOUNCE_MS = 30  # no finger lets go of a key and presses it again within that


class HeldKey:
    """Has to be told of releases too. Qt's own mark of a repeat is missing from most repeats under X11:

    there a held key is let go and pressed again, by the server, in the same millisecond.
    """

    def __init__(self) -> None:
        self._released: dict[int, int] = {}

    def release(self, event: QKeyEvent | None) -> None:
        """The key was let go, or so it looks."""
        self._released[event.key()] = event.timestamp()

    def is_repeat(self, event: QKeyEvent | None) -> bool:
        """Whether that press is none of its own."""
        released = self._released.get(event.key())
        if event.isAutoRepeat() or released is None:
            return event.isAutoRepeat()
        # Events that no window system has sent carry no time.
        return bool(event.timestamp()) and event.timestamp() - released < BOUNCE_MS

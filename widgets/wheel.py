"""How many rows a turn of the wheel moves a list that paints itself."""

from __future__ import annotations

from PyQt6.QtGui import QWheelEvent

NOTCH, ROWS = 120, 3  # Qt's eighths of a degree in a notch, and the rows that it moves


class Wheel:
    """Adds up the parts of a notch that fine wheels and touchpads send."""

    def __init__(self) -> None:
        self._turned = 0

    def rows(self, event: QWheelEvent | None) -> int:
        """The rows to move now, positive towards the end; the event is taken."""
        assert event is not None
        event.accept()
        self._turned += event.angleDelta().y()
        notches = int(self._turned / NOTCH)
        self._turned -= notches * NOTCH
        return -notches * ROWS

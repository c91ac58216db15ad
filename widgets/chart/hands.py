"""What the mouse may take hold of in a chart besides the chart itself."""

from __future__ import annotations

from typing import Protocol

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QKeyEvent

from widgets.chart.plan import Plan
from widgets.chart.sheet import Sheet
from widgets.chart.tags import Tag


class Hand(Protocol):
    """One kind of thing; asked in order, and the first that takes a press keeps the mouse until release."""

    def paint(self, sheet: Sheet, plan: Plan) -> list[Tag]:
        """Draw over the candles; the prices for the axis."""

    def press(self, at: QPointF, plan: Plan) -> bool:
        """The left button went down there; whether this is for it."""

    def move(self, at: QPointF, plan: Plan) -> Qt.CursorShape | None:
        """The pointer is there; the cursor that says what a press would do, None for the chart's own."""

    def release(self, at: QPointF, plan: Plan) -> None:
        """The left button that it took came up there."""

    def key(self, event: QKeyEvent) -> bool:
        """A key was pressed in the chart; whether this was for it."""

    def give_up(self) -> None:
        """What is half done is dropped: another symbol, or the end."""


class Hands:
    """All hands of a chart; at most one of them holds something."""

    def __init__(self) -> None:
        self._all: list[Hand] = []
        self._busy: Hand | None = None

    def add(self, hand: Hand) -> None:
        """Ask this one too, after those before it."""
        self._all.append(hand)

    @property
    def busy(self) -> bool:
        """Whether one holds something."""
        return self._busy is not None

    def paint(self, sheet: Sheet, plan: Plan) -> list[Tag]:
        """Draw what they have, the one that is asked first on top; the prices for the axis."""
        return [tag for hand in reversed(self._all) for tag in hand.paint(sheet, plan)]

    def press(self, at: QPointF, plan: Plan | None) -> bool:
        """The left button went down; whether one of them took it."""
        self._busy = None if plan is None else next((one for one in self._all if one.press(at, plan)), None)
        return self.busy

    def move(self, at: QPointF, plan: Plan | None) -> Qt.CursorShape | None:
        """The pointer is there; the cursor that one of them wants."""
        if plan is None:
            return None
        if self._busy is not None:
            return self._busy.move(at, plan)
        shapes = [one.move(at, plan) for one in self._all]
        return next((shape for shape in shapes if shape is not None), None)

    def release(self, at: QPointF, plan: Plan | None) -> bool:
        """The left button came up; whether it was theirs."""
        hand, self._busy = self._busy, None
        if hand is None:
            return False
        if plan is not None:
            hand.release(at, plan)
        else:
            hand.give_up()
        return True

    def key(self, event: QKeyEvent) -> bool:
        """A key was pressed; whether it was for one of them."""
        return any(hand.key(event) for hand in self._all)

    def give_up(self) -> None:
        """Another series is shown: nothing is held any more."""
        self._busy = None
        for hand in self._all:
            hand.give_up()

"""The mouse and the keyboard, by xdotool: nothing here knows anything of Qt."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections import Counter
from collections.abc import Callable

from tests.x11.eye import Missed

Place = list[int]  # x, y, width, height on the screen


class Hand:
    """One person's hand on one display; thinks for a moment before each move."""

    def __init__(self, display: str, chance: random.Random, think: tuple[float, float]) -> None:
        self._environment = {**os.environ, "DISPLAY": display, "LC_ALL": "C.UTF-8"}
        self._chance, self._think = chance, think
        self.count: Counter[str] = Counter()

    def tell(self, *words: object, what: str = "") -> str:
        """One xdotool command; its output."""
        if what:
            self.count[what] += 1
        command = ["xdotool", *map(str, words)]
        try:
            done = subprocess.run(
                command, env=self._environment, capture_output=True, text=True, timeout=30, check=False
            )
        except subprocess.TimeoutExpired:
            raise Missed(f"xdotool {' '.join(map(str, words))} waited in vain") from None
        return done.stdout.strip()

    def think(self) -> None:
        """A moment's thought."""
        time.sleep(self._chance.uniform(*self._think))

    def point(self, place: Place, *, at: tuple[float, float] = (0.5, 0.5)) -> None:
        """Move the pointer to that share of the place."""
        x, y = place[0] + place[2] * at[0], place[1] + place[3] * at[1]
        self.tell("mousemove", round(x), round(y), what="moves")

    def click(
        self, place: Place, button: int = 1, times: int = 1, at: tuple[float, float] = (0.5, 0.5)
    ) -> None:
        """Point there and click."""
        self.think()
        self.point(place, at=at)
        self.tell("click", "--repeat", times, "--delay", 60, button, what="clicks")

    def wheel(self, place: Place, notches: int, at: tuple[float, float] = (0.5, 0.5)) -> None:
        """Turn the wheel over the place: up if positive."""
        self.think()
        self.point(place, at=at)
        self.tell("click", "--repeat", abs(notches), "--delay", 25, 4 if notches > 0 else 5, what="notches")

    def drag(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        steps: int = 12,
        held: Callable[[], object] = bool,
    ) -> None:
        """Press at `start`, move to `end` in so many steps, hold a moment (and call `held`), let go."""
        self.think()
        self.tell("mousemove", round(start[0]), round(start[1]))
        self.tell("mousedown", 1, what="drags")
        for step in range(1, steps + 1):
            share = step / steps
            x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
            self.tell("mousemove", round(x), round(y))
            time.sleep(0.02)
        time.sleep(0.3)
        held()
        self.tell("mouseup", 1)

    def key(self, *names: str) -> None:
        """Keys one after the other, such as "ctrl+k", "Return"."""
        self.think()
        for name in names:
            self.tell("key", name, what="keys")

    def write(self, text: str) -> None:
        """Type, sign by sign."""
        self.think()
        self.tell("type", "--delay", 35, text, what="typed")

    def rewrite(self, text: str) -> None:
        """Type in place of all that stands in the field."""
        self.key("ctrl+a")
        self.write(text)

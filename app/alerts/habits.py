"""When alerts may be heard: sound, desktop notification, mute, and the quiet hours of the day."""

from __future__ import annotations

import msgspec

_DAY = 24 * 60


class QuietHours(msgspec.Struct, frozen=True):
    """From `begin` until before `end`, in minutes after midnight; past midnight when it ends earlier."""

    on: bool = False
    begin: int = 23 * 60
    end: int = 7 * 60

    def __post_init__(self) -> None:
        if not (0 <= self.begin < _DAY and 0 <= self.end < _DAY):
            raise ValueError("no time of day")

    def holds(self, minute: int) -> bool:
        """Whether that minute of the day is quiet; hours that end when they begin are none."""
        if not self.on or self.begin == self.end:
            return False
        if self.begin < self.end:
            return self.begin <= minute < self.end
        return minute >= self.begin or minute < self.end


class Habits(msgspec.Struct, frozen=True, kw_only=True):
    """How the trader wants to be told; the list marks what fired in any case."""

    sound: bool = True
    notification: bool = True
    muted: bool = False
    quiet: QuietHours = QuietHours()

    def is_silent(self, minute: int) -> bool:
        """Whether nothing may be heard or pop up outside the window at that minute of the day."""
        return self.muted or self.quiet.holds(minute)

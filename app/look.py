"""How the desk looks and speaks, as the person chose it."""

from __future__ import annotations

from enum import StrEnum

import msgspec

SCALES = (100, 125, 150, 175, 200, 250, 300)  # per cent


class Scheme(StrEnum):
    """A dark ground, a light one, or the one of the system."""

    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"


class Sense(StrEnum):
    """Which colour is up: red as in Korea, or green as in the West."""

    KOREAN = "korean"
    WESTERN = "western"


class ChartMarks(msgspec.Struct, frozen=True, kw_only=True):
    """What charts show of the trader's own, and whether they count down to the end of a candle."""

    orders: bool = True
    average: bool = True
    fills: bool = True
    countdown: bool = True


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """`scale` is in per cent of the screen's own; an empty `language` means Korean.

    Scale and language are taken up at the start, everything else at once.
    """

    scheme: Scheme = Scheme.SYSTEM
    sense: Sense = Sense.KOREAN
    colour_blind: bool = False
    scale: int = 100
    language: str = ""

    def __post_init__(self) -> None:
        if self.scale not in SCALES:
            raise ValueError(f"no scale of {self.scale} %")

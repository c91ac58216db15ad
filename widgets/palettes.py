"""The colours of every look: two grounds, each with its pairs for up and down."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from PyQt6.QtGui import QColor

from app.look import Look, Sense


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """Colours named by what they mean; every widget takes its colours from here."""

    window: QColor  # behind and between panels; text on a fill of `rise`, `fall` or `accent`
    panel: QColor  # a panel's ground
    header: QColor  # column heads, tool rows
    raised: QColor  # buttons, inputs
    border: QColor
    grid: QColor  # thin lines inside a panel
    hover: QColor
    selected: QColor
    text: QColor
    muted: QColor  # labels, units
    faint: QColor  # placeholders, disabled
    accent: QColor  # focus, the chosen tab, links
    warn: QColor
    error: QColor
    good: QColor
    rise: QColor  # above the previous close; a buying taker
    fall: QColor  # below the previous close; a selling taker
    rise_wash: QColor  # ground of the bid half
    fall_wash: QColor  # ground of the ask half
    rise_flash: QColor  # ground of a price cell just after it rose; any text colour stays readable on it
    fall_flash: QColor
    bid_bar: QColor
    ask_bar: QColor
    buy: QColor  # ground of the button that buys
    sell: QColor
    on_fill: QColor  # text on `buy` and `sell`
    stale: QColor  # what is no longer live
    lines: tuple[QColor, ...]  # of indicators: gold, green, pink, sky, grey, violet
    groups: tuple[QColor, ...]  # fills of the link groups' marks, beneath `on_fill`

    def signed(self, value: float) -> QColor:
        """The colour of a signed number: rise, fall, or plain text for zero."""
        if value > 0:
            return self.rise
        return self.fall if value < 0 else self.text

    def names(self) -> dict[str, str]:
        """Every single colour as style sheets write it."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value.name() for name, value in values.items() if isinstance(value, QColor)}


# Of icons, which are drawn once: seen on every ground.
ICON = QColor("#7d8797")

# One direction's colours: text, wash, flash, bar, button.
Hue = tuple[str, str, str, str, str]

_DARK_GROUND = {
    "window": "#0a0d12",
    "panel": "#11151c",
    "header": "#181d26",
    "raised": "#222936",
    "border": "#2c3442",
    "grid": "#1c222c",
    "hover": "#1b212b",
    "selected": "#263043",
    "text": "#dde2ea",
    "muted": "#98a2b3",
    "faint": "#758092",
    "accent": "#e3b55b",
    "warn": "#e8a33d",
    "error": "#ff8163",
    "good": "#3fb68b",
    "on_fill": "#ffffff",
    "stale": "#929aa8",
}
_LIGHT_GROUND = {
    "window": "#e4e8ee",
    "panel": "#ffffff",
    "header": "#f2f4f7",
    "raised": "#f7f9fb",
    "border": "#c3cad5",
    "grid": "#e9ecf1",
    "hover": "#eef2f8",
    "selected": "#dde6f4",
    "text": "#1b212b",
    "muted": "#4f5968",
    "faint": "#6d7686",
    "accent": "#7d5200",
    "warn": "#8a4f00",
    "error": "#b8290c",
    "good": "#0b6b4b",
    "on_fill": "#fefefe",
    "stale": "#596270",
}
# Marks beside up and down that stay apart from both for eyes that mix red with green.
_DARK_CLEAR = {"accent": "#ece58a", "warn": "#e6c84a", "error": "#f19ad0", "good": "#35c3a8"}
_LIGHT_CLEAR = {"accent": "#5f5600", "warn": "#6b5300", "error": "#99266f", "good": "#006a58"}

_DARK_HUES: dict[str, Hue] = {
    "red": ("#ff6b72", "#20161b", "#3d2229", "#57262d", "#bf3a42"),
    "blue": ("#619bfa", "#121a29", "#1a2b49", "#1e3a68", "#2f69c9"),
    "green": ("#45c76f", "#13201a", "#1a3526", "#1d4a30", "#1f7d42"),
    "orange": ("#f58b43", "#211811", "#402a17", "#59371a", "#a85311"),
    "azure": ("#5fb4f0", "#101c26", "#153147", "#17415f", "#1b6ca8"),
}
_LIGHT_HUES: dict[str, Hue] = {
    "red": ("#b81d2a", "#fdf2f3", "#fbdcdf", "#f6c6ca", "#c2313c"),
    "blue": ("#1450b4", "#f0f5fe", "#d6e4fc", "#c0d6fa", "#2160c4"),
    "green": ("#07662f", "#eff9f2", "#cfeed9", "#b7e4c6", "#167a42"),
    "orange": ("#8f3d00", "#fdf5ed", "#fce4cf", "#f7cfa8", "#a85000"),
    "azure": ("#005387", "#eef7fc", "#d0e9f8", "#acdaf4", "#0065a3"),
}
# After Okabe and Ito, without the two that are taken for rising and falling prices.
_DARK_LINES = ("#e8c14a", "#2fbf8f", "#dd8fb9", "#6cc3ee", "#9aa5b5", "#a58af0")
_LIGHT_LINES = ("#a87b00", "#00805c", "#b04f86", "#1b7fb5", "#66707f", "#6746c9")
_GROUPS = ("#946a12", "#2a6fbd", "#1f7a5c", "#9048a4")


def palette_of(look: Look, *, dark: bool) -> Palette:
    """The palette of a look on a dark or a light ground; the same object for the same colours."""
    return _palette(look.sense, look.colour_blind, dark)


@cache
def _palette(sense: Sense, clear: bool, dark: bool) -> Palette:
    ground = dict(_DARK_GROUND if dark else _LIGHT_GROUND)
    if clear:
        ground |= _DARK_CLEAR if dark else _LIGHT_CLEAR
    hues = _DARK_HUES if dark else _LIGHT_HUES
    rise, fall = (hues[name] for name in _directions(sense, clear))
    colours = ground | dict(zip(("rise", "rise_wash", "rise_flash", "bid_bar", "buy"), rise, strict=True))
    colours |= dict(zip(("fall", "fall_wash", "fall_flash", "ask_bar", "sell"), fall, strict=True))
    lines = tuple(map(QColor, _DARK_LINES if dark else _LIGHT_LINES))
    single = {name: QColor(value) for name, value in colours.items()}
    return Palette(**single, lines=lines, groups=tuple(map(QColor, _GROUPS)))


def _directions(sense: Sense, clear: bool) -> tuple[str, str]:
    """Up and down. The warm colour is up in Korea and down in the West, also for colour-blind eyes."""
    korean = sense is Sense.KOREAN
    if clear:
        return ("orange", "azure") if korean else ("azure", "orange")
    return ("red", "blue") if korean else ("green", "red")

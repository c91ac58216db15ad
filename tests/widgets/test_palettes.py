"""Every palette is readable (WCAG 2.1 AA), says up and down as chosen, and has no colour twice."""

from itertools import product

import pytest
from PyQt6.QtGui import QColor

from app.look import Look, Sense
from widgets.palettes import ICON, Palette, palette_of

ALL = [
    pytest.param(
        palette_of(Look(sense=sense, colour_blind=clear), dark=dark),
        id=f"{'dark' if dark else 'light'}-{sense}{'-clear' if clear else ''}",
    )
    for dark, sense, clear in product((True, False), Sense, (False, True))
]
WASHES = ("rise_wash", "fall_wash")
FLASHES = ("rise_flash", "fall_flash")
GROUNDS = ("panel", "header", "raised", "hover", "selected")
# Each colour that words or figures have, and every ground that they are written on.
WRITTEN = {
    "text": (*GROUNDS, "window", *WASHES, *FLASHES, "bid_bar", "ask_bar"),
    "muted": (*GROUNDS, "window", *WASHES, *FLASHES),
    "rise": (*GROUNDS, *WASHES, *FLASHES),
    "fall": (*GROUNDS, *WASHES, *FLASHES),
    "stale": (*GROUNDS, *WASHES),
    "accent": (*GROUNDS, "window"),
    "warn": ("panel", "header", "raised", "window"),
    "error": ("panel", "header", "raised", "window"),
    "good": ("panel", "header", "raised", "window"),
    "faint": ("panel",),
    "on_fill": ("buy", "sell"),
    "window": ("rise", "fall", "stale", "accent", "good", "error"),
}


def luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def seen_without_green(colour: QColor) -> tuple[float, float, float]:
    """What a deuteranope sees (Viénot, Brettel, Mollon 1999), in linear light."""
    r, g, b = ((part / 255) ** 2.2 for part in (colour.red(), colour.green(), colour.blue()))
    return 0.29275 * r + 0.70725 * g, 0.29275 * r + 0.70725 * g, -0.02234 * r + 0.02234 * g + b


@pytest.mark.parametrize("palette", ALL)
def test_everything_written_is_readable_on_its_ground(palette: Palette) -> None:
    weak = {
        (text, ground): round(contrast(getattr(palette, text), getattr(palette, ground)), 2)
        for text, grounds in WRITTEN.items()
        for ground in grounds
        if contrast(getattr(palette, text), getattr(palette, ground)) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("palette", ALL)
def test_lines_and_marks_stand_out(palette: Palette) -> None:
    assert all(contrast(line, palette.panel) >= 3 for line in palette.lines)  # what WCAG asks of graphics
    assert contrast(ICON, palette.header) >= 3
    assert all(contrast(palette.on_fill, fill) >= 4.5 for fill in palette.groups)


def test_the_contrast_is_that_of_the_standard() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", ALL)
def test_no_colour_stands_for_two_things(palette: Palette) -> None:
    names = list(palette.names().values())
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("dark", [True, False])
def test_red_is_up_in_korea_and_down_in_the_west(dark: bool) -> None:
    korean = palette_of(Look(sense=Sense.KOREAN), dark=dark)
    western = palette_of(Look(sense=Sense.WESTERN), dark=dark)
    assert korean.rise == western.fall and korean.bid_bar == western.ask_bar
    assert korean.rise.hue() > 340 or korean.rise.hue() < 20
    assert 200 < korean.fall.hue() < 230 and 100 < western.rise.hue() < 160


@pytest.mark.parametrize(("dark", "sense"), list(product((True, False), Sense)))
def test_up_and_down_stay_apart_for_eyes_that_mix_red_with_green(dark: bool, sense: Sense) -> None:
    palette = palette_of(Look(sense=sense, colour_blind=True), dark=dark)

    def blueness(colour: QColor) -> float:
        yellow, _, blue = seen_without_green(colour)
        return blue / (yellow + blue)

    # A flash is faint on purpose, and the figure's own colour stands on it.
    pairs = {("rise", "fall"): 0.2, ("bid_bar", "ask_bar"): 0.2, ("buy", "sell"): 0.2, FLASHES: 0.1}
    for (up, down), least in pairs.items():
        apart = abs(blueness(getattr(palette, up)) - blueness(getattr(palette, down)))
        assert apart > least, (up, down)


def test_equal_colours_are_one_palette() -> None:
    assert palette_of(Look(language="en", scale=150), dark=True) is palette_of(Look(), dark=True)

"""A look is on the whole screen at once: sheets, coloured words, painted pictures; one file has colours."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtGui import QColor, QFontInfo, QPalette
from PyQt6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.look import Look, Scheme, Sense
from widgets import theme

ROOT = Path(__file__).resolve().parents[2]
DARK, LIGHT = Look(scheme=Scheme.DARK), Look(scheme=Scheme.LIGHT)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    theme.apply_theme(qapp, DARK)
    yield
    theme.apply_look(qapp, DARK)


def test_no_other_file_has_a_colour_of_its_own() -> None:
    colour = re.compile(
        r"""["'\s:]#(?:[0-9a-fA-F]{3}){1,2}\b|QColor\(\d|QColor\(["']|GlobalColor\.(?!transparent)"""
    )
    files = [path for path in (ROOT / "widgets").rglob("*.py") if path.name != "palettes.py"]
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if colour.search(line)
    ]
    assert found == []


def test_what_a_widget_was_given_as_text_changes_its_colours(qapp: QApplication, qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    label, button = QLabel(root), QPushButton("x", root)
    before = theme.palette()
    label.setText(f'<span style="color:{before.warn.name()}">#12 x</span>')
    button.setStyleSheet(f"QPushButton {{ color: {before.rise.name()}; background: {before.panel.name()}; }}")
    assert theme.apply_look(qapp, LIGHT)
    after = theme.palette()
    assert label.text() == f'<span style="color:{after.warn.name()}">#12 x</span>'
    assert button.styleSheet() == (
        f"QPushButton {{ color: {after.rise.name()}; background: {after.panel.name()}; }}"
    )


def test_there_and_back_is_where_it_began(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    sheet = " ".join(f"--{name}: {colour};" for name, colour in theme.palette().names().items())
    button.setStyleSheet(sheet)
    for look in (LIGHT, Look(scheme=Scheme.LIGHT, colour_blind=True), Look(scheme=Scheme.DARK), DARK):
        theme.apply_look(qapp, look)
    assert button.styleSheet() == sheet


def test_controls_take_the_new_ground(qapp: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(20, 20)
    widget.show()
    qtbot.waitExposed(widget)
    theme.apply_look(qapp, LIGHT)
    assert widget.grab().toImage().pixelColor(10, 10) == theme.palette().window
    assert qapp.palette().color(QPalette.ColorRole.Text) == theme.palette().text


def test_the_same_look_again_touches_nothing(qapp: QApplication) -> None:
    assert not theme.apply_look(qapp, DARK)
    assert not theme.apply_look(qapp, Look(scheme=Scheme.DARK, language="en"))
    assert theme.apply_look(qapp, Look(scheme=Scheme.DARK, sense=Sense.WESTERN))


def test_a_system_that_says_nothing_has_the_dark_ground(qapp: QApplication) -> None:
    assert theme.is_dark(Look())
    assert not theme.is_dark(LIGHT)


def test_words_are_in_the_bundled_font_and_digits_are_of_one_width(qapp: QApplication) -> None:
    assert QFontInfo(theme.text_font()).family() == theme.FAMILY
    assert theme.number_font().pixelSize() == theme.NORMAL


def test_signs_have_their_colours(qapp: QApplication) -> None:
    palette = theme.palette()
    assert [palette.signed(value) for value in (1.0, -0.1, 0.0)] == [palette.rise, palette.fall, palette.text]
    assert isinstance(palette.signed(0), QColor)

"""Texts drawn from memory look as if they had been drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PyQt6.QtWidgets import QApplication

from widgets import theme
from widgets.stamps import MARGIN, Type

INK, GROUND = QColor("#dde2ea"), QColor("#11151c")
FIGURES = ["0.12345", "123,456,000", "1,004.5", "+0.31%", "-6.16%", "≥1.55570", "7", "–"]


@pytest.fixture(scope="module", autouse=True)
def look(qapp: QApplication) -> None:
    theme.apply_theme(qapp)


@pytest.fixture(params=[theme.number_font(), theme.number_font(theme.SMALL, bold=True), theme.text_font()])
def font(request: pytest.FixtureRequest) -> QFont:
    chosen: QFont = request.param
    return chosen


def paper(scale: float) -> QImage:
    image = QImage(round(140 * scale), round(24 * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(GROUND)
    return image


def drawn(text: str, font: QFont, scale: float, left: float, baseline: float) -> QImage:
    image = paper(scale)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(INK)
    painter.drawText(QPointF(left, baseline), text)
    painter.end()
    return image


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_a_written_figure_is_the_drawn_one_to_the_pixel(font: QFont, scale: float) -> None:
    kind = Type(font)
    for _ in range(2):  # laid out, then from memory
        for text in FIGURES:
            image = paper(scale)
            painter = QPainter(image)
            painter.setPen(INK)
            kind.write(painter, 8, 16, text)
            painter.end()
            assert image == drawn(text, font, scale, 8, 16), text


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def ink(image: QImage) -> set[tuple[int, int]]:
    places = ((x, y) for y in range(image.height()) for x in range(image.width()))
    return {place for place in places if image.pixelColor(*place) != GROUND}


@pytest.mark.parametrize("scale", [1.0, 2.0])  # at others float noise decides where a sub-pixel begins
def test_a_stamped_text_ends_at_its_right_edge(font: QFont, scale: float) -> None:
    kind = Type(font)
    for text in (*FIGURES, "총잔량 (BTC)"):
        image = paper(scale)
        painter = QPainter(image)
        kind.stamp(painter, INK, [(120, 2, text)], 2)
        painter.end()
        # Stamps stand on whole device pixels.
        left = round((120 - kind.width(text) - MARGIN) * scale) / scale + MARGIN
        baseline = round(4 * scale) / scale + kind.ascent
        assert ink(image) == ink(drawn(text, font, scale, left, baseline)) != set(), text


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_drawn_figure_stands_where_its_stamp_would(font: QFont, scale: float) -> None:
    kind = Type(font)
    image = paper(scale)
    painter = QPainter(image)
    kind.draw(painter, INK, [(120, 2, "12,345.6")], 2)
    painter.end()
    assert image == drawn("12,345.6", font, scale, 120 - kind.width("12,345.6"), 4 + kind.ascent)


def test_texts_of_one_sheet_do_not_touch_each_other(font: QFont) -> None:
    together, alone = Type(font), Type(font)
    for scale in (1.0, 1.25, 1.5):
        one, other = paper(scale), paper(scale)
        painter = QPainter(one)
        together.stamp(painter, INK, [(-500, 0, text) for text in FIGURES])
        together.stamp(painter, INK, [(120, 2, FIGURES[4])])
        painter.end()
        painter = QPainter(other)
        alone.stamp(painter, INK, [(120, 2, FIGURES[4])])
        painter.end()
        assert one == other


def test_widths_are_those_of_the_font_whatever_the_digits(font: QFont) -> None:
    kind, metrics = Type(font), QFontMetrics(font)
    for text in (*FIGURES, "987.65", "111,111,111", "체결강도"):
        assert abs(kind.width(text) - metrics.horizontalAdvance(text)) <= 1
        assert kind.width(text) == kind.width(text)


def test_colours_and_scales_have_pictures_of_their_own() -> None:
    kind, pictures = Type(theme.number_font()), []
    for colour, scale in ((INK, 1.0), (QColor("red"), 1.0), (INK, 1.0), (INK, 2.0), (INK, 1.0)):
        pictures.append(paper(scale))
        painter = QPainter(pictures[-1])
        kind.stamp(painter, colour, [(120, 2, "12.5")])
        painter.end()
    assert pictures[0] == pictures[2] == pictures[4]
    assert pictures[1] != pictures[0]
    assert len(ink(pictures[3])) > len(ink(pictures[0]))


def test_memory_is_bounded() -> None:
    kind = Type(theme.number_font())
    image = paper(1.0)
    painter = QPainter(image)
    for number in range(2000):
        kind.stamp(painter, QColor(number % 50, 0, 0), [(120, 0, f"{number}")])
    painter.end()
    assert sum(map(len, kind._stamps.values())) < 1000
    painter = QPainter(image)
    for number in range(3000):  # what is shown stays, however much else comes and goes
        kind.stamp(painter, INK, [(120, 0, "1.5"), (120, 0, f"{number}")])
    painter.end()
    assert sum(map(len, kind._stamps.values())) < 1000


def test_a_painter_is_left_as_it_was() -> None:
    kind, image = Type(theme.number_font()), paper(1.5)
    painter = QPainter(image)
    painter.setPen(Qt.GlobalColor.red)
    before = painter.worldTransform(), painter.pen()
    kind.stamp(painter, INK, [(50, 0, "1")])
    assert (painter.worldTransform(), painter.pen()) == before
    painter.end()


def test_what_is_drawn_at_once_is_kept_however_much_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    kind, made = Type(theme.number_font()), list[int]()
    make = Type._make

    def counted(self: Type, known: Any, texts: Iterable[str], colour: QColor, scale: float) -> None:
        made.append(len(list(texts)))
        make(self, known, texts, colour, scale)

    monkeypatch.setattr(Type, "_make", counted)
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    items = [(100, 0, f"{number:,}") for number in range(999)]
    for number in range(3):
        kind.stamp(painter, INK, [*items, (100, 0, f"0.{number}")])
    painter.end()
    assert made == [1000, 1, 1]

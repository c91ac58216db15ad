"""Painting by device pixels: fills, dashed lines and texts that are drawn once and stamped afterwards."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QRect, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QTransform

from widgets.stamps import MARGIN, Type


class Stamps:
    """Pictures of texts at one scaling; shared by everything that a chart paints."""

    def __init__(self) -> None:
        self._ratio = 1.0
        # By identity: QFont.key() costs as much as the stamping. A `Type` keeps its font alive.
        self._types: dict[int, Type] = {}
        self._dashes: dict[tuple[int, bool, int], QPixmap] = {}

    def set_ratio(self, ratio: float) -> None:
        """Device pixels a logical one; another one drops every picture."""
        if ratio != self._ratio:
            self._ratio = ratio
            self._types.clear()
            self._dashes.clear()

    def width(self, text: str, font: QFont) -> int:
        """The width of a text in logical pixels."""
        return self._type(font).width(text)

    def metrics(self, font: QFont) -> QFontMetricsF:
        """The measures of a font."""
        return self._type(font).metrics

    def text(self, text: str, font: QFont, colour: QColor) -> QPixmap:
        """The picture of a text, in device pixels on a transparent ground, `MARGIN` wider on both sides."""
        return self._type(font).picture(text, colour, self._ratio)

    def dash(self, colour: QColor, upright: bool, on: int) -> QPixmap:
        """A tile of `on` pixels and as many free ones, one line thick."""
        key = (colour.rgba(), upright, on)
        tile = self._dashes.get(key)
        if tile is None:
            line, length = max(1, int(self._ratio)), max(1, round(on * self._ratio))
            tile = QPixmap(line, 2 * length) if upright else QPixmap(2 * length, line)
            tile.fill(Qt.GlobalColor.transparent)
            painter = QPainter(tile)
            painter.fillRect(0, 0, line if upright else length, length if upright else line, colour)
            painter.end()
            self._dashes[key] = tile
        return tile

    def _type(self, font: QFont) -> Type:
        kind = self._types.get(id(font))
        if kind is None:
            kind = self._types[id(font)] = Type(font)
        return kind


def count_in_device_pixels(painter: QPainter, ratio: float, origin: QPoint) -> None:
    """Let a painter on the screen count in device pixels, from the one that is `origin`."""
    scale = QTransform.fromScale(1 / ratio, 1 / ratio)
    painter.setTransform(QTransform.fromTranslate(origin.x(), origin.y()) * scale)


class Canvas:
    """Takes logical pixels and paints whole device pixels, with a painter that counts in the latter."""

    def __init__(self, painter: QPainter, stamps: Stamps, ratio: float) -> None:
        self._painter = painter
        self._stamps = stamps
        self._ratio = ratio

    @property
    def line(self) -> int:
        """The thickness of a thin line in device pixels."""
        return max(1, int(self._ratio))

    def fill(self, left: float, top: float, width: float, height: float, colour: QColor) -> None:
        """A filled rectangle."""
        r = self._ratio
        x, y = round(left * r), round(top * r)
        self._painter.fillRect(x, y, round((left + width) * r) - x, round((top + height) * r) - y, colour)

    def rule(self, left: float, top: float, length: float, colour: QColor, *, upright: bool = False) -> None:
        """A thin line to the right or, `upright`, down."""
        x, y, long = round(left * self._ratio), round(top * self._ratio), round(length * self._ratio)
        size = (self.line, long) if upright else (long, self.line)
        self._painter.fillRect(x, y, *size, colour)

    def dashes(
        self, left: float, top: float, length: float, colour: QColor, *, upright: bool = False, on: int = 3
    ) -> None:
        """A thin dashed line to the right or, `upright`, down."""
        x, y, long = round(left * self._ratio), round(top * self._ratio), round(length * self._ratio)
        area = QRect(x, y, self.line, long) if upright else QRect(x, y, long, self.line)
        self._painter.drawTiledPixmap(area, self._stamps.dash(colour, upright, on))

    def width(self, text: str, font: QFont) -> int:
        """The width of a text."""
        return self._stamps.width(text, font)

    def text(self, left: float, middle: float, text: str, font: QFont, colour: QColor) -> None:
        """A text from `left` on, its line centred on `middle`."""
        stamp = self._stamps.text(text, font, colour)
        y = round(middle * self._ratio - stamp.height() / 2)
        self._painter.drawPixmap(round((left - MARGIN) * self._ratio), y, stamp)

    def centred(self, centre: float, middle: float, text: str, font: QFont, colour: QColor) -> None:
        """A text around a point."""
        self.text(centre - self.width(text, font) / 2, middle, text, font, colour)

    def paragraph(self, rect: QRectF, text: str, font: QFont, colour: QColor) -> None:
        """A text of several lines in the middle of a rectangle."""
        lines, height = text.split("\n"), self._stamps.metrics(font).height() + 4
        top = rect.center().y() - height * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            self.centred(rect.center().x(), top + number * height, line, font, colour)

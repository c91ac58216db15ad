"""Painting by device pixels: fills, dashed lines and texts that are drawn once and stamped afterwards."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QTransform

from widgets.stamps import MARGIN, Type

_TEXTS = 200  # remembered; some 6 kB each
_DASHES = 64  # remembered lines, some 4 kB each


class Stamps:
    """Pictures of texts at one scaling; shared by everything that a chart paints."""

    def __init__(self) -> None:
        self._ratio = 1.0
        # By identity: QFont.key() costs as much as the stamping. A `Type` keeps its font alive.
        self._types: dict[int, Type] = {}
        # Found once more by all that they hang on: most texts of a frame were on the last one, too.
        self._texts: dict[tuple[str, int, int], QPixmap] = {}
        self._widths: dict[tuple[str, int], int] = {}
        self._dashes: dict[tuple[int, bool, int, int], QPixmap] = {}

    def set_ratio(self, ratio: float) -> None:
        """Device pixels a logical one; another one drops every picture."""
        if ratio != self._ratio:
            self._ratio = ratio
            self._types.clear()
            self._texts.clear()
            self._widths.clear()
            self._dashes.clear()

    def width(self, text: str, font: QFont) -> int:
        """The width of a text in logical pixels."""
        key = (text, id(font))
        width = self._widths.get(key)
        if width is None:
            if len(self._widths) >= _TEXTS:
                self._widths.clear()
            width = self._widths[key] = self._type(font).width(text)
        return width

    def metrics(self, font: QFont) -> QFontMetricsF:
        """The measures of a font."""
        return self._type(font).metrics

    def text(self, text: str, font: QFont, colour: QColor) -> QPixmap:
        """The picture of a text, in device pixels on a transparent ground, `MARGIN` wider on both sides."""
        key = (text, id(font), colour.rgba())
        picture = self._texts.get(key)
        if picture is None:
            if len(self._texts) >= _TEXTS:
                self._texts.clear()
            picture = self._texts[key] = self._type(font).picture(text, colour, self._ratio)
        return picture

    def dash(self, colour: QColor, upright: bool, on: int, length: int) -> QPixmap:
        """A line that many device pixels long: of `on` logical ones and as many free ones in turn.

        Kept whole: laying tiles takes a hundred times as long as copying the line.
        """
        key = (colour.rgba(), upright, on, length)
        dashes = self._dashes.get(key)
        if dashes is None:
            if len(self._dashes) >= _DASHES:
                del self._dashes[next(iter(self._dashes))]
            thick, part = max(1, int(self._ratio)), max(1, round(on * self._ratio))
            dashes = QPixmap(thick, length) if upright else QPixmap(length, thick)
            dashes.fill(Qt.GlobalColor.transparent)
            painter = QPainter(dashes)
            for begin in range(0, length, 2 * part):
                size = (0, begin, thick, part) if upright else (begin, 0, part, thick)
                painter.fillRect(*size, colour)
            painter.end()
            self._dashes[key] = dashes
        return dashes

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

    def __init__(self, painter: QPainter | None, stamps: Stamps, ratio: float) -> None:
        self._painter = painter
        self._stamps = stamps
        self._ratio = ratio

    @property
    def line(self) -> int:
        """The thickness of a thin line in device pixels."""
        return max(1, int(self._ratio))

    def box(self, x: int, y: int, width: int, height: int, colour: QColor) -> None:
        """A filled rectangle in device pixels."""
        assert self._painter is not None
        self._painter.fillRect(x, y, width, height, colour)

    def picture(self, x: int, y: int, picture: QPixmap) -> None:
        """A picture of device pixels at one of them."""
        assert self._painter is not None
        self._painter.drawPixmap(x, y, picture)

    def fill(self, left: float, top: float, width: float, height: float, colour: QColor) -> None:
        """A filled rectangle."""
        r = self._ratio
        x, y = round(left * r), round(top * r)
        self.box(x, y, round((left + width) * r) - x, round((top + height) * r) - y, colour)

    def rule(self, left: float, top: float, length: float, colour: QColor, *, upright: bool = False) -> None:
        """A thin line to the right or, `upright`, down."""
        x, y, long = round(left * self._ratio), round(top * self._ratio), round(length * self._ratio)
        size = (self.line, long) if upright else (long, self.line)
        self.box(x, y, *size, colour)

    def dashes(
        self, left: float, top: float, length: float, colour: QColor, *, upright: bool = False, on: int = 3
    ) -> None:
        """A thin dashed line to the right or, `upright`, down."""
        x, y, long = round(left * self._ratio), round(top * self._ratio), round(length * self._ratio)
        if long > 0:
            self.picture(x, y, self._stamps.dash(colour, upright, on, long))

    def width(self, text: str, font: QFont) -> int:
        """The width of a text."""
        return self._stamps.width(text, font)

    def text(self, left: float, middle: float, text: str, font: QFont, colour: QColor) -> None:
        """A text from `left` on, its line centred on `middle`."""
        stamp = self._stamps.text(text, font, colour)
        y = round(middle * self._ratio - stamp.height() / 2)
        self.picture(round((left - MARGIN) * self._ratio), y, stamp)

    def centred(self, centre: float, middle: float, text: str, font: QFont, colour: QColor) -> None:
        """A text around a point."""
        self.text(centre - self.width(text, font) / 2, middle, text, font, colour)

    def paragraph(self, rect: QRectF, text: str, font: QFont, colour: QColor) -> None:
        """A text of several lines in the middle of a rectangle."""
        lines, height = text.split("\n"), self._stamps.metrics(font).height() + 4
        top = rect.center().y() - height * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            self.centred(rect.center().x(), top + number * height, line, font, colour)

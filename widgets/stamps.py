"""Texts that are painted often: a font with the pictures, widths and glyphs of what was drawn in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QGlyphRun, QImage, QPainter, QPixmap, QTextLayout

MARGIN = 2  # for what of a letter hangs out of its width
_WIDTHS = 2_000  # remembered in each font
# Kept of each font, colour and scale, some 4 kB each, and twice what is drawn at once: more would fill up,
# through the first hours of a desk, with figures that have passed.
_STAMPS = 128
_LOOKS = 12  # colours and scales remembered

Item = tuple[int, int, str]  # right edge and top in logical pixels, text
_Stamp = tuple[QPixmap, int]  # picture in device pixels, width of the text in logical ones

_DIGITS = str.maketrans("123456789", "000000000")


class Type:
    """A font that knows its texts.

    Drawing a text costs some 7 µs, and 15-25 µs where it gets a picture of its own; stamping the picture
    1 µs. So pictures are kept, new ones of a repaint are made together, and figures, which are most of
    them, are made from their glyphs without being laid out again.
    """

    def __init__(self, font: QFont) -> None:
        self.font = font
        metrics = QFontMetricsF(font)
        self.ascent, self.descent = round(metrics.ascent()), round(metrics.descent())
        self._height = ceil(metrics.height())
        self.metrics = metrics
        # Where all digits are equally wide, one text tells the width of all that differ in digits only.
        self._tabular = len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
        self._widths: dict[str, int] = {}
        self._stamps: dict[tuple[int, float], dict[str, _Stamp]] = {}
        self._runs: dict[str, QGlyphRun | None] = {}
        self._glyphs = _Glyphs(font)

    def width(self, text: str) -> int:
        """How wide a text is drawn, in logical pixels."""
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) >= _WIDTHS:
                self._widths.clear()
            width = self._widths[text] = self._measure(text)
        return width

    def stamp(self, painter: QPainter, colour: QColor, items: Sequence[Item], down: int = 0) -> None:
        """Draw these texts, each `down` below its top."""
        scale = painter.device().devicePixelRatioF()
        known = self._stamps_in(colour, scale)
        missing = [text for _, _, text in items if text not in known]
        if missing and len(known) + len(missing) > max(_STAMPS, 2 * len(items)):
            for text in list(known)[: len(known) // 2]:
                del known[text]
            missing = [text for _, _, text in items if text not in known]
        if missing:
            self._make(known, missing, colour, scale)
        # In device pixels a picture is copied; in scaled ones every pixel would be computed anew.
        if scale != 1:
            painter.save()
            painter.scale(1 / scale, 1 / scale)
        draw = painter.drawPixmap
        for right, top, text in items:
            picture, width = known[text]
            left = right - width - MARGIN
            if scale == 1:
                draw(left, top + down, picture)
            else:
                draw(round(left * scale), round((top + down) * scale), picture)
        if scale != 1:
            painter.restore()

    def picture(self, text: str, colour: QColor, scale: float) -> QPixmap:
        """The text in that colour, in device pixels, `MARGIN` wider on both sides than its width."""
        known = self._stamps_in(colour, scale)
        if text not in known:
            if len(known) >= _STAMPS:
                del known[next(iter(known))]
            self._make(known, [text], colour, scale)
        return known[text][0]

    def draw(self, painter: QPainter, colour: QColor, items: Iterable[Item], down: int = 0) -> None:
        """Draw figures that change before they are seen twice.

        One place of the screen is either drawn or stamped: a stamp's edges are a shade different.
        """
        painter.setPen(colour)
        write, width, baseline = self.write, self.width, down + self.ascent
        for right, top, text in items:
            write(painter, right - width(text), top + baseline, text)

    def write(self, painter: QPainter, left: float, baseline: float, text: str) -> None:
        """Draw a figure with the painter's pen, to the pixel as `drawText` with this font would."""
        pattern = text.translate(_DIGITS)
        run = self._runs[pattern] if pattern in self._runs else self._lay_out(pattern)
        if run is None:
            painter.setFont(self.font)
            painter.drawText(QPointF(left, baseline), text)
            return
        run.setGlyphIndexes(list(map(self._glyphs.__getitem__, text)))
        painter.drawGlyphRun(QPointF(left, baseline), run)

    def _lay_out(self, pattern: str) -> QGlyphRun | None:
        """Where the signs of a pattern of figures stand; None when that takes more than one sign a glyph."""
        if len(self._runs) >= _WIDTHS:
            self._runs.clear()
        run = _run_of(pattern, self.font) if self._tabular else None
        if run is not None:
            run.setPositions([QPointF(at.x(), 0) for at in run.positions()])
            if run.glyphIndexes() != [self._glyphs[sign] for sign in pattern]:
                run = None  # signs that join or come from another font
        self._runs[pattern] = run
        return run

    def _measure(self, text: str) -> int:
        pattern = text.translate(_DIGITS) if self._tabular else text
        if pattern == text:
            return round(self.metrics.horizontalAdvance(text))
        return self.width(pattern)

    def _stamps_in(self, colour: QColor, scale: float) -> dict[str, _Stamp]:
        if len(self._stamps) > _LOOKS:
            self._stamps.clear()
        return self._stamps.setdefault((colour.rgba(), scale), {})

    def _make(self, known: dict[str, _Stamp], texts: Iterable[str], colour: QColor, scale: float) -> None:
        """Pictures of these texts on one sheet, in device pixels, `MARGIN` wider on both sides."""
        texts = tuple(dict.fromkeys(texts))
        height = ceil(self._height * scale)
        widths = [self.width(text) for text in texts]
        breadth = ceil((max(widths) + 2 * MARGIN) * scale)
        image = QImage(breadth, height * len(texts), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        if scale != 1:
            image.setDevicePixelRatio(scale)
        painter = QPainter(image)
        painter.setPen(colour)
        top = 0
        for text in texts:
            self.write(painter, MARGIN, top / scale + self.ascent, text)
            top += height
        painter.end()
        if scale != 1:
            image.setDevicePixelRatio(1)
        sheet = QPixmap.fromImage(image, Qt.ImageConversionFlag.NoOpaqueDetection)
        if len(texts) == 1:
            known[texts[0]] = sheet, widths[0]
            return
        for number, (text, width) in enumerate(zip(texts, widths, strict=True)):
            part = sheet.copy(0, number * height, ceil((width + 2 * MARGIN) * scale), height)
            known[text] = part, width


class _Glyphs(dict[str, int]):
    """The glyph of each sign in a font, found when it is first asked for."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, sign: str) -> int:
        run = _run_of(sign, self._font)
        glyph = self[sign] = run.glyphIndexes()[0] if run is not None else 0
        return glyph


def _run_of(text: str, font: QFont) -> QGlyphRun | None:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return runs[0] if len(runs) == 1 and len(runs[0].glyphIndexes()) == len(text) else None

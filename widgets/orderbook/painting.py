"""Paints the ladder: grounds and bars first, then the texts, one pen after the other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from PyQt6.QtCore import QCoreApplication, QLine, QRect
from PyQt6.QtGui import QColor, QFont, QFontMetrics, QPainter, QRegion

from app.market.book import DEPTH, SPREAD_SLOT
from widgets import theme
from widgets.orderbook import geometry as place
from widgets.orderbook.notes import Note
from widgets.orderbook.rows import ASK, SPREAD, Picture, Row
from widgets.theme import NORMAL, ROW_HEIGHT, SMALL

_BAR_MARGIN = 3  # above and below a bar


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of the ladder, all that painting needs."""

    picture: Picture
    top: int
    columns: place.Columns
    height: int  # of the rows, without the foot
    size_width: int  # of the widest size text: the bid sizes align at it
    unit: str  # the coin that sizes are in
    hovered: int | None
    notes: tuple[Note, ...]
    doubt: str  # why the book is not to be relied on; empty while it is
    waiting: str  # what to say instead of rows


class Metrics:
    """A font with the widths of the texts drawn in it, remembered."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        metrics = QFontMetrics(font)
        self.baseline = (ROW_HEIGHT + metrics.ascent() - metrics.descent()) // 2
        self._advance = metrics.horizontalAdvance
        self._widths: dict[str, int] = {}

    def width(self, text: str) -> int:
        """How wide a text is drawn, in logical pixels."""
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) > 20_000:
                self._widths.clear()
            width = self._widths[text] = self._advance(text)
        return width


Texts = dict[int, list[tuple[int, int, str]]]  # by sign or role: x, baseline, text


class LadderPainter:
    """Fonts and colours of the ladder, and how a scene is painted with them."""

    def __init__(self) -> None:
        self.price = Metrics(theme.number_font(NORMAL, bold=True))
        self.figure = Metrics(theme.number_font(NORMAL))
        self.change = Metrics(theme.number_font(SMALL))
        self.word = Metrics(theme.text_font(SMALL))
        self._colours = theme.palette()

    def paint(self, painter: QPainter, scene: Scene, region: QRegion) -> None:
        """Paint what lies in `region`; the painter is clipped to it already."""
        rows_area = QRect(0, 0, scene.columns.right, scene.height)
        painter.save()
        painter.setClipRect(rows_area)
        painter.fillRect(rows_area, self._colours.panel)
        if scene.waiting:
            self._note(painter, rows_area, scene.waiting)
        else:
            self._rows(painter, scene, _slots_in(scene, region))
        if scene.doubt:
            self._banner(painter, scene)
        painter.restore()
        self._foot(painter, scene)

    def _rows(self, painter: QPainter, scene: Scene, slots: list[int]) -> None:
        self._grounds(painter, scene)
        self._bars(painter, scene, slots)
        whole = [slot for slot in slots if place.is_whole(slot, scene.top, scene.height)]
        self._prices(painter, scene, whole)
        self._sizes(painter, scene, whole)
        self._notes(painter, scene, whole)
        self._outline(painter, scene, slots)

    def _grounds(self, painter: QPainter, scene: Scene) -> None:
        columns, top, colours = scene.columns, scene.top, self._colours
        half = DEPTH * ROW_HEIGHT
        painter.fillRect(0, top, columns.bid, half, colours.fall_wash)
        painter.fillRect(
            columns.price, top + half + ROW_HEIGHT, columns.right - columns.price, half, colours.rise_wash
        )
        painter.fillRect(place.row_rect(SPREAD_SLOT, top, columns.right), colours.header)
        if scene.hovered is not None:
            painter.fillRect(place.row_rect(scene.hovered, top, columns.right), colours.selected)
        painter.setPen(colours.grid)
        painter.drawLines(*_grid(scene))

    def _bars(self, painter: QPainter, scene: Scene, slots: list[int]) -> None:
        columns, rows = scene.columns, scene.picture.rows
        ask, bid = self._colours.ask_bar, self._colours.bid_bar
        if scene.doubt:
            ask = bid = self._colours.raised
        height = ROW_HEIGHT - 2 * _BAR_MARGIN
        for slot in slots:
            bar = rows[slot].bar
            if not bar:
                continue
            y = scene.top + slot * ROW_HEIGHT + _BAR_MARGIN
            if rows[slot].side == ASK:
                painter.fillRect(columns.price - bar, y, bar, height, ask)
            else:
                painter.fillRect(columns.bid, y, bar, height, bid)

    def _prices(self, painter: QPainter, scene: Scene, slots: list[int]) -> None:
        columns, rows = scene.columns, scene.picture.rows
        right, change_right = columns.change - place.PAD, columns.bid - place.PAD
        prices: Texts = defaultdict(list)
        changes: Texts = defaultdict(list)
        for slot in slots:
            row = rows[slot]
            if row.price_text and row.side != SPREAD:
                y = scene.top + slot * ROW_HEIGHT
                x = right - self.price.width(row.price_text)
                prices[row.sign].append((x, y + self.price.baseline, row.price_text))
                if columns.shows_change and row.change_text:
                    x = change_right - self.change.width(row.change_text)
                    changes[row.sign].append((x, y + self.change.baseline, row.change_text))
        self._draw(painter, self.price, prices, bool(scene.doubt))
        self._draw(painter, self.change, changes, bool(scene.doubt))

    def _sizes(self, painter: QPainter, scene: Scene, slots: list[int]) -> None:
        rows, width, baseline = scene.picture.rows, self.figure.width, self.figure.baseline
        ask_right, bid_right = size_edges(scene)
        texts: Texts = {0: []}
        for slot in slots:
            row = rows[slot]
            y = scene.top + slot * ROW_HEIGHT
            if row.size_text:
                right = ask_right if row.side == ASK else bid_right
                texts[0].append((right - width(row.size_text), y + baseline, row.size_text))
            elif row.side == SPREAD:
                self._spread(painter, scene, row, y)
        self._draw(painter, self.figure, texts, bool(scene.doubt))

    def _spread(self, painter: QPainter, scene: Scene, row: Row, y: int) -> None:
        columns = scene.columns
        painter.setPen(self._colours.muted)
        painter.setFont(self.word.font)
        label = QCoreApplication.translate("Orderbook", "스프레드")
        x = columns.price - place.PAD - self.word.width(label)
        painter.drawText(x, y + self.word.baseline, label)
        painter.setFont(self.change.font)
        x = columns.change - place.PAD - self.change.width(row.price_text)
        painter.drawText(x, y + self.change.baseline, row.price_text)
        if columns.shows_change:
            x = columns.bid - place.PAD - self.change.width(row.change_text)
            painter.drawText(x, y + self.change.baseline, row.change_text)

    def _notes(self, painter: QPainter, scene: Scene, slots: list[int]) -> None:
        columns, colours = scene.columns, self._colours
        labels, figures = [], defaultdict(list)
        for note in scene.notes:
            left, right = (columns.bid, columns.right) if note.slot < SPREAD_SLOT else (0, columns.price)
            left, right = left + place.PAD, right - place.PAD
            x = right - self.change.width(note.text)
            # A note that has no room is no loss; one written over its label would be.
            if note.slot in slots and x - left > self.word.width(note.label) + place.PAD:
                y = scene.top + note.slot * ROW_HEIGHT
                labels.append((left, y + self.word.baseline, note.label))
                figures[note.sign].append((x, y + self.change.baseline, note.text))
        painter.setFont(self.word.font)
        painter.setPen(colours.stale if scene.doubt else colours.muted)
        for label in labels:
            painter.drawText(*label)
        self._draw(painter, self.change, figures, bool(scene.doubt))

    def _draw(self, painter: QPainter, metrics: Metrics, texts: Texts, doubtful: bool) -> None:
        colours = self._colours
        pens = {1: colours.rise, -1: colours.fall, 0: colours.text}
        painter.setFont(metrics.font)
        draw = painter.drawText
        for sign, items in texts.items():
            painter.setPen(colours.stale if doubtful else pens[sign])
            for x, y, text in items:
                draw(x, y, text)

    def _outline(self, painter: QPainter, scene: Scene, slots: list[int]) -> None:
        columns = scene.columns
        painter.setPen(self._colours.stale if scene.doubt else self._colours.accent)
        for slot in slots:
            if scene.picture.rows[slot].is_last:
                y = scene.top + slot * ROW_HEIGHT
                painter.drawRect(columns.price, y, columns.bid - columns.price - 1, ROW_HEIGHT - 2)

    def _banner(self, painter: QPainter, scene: Scene) -> None:
        rect = QRect(0, 0, scene.columns.right, ROW_HEIGHT)
        painter.fillRect(rect, self._colours.raised)
        self._note(painter, rect, scene.doubt, self._colours.warn)

    def _note(self, painter: QPainter, rect: QRect, text: str, colour: QColor | None = None) -> None:
        painter.setPen(colour or self._colours.faint)
        painter.setFont(self.word.font)
        x = rect.x() + max(place.PAD, (rect.width() - self.word.width(text)) // 2)
        painter.drawText(x, rect.y() + (rect.height() - ROW_HEIGHT) // 2 + self.word.baseline, text)

    def _foot(self, painter: QPainter, scene: Scene) -> None:
        columns, colours, foot = scene.columns, self._colours, scene.picture.foot
        y = scene.height
        painter.fillRect(0, y, columns.right, place.FOOT_HEIGHT, colours.header)
        doubtful = bool(scene.doubt or scene.waiting)
        split = round(columns.right * foot.ask_share)
        painter.fillRect(0, y, split, 2, colours.border if doubtful else colours.fall)
        painter.fillRect(split, y, columns.right - split, 2, colours.border if doubtful else colours.rise)
        y += (place.FOOT_HEIGHT + 2 - ROW_HEIGHT) // 2
        ask_right, bid_right = size_edges(scene)
        texts = [(ask_right - self.figure.width(foot.ask_text), y + self.figure.baseline, foot.ask_text)]
        texts.append((bid_right - self.figure.width(foot.bid_text), y + self.figure.baseline, foot.bid_text))
        self._draw(painter, self.figure, {0: texts}, doubtful)
        self._foot_label(painter, scene, y)

    def _foot_label(self, painter: QPainter, scene: Scene, y: int) -> None:
        label = QCoreApplication.translate("Orderbook", "총잔량")
        if scene.unit:
            label += f" ({scene.unit})"
        columns = scene.columns
        painter.setPen(self._colours.muted)
        painter.setFont(self.word.font)
        x = columns.price + (columns.bid - columns.price - self.word.width(label)) // 2
        painter.drawText(x, y + self.word.baseline, label)


def size_edges(scene: Scene) -> tuple[int, int]:
    """The right edges at which ask and bid sizes align: both columns hug the prices."""
    columns = scene.columns
    ask = columns.price - place.PAD
    return ask, min(columns.right - place.PAD, columns.bid + place.PAD + scene.size_width)


def _slots_in(scene: Scene, region: QRegion) -> list[int]:
    slots = place.visible_slots(scene.top, scene.height)
    if region.rectCount() == 1 and region.boundingRect().height() >= scene.height:
        return list(slots)
    return [s for s in slots if region.intersects(place.row_rect(s, scene.top, scene.columns.right))]


def _grid(scene: Scene) -> list[QLine]:
    right = scene.columns.right - 1
    edges = (scene.top + (slot + 1) * ROW_HEIGHT - 1 for slot in place.visible_slots(scene.top, scene.height))
    return [QLine(0, y, right, y) for y in edges]

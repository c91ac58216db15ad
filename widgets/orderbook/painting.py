"""Paints the ladder: grounds and bars first, then the texts, one pen after the other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from PyQt6.QtCore import QCoreApplication, QLine, QRect
from PyQt6.QtGui import QColor, QPainter, QRegion

from app.market.book import DEPTH, SPREAD_SLOT
from widgets import theme
from widgets.orderbook import geometry as place
from widgets.orderbook.notes import Note
from widgets.orderbook.own import shortened
from widgets.orderbook.rows import ASK, SPREAD, Picture, Row
from widgets.stamps import Item, Type
from widgets.theme import NORMAL, ROW_HEIGHT, SMALL

_QUIET = 2  # beside the signs: a label's colour
_BAR_MARGIN = 3  # above and below a bar
_TAG_MARGIN = 2  # above and below the tag of an own order


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of the ladder, all that painting needs."""

    picture: Picture
    top: int
    columns: place.Columns
    width: int  # of the ladder; the columns have none before the first book
    height: int  # of the rows, without the foot
    size_width: int  # of the widest size text: the bid sizes align at it
    unit: str  # the coin that sizes are in
    hovered: int | None
    notes: tuple[Note, ...]
    doubt: str  # why the book is not to be relied on; empty while it is
    waiting: str  # what to say instead of rows
    is_grouped: bool = False  # the middle row then tells the unit, not the spread


Texts = dict[int, list[Item]]  # by sign


class LadderPainter:
    """Fonts and colours of the ladder, and how a scene is painted with them."""

    def __init__(self) -> None:
        self.price = Type(theme.number_font(NORMAL, bold=True))
        self.figure = Type(theme.number_font(NORMAL))
        self.change = Type(theme.number_font(SMALL))
        self.tag = Type(theme.number_font(SMALL, bold=True))
        self.word = Type(theme.text_font(SMALL))
        self._colours = theme.palette()

    def paint(self, painter: QPainter, scene: Scene, region: QRegion) -> None:
        """Paint what lies in `region`; the painter is clipped to it already."""
        self._colours = theme.palette()
        if scene.waiting:
            whole = QRect(0, 0, scene.width, scene.height + place.FOOT_HEIGHT)
            painter.fillRect(whole, self._colours.panel)
            self._note(painter, whole, scene.waiting)
            return
        painter.fillRect(0, 0, scene.width, scene.height, self._colours.panel)
        self._rows(painter, scene, _slots_in(scene, region))
        if scene.doubt:
            self._banner(painter, scene)
        if region.boundingRect().bottom() >= scene.height:
            self._foot(painter, scene)

    def _rows(self, painter: QPainter, scene: Scene, slots: list[int]) -> None:
        self._grounds(painter, scene, slots)
        self._bars(painter, scene, slots)
        whole = [slot for slot in slots if place.is_whole(slot, scene.top, scene.height)]
        self._prices(painter, scene, whole)
        self._sizes(painter, scene, whole)
        self._own(painter, scene, whole)
        self._notes(painter, scene, whole)
        self._outline(painter, scene, slots)

    def _grounds(self, painter: QPainter, scene: Scene, slots: list[int]) -> None:
        columns, top, colours = scene.columns, scene.top, self._colours
        half = DEPTH * ROW_HEIGHT
        painter.fillRect(0, top, columns.bid, half, colours.fall_wash)
        painter.fillRect(
            columns.price, top + half + ROW_HEIGHT, columns.right - columns.price, half, colours.rise_wash
        )
        painter.fillRect(place.row_rect(SPREAD_SLOT, top, columns.right), colours.header)
        if scene.hovered is not None:
            painter.fillRect(place.row_rect(scene.hovered, top, columns.right), colours.selected)
        if slots:
            painter.setPen(colours.grid)
            painter.drawLines(*_grid(scene, slots))

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
                prices[row.sign].append((right, y, row.price_text))
                if columns.shows_change and row.change_text:
                    changes[row.sign].append((change_right, y, row.change_text))
        self._draw(painter, self.price, prices, bool(scene.doubt))
        self._draw(painter, self.change, changes, bool(scene.doubt))

    def _sizes(self, painter: QPainter, scene: Scene, slots: list[int]) -> None:
        rows = scene.picture.rows
        ask_right, bid_right = size_edges(scene)
        items: list[Item] = []
        for slot in slots:
            row = rows[slot]
            y = scene.top + slot * ROW_HEIGHT
            if row.size_text:
                items.append((ask_right if row.side == ASK else bid_right, y, row.size_text))
            elif row.side == SPREAD:
                self._spread(painter, scene, row, y)
        self._figures(painter, items, bool(scene.doubt))

    def _own(self, painter: QPainter, scene: Scene, slots: list[int]) -> None:
        """Filled tags: what remains of the trader's own orders in each row."""
        rows, colours = scene.picture.rows, self._colours
        items: list[Item] = []
        for slot in slots:
            row = rows[slot]
            if not row.own:
                continue
            x, box, text = self._tag_of(row, scene)
            y = scene.top + slot * ROW_HEIGHT
            fill = colours.stale if scene.doubt else colours.fall if row.side == ASK else colours.rise
            painter.fillRect(x, y + _TAG_MARGIN, box, ROW_HEIGHT - 1 - 2 * _TAG_MARGIN, fill)
            if text:
                items.append((x + box - place.TAG_PAD, y, text))
        if items:
            self.tag.stamp(painter, colours.window, items, _drop(self.tag))

    def _tag_of(self, row: Row, scene: Scene) -> tuple[int, int, str]:
        """Left edge, width and text of a tag: at the outer edge, or where that is narrow over the change."""
        columns, edges = scene.columns, size_edges(scene)
        is_ask, taken = row.side == ASK, self.figure.width(row.size_text)
        room = (edges[0] - taken if is_ask else columns.right - edges[1]) - 3 * place.TAG_PAD
        text = self._fitting(row.own, room)
        inside = columns.bid - columns.change - 2 * place.TAG_PAD
        if not text and (text := self._fitting(row.own, inside)):
            return columns.change, columns.bid - columns.change, text
        box = (self.tag.width(text) if text else 0) + 2 * place.TAG_PAD
        return (0 if is_ask else columns.right - box), box, text

    def _fitting(self, text: str, room: int) -> str:
        while self.tag.width(text) > room:
            shorter = shortened(text)
            if shorter == text:
                # A number that is cut off would be misread; the tag alone still says where the order is.
                return ""
            text = shorter
        return text

    def _spread(self, painter: QPainter, scene: Scene, row: Row, y: int) -> None:
        columns, colour = scene.columns, self._colours.muted
        if scene.is_grouped:
            label = QCoreApplication.translate("Orderbook", "모아보기")
        else:
            label = QCoreApplication.translate("Orderbook", "스프레드")
        self._put(painter, self.word, colour, columns.price - place.PAD, y, label)
        self._put(painter, self.change, colour, columns.change - place.PAD, y, row.price_text)
        if columns.shows_change:
            self._put(painter, self.change, colour, columns.bid - place.PAD, y, row.change_text)

    def _notes(self, painter: QPainter, scene: Scene, slots: list[int]) -> None:
        columns = scene.columns
        labels: Texts = {_QUIET: []}
        figures: Texts = defaultdict(list)
        for note in scene.notes:
            left, right = (columns.bid, columns.right) if note.slot < SPREAD_SLOT else (0, columns.price)
            left, right = left + place.PAD, right - place.PAD
            label = self.word.width(note.label)
            # A note that has no room is no loss; one written over its label would be.
            if note.slot in slots and right - self.change.width(note.text) - left >= label + place.PAD // 2:
                y = scene.top + note.slot * ROW_HEIGHT
                labels[_QUIET].append((left + label, y, note.label))
                figures[note.sign].append((right, y, note.text))
        self._draw(painter, self.word, labels, bool(scene.doubt))
        self._draw(painter, self.change, figures, bool(scene.doubt))

    def _draw(self, painter: QPainter, font: Type, texts: Texts, doubtful: bool) -> None:
        colours = self._colours
        pens = {1: colours.rise, -1: colours.fall, 0: colours.text, _QUIET: colours.muted}
        for sign, items in texts.items():
            font.stamp(painter, colours.stale if doubtful else pens[sign], items, _drop(font))

    def _figures(self, painter: QPainter, items: list[Item], doubtful: bool) -> None:
        colour = self._colours.stale if doubtful else self._colours.text
        self.figure.stamp(painter, colour, items, _drop(self.figure))

    def _put(self, painter: QPainter, font: Type, colour: QColor, right: int, y: int, text: str) -> None:
        font.stamp(painter, colour, [(right, y, text)], _drop(font))

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
        width = self.word.width(text)
        right = rect.x() + max(place.PAD, (rect.width() - width) // 2) + width
        y = rect.y() + (rect.height() - ROW_HEIGHT) // 2
        self._put(painter, self.word, colour or self._colours.faint, right, y, text)

    def _foot(self, painter: QPainter, scene: Scene) -> None:
        columns, colours, foot = scene.columns, self._colours, scene.picture.foot
        y = scene.height
        painter.fillRect(0, y, scene.width, place.FOOT_HEIGHT, colours.header)
        doubtful = bool(scene.doubt)
        split = round(columns.right * foot.ask_share)
        painter.fillRect(0, y, split, 2, colours.border if doubtful else colours.fall)
        painter.fillRect(split, y, columns.right - split, 2, colours.border if doubtful else colours.rise)
        y += (place.FOOT_HEIGHT + 2 - ROW_HEIGHT) // 2
        ask_right, bid_right = size_edges(scene)
        self._figures(painter, [(ask_right, y, foot.ask_text), (bid_right, y, foot.bid_text)], doubtful)
        self._foot_label(painter, scene, y)

    def _foot_label(self, painter: QPainter, scene: Scene, y: int) -> None:
        label = QCoreApplication.translate("Orderbook", "총잔량")
        if scene.unit:
            label += f" ({scene.unit})"
        columns = scene.columns
        right = (columns.price + columns.bid + self.word.width(label)) // 2
        self._put(painter, self.word, self._colours.muted, right, y, label)


def size_edges(scene: Scene) -> tuple[int, int]:
    """The right edges at which ask and bid sizes align: both columns hug the prices."""
    columns = scene.columns
    ask = columns.price - place.PAD
    return ask, min(columns.right - place.PAD, columns.bid + place.PAD + scene.size_width)


def _drop(font: Type) -> int:
    """From a row's top to the top of its texts, so that the digits stand in the middle."""
    return (ROW_HEIGHT - font.ascent - font.descent) // 2


def _slots_in(scene: Scene, region: QRegion) -> list[int]:
    slots = place.visible_slots(scene.top, scene.height)
    if region.rectCount() == 1 and region.boundingRect().height() >= scene.height:
        return list(slots)
    return [s for s in slots if region.intersects(place.row_rect(s, scene.top, scene.columns.right))]


def _grid(scene: Scene, slots: list[int]) -> list[QLine]:
    right, first = scene.columns.right - 1, scene.top + ROW_HEIGHT - 1
    return [QLine(0, first + slot * ROW_HEIGHT, right, first + slot * ROW_HEIGHT) for slot in slots]

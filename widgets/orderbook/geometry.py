"""Where the ladder's rows and columns lie, in logical pixels."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QRect

from app.market.book import SLOTS, SPREAD_SLOT
from widgets.theme import ROW_HEIGHT

FOOT_HEIGHT = 26
PAD = 8  # beside every text
TAG_PAD = 3  # beside the text in the tag of an own order
MIN_SIDE = 56  # a column of sizes is never narrower; the change column goes first


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges of the price, change and bid columns; asks begin at 0, bids end at `right`."""

    price: int
    change: int
    bid: int
    right: int

    @property
    def shows_change(self) -> bool:
        return self.bid > self.change

    @property
    def bar(self) -> int:
        """The length of the longest bar."""
        return max(0, min(self.price, self.right - self.bid) - 2)


def columns(width: int, price_width: int, change_width: int) -> Columns:
    """The columns for texts of these widths: prices in the middle, sizes share the rest."""
    price = price_width + 2 * PAD
    change = change_width + PAD if change_width else 0  # nothing to compare with yet
    if width - price - change < 2 * MIN_SIDE:
        change = 0
    left = max(0, (width - price - change) // 2)
    return Columns(left, left + price, left + price + change, width)


def side_at(x: int, columns: Columns) -> int:
    """1 in the column of ask sizes, -1 in that of bid sizes, 0 between them."""
    return 1 if 0 <= x < columns.price else -1 if columns.bid <= x < columns.right else 0


def centred_top(height: int) -> int:
    """Where slot 0 begins when the spread row is in the middle of `height`."""
    return (height - ROW_HEIGHT) // 2 - SPREAD_SLOT * ROW_HEIGHT


def slot_at(y: int, top: int) -> int | None:
    """The slot under `y`, or None outside the ladder."""
    slot = (y - top) // ROW_HEIGHT
    return slot if 0 <= slot < SLOTS else None


def row_rect(slot: int, top: int, width: int) -> QRect:
    """The rectangle of a slot's row."""
    return QRect(0, top + slot * ROW_HEIGHT, width, ROW_HEIGHT)


def visible_slots(top: int, height: int) -> range:
    """The slots of which a part is seen."""
    first = max(0, -top // ROW_HEIGHT)
    return range(first, max(first, min(SLOTS, -(-(height - top) // ROW_HEIGHT))))


def is_whole(slot: int, top: int, height: int) -> bool:
    """Whether a slot's row is seen from edge to edge: only then it shows text and takes clicks."""
    y = top + slot * ROW_HEIGHT
    return y >= 0 and y + ROW_HEIGHT <= height


def scrolled_top(top: int, rows: int, height: int) -> int:
    """The top after a move by `rows`, with at least one row left in view."""
    return max(ROW_HEIGHT - SLOTS * ROW_HEIGHT, min(height - ROW_HEIGHT, top - rows * ROW_HEIGHT))

"""Where the chart's parts stand, in whole device pixels, so that every line is crisp at any scaling."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PyQt6.QtCore import QRect, QRectF

TIME_AXIS = 24
VOLUME_SHARE, VOLUME_LEAST, VOLUME_MOST = 0.2, 48, 150
# Room that candles leave free in the price pane: at the top for the read-out, at the bottom a share of the
# height, so that the lowest price and its tag don't stand on the edge.
HEADROOM, FOOTROOM = 44, 0.08
# A pane of an indicator; all of them leave the candles this share of the height.
STUDY_SHARE, STUDY_LEAST, STUDY_MOST = 0.17, 52, 140
CANDLES_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Layout:
    """The rectangles of one chart in device pixels. ratio: device pixels a logical one.

    studies: the rows of indicators below the volume, each with its axis. readouts: lines of text that
    stand above the candles.
    """

    price: QRect
    volume: QRect
    price_axis: QRect
    volume_axis: QRect
    time_axis: QRect
    ratio: float
    studies: tuple[QRect, ...] = ()
    readouts: int = 1

    @property
    def headroom(self) -> float:
        """Logical pixels that the candles leave free at the top, at most."""
        return HEADROOM + 18.0 * max(0, self.readouts - 2)

    @property
    def pane_width(self) -> float:
        """The width of the panes in logical pixels."""
        return self.price.width() / self.ratio

    def logical(self, rect: QRect) -> QRectF:
        """A rectangle in logical pixels."""
        r = self.ratio
        return QRectF(rect.x() / r, rect.y() / r, rect.width() / r, rect.height() / r)


@lru_cache(maxsize=16)
def arrange(
    width: int, height: int, ratio: float, axis_width: int, *, studies: int = 0, readouts: int = 1
) -> Layout:
    """Divide a view of so many logical pixels; the price axis is `axis_width` wide."""
    # Up: of a pixel column that is half the view's, nobody else paints the rest.
    total_w, total_h = math.ceil(width * ratio), math.ceil(height * ratio)
    axis = min(round(axis_width * ratio), total_w // 2)
    time = round(TIME_AXIS * ratio)
    panes = max(2, total_h - time)
    volume = round(min(VOLUME_MOST * ratio, max(VOLUME_LEAST * ratio, panes * VOLUME_SHARE)))
    volume = min(volume, panes // 2)
    wide = max(1, total_w - axis)
    study = _study_height(panes - volume, studies, ratio)
    price = panes - volume - studies * study
    rows = tuple(QRect(0, price + volume + n * study, total_w, study) for n in range(studies))
    return Layout(
        price=QRect(0, 0, wide, price),
        volume=QRect(0, price, wide, volume),
        price_axis=QRect(wide, 0, total_w - wide, price),
        volume_axis=QRect(wide, price, total_w - wide, volume),
        time_axis=QRect(0, panes, total_w, total_h - panes),
        ratio=ratio,
        studies=rows,
        readouts=readouts,
    )


def _study_height(room: int, studies: int, ratio: float) -> int:
    if not studies:
        return 0
    wanted = min(STUDY_MOST * ratio, max(STUDY_LEAST * ratio, room * STUDY_SHARE))
    return max(1, int(min(wanted, room * (1 - CANDLES_SHARE) / studies)))

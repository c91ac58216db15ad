"""The small coloured marks of link groups: a disc with the group's number, for who sees no colours too."""

from __future__ import annotations

from functools import cache

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from widgets import theme
from widgets.links import GROUPS

SIZE = 16


def group_icon(group: str) -> QIcon:
    """The group's mark in the look in use, sharp on fine screens too."""
    colours = theme.palette()
    return _icon(group, colours.groups[GROUPS.index(group)].rgba(), colours.on_fill.rgba())


@cache
def _icon(group: str, disc: int, figure: int) -> QIcon:
    icon = QIcon()
    for scale in (1, 2, 3):
        icon.addPixmap(_mark(group, disc, figure, scale))
    return icon


@cache
def close_icon() -> QIcon:
    """A thin cross."""
    icon = QIcon()
    for scale in (1, 2, 3):
        picture = QPixmap(SIZE * scale, SIZE * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.ICON, 1.4))
        painter.drawLine(QPointF(5, 5), QPointF(11, 11))
        painter.drawLine(QPointF(11, 5), QPointF(5, 11))
        painter.end()
        icon.addPixmap(picture)
    return icon


def _mark(group: str, colour: int, figure: int, scale: int) -> QPixmap:
    picture = QPixmap(SIZE * scale, SIZE * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgba(colour))
    disc = QRectF(1.5, 1.5, SIZE - 3, SIZE - 3)
    painter.drawEllipse(disc)
    painter.setPen(QColor.fromRgba(figure))
    painter.setFont(theme.number_font(10, bold=True))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, group)
    painter.end()
    return picture

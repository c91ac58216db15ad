"""Paints one cell of the assets: texts from the model, the share as a bar."""

from __future__ import annotations

import math

from PyQt6.QtCore import QModelIndex, QObject, QPointF, QRect, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PyQt6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets import theme
from widgets.assets.lines import Column, Line
from widgets.assets.model import AssetsModel

PADDING = 6
BAR_HEIGHT = 6
SHARE_TEXT_WIDTH = 40
PRICED = (Column.VALUE, Column.PROFIT, Column.RATE, Column.SHARE)


class AssetsDelegate(QStyledItemDelegate):
    """Draws lines straight from the model.

    Signals:
        too_narrow(int, int): a column that cuts a figure in its smallest size, and the width it wants
    """

    too_narrow = pyqtSignal(int, int)

    def __init__(self, model: AssetsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._number = theme.number_font()
        self._code = theme.text_font(bold=True)
        self._name = theme.text_font(theme.SMALL)
        self._number_metrics = QFontMetricsF(self._number)
        self._code_metrics = QFontMetricsF(self._code)
        self._small = theme.number_font(theme.SMALL)
        self._small_metrics = QFontMetricsF(self._small)
        self._name_metrics = QFontMetricsF(self._name)

    @property
    def _colours(self) -> theme.Palette:
        return theme.palette()

    def width_for(self, text: str) -> int:
        """How wide a column of figures is in which `text` is the longest."""
        return math.ceil(self._number_metrics.horizontalAdvance(text)) + 2 * PADDING

    def _colour(self, line: Line, column: Column) -> QColor:
        if line.old and column in PRICED:
            return self._colours.stale
        if column in (Column.PROFIT, Column.RATE):
            return self._colours.signed(line.sign)
        if column is Column.LOCKED:
            return self._colours.text if line.texts[column] != "0" else self._colours.faint
        return self._colours.muted if column is Column.AVERAGE else self._colours.text

    def _paint_asset(self, painter: QPainter, rect: QRect, line: Line) -> None:
        base = self._baseline(rect, self._code_metrics)
        left = rect.x() + PADDING
        self._write(painter, self._code, self._colours.text, left, base, line.currency)
        left += round(self._code_metrics.horizontalAdvance(line.currency)) + 5
        room = rect.right() - left
        if room < 30:
            return
        name = self._name_metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, room)
        self._write(painter, self._name, self._colours.muted, left, base, name)

    def _paint_share(self, painter: QPainter, rect: QRect, line: Line) -> None:
        # A figure of fixed width first, so that all bars begin below each other.
        text = line.texts[Column.SHARE]
        figure = QRect(rect.x(), rect.y(), SHARE_TEXT_WIDTH + PADDING, rect.height())
        self._paint_figure(painter, figure, text, self._colour(line, Column.SHARE))
        left = figure.right() + 1
        room = rect.right() - PADDING - left
        top = rect.y() + (rect.height() - BAR_HEIGHT) // 2
        painter.fillRect(left, top, room, BAR_HEIGHT, self._colours.grid)
        if line.share > 0:
            colour = self._colours.stale if line.old else self._colours.accent
            painter.fillRect(left, top, max(1, round(room * min(1.0, line.share))), BAR_HEIGHT, colour)

    def _paint_figure(self, painter: QPainter, rect: QRect, text: str, colour: QColor) -> None:
        font, metrics = self._number, self._number_metrics
        room = rect.width() - PADDING
        if metrics.horizontalAdvance(text) > room:
            font, metrics = self._small, self._small_metrics
            # Until the column is wider dots say that digits are missing; a figure cut off would lie.
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        left = rect.x() + rect.width() - PADDING - metrics.horizontalAdvance(text)
        self._write(painter, font, colour, left, self._baseline(rect, self._number_metrics), text)

    def _baseline(self, rect: QRect, metrics: QFontMetricsF) -> int:
        return round(rect.y() + (rect.height() + metrics.capHeight()) / 2)

    def _write(self, painter: QPainter, font: QFont, colour: QColor, x: float, y: float, text: str) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QPointF(x, y), text)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        assert painter is not None
        line, column, rect = self._model.lines[index.row()], Column(index.column()), option.rect
        ground = self._colours.panel
        if line.currency == self._model.linked:
            ground = self._colours.selected
        elif option.state & QStyle.StateFlag.State_Selected:
            ground = self._colours.hover
        painter.fillRect(rect, ground)
        if column is Column.ASSET:
            self._paint_asset(painter, rect, line)
        elif column is Column.SHARE:
            self._paint_share(painter, rect, line)
        else:
            self._paint_figure(painter, rect, line.texts[column], self._colour(line, column))
            wanted = math.ceil(self._small_metrics.horizontalAdvance(line.texts[column])) + 2 * PADDING
            if wanted > rect.width():
                self.too_narrow.emit(column, wanted)

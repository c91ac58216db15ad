"""The line above the assets: the account as a whole, in five figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QWidget

from app.exact import rounded
from widgets import format as fmt
from widgets import theme
from widgets.assets.lines import NO_TOTALS, Totals
from widgets.plain import plain_tip

HEIGHT = 44
PADDING = 8
GAP = 14  # between a figure and its neighbour


def places(wants: Sequence[float], room: float) -> list[QRectF]:
    """A box for each figure: all on one line if they fit, else on as many as they need.

    Boxes of a line are alike where that is wide enough for each, else each has what it wants.
    """
    for columns in range(len(wants), 0, -1):
        lines = [wants[start : start + columns] for start in range(0, len(wants), columns)]
        if columns == 1 or all(sum(line) <= room for line in lines):
            break
    boxes = []
    for row, line in enumerate(lines):
        alike = max(line) <= room / columns
        spare = max(0.0, room - sum(line)) / len(line)
        left = 0.0
        for want in line:
            width = room / columns if alike else want + spare
            boxes.append(QRectF(left + PADDING, row * HEIGHT, width - PADDING, HEIGHT))
            left += width
    return boxes


class TotalsBand(QWidget):
    """Paints what `show_totals` was given."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.stale = False
        self.totals = NO_TOTALS
        self._labels = (
            self.tr("총 보유자산"),
            self.tr("총 평가금액"),
            self.tr("평가손익"),
            self.tr("수익률"),
            self.tr("주문가능 KRW"),
        )
        self._boxes: list[QRectF] = []
        self._arrange()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def texts(self) -> tuple[str, ...]:
        """The figures as they are shown, from left to right."""
        totals = self.totals
        return (
            fmt.won(totals.assets),
            fmt.won(totals.value),
            fmt.signed(totals.profit, 0),
            fmt.percent(totals.profit_rate),
            fmt.won(_down(totals.spendable)),
        )

    def show_totals(self, totals: Totals) -> None:
        """Show these sums."""
        if totals != self.totals:
            self.totals = totals
            excluded = ", ".join(totals.excluded)
            tip = self.tr("원화 시세가 없어 합계에서 제외: ") + excluded if excluded else ""
            self.setToolTip(plain_tip(tip))
            self.setAccessibleDescription(
                ", ".join(map(" ".join, zip(self._labels, self.texts, strict=True)))
            )
            if not self._fits():
                self._arrange()
            self.update()

    def show_stale(self, stale: bool) -> None:
        """Draw what depends on prices as old, or as live again."""
        if stale != self.stale:
            self.stale = stale
            self.update()

    def _exclusion(self) -> str:
        first, *others = self.totals.excluded
        if others:
            return self.tr("({0}종 제외)").format(1 + len(others))
        return self.tr("({0} 제외)").format(first)

    def _colour(self, number: int) -> QColor:
        colours = theme.palette()
        if self.stale and number < 4:
            return colours.stale
        return colours.signed(float(self.totals.profit or 0)) if number in (2, 3) else colours.text

    def _wants(self) -> list[float]:
        metrics = QFontMetricsF(theme.number_font(theme.LARGE, bold=True))
        return [metrics.horizontalAdvance(text) + PADDING + GAP for text in self.texts]

    def _fits(self) -> bool:
        wants = zip(self._wants(), self._boxes, strict=True)
        return all(want <= box.width() + PADDING for want, box in wants)

    def _arrange(self) -> None:
        # Anew only when a figure no longer fits: lines that come and go with every tick unsettle.
        self._boxes = places(self._wants(), self.width())
        self.setFixedHeight(round(self._boxes[-1].bottom()))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is None or event.size().width() != event.oldSize().width():
            self._arrange()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        colours = theme.palette()
        small, large = theme.text_font(theme.SMALL), theme.number_font(theme.LARGE, bold=True)
        small_metrics, large_metrics = QFontMetricsF(small), QFontMetricsF(large)
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.header)
        for number, (label, text) in enumerate(zip(self._labels, self.texts, strict=True)):
            if number == 0 and self.totals.excluded:
                label = f"{label} {self._exclusion()}"
            box = self._boxes[number]
            painter.setFont(small)
            painter.setPen(colours.muted)
            top = box.y() + 6 + small_metrics.ascent()
            elided = small_metrics.elidedText(label, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(QPointF(box.x(), round(top)), elided)
            painter.setFont(large)
            painter.setPen(self._colour(number))
            if large_metrics.horizontalAdvance(text) > box.width():
                painter.setFont(theme.number_font(theme.SMALL, bold=True))
            painter.drawText(QPointF(box.x(), box.bottom() - 9), text)
        painter.end()


def _down(value: Decimal | None) -> Decimal | None:
    """Whole KRW that can really be spent: half a won more would be refused."""
    return None if value is None else rounded(value, 0, ROUND_DOWN)

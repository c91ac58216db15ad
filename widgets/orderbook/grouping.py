"""The grouping button (모아보기): by which unit the book's prices are put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from PyQt6.QtCore import QPoint, pyqtSignal
from PyQt6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QMenu, QToolButton, QWidget

from app.market.book import UNGROUPED
from app.market.symbols import Market
from widgets import format, theme

_ARROW = 6


class GroupingButton(QToolButton):
    """Offers the shown market's units and remembers the chosen one of each market.

    Signals:
        step_changed(Decimal): the unit to group by from now on, 0 for none
    """

    step_changed = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = ""
        self._levels: tuple[Decimal, ...] = ()
        self._chosen: dict[str, Decimal] = {}
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._on_triggered)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        # Fusion's own arrow sits on the border; room for the one that is drawn here.
        self.setStyleSheet(
            "QToolButton { padding-right: 18px; } QToolButton::menu-indicator { image: none; width: 0; }"
        )
        self.setToolTip(self.tr("모아보기: 호가를 단위별로 합쳐서 보기"))
        self.setAccessibleName(self.tr("모아보기"))
        self._show()

    @property
    def step(self) -> Decimal:
        """The unit in use: what was chosen for this market, while the exchange offers it."""
        chosen = self._chosen.get(self._symbol, UNGROUPED)
        return chosen if chosen in self._levels else UNGROUPED

    @property
    def choices(self) -> tuple[Decimal, ...]:
        """What the menu offers, 0 first."""
        return (UNGROUPED, *self._levels) if self._levels else ()

    def show_market(self, symbol: str, market: Market | None) -> None:
        """Offer what this market can be grouped by; nothing while it is unknown or has no units."""
        self._symbol, self._levels = symbol, market.levels if market else ()
        self._show()

    def choose(self, step: Decimal) -> None:
        """Group the shown market by that unit; 0 stops it."""
        before = self.step
        if step:
            self._chosen[self._symbol] = step
        else:
            self._chosen.pop(self._symbol, None)
        self._show()
        if self.step != before:
            self.step_changed.emit(self.step)

    def save(self) -> dict[str, str]:
        """The chosen units by market."""
        return {symbol: str(step) for symbol, step in self._chosen.items()}

    def restore(self, steps: object) -> None:
        """Take back what `save` gave; wrong values are ignored."""
        if isinstance(steps, Mapping):
            self._chosen = dict(_valid(steps.items()))
            self._show()

    def _show(self) -> None:
        for action in self._group.actions():
            self._group.removeAction(action)
        self._menu.clear()
        for step in self.choices:
            action = QAction(format.exact(step) if step else self.tr("모아보지 않음"), self._menu)
            action.setCheckable(True)
            action.setChecked(step == self.step)
            action.setData(step)
            self._menu.addAction(action)
            self._group.addAction(action)
        self.setText(format.exact(self.step) if self.step else self.tr("모아"))
        self.setCheckable(bool(self.step))
        self.setChecked(bool(self.step))
        self.setVisible(bool(self._levels))

    def _on_triggered(self, action: QAction) -> None:
        self.choose(action.data())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.palette().accent if self.isChecked() else theme.palette().muted, 1.5))
        x, y = self.width() - _ARROW - 7, self.height() // 2 - 1
        painter.drawPolyline(QPoint(x, y), QPoint(x + _ARROW // 2, y + _ARROW // 2), QPoint(x + _ARROW, y))
        painter.end()


def _valid(steps: Iterable[tuple[object, object]]) -> Iterable[tuple[str, Decimal]]:
    for symbol, text in steps:
        try:
            step = Decimal(str(text))
        except InvalidOperation:
            continue
        if isinstance(symbol, str) and step.is_finite() and step > 0:
            yield symbol, step

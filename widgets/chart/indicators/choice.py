"""The choice of indicators: a menu that turns them on and off, and the way to their settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QPoint, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QToolButton, QWidget

from app.market.indicators import Indicator, Kind
from widgets.chart.indicators import names

if TYPE_CHECKING:
    from widgets.chart.indicators.settings import IndicatorSettings


class IndicatorChoice(QToolButton):
    """A button with the menu of indicators.

    Signals:
        changed(tuple[Indicator, ...]): the trader wants these
    """

    changed = pyqtSignal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(self.tr("지표"))
        self.setToolTip(self.tr("보조 지표를 켜고 끕니다"))
        self.setAccessibleName(self.tr("보조 지표"))
        self.indicators: tuple[Indicator, ...] = ()
        # What was set stays known while an indicator is off.
        self._remembered: dict[Kind, Indicator] = {}
        self._menu: QMenu | None = None
        self.settings: IndicatorSettings | None = None
        self.clicked.connect(self._on_clicked)

    def show_indicators(self, indicators: tuple[Indicator, ...]) -> None:
        """These are on."""
        self.indicators = indicators
        self._remembered.update({one.kind: one for one in indicators})
        if self.settings is not None:
            self.settings.show_indicators(indicators)

    def switch(self, kind: Kind) -> None:
        """Turn an indicator on, as it was set last, or off."""
        kept = tuple(one for one in self.indicators if one.kind is not kind)
        if len(kept) == len(self.indicators):
            kept = (*kept, self._remembered.get(kind, Indicator.of(kind)))
        self._want(kept)

    def open_settings(self) -> None:
        """Show the settings; one window of them a chart."""
        if self.settings is None:
            from widgets.chart.indicators.settings import IndicatorSettings

            self.settings = IndicatorSettings(self.indicators, self)
            self.settings.changed.connect(self._want)
            self.settings.finished.connect(self._on_finished)
        self.settings.show()
        self.settings.raise_()
        self.settings.activateWindow()

    def _want(self, indicators: tuple[Indicator, ...]) -> None:
        self.show_indicators(indicators)
        self.changed.emit(indicators)

    def menu_now(self) -> QMenu:
        """The menu as it has to look now."""
        if self._menu is None:
            self._menu = QMenu(self)
            self._menu.triggered.connect(self._on_triggered)
        self._menu.clear()
        on = {one.kind for one in self.indicators}
        for kind in Kind:
            action = self._menu.addAction(names.name(kind))
            action.setCheckable(True)
            action.setChecked(kind in on)
            action.setData(kind)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("지표 설정…"))
        return self._menu

    def _on_clicked(self) -> None:
        # Not the button's own menu: that one runs an event loop inside the loop.
        self.menu_now().popup(self.mapToGlobal(QPoint(0, self.height())))

    def _on_triggered(self, action: QAction) -> None:
        kind = action.data()
        if kind is None:
            self.open_settings()
        else:
            self.switch(Kind(kind))

    def _on_finished(self, _result: int) -> None:
        self.settings = None

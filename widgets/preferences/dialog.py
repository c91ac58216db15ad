"""The dialog around the pages; it never blocks the desk, and what is changed in it counts at once."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from app.look import Look
from app.settings import OrderGuards
from widgets import theme
from widgets.preferences.about_page import AboutPage
from widgets.preferences.data_page import DataPage
from widgets.preferences.guards_page import GuardsPage
from widgets.preferences.look_page import LookPage


class PreferencesDialog(QDialog):
    """Tells every change when it is made; whoever opened it applies and keeps it.

    Signals:
        look_changed(Look)
        guards_changed(OrderGuards)
    """

    look_changed = pyqtSignal(object)
    guards_changed = pyqtSignal(object)

    def __init__(
        self, look: Look, guards: OrderGuards, data_dir: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("설정"))
        self.setModal(False)
        self.look = LookPage(look, self)
        self.guards = GuardsPage(guards, self)
        self.data = DataPage(data_dir, self) if data_dir is not None else None
        self.about = AboutPage(self)
        self.look.changed.connect(self.look_changed)
        self.guards.changed.connect(self.guards_changed)
        self._lay_out()
        self.look.scheme.button(look.scheme).setFocus()

    def add_page(self, page: QWidget, title: str, before: QWidget | None = None) -> None:
        """One more page, the last or before another; the desk adds what is about a running session."""
        page.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        place = self.tabs.indexOf(before) if before is not None else -1
        self.tabs.insertTab(place, page, title)

    def _lay_out(self) -> None:
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(self.tr("설정"))
        self.tabs.tabBar().setAccessibleName(self.tr("설정"))
        self.add_page(self.look, self.tr("화면"))
        self.add_page(self.guards, self.tr("주문 착오방지"))
        if self.data is not None:
            self.add_page(self.data, self.tr("데이터"))
        self.add_page(self.about, self.tr("정보"))
        leave = QPushButton(self.tr("닫기"), self)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)

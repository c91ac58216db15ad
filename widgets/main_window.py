"""The window: empty docks at the first paint, panels in them once there is a session."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PyQt6.QtCore import QByteArray, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PyQt6.QtWidgets import QFrame, QLabel, QMainWindow, QVBoxLayout, QWidget

from app.endpoints import Mode
from app.settings import Settings
from widgets import docks, theme
from widgets.frame_clock import FrameClock
from widgets.links import Favourites, LinkGroup
from widgets.notices import Notices
from widgets.status import ConnectionStrip, StatusBar, mode_colour

if TYPE_CHECKING:  # loaded after the first paint: they bring the network libraries and numpy along
    from app.session import Session
    from widgets.workspace import Workspace

SIZE = (1920, 1080)
LOOK_FOR_CHANGES_MS = 900


class MainWindow(QMainWindow):
    """The desk's window.

    Signals:
        painted(): the window is on the screen for the first time
        closing(): the trader closed it, or a signal did
        changed(): something worth remembering was changed a moment ago
    """

    painted = pyqtSignal()
    closing = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, mode: Mode, settings: Settings, symbol: str) -> None:
        super().__init__()
        self.frame_clock = FrameClock(self)
        self.link = LinkGroup(symbol, self)
        self.favourites = Favourites(settings.favourites, self)
        self.guards = settings.guards
        self.workspace: Workspace | None = None
        self._settings = self._remembered = settings
        self._was_painted = False
        self._mode = mode
        self.resize(*SIZE)
        self._build()
        self.notices = Notices(self)
        self._autosave = QTimer(self)
        self._autosave.setObjectName("autosave")
        self._autosave.timeout.connect(self._look_for_changes)
        self.link.symbol_changed.connect(self._show_title)
        self._restore_geometry()
        self._show_title()
        self._autosave.start(LOOK_FOR_CHANGES_MS)

    def _build(self) -> None:
        frame = QFrame(self)
        colour = mode_colour(self._mode).name()
        frame.setObjectName("mode")
        frame.setStyleSheet(f"QFrame#mode {{ border: 2px solid {colour}; }}")
        self.strip = ConnectionStrip(frame)
        self.status_bar = StatusBar(self._mode, self.frame_clock, frame)
        self.dock_manager = docks.manager(frame)
        self.docks = docks.build(self.dock_manager, self._placeholder)
        column = QVBoxLayout(frame)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.dock_manager, 1)
        column.addWidget(self.status_bar)
        self.setCentralWidget(frame)

    def _placeholder(self) -> QWidget:
        label = QLabel(self.tr("불러오는 중…"), self)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setStyleSheet(f"color: {theme.palette().faint.name()};")
        return label

    def fill(self, session: Session) -> None:
        """Put the panels into the docks and connect them with the session."""
        from widgets.workspace import Workspace

        self.workspace = Workspace(session, self)
        for name, panel in self.workspace.panels.items():
            docks.put(self.docks[name], panel)
        self.workspace.start(self._settings.panels)
        self.status_bar.show_manager(session.manager)
        self.strip.retry_wanted.connect(session.retry_now)

    def empty(self) -> None:
        """End the panels: nothing is delivered to the window afterwards."""
        self.status_bar.show_manager(None)
        if self.workspace is not None:
            self.workspace.close()

    def settings(self) -> Settings:
        """What to remember of the window as it is now."""
        panels: Mapping[str, dict[str, object]] = self._settings.panels
        if self.workspace is not None:
            panels = {**panels, **self.workspace.save_state()}
        return Settings(
            symbol=self.link.symbol,
            favourites=self.favourites.codes,
            layout=_to_text(self.dock_manager.saveState()),
            geometry=_to_text(self.saveGeometry()),
            panels=dict(panels),
            guards=self.guards,
        )

    def _restore_geometry(self) -> None:
        if self._settings.geometry:
            self.restoreGeometry(_from_text(self._settings.geometry))
        elif _is_too_large(self):
            self.setWindowState(Qt.WindowState.WindowMaximized)
        if self._settings.layout:
            self.dock_manager.restoreState(_from_text(self._settings.layout))

    def _look_for_changes(self) -> None:
        """Docks, columns, intervals …: nobody has to remember to say that something changed."""
        settings = self.settings()
        if settings != self._remembered:
            self._remembered = settings
            self.changed.emit()

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.link.symbol} · {self._mode.upper()}")

    def closeEvent(self, event: QCloseEvent | None) -> None:
        self._autosave.stop()
        self.closing.emit()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            # After this event: the children are painted by then too.
            QTimer.singleShot(0, self.painted)


def _is_too_large(window: QMainWindow) -> bool:
    """Whether the first window would reach beyond a real screen; the offscreen one has no edges to hit."""
    room = window.screen().availableSize()
    return QGuiApplication.platformName() != "offscreen" and not (
        room.width() > window.width() and room.height() > window.height()
    )


def _to_text(state: QByteArray) -> str:
    return base64.b64encode(state.data()).decode()


def _from_text(text: str) -> QByteArray:
    try:
        return QByteArray(base64.b64decode(text, validate=True))
    except binascii.Error:
        return QByteArray()

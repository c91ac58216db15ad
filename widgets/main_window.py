"""The window: empty docks at the first paint, panels in them once there is a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PyQt6.QtWidgets import QFrame, QLabel, QMainWindow, QVBoxLayout, QWidget

from app.endpoints import Mode
from app.market.drawings import Drawings
from app.settings import Layout, Settings
from widgets import docks, theme
from widgets.appearance import Appearance
from widgets.board import Board, from_text, to_text
from widgets.commands import Commands
from widgets.frame_clock import FrameClock
from widgets.layouts import Layouts
from widgets.leaving import Leaving
from widgets.links import Favourites, LinkGroup, Links
from widgets.notices import Notices
from widgets.status import ConnectionStrip, StatusBar, mode_colour

if TYPE_CHECKING:  # loaded after the first paint: they bring the network libraries and numpy along
    from app.session import Session
    from widgets.desk_commands import DeskCommands
    from widgets.panel import Panel
    from widgets.workspace import Workspace

SIZE = (1920, 1080)
LOOK_FOR_CHANGES_MS = 900


class MainWindow(QMainWindow):
    """The desk's window.

    Signals:
        painted(): the window is on the screen for the first time
        closing(): the trader closed it, or a signal did
        changed(): something worth remembering was changed a moment ago
        demo_wanted(): the trader leaves this exchange for the demo one
    """

    painted = pyqtSignal()
    closing = pyqtSignal()
    changed = pyqtSignal()
    demo_wanted = pyqtSignal()

    def __init__(self, mode: Mode, settings: Settings, symbol: str) -> None:
        super().__init__()
        self.frame_clock = FrameClock(self)
        self.link = LinkGroup(symbol, self)
        self.links = Links(self.link, settings.symbols, self)
        self.commands = Commands(settings.keys, self)
        self.favourites = Favourites(settings.favourites, self)
        self.drawings = Drawings(settings.drawings)
        self.guards = settings.guards
        self.chart_marks = settings.chart
        self.appearance = Appearance(settings.look, self)
        self.workspace: Workspace | None = None
        self.desk_commands: DeskCommands | None = None
        self._settings = self._remembered = settings
        self._was_painted = False
        self.mode = mode
        self.resize(*SIZE)
        self._build()
        self.layouts = Layouts(self.board, settings.layouts, self)
        self.notices = Notices(self)
        self._leaving = Leaving(self, self.notices)
        self._autosave = QTimer(self)
        self._autosave.setObjectName("autosave")
        self._autosave.timeout.connect(self._look_for_changes)
        self.link.symbol_changed.connect(self._show_title)
        self.painted.connect(self.board.show_windows)
        self._restore_geometry()
        self._show_title()
        self._autosave.start(LOOK_FOR_CHANGES_MS)

    def _build(self) -> None:
        frame = QFrame(self)
        colour = mode_colour(self.mode).name()
        frame.setObjectName("mode")
        frame.setStyleSheet(f"QFrame#mode {{ border: 2px solid {colour}; }}")
        self.strip = ConnectionStrip(self.mode, frame)
        self.status_bar = StatusBar(self.mode, self.frame_clock, frame)
        self.board = Board(self._placeholder, frame)
        self.docks = self.board.docks
        column = QVBoxLayout(frame)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.board.manager, 1)
        column.addWidget(self.status_bar)
        self.setCentralWidget(frame)

    def _placeholder(self) -> QWidget:
        label = QLabel(self.tr("불러오는 중…"), self)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setStyleSheet(f"color: {theme.palette().faint.name()};")
        return label

    def fill(self, session: Session) -> None:
        """Put the panels into the docks and connect them with the session."""
        from widgets.desk_commands import DeskCommands
        from widgets.workspace import Workspace

        self.workspace = Workspace(session, self)
        self.workspace.start(self._settings.panels)
        self.desk_commands = DeskCommands(self.workspace)
        self.status_bar.show_manager(session.manager, session.rest)
        self.strip.retry_wanted.connect(session.retry_now)
        self.strip.demo_wanted.connect(self._on_demo_wanted)

    def welcome(self) -> None:
        """The keyboard to the markets; at the first start: say what this is, once."""
        if self.desk_commands is not None:
            self.desk_commands.take_keyboard()
        if self.desk_commands is not None and not self._settings.welcomed:
            self.remember(welcomed=True)
            self.desk_commands.show_welcome()

    def show_panel(self, name: str, panel: Panel) -> None:
        """Put a panel into its dock."""
        docks.put(self.docks[name], panel)

    def toggle_full_screen(self) -> None:
        """The whole screen for the desk, or the window again, maximised if it was."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def remember(self, **changes: object) -> None:
        """Keep these settings, which no part of the window has in its own hands."""
        self._settings = replace(self._settings, **changes)

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
        return replace(
            self._settings,
            symbol=self.link.symbol,
            favourites=self.favourites.codes,
            drawings=self.drawings.state(),
            layout=self.board.state(),
            open=tuple(self.docks),
            groups=self.board.groups,
            symbols=self.links.symbols,
            layouts=self.layouts.saved,
            keys=self.commands.chosen,
            geometry=to_text(self.saveGeometry()),
            panels=dict(panels),
            guards=self.guards,
            chart=self.chart_marks,
            look=self.appearance.look,
        )

    def _restore_geometry(self) -> None:
        if self._settings.geometry:
            self.restoreGeometry(from_text(self._settings.geometry))
        elif _is_too_large(self):
            self.setWindowState(Qt.WindowState.WindowMaximized)
        known = self._settings
        if known.layout or known.open:
            self.layouts.show(Layout(state=known.layout, open=known.open, groups=known.groups))

    def _look_for_changes(self) -> None:
        """Docks, columns, intervals …: nobody has to remember to say that something changed."""
        settings = self.settings()
        if settings != self._remembered:
            self._remembered = settings
            self.changed.emit()

    def _on_demo_wanted(self) -> None:
        if self.workspace is not None and self.workspace.actions.busy:
            self.notices.warn(self.tr("주문을 보내는 중입니다. 끝난 뒤에 다시 누르세요."))
            return
        self.demo_wanted.emit()

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.link.symbol} · {self.mode.upper()}")

    def closeEvent(self, event: QCloseEvent | None) -> None:
        if not self._leaving.may_leave(self.workspace.actions if self.workspace is not None else None):
            event.ignore()
            return
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

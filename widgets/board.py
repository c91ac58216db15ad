"""The docks of one window by name: opened, closed, torn off, remembered and put back."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence

import PyQt6Ads as ads  # noqa: N813 - the name its own examples use
from PyQt6.QtCore import QByteArray, QEvent, QObject, QRect, QTimer, pyqtSignal
from PyQt6.QtGui import QAction, QActionGroup, QCursor, QGuiApplication
from PyQt6.QtWidgets import QMenu, QWidget

from widgets import docks, panels
from widgets.links import GROUPS, MAIN
from widgets.marks import group_icon

LATE_MS, TRIES = 30, 3
VISIBLE = 80  # so many pixels of a window's top edge have to be on a screen, for a hand to reach it


class Board(QObject):
    """Where each panel stands, and which colour it follows.

    Signals:
        opened(str): a dock of that name stands there and wants its panel
        closing(str): that dock is about to go, and its panel with it
        group_changed(str, str): the trader gave that panel another colour
    """

    opened = pyqtSignal(str)
    closing = pyqtSignal(str)
    group_changed = pyqtSignal(str, str)

    def __init__(self, placeholder: Callable[[], QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self._placeholder = placeholder
        self._groups: dict[str, str] = {}
        self._going: list[str] = []
        self._reap = QTimer(self)
        self._reap.setObjectName("closed docks")
        self._reap.setSingleShot(True)
        self._reap.timeout.connect(self._on_reap)
        self._tries = 0
        self._late = QTimer(self)
        self._late.setObjectName("torn-off windows")
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._show_windows)
        self.manager = docks.manager(parent)
        self.docks: dict[str, ads.CDockWidget] = {}
        for name in panels.at_start():
            self._add(name, MAIN)
        docks.arrange(self.manager, self.docks)
        self._first = self.manager.saveState()
        # New areas, of a layout or of a hand that drags, know nothing of what their panels need.
        self.manager.stateRestored.connect(self._fit)
        self.manager.dockAreasAdded.connect(self._fit)
        self.manager.installEventFilter(self)

    @property
    def groups(self) -> dict[str, str]:
        """The colours of the panels that do not follow the main one."""
        return {name: group for name, group in self._groups.items() if name in self.docks}

    def group(self, name: str) -> str:
        """The colour that a panel follows."""
        return self._groups.get(name, MAIN)

    def set_group(self, name: str, group: str) -> None:
        """Let a panel follow another colour."""
        if group == self.group(name) or group not in GROUPS:
            return
        self._take_group(name, group)
        self.group_changed.emit(name, group)

    def free_group(self, kind: panels.PanelKind) -> str:
        """A colour that no panel of that kind follows yet; the last one when all are taken."""
        taken = {self.group(name) for name in self.docks if panels.kind_of(name) is kind}
        return next((group for group in GROUPS if group not in taken), GROUPS[-1])

    def open(self, name: str, group: str = MAIN) -> None:
        """Show that panel, made anew if it is not there."""
        dock = self.docks.get(name)
        if dock is None:
            dock = self._add(name, group)
            docks.place(self.manager, dock, self.docks)
            self.opened.emit(name)
        elif dock.isClosed():
            dock.toggleView(True)
        dock.setAsCurrentTab()

    def close(self, name: str) -> None:
        """Take that panel off the desk; none of that name is no error."""
        dock = self.docks.pop(name, None)
        if dock is None:
            return
        self.closing.emit(name)
        self._groups.pop(name, None)
        content = dock.takeWidget()
        self.manager.removeDockWidget(dock)
        if content is not None:
            content.deleteLater()
        dock.deleteLater()

    def tear_off(self, name: str) -> None:
        """Give that panel a window of its own, or put it back."""
        if name in self.docks:
            docks.tear_off(self.manager, self.docks[name])
            self.docks[name].setAsCurrentTab()

    def state(self) -> str:
        """Where everything stands, as text."""
        return to_text(self.manager.saveState())

    def apply(self, state: str, names: Sequence[str], groups: Mapping[str, str]) -> None:
        """Put the desk in that state with those panels; none named: the panels of the first start."""
        known = dict.fromkeys(name for name in names if panels.kind_of(name) is not None)
        wanted = tuple(known) or panels.at_start()
        fresh = [name for name in wanted if name not in self.docks]
        for name in fresh:
            docks.place(self.manager, self._add(name, groups.get(name, MAIN)), self.docks)
        for name in set(self.docks) - set(wanted):
            self.close(name)
        if state and not self.manager.restoreState(from_text(state)):
            self.manager.restoreState(self._first)
        for name, dock in self.docks.items():
            if dock.isClosed():
                dock.toggleView(True)
            self.set_group(name, groups.get(name, MAIN))
        for name in fresh:
            self.opened.emit(name)
        self._bring_back()

    def reset(self) -> None:
        """The layout of the first start."""
        self.apply(to_text(self._first), (), {})

    def _fit(self) -> None:
        docks.fit(self.manager)

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    def _add(self, name: str, group: str) -> ads.CDockWidget:
        dock = self.docks[name] = docks.make(self.manager, name, self._placeholder())
        self._hear(dock)
        self._take_group(name, group if group in GROUPS else MAIN)
        return dock

    def _hear(self, dock: ads.CDockWidget) -> None:
        dock.closeRequested.connect(self._on_close_requested)
        kind = panels.kind_of(dock.objectName())
        if kind is not None and kind.linked:
            action = QAction(self.tr("연동 그룹"), dock)
            action.setData(dock.objectName())
            action.triggered.connect(self._on_group_wanted)
            dock.setTitleBarActions([action])
            self._mark(dock, self.group(dock.objectName()))

    def _take_group(self, name: str, group: str) -> None:
        self._groups[name] = group
        if group == MAIN:
            del self._groups[name]
        self._mark(self.docks[name], group)

    def _mark(self, dock: ads.CDockWidget, group: str) -> None:
        for action in dock.titleBarActions():
            action.setIcon(group_icon(group))
            action.setToolTip(self.tr("연동 그룹 {0}: 같은 색의 패널은 같은 종목을 봅니다").format(group))

    def _on_group_wanted(self) -> None:
        name = self.sender().data()
        menu = self.group_menu(name)
        menu.popup(QCursor.pos())

    def group_menu(self, name: str) -> QMenu:
        """The colours to choose from for that panel."""
        menu = QMenu(self.manager)
        choice = QActionGroup(menu)
        for group in GROUPS:
            action = choice.addAction(group_icon(group), self.tr("그룹 {0}").format(group))
            action.setCheckable(True)
            action.setChecked(group == self.group(name))
            action.setData((name, group))
        choice.triggered.connect(self._on_group_chosen)
        menu.addActions(choice.actions())
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _on_group_chosen(self, action: QAction) -> None:
        self.set_group(*action.data())

    def _on_close_requested(self) -> None:
        dock = self.sender()
        if isinstance(dock, ads.CDockWidget):
            # Not from inside the dock's own event.
            self._going.append(dock.objectName())
            self._reap.start(0)

    def _on_reap(self) -> None:
        going, self._going = self._going, []
        for name in going:
            self.close(name)

    def show_windows(self) -> None:
        """The torn-off windows, too: what is restored before the desk is shown stays hidden otherwise."""
        self._tries = TRIES
        self._late.start(0)

    def _show_windows(self) -> None:
        hidden = [
            floating
            for floating in self.manager.floatingWidgets()
            if not floating.isVisible() and any(not dock.isClosed() for dock in floating.dockWidgets())
        ]
        for floating in hidden:
            floating.show()
        self._bring_back()
        self._tries -= 1
        if hidden and self._tries:
            # The library hides a restored window once more, in the turn after it was shown first.
            self._late.start(LATE_MS)

    def _bring_back(self) -> None:
        """A torn-off window whose monitor is gone comes to the one where the desk is."""
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        home = self.manager.screen().availableGeometry()
        for floating in self.manager.floatingWidgets():
            frame = floating.frameGeometry()
            seen = on_screen(frame, screens, home)
            if seen != frame:
                floating.setGeometry(seen)


def on_screen(frame: QRect, screens: Iterable[QRect], home: QRect) -> QRect:
    """The place of a window that a hand can reach: its own, or the middle of the home screen."""
    handle = QRect(frame.left(), frame.top(), frame.width(), 24)
    for screen in screens:
        shown = handle.intersected(screen)
        if shown.width() >= min(VISIBLE, frame.width()) and shown.height() > 0:
            return frame
    size = frame.size().boundedTo(home.size())
    place = QRect(home.topLeft(), size)
    place.moveCenter(home.center())
    return place


def to_text(state: QByteArray) -> str:
    """Qt's bytes as text that a JSON file can hold."""
    return base64.b64encode(state.data()).decode()


def from_text(text: str) -> QByteArray:
    """The bytes again; none for what is no such text."""
    try:
        return QByteArray(base64.b64decode(text, validate=True))
    except ValueError:  # also of signs that are no ASCII
        return QByteArray()

"""The desk's own commands: what the palette offers and the keys reach, and what each does."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, Qt
from PyQt6.QtWidgets import QApplication, QWidget

from app.look import ChartMarks
from widgets import panels
from widgets.chart import ChartPanel
from widgets.commands import Command
from widgets.links import GROUPS, MAIN
from widgets.panel_commands import panel_commands

if TYPE_CHECKING:
    from widgets.pictures import PictureSaver
    from widgets.preferences import PreferencesDialog
    from widgets.welcome import WelcomeCard
    from widgets.workspace import Workspace

LAYOUT_KEYS = 5
# What brings each panel to the front and the keyboard to it.
_PANEL_KEYS = {
    "markets": "F9",
    "chart": "F3",
    "orderbook": "F4",
    "order_entry": "F5",
    "my_orders": "F6",
    "assets": "F7",
    "tape": "F8",
    "alerts": "F10",
    "diagnostics": "F12",
}


class DeskCommands(QObject):
    """Does what the trader asks of the desk as a whole; keeps the dialogs that are open."""

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._window = desk.window
        self._palette: Any = None
        self._dialog: Any = None
        self._pictures: PictureSaver | None = None
        self._card: WelcomeCard | None = None
        self._last = ""
        self._window.commands.add([*self._views(), *self._layouts(), *self._panels(), *panel_commands()])
        self._window.status_bar.clicked.connect(self.show_diagnostics)

    # what there is

    def _views(self) -> Iterable[Command]:
        keys = self._desk.keys.show_keys
        yield Command(
            "palette", self.tr("명령 찾기"), self.show_palette, "Ctrl+K", words="command palette find"
        )
        yield Command(
            "keys", self.tr("단축키 목록과 변경"), self.show_key_map, "F1", words="keyboard shortcuts help"
        )
        yield Command("welcome", self.tr("시작 안내 다시 보기"), self.show_welcome, words="welcome help")
        yield Command(
            "search", self.tr("종목 검색"), self.search_market, "Ctrl+F", words="find market symbol"
        )
        yield Command(
            "preferences",
            self.tr("설정"),
            self.show_preferences,
            "Ctrl+P",
            words="settings theme",
        )
        yield Command(
            "guards", self.tr("주문 착오방지 설정"), self.show_guards, words="order limits guards fat finger"
        )
        yield Command("api_keys", self.tr("API 키 관리"), keys, "Ctrl+,", words="api key secret")
        yield Command(
            "retry", self.tr("지금 다시 연결"), self._desk.session.retry_now, words="reconnect retry now"
        )
        yield Command(
            "full_screen", self.tr("전체 화면"), self._window.toggle_full_screen, "F11", words="full screen"
        )
        yield Command(
            "picture", self.tr("창을 그림으로 저장"), self.save_picture, words="export png screenshot"
        )
        yield Command(
            "favourite",
            self.tr("지금 종목을 관심 종목에 넣거나 빼기"),
            self.toggle_favourite,
            words="star favourite",
        )
        yield Command("alert", self.tr("알림 추가…"), self.add_alert, "Ctrl+Shift+A", words="add alert price")
        yield Command("quit", self.tr("Hoga 끝내기"), self._window.close, "Ctrl+Q", words="exit close quit")

    def _layouts(self) -> Iterable[Command]:
        yield Command(
            "layout.save", self.tr("레이아웃 저장…"), self.save_layout, "Ctrl+Shift+S", words="save layout"
        )
        yield Command(
            "layout.manage", self.tr("레이아웃 관리…"), self.manage_layouts, "Ctrl+L", words="layouts"
        )
        yield Command(
            "layout.reset", self.tr("처음 레이아웃으로"), self._window.layouts.reset, words="reset layout"
        )
        for number in range(1, LAYOUT_KEYS + 1):
            text = self.tr("레이아웃 {0}번으로 바꾸기").format(number)
            switch = partial(self.switch_layout, number)
            yield Command(f"layout.{number}", text, switch, f"Ctrl+{number}", words="switch layout")

    def _panels(self) -> Iterable[Command]:
        for kind in panels.KINDS.values():
            title = kind.title()
            go = partial(self.go_to, kind.name)
            text, words = self.tr("{0} 패널로").format(title), kind.name.replace("_", " ")
            yield Command(f"go.{kind.name}", text, go, _PANEL_KEYS.get(kind.name, ""), words=f"go to {words}")
            if kind.several:
                more = partial(self.open_another, kind)
                yield Command(
                    f"new.{kind.name}", self.tr("{0} 하나 더").format(title), more, words=f"new {words}"
                )
        yield Command("panel.close", self.tr("이 패널 닫기"), self.close_panel, "Ctrl+W", words="close panel")
        yield Command(
            "panel.tear_off",
            self.tr("이 패널을 새 창으로, 다시 제자리로"),
            self.tear_off,
            words="tear off window",
        )
        for group in GROUPS:
            text = self.tr("이 패널의 연동 그룹: {0}").format(group)
            take = partial(self.take_group, group)
            yield Command(f"group.{group}", text, take, f"Ctrl+Alt+{group}", words="link group colour")
        yield Command(
            "panel.next", self.tr("다음 패널로"), partial(self.step_panel, 1), "Ctrl+F6", words="next panel"
        )
        yield Command(
            "panel.previous",
            self.tr("이전 패널로"),
            partial(self.step_panel, -1),
            "Ctrl+Shift+F6",
            words="previous panel",
        )

    # what it does

    def show_palette(self) -> None:
        """Open the palette; a second time closes it."""
        from widgets.palette import Palette

        if self._palette is None:
            self._palette = Palette(self._window.commands, self._window)
            self._palette.panel_wanted.connect(self.go_to_name)
            self._palette.symbol_wanted.connect(self._on_symbol_wanted)
            self._palette.layout_wanted.connect(self._window.layouts.switch)
            self._palette.command_wanted.connect(self.run)
        if self._palette.isVisible():
            self._palette.close_palette()
            return
        self._window.activateWindow()
        catalog, names = self._desk.session.catalog, tuple(self._window.docks)
        self._palette.open_palette(catalog, names, self._window.layouts.names, self.active())

    def show_key_map(self) -> None:
        """Every command with its key, and the change of it."""
        from widgets.palette import KeyMapDialog

        self._show(KeyMapDialog(self._window.commands, self._window))

    def show_welcome(self) -> None:
        """The few words of the first start."""
        from widgets.welcome import WelcomeCard

        if self._card is None:
            self._card = WelcomeCard(self._window.commands, self._window.mode, self._window)
            self._card.keys_wanted.connect(self._desk.keys.show_keys)
            self._card.key_map_wanted.connect(self.show_key_map)
            self._card.finished.connect(self._on_card_finished)
        self._card.open()

    def show_guards(self) -> None:
        """The settings, open at the limits for orders."""
        self.show_preferences(at_guards=True)

    def show_preferences(self, *, at_guards: bool = False) -> None:
        """The settings, beside the desk; what is changed there counts at once."""
        from widgets.preferences import PreferencesDialog

        window = self._window
        dialog = PreferencesDialog(window.appearance.look, window.guards, self._desk.session.data_dir, window)
        dialog.look_changed.connect(window.appearance.choose)
        dialog.guards_changed.connect(self._desk.guard)
        self._add_pages(dialog)
        if at_guards:
            dialog.tabs.setCurrentWidget(dialog.guards)
        self._show(dialog, beside=True)

    def _add_pages(self, dialog: PreferencesDialog) -> None:
        """The pages about the running session."""
        from widgets.diagnostics.report import report
        from widgets.preferences.alerts_page import AlertsPage
        from widgets.preferences.chart_page import ChartPage
        from widgets.preferences.network_page import NetworkPage
        from widgets.preferences.report_page import ReportPage

        session, window = self._desk.session, self._window
        charts = ChartPage(window.chart_marks, dialog)
        charts.changed.connect(self._mark_charts)
        dialog.add_page(charts, self.tr("차트"), before=dialog.data)
        alerts = AlertsPage(session.alerts, dialog)
        alerts.list_wanted.connect(self.show_alerts)
        dialog.add_page(alerts, self.tr("알림"), before=dialog.data)
        network = NetworkPage(session.rest.endpoints, dialog)
        network.retry_wanted.connect(session.retry_now)
        network.diagnostics_wanted.connect(self.show_diagnostics)
        dialog.add_page(network, self.tr("네트워크"), before=dialog.data)
        text = partial(report, session, window.frame_clock, window.mode.value)
        dialog.add_page(ReportPage(text, dialog), self.tr("진단 보고서"), before=dialog.about)

    def _mark_charts(self, marks: ChartMarks) -> None:
        self._window.chart_marks = marks
        for panel in self._desk.panels.values():
            if isinstance(panel, ChartPanel):
                panel.show_marks(marks)

    def show_alerts(self) -> None:
        """Open the panel of alerts."""
        self.go_to("alerts")

    def save_layout(self) -> None:
        """Ask for a name and keep the desk as it stands under it."""
        from widgets.palette import LayoutsDialog

        self._show(LayoutsDialog(self._window.layouts, self._window, saving=True))

    def manage_layouts(self) -> None:
        """Switch, rename and delete."""
        from widgets.palette import LayoutsDialog

        self._show(LayoutsDialog(self._window.layouts, self._window))

    def switch_layout(self, number: int) -> None:
        """Show the layout that was saved as the first, second …"""
        names = self._window.layouts.names
        if number <= len(names):
            self._window.layouts.switch(names[number - 1])
        else:
            self._window.notices.info(self.tr("저장된 레이아웃 {0}번이 없습니다.").format(number))

    def search_market(self) -> None:
        """Put the keyboard into the market list's search."""
        self.go_to("markets")

    def show_diagnostics(self) -> None:
        """Open the panel about the connection."""
        self.go_to("diagnostics")

    def toggle_favourite(self) -> None:
        """Star the market of the active panel's group, or take its star away."""
        group = self._window.board.group(self.active())
        self._window.favourites.toggle(self._window.links.symbol(group))

    def add_alert(self) -> None:
        """Begin an alert on the market of the active panel's group."""
        from widgets.alerts.panel import AlertsPanel

        symbol = self._window.links.symbol(self._window.board.group(self.active()))
        self.go_to("alerts")
        for panel in self._desk.of_kind(AlertsPanel):
            panel.add(symbol)

    def save_picture(self) -> None:
        """Save the desk as a picture, at a place that the trader chooses."""
        from widgets.pictures import PictureSaver

        if self._pictures is None:
            self._pictures = PictureSaver(self._window)
        self._pictures.ask()

    def go_to(self, kind: str) -> None:
        """The keyboard to the panel of that kind: the active one of them, the first, or a new one."""
        board = self._window.board
        wanted = panels.KINDS[kind]
        names = [name for name in board.docks if panels.kind_of(name) is wanted]
        active = self.active()
        if active in names and len(names) > 1:
            name = names[(names.index(active) + 1) % len(names)]
        else:
            name = names[0] if names else wanted.name
        self.go_to_name(name)

    def go_to_name(self, name: str) -> None:
        """The keyboard to the panel of that name, which is opened if it is not there."""
        board = self._window.board
        board.open(name, board.group(name))
        panel = self._desk.panels.get(name)
        if panel is not None:
            panel.window().activateWindow()
            give_focus(panel)

    def take_keyboard(self) -> None:
        """The keyboard to the panel that had it last, at first the markets; Qt would take the next button."""
        panel = self._desk.panels.get(self.active() or "markets")
        if panel is not None:
            give_focus(panel)

    def open_another(self, kind: panels.PanelKind) -> None:
        """One more panel of that kind, on a colour of its own."""
        board = self._window.board
        name = panels.free_name(kind, board.docks)
        group = board.free_group(kind) if name != kind.name else MAIN
        self._window.links.keep(group)
        board.open(name, group)
        self.go_to_name(name)

    def close_panel(self) -> None:
        """Close the panel that has the keyboard."""
        if self.active():
            self._window.board.close(self.active())

    def tear_off(self) -> None:
        """The active panel into a window of its own, or back."""
        if self.active():
            self._window.board.tear_off(self.active())

    def take_group(self, group: str) -> None:
        """The active panel follows that colour from now on."""
        kind = panels.kind_of(self.active())
        if kind is not None and kind.linked:
            self._window.board.set_group(self.active(), group)

    def step_panel(self, step: int) -> None:
        """The keyboard to the next panel, in the order in which they were opened."""
        names = list(self._window.docks)
        at = names.index(self.active()) if self.active() in names else -step
        self.go_to_name(names[(at + step) % len(names)])

    def active(self) -> str:
        """The name of the panel that has the keyboard, or the last one that had it; "" for none."""
        focus: QWidget | None = QApplication.focusWidget()
        while focus is not None:
            name = self._desk.name_of(focus)
            if name:
                self._last = name
                return name
            focus = focus.parentWidget()
        return self._last if self._last in self._desk.panels else ""

    def panel_for(self, scope: str) -> QWidget | None:
        """The panel that a kind's command is done to: the active one, or the first of them."""
        names = [self.active(), *self._desk.panels]
        kind = panels.KINDS.get(scope)
        return next((self._desk.panels[n] for n in names if n and panels.kind_of(n) is kind), None)

    def run(self, id_: str) -> None:
        """Do a command by its id; a panel's is done to the active one of its kind, or to a new one."""
        scope = self._window.commands.get(id_).scope
        if scope and self.panel_for(scope) is None:
            self.go_to(scope)
        self._window.commands.run(id_, self.panel_for(scope) if scope else None)

    def _on_symbol_wanted(self, symbol: str, name: str) -> None:
        self._window.links.pick(self._window.board.group(name), symbol)

    def _show(self, dialog: Any, *, beside: bool = False) -> None:
        if self._dialog is not None:
            self._dialog.close()
        self._dialog = dialog
        dialog.finished.connect(self._on_dialog_finished)
        if beside:
            dialog.show()  # the desk goes on being used
        else:
            dialog.open()

    def _on_card_finished(self) -> None:
        if self._card is not None:
            self._card.deleteLater()
            self._card = None
            self.take_keyboard()

    def _on_dialog_finished(self) -> None:
        dialog = self.sender()
        if dialog is self._dialog:
            self._dialog = None
        if dialog is not None:
            dialog.deleteLater()


def give_focus(panel: QWidget) -> None:
    """The keyboard to where a panel wants it, or to the first of its controls."""
    panel.setFocus(Qt.FocusReason.ShortcutFocusReason)
    at: QWidget | None = panel
    while not panel.isAncestorOf(QApplication.focusWidget() or panel.window()):
        at = at.nextInFocusChain()
        if at is None or at is panel:
            return
        wants = at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isEnabled() and at.isVisibleTo(panel)
        if wants and panel.isAncestorOf(at):
            at.setFocus(Qt.FocusReason.ShortcutFocusReason)

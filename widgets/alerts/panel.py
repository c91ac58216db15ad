"""The alerts panel: what is waited for, what fired, and the form between them."""

from __future__ import annotations

from decimal import Decimal

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.alerts import Alert, AlertDesk, Rule, TooManyAlerts
from app.market.symbols import Catalog
from app.websocket_v6 import DataType, exact
from widgets.alerts.editor import AlertEditor
from widgets.alerts.habits_row import HabitsRow
from widgets.alerts.model import AlertColumn, AlertsModel, FiredColumn, FiredModel
from widgets.alerts.switch import SwitchDelegate
from widgets.alerts.table import AlertTable
from widgets.feed import Batch, Feed
from widgets.frame_clock import FrameClock
from widgets.panel import Panel

DISTANCES_MS = 1_000
WIDE, NARROW = 520, 400  # from these widths on there is room for every column, for all but the last
_ALERT_WIDTHS: dict[int, int] = {
    AlertColumn.ON: 28,
    AlertColumn.MARKET: 84,
    AlertColumn.DISTANCE: 70,
    AlertColumn.STATE: 78,
    AlertColumn.FIRED: 110,
}
_FIRED_WIDTHS: dict[int, int] = {FiredColumn.TIME: 106, FiredColumn.MARKET: 84, FiredColumn.PRICE: 92}


class AlertsPanel(Panel):
    """Alerts in a list, edited in place, beside what fired.

    Signals:
        failed(str): something could not be done, one sentence
    """

    failed = pyqtSignal(str)

    def __init__(self, frame_clock: FrameClock, desk: AlertDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._symbol = ""
        self._edited: Alert | None = None
        self._feed = Feed("alerts panel", frame_clock, self)
        self._feed.flushed.connect(self._on_batch)
        self._distances = QTimer(self)
        self._distances.setObjectName("alert distances")
        self._make()
        self._lay_out()
        self._connect()
        self._refresh()

    # what the desk tells

    def show_symbol(self, symbol: str) -> None:
        """A new alert begins with the linked market."""
        self._symbol = symbol

    def show_catalog(self, catalog: Catalog) -> None:
        self.editor.show_catalog(catalog)
        self.alerts.show_catalog(catalog)
        self.fired.show_catalog(catalog)

    def close_panel(self) -> None:
        self._distances.stop()
        self._desk.changed.disconnect(self._on_changed)
        self._feed.close()

    # what the trader does

    def add(self, symbol: str = "") -> None:
        """Begin a new alert on that market; none given: on the linked one."""
        self._edited = None
        self.tabs.setCurrentIndex(0)
        self._open_editor()
        self.editor.begin(symbol or self._symbol)

    def edit(self, row: int) -> None:
        """Change the alert of a row."""
        self._edited = self.alerts.alert(row)
        self._open_editor()
        self.editor.edit(self._edited)

    def _open_editor(self) -> None:
        self.editor.show()
        self.habits.hide()  # its room is the list's: the form has taken some of that

    # building

    def _make(self) -> None:
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(self.tr("알림"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.new = QPushButton(self.tr("+ 알림 추가"), self)
        self.clear = QPushButton(self.tr("기록 지우기"), self)
        self.editor = AlertEditor(self)
        self.editor.hide()
        self.alerts, self.fired = AlertsModel(self._desk, self), FiredModel(self._desk, self)
        self.list = AlertTable(self.alerts, _ALERT_WIDTHS, AlertColumn.CONDITION, self)
        self.history = AlertTable(self.fired, _FIRED_WIDTHS, FiredColumn.WHAT, self)
        self.list.setItemDelegateForColumn(AlertColumn.ON, SwitchDelegate(self.list))
        self.list.setAccessibleName(self.tr("알림 목록"))
        self.history.setAccessibleName(self.tr("울린 기록"))
        self.list.say(self.tr("알림이 없습니다.\n가격이나 거래대금이 정한 값에 이르면 알려 드립니다."))
        self.history.say(self.tr("아직 울린 알림이 없습니다."))
        self.habits = HabitsRow(self)
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(4, 2, 8, 2)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.clear)
        head.addWidget(self.new)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.history)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.editor)
        column.addWidget(self._pages, 1)
        column.addWidget(self.habits)

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self._distances.timeout.connect(self.alerts.refresh_distances)
        self.tabs.currentChanged.connect(self._on_tab)
        self.new.clicked.connect(self._on_new)
        self.clear.clicked.connect(self._desk.forget_history)
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self._on_left)
        self.editor.market_changed.connect(self._on_market)
        self.alerts.switched.connect(self._desk.enable)
        self.list.chosen.connect(self.edit)
        self.list.toggled.connect(self._on_toggled)
        self.list.unwanted.connect(self._on_unwanted)
        self.list.new_wanted.connect(self._on_new)
        self.history.chosen.connect(self._on_fired_chosen)
        self.habits.changed.connect(self._desk.live_by)

    # what happens

    def _on_new(self) -> None:
        self.add()

    def _on_changed(self, _: None) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self.alerts.refresh()
        self.fired.refresh()
        self.habits.show_habits(self._desk.habits)
        self.tabs.setTabText(0, self.tr("알림 {0}").format(self.alerts.rowCount()))
        self.tabs.setTabText(1, self.tr("기록 {0}").format(self.fired.rowCount()))
        self._on_tab(self.tabs.currentIndex())

    def _on_tab(self, tab: int) -> None:
        self._pages.setCurrentIndex(tab)
        self.new.setVisible(tab == 0)
        self.clear.setVisible(tab == 1)
        self.clear.setEnabled(self.fired.rowCount() > 0)
        if tab == 1 and not self.editor.isHidden():
            self._on_left()

    def _on_saved(self, symbol: str, rule: Rule, repeats: bool, cool_down: int) -> None:
        edited = self._edited
        try:
            if edited is None or edited.id not in self._desk.state.alerts:
                alert = self._desk.add(symbol, rule, repeats=repeats, cool_down=cool_down)
            else:
                alert = Alert(id=edited.id, symbol=symbol, rule=rule, repeats=repeats, cool_down=cool_down)
                self._desk.put(alert)
        except TooManyAlerts as error:
            self.failed.emit(error.sentence)
            return
        self._on_left()
        row = self.alerts.row_of(alert.id)
        if row is not None:
            self.list.selectRow(row)

    def _on_left(self) -> None:
        self._edited = None
        self.editor.hide()
        self.habits.show()
        self._feed.unwatch(DataType.TICKER)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_market(self, symbol: str) -> None:
        if symbol:
            self._feed.watch(DataType.TICKER, [symbol])
        else:
            self._feed.unwatch(DataType.TICKER)

    def _on_batch(self, batch: Batch) -> None:
        for symbol, ticker in batch.latest(DataType.TICKER).items():
            price: Decimal = exact(ticker.trade_price)
            self.editor.show_price(symbol, price)

    def _on_toggled(self, row: int) -> None:
        alert = self.alerts.alert(row)
        # One that has fired and is done is armed again.
        self._desk.enable(alert.id, not self._desk.state.is_armed(alert.id))

    def _on_unwanted(self, rows: list[int]) -> None:
        for number in [self.alerts.alert(row).id for row in rows]:
            self._desk.remove(number)

    def _on_fired_chosen(self, row: int) -> None:
        self.symbol_picked.emit(self.fired.fired(row).symbol)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        # A condition that can't be read is worth less than what else there is to see.
        self.list.setColumnHidden(AlertColumn.FIRED, self.width() < WIDE)
        self.list.setColumnHidden(AlertColumn.DISTANCE, self.width() < NARROW)

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._distances.start(DISTANCES_MS)

    def hideEvent(self, event: QHideEvent | None) -> None:
        super().hideEvent(event)
        self._distances.stop()

"""The orders panel: open orders live from the broker, ended ones at once and back page by page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PyQt6.QtCore import QTimer
from PyQt6.QtGui import QPalette, QShowEvent
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.errors import HogaError
from app.market.symbols import Catalog
from app.settings import OrderGuards
from app.trading import Broker, OrderRecord
from widgets import theme
from widgets.actions import Actions
from widgets.frame_clock import FrameClock
from widgets.my_orders import rows
from widgets.my_orders.amending import Amending
from widgets.my_orders.cancel_all import CancelAllDialog
from widgets.my_orders.exporting import ExportButton, Exporting
from widgets.my_orders.model import OrdersModel
from widgets.my_orders.remark import Remark
from widgets.my_orders.table import OrdersTable
from widgets.panel import Panel

if TYPE_CHECKING:
    from widgets.my_orders.fills import Fills

OPEN_TAB, DONE_TAB = 0, 1
FIRST_PAGE_MS = 250
_PAGE_TASK = "closed orders"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class MyOrdersPanel(Panel):
    """Two tables, 미체결 and 체결; the broker is the one source of both."""

    def __init__(
        self,
        broker: Broker,
        actions: Actions,
        parent: QWidget | None = None,
        *,
        frame_clock: FrameClock | None = None,
    ) -> None:
        super().__init__(parent)
        self._broker = broker
        self._actions = actions
        self._catalog = Catalog()
        self._symbol = ""
        self._before: int | None = None
        self._pending: set[str] = set()  # of every market, shown here or not
        self._loading = self._complete = self._closed = False
        self._dialog: CancelAllDialog | None = None
        self._first_page = QTimer(self)
        self._first_page.setObjectName("first page of closed orders")
        self._first_page.setSingleShot(True)
        self.open_model = OrdersModel(rows.OPEN, self._name_of, self)
        self.done_model = OrdersModel(rows.DONE, self._name_of, self)
        self.open_table = OrdersTable(self.open_model, actions.is_cancelling, self)
        self.done_table = OrdersTable(self.done_model, actions.is_cancelling, self)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(self.tr("주문 내역"))
        self.open_table.setAccessibleName(self.tr("미체결"))
        self.done_table.setAccessibleName(self.tr("체결"))
        self.only_here = QPushButton(self.tr("이 종목만"), self)
        self.cancel_all = QPushButton(self.tr("전체 취소"), self)
        self.amending = Amending(broker, actions, self, frame_clock)
        self.exporting = Exporting(broker, actions, self, self.done_model.records)
        self.export = ExportButton(self.exporting, self)
        self._fills: Fills | None = None
        self._exported = ""
        self._remark = Remark(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._show_all()

    @property
    def dialog(self) -> CancelAllDialog | None:
        """The question that is open, if one is."""
        return self._dialog

    @property
    def table(self) -> OrdersTable:
        """The table that is in sight."""
        return self.done_table if self.tabs.currentIndex() == DONE_TAB else self.open_table

    @property
    def fills(self) -> Fills:
        """Shows the executions of an order; made when they are first asked for."""
        if self._fills is None:
            from widgets.my_orders.fills import Fills

            self._fills = Fills(self._broker, self._actions, self, self._name_of)
        return self._fills

    def show_fills(self, record: OrderRecord | None = None) -> None:
        """The executions of that order; None: of the one that the keyboard is at."""
        chosen = record or self.table.current()
        if chosen is not None:
            self.fills.open(chosen)

    def guard(self, guards: OrderGuards) -> None:
        """From now on amended orders are judged by these limits."""
        self.amending.guards = guards

    def show_symbol(self, symbol: str) -> None:
        if symbol == self._symbol:
            return
        self._symbol = symbol
        if self.only_here.isChecked():
            self._show_all()

    def show_catalog(self, catalog: Catalog) -> None:
        self._catalog = self.amending.catalog = catalog
        for model in (self.open_model, self.done_model):
            model.rename()

    def show_stale(self, stale: bool) -> None:
        self.amending.show_stale(stale)

    def close_panel(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._first_page.stop()
        if self._dialog is not None:
            self._dialog.reject()
        self.amending.close()
        self.exporting.close()
        if self._fills is not None:
            self._fills.close()
        self._actions.stop(_PAGE_TASK)
        self._broker.orders_changed.disconnect(self._on_orders)
        self._broker.ready_changed.disconnect(self._on_ready)
        self._broker.problem_changed.disconnect(self._on_problem)

    def save_state(self) -> dict[str, object]:
        return {
            "tab": self.tabs.currentIndex(),
            "only_here": self.only_here.isChecked(),
            "open_widths": self.open_table.widths(),
            "done_widths": self.done_table.widths(),
        }

    def restore_state(self, state: Mapping[str, object]) -> None:
        tab = state.get("tab")
        if isinstance(tab, int) and tab in (OPEN_TAB, DONE_TAB):
            self.tabs.setCurrentIndex(tab)
        self.only_here.setChecked(state.get("only_here") is True)
        self.open_table.set_widths(state.get("open_widths"))
        self.done_table.set_widths(state.get("done_widths"))

    def _lay_out(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for text in (self.tr("미체결"), self.tr("체결")):
            self.tabs.addTab(text)
        self.only_here.setCheckable(True)
        for button in (self.export, self.only_here, self.cancel_all):
            button.setFixedHeight(theme.ROW_HEIGHT)
        bar = QHBoxLayout()
        bar.setContentsMargins(4, 0, 6, 0)
        bar.setSpacing(6)
        bar.addWidget(self.tabs)
        bar.addWidget(self._remark, 1)
        bar.addWidget(self.export)
        bar.addWidget(self.only_here)
        bar.addWidget(self.cancel_all)
        self.export.hide()
        self._stack.addWidget(self.open_table)
        self._stack.addWidget(self.done_table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.only_here.toggled.connect(self._on_filter)
        self.cancel_all.clicked.connect(self._on_cancel_all)
        for table in (self.open_table, self.done_table):
            table.picked.connect(self.symbol_picked)
            table.fills_wanted.connect(self.show_fills)
        self.open_table.cancel_wanted.connect(self._on_cancel)
        self.open_table.amend_wanted.connect(self.amending.open)
        self.exporting.said.connect(self._on_exported)
        self.done_table.end_reached.connect(self._load_page)
        self._first_page.timeout.connect(self._load_first_page)
        self._actions.failed.connect(self._on_failed)
        self._actions.cancelled.connect(self._on_cancelled)
        self._broker.orders_changed.connect(self._on_orders)
        self._broker.ready_changed.connect(self._on_ready)
        self._broker.problem_changed.connect(self._on_problem)

    # orders

    def _show_all(self) -> None:
        self._actions.stop(_PAGE_TASK)
        self._before, self._loading, self._complete = None, False, False
        self._pending.clear()
        self.open_model.clear()
        self.done_model.clear()
        self._apply(self._broker.orders.values())
        # A trader who steps through symbols asks for the last one's history only.
        self._first_page.start(FIRST_PAGE_MS)

    def _on_orders(self, keys: frozenset[str]) -> None:
        orders = self._broker.orders
        self._apply([orders[key] for key in keys if key in orders])
        gone = {key for key in keys if key not in orders}
        if gone:
            self._pending.difference_update(gone)
            self.open_model.remove(gone)
            self._count()

    def _apply(self, records: Iterable[OrderRecord]) -> None:
        pending, ended = [], []
        for record in records:
            here = self._is_shown(record)
            if record.state.is_final:
                self._pending.discard(record.key)
                ended += [record] if here else []
            else:
                self._pending.add(record.key)
                pending += [record] if here else []
        self.open_model.remove({record.key for record in ended})
        self.open_model.put(pending)
        self.done_model.put(ended)
        self._count()

    def _is_shown(self, record: OrderRecord) -> bool:
        return not self.only_here.isChecked() or record.market == self._symbol

    def _name_of(self, market: str) -> str:
        known = self._catalog.get(market)
        return "" if known is None else known.name

    def _count(self) -> None:
        count = self.open_model.rowCount()
        word = self.tr("미체결")
        text = f"{word} {count}" if count else word
        if text != self.tabs.tabText(OPEN_TAB):
            self.tabs.setTabText(OPEN_TAB, text)
        self.cancel_all.setEnabled(bool(self._pending))
        self._remind()

    def _remind(self, trouble: str = "") -> None:
        ready, lost = self._broker.ready, len(self._broker.in_flight)
        problem = self._broker.problem if not ready else None
        waiting = self.tr("주문 정보를 기다리는 중…")
        # Nobody waits for what a missing key or an exchange out of reach keeps from coming.
        nothing = problem.sentence if problem is not None else ""
        self.open_table.say(self.tr("미체결 주문이 없습니다") if ready else nothing or waiting)
        self.open_table.show_old(not ready)
        reading = self._loading or not (ready or self._complete)
        self.done_table.say(
            (nothing or self.tr("불러오는 중…")) if reading else self.tr("끝난 주문이 없습니다")
        )
        done = self.tabs.currentIndex() == DONE_TAB
        texts = [
            trouble,
            nothing,
            self.tr("지난 실행에서 보낸 주문 {count}건을 확인하는 중").format(count=lost) if lost else "",
            "" if ready else waiting,
            self._polling_remark(),
            self._exported if done else "",
            self._page_remark() if done else "",
        ]
        remark = next(filter(None, texts), "")
        if not ready and not done and self.open_model.rowCount():
            remark = self.tr("{reason} · 마지막으로 확인한 주문").format(reason=remark)
        self._remark.say(remark)

    def _polling_remark(self) -> str:
        if not self._broker.polling:
            return ""
        text = self.tr("실시간 연결 없음 · REST로 {seconds}초마다 확인 중")
        return text.format(seconds=f"{self._broker.poll_seconds:g}")

    def _page_remark(self) -> str:
        if self._loading:
            return self.tr("불러오는 중…")
        if self._before is not None and not self._complete:
            return self.tr("아래로 스크롤하면 이전 주문을 불러옵니다")
        return ""

    # what the trader does

    def _on_tab(self, tab: int) -> None:
        self._stack.setCurrentIndex(tab)
        self.export.setVisible(tab == DONE_TAB)
        self._load_first_page()
        self._remind()

    def _on_filter(self, _checked: bool) -> None:
        self._show_all()

    def _on_cancel(self, keys: list[str]) -> None:
        for key in keys:
            self._actions.cancel(key)
            self.open_model.touch(key)

    def _on_cancel_all(self) -> None:
        if self._dialog is not None or not self._pending:
            return
        pending = [record for key, record in self._broker.orders.items() if key in self._pending]
        here = sum(record.market == self._symbol for record in pending)
        dialog = CancelAllDialog(self._symbol, here, len(pending), self)
        dialog.chosen.connect(self._actions.cancel_all)
        dialog.finished.connect(self._on_dialog_finished)
        self._dialog = dialog
        dialog.open()

    def _on_dialog_finished(self, _result: int) -> None:
        self._dialog = None

    def _on_exported(self, text: str) -> None:
        self._exported = text
        self._remind()

    def _on_cancelled(self, key: str) -> None:
        self.open_model.touch(key)

    def _on_failed(self, _sentence: str) -> None:
        # A cancel that failed gives its button back.
        self.open_table.viewport().update()

    # older pages

    def _load_first_page(self) -> None:
        if self._before is None:
            self._load_page()

    def _load_page(self) -> None:
        wanted = self.tabs.currentIndex() == DONE_TAB and self.isVisible()
        if self._closed or self._loading or self._complete or not wanted or not self._broker.ready:
            return
        market = self._symbol if self.only_here.isChecked() else None
        self._loading = True
        self._remind()
        self._actions.run(
            _PAGE_TASK, self._broker.closed(market, _time(self._before)), self._on_page, self._on_page_failed
        )

    def _on_page(self, page: list[OrderRecord]) -> None:
        self._loading = False
        self._complete = not page
        if page:
            self._before = min(record.created_at for record in page)
        # What the broker knows of an order of this session is never older than the page.
        known = self._broker.orders
        self._apply([record for record in page if record.key not in known])
        self._remind()

    def _on_page_failed(self, sentence: str) -> None:
        self._loading = False
        self._remind(sentence)

    def _on_ready(self, _ready: bool) -> None:
        self._load_first_page()
        self._count()

    def _on_problem(self, _problem: HogaError | None) -> None:
        self._remind()

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._load_first_page()


def _time(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else _EPOCH + timedelta(milliseconds=milliseconds)

"""The executions of one order in a window of their own, fetched where a list does not carry them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PyQt6.QtCore import QCoreApplication, QObject, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import exact
from app.trading import Broker, OrderRecord
from widgets import format as fmt
from widgets import theme
from widgets.actions import Actions
from widgets.my_orders import rows
from widgets.plain import plain_label

translate = QCoreApplication.translate

SIZE = (600, 320)
_TASK = "fills of an order"


def titles() -> tuple[str, ...]:
    """The heads of the columns."""
    return (
        rows.title(rows.Column.TIME),
        translate("MyOrders", "체결가"),
        rows.title(rows.Column.FILLED),
        rows.title(rows.Column.FUNDS),
        rows.title(rows.Column.FEE),
        translate("MyOrders", "메이커/테이커"),
    )


def lines_of(record: OrderRecord) -> list[tuple[str, ...]]:
    """A line for each execution, newest first; what the exchange has not told is a dash."""
    quote = record.market.partition("-")[0]
    roles = {True: translate("MyOrders", "메이커"), False: translate("MyOrders", "테이커"), None: fmt.NOTHING}
    return [
        (
            fmt.date_time_kst(fill.time_ms),
            fmt.exact(fill.price),
            fmt.exact(fill.volume),
            rows.quoted(fill.funds, quote),
            fmt.NOTHING if fill.fee is None else rows.quoted(fill.fee, quote),
            roles[fill.is_maker],
        )
        for fill in reversed(record.trades)
    ]


def summary(record: OrderRecord) -> str:
    """The order as a whole: what was executed, at which average, for how much and at which fee."""
    quote, _, base = record.market.partition("-")
    text = translate(
        "MyOrders", "체결 {volume} {base} · 평균 {average} · 금액 {funds} {quote} · 수수료 {fee} {quote}"
    )
    return text.format(
        volume=fmt.exact(record.executed_volume),
        average=fmt.average(record.average_price),
        funds=rows.quoted(record.executed_funds, quote),
        fee=rows.quoted(record.paid_fee, quote),
        base=base,
        quote=quote,
    )


def missing(record: OrderRecord) -> Decimal:
    """The executed volume that no known execution accounts for."""
    return record.executed_volume - exact.total(fill.volume for fill in record.trades)


class FillsDialog(QDialog):
    """Shown with `open()`; follows the order while it is open."""

    def __init__(self, record: OrderRecord, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("체결 내역"))
        self.resize(*SIZE)
        text = self.tr("{market} {side}").format(market=name, side=rows.side(record.side))
        self._title = plain_label(text, self)
        self.summary = plain_label("", self)
        self.remark = plain_label("", self)
        self.tree = QTreeWidget(self)
        self.leave = QPushButton(self.tr("닫기 (Esc)"), self)
        self.leave.clicked.connect(self.reject)
        self._lay_out(record.side)
        self.show_record(record)

    def show_record(self, record: OrderRecord) -> None:
        """The order as it is known now."""
        self.summary.setText(summary(record))
        self.tree.clear()
        for line in lines_of(record):
            item = QTreeWidgetItem(self.tree, list(line))
            for column in range(1, len(line) - 1):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                item.setFont(column, theme.number_font())
        self._spread()

    def say(self, text: str) -> None:
        """How the fetching stands."""
        self.remark.setText(text)

    def _spread(self) -> None:
        """Every column as wide as its longest text, and its part of the room that is left."""
        self.layout().activate()  # else the table is still as wide as it was
        columns = range(self.tree.columnCount())
        for column in columns:
            self.tree.resizeColumnToContents(column)
        left = self.tree.viewport().width() - sum(self.tree.columnWidth(column) for column in columns)
        for column in columns:
            self.tree.setColumnWidth(column, self.tree.columnWidth(column) + max(0, left // len(columns)))

    def _lay_out(self, side: str) -> None:
        colours = theme.palette()
        self._title.setFont(theme.text_font(theme.LARGE, bold=True))
        self._title.setStyleSheet(f"color: {(colours.rise if side == 'bid' else colours.fall).name()};")
        self.summary.setWordWrap(True)
        self.remark.setStyleSheet(f"color: {colours.muted.name()};")
        self.tree.setAccessibleName(self.tr("체결 내역"))
        self.tree.setHeaderLabels(titles())
        item = f"padding: 0 3px; height: {theme.ROW_HEIGHT}px;"
        self.tree.setStyleSheet(f"QTreeWidget {{ outline: 0; }} QTreeWidget::item {{ {item} }}")
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        for column in range(1, self.tree.columnCount() - 1):
            head = self.tree.headerItem()
            head.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.tree.header().setStretchLastSection(False)
        row = QHBoxLayout()
        row.addWidget(self.remark, 1)
        row.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        for widget in (self._title, self.summary, self.tree):
            layout.addWidget(widget)
        layout.addLayout(row)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._spread()


class Fills(QObject):
    """Owns the window; one order at a time."""

    def __init__(
        self, broker: Broker, actions: Actions, panel: QWidget, name_of: Callable[[str], str]
    ) -> None:
        super().__init__(panel)
        self.dialog: FillsDialog | None = None
        self._broker = broker
        self._actions = actions
        self._panel = panel
        self._name_of = name_of
        self._record: OrderRecord | None = None
        broker.orders_changed.connect(self._on_orders)

    def open(self, record: OrderRecord) -> None:
        """Show that order's executions; nothing for an order without any."""
        if self.dialog is not None or not record.executed_volume:
            return
        name = f"{self._name_of(record.market)} {record.market}".strip()
        self._record = record
        self.dialog = FillsDialog(record, name, self._panel)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()
        self._fetch(record)

    def close(self) -> None:
        """Show nothing any more and hear nothing."""
        if self.dialog is not None:
            self.dialog.reject()
        self._broker.orders_changed.disconnect(self._on_orders)

    def _fetch(self, record: OrderRecord) -> None:
        if self.dialog is not None and missing(record):
            self.dialog.say(self.tr("체결 내역을 받는 중…"))
            self._actions.run(_TASK, self._broker.with_fills(record), self._on_fills, self._on_failed)

    def _on_fills(self, record: OrderRecord) -> None:
        if self.dialog is not None:
            self.dialog.show_record(record)
            lost = missing(record)
            text = self.tr("거래소가 {volume}의 체결 내역을 알려 주지 않았습니다.")
            self.dialog.say(text.format(volume=fmt.exact(lost)) if lost else "")

    def _on_failed(self, sentence: str) -> None:
        if self.dialog is not None:
            self.dialog.say(sentence)

    def _on_orders(self, keys: frozenset[str]) -> None:
        known = self._record
        record = self._broker.orders.get(known.key) if known is not None and known.key in keys else None
        if self.dialog is not None and record is not None:
            self._record = record
            self.dialog.show_record(record)
            self._fetch(record)

    def _on_finished(self, _result: int) -> None:
        self._actions.stop(_TASK)
        self.dialog = self._record = None

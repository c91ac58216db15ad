"""Saves ended orders or their fills as CSV: asks where, fetches what is missing, writes the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PyQt6.QtCore import QDate, QObject, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from app.trading import Broker, OrderRecord, Sheet, csv_of, write
from widgets.actions import Actions

_TASK = "export"


class Exporting(QObject):
    """One export at a time; it can be stopped while fills are fetched.

    Signals:
        said(str): how far it is, or how it ended; "" when there is nothing to say
        busy_changed(bool): whether one is under way
    """

    said = pyqtSignal(str)
    busy_changed = pyqtSignal(bool)

    def __init__(
        self, broker: Broker, actions: Actions, panel: QWidget, records: Callable[[], Sequence[OrderRecord]]
    ) -> None:
        super().__init__(panel)
        self.dialog: QFileDialog | None = None
        self.busy = False
        self._broker = broker
        self._actions = actions
        self._panel = panel
        self._records = records
        self._sheet = Sheet.ORDERS

    def ask(self, sheet: Sheet) -> None:
        """Ask where to save; never blocks."""
        if self.dialog is not None or self.busy:
            return
        self._sheet = sheet
        dialog = QFileDialog(self._panel, self.tr("CSV로 저장"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("CSV 파일 (*.csv)"))
        dialog.setDefaultSuffix("csv")
        today = QDate.currentDate().toString("yyyyMMdd")
        dialog.selectFile(f"hoga-{sheet}-{today}.csv")
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()

    def save(self, file: str) -> None:
        """Write the orders that are listed now, or their fills, into that file."""
        records = tuple(self._records())
        self._set_busy(True)
        self._actions.run(
            _TASK, self._export(self._sheet, records, Path(file)), self._on_done, self._on_failed
        )

    def stop(self) -> None:
        """Give up an export that is under way; no file is written."""
        if self.busy:
            self._actions.stop(_TASK)
            self._set_busy(False)
            self.said.emit("")

    def close(self) -> None:
        """Ask nothing any more."""
        self.stop()
        if self.dialog is not None:
            self.dialog.reject()

    async def _export(self, sheet: Sheet, records: Sequence[OrderRecord], file: Path) -> str:
        if sheet is Sheet.FILLS:
            records = await self._with_fills(records)
        content, count = csv_of(sheet, records)
        await write(file, content)
        return self.tr("{name}에 {count}건을 저장했습니다").format(name=file.name, count=count)

    async def _with_fills(self, records: Sequence[OrderRecord]) -> Sequence[OrderRecord]:
        whole = []
        for number, record in enumerate(records, start=1):
            text = self.tr("체결 내역을 받는 중 {done}/{all}")
            self.said.emit(text.format(done=number, all=len(records)))
            whole.append(await self._broker.with_fills(record))
        return whole

    def _set_busy(self, busy: bool) -> None:
        if busy is not self.busy:
            self.busy = busy
            self.busy_changed.emit(busy)

    def _on_done(self, text: str) -> None:
        self._set_busy(False)
        self.said.emit(text)

    def _on_failed(self, sentence: str) -> None:
        self._set_busy(False)
        self.said.emit(sentence)

    def _on_finished(self, _result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()


class ExportButton(QPushButton):
    """Offers the two files; while one is being made it is the button that stops that."""

    def __init__(self, exporting: Exporting, parent: QWidget) -> None:
        super().__init__(parent)
        self._exporting = exporting
        self._sheets = QMenu(self)
        for sheet, text in ((Sheet.ORDERS, self.tr("주문 CSV…")), (Sheet.FILLS, self.tr("체결 CSV…"))):
            self._sheets.addAction(text).setData(sheet)
        self._sheets.triggered.connect(self._on_chosen)
        self.clicked.connect(self._on_clicked)
        exporting.busy_changed.connect(self._on_busy)
        self._on_busy(False)

    def _on_busy(self, busy: bool) -> None:
        self.setText(self.tr("내보내기 중단") if busy else self.tr("내보내기"))
        self.setMenu(None if busy else self._sheets)

    def _on_chosen(self, action: QAction) -> None:
        self._exporting.ask(action.data())

    def _on_clicked(self) -> None:
        self._exporting.stop()

"""The page about charts: what of the trader's own all of them show, and the countdown."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.look import ChartMarks
from widgets.plain import plain_label


class ChartPage(QWidget):
    """Tells every change at once; it counts for all charts, those opened later too.

    Signals:
        changed(ChartMarks): what charts show now
    """

    changed = pyqtSignal(object)

    def __init__(self, marks: ChartMarks, parent: QWidget) -> None:
        super().__init__(parent)
        self.orders = self._box(self.tr("내 미체결 주문 (선을 끌어 정정)"), marks.orders)
        self.average = self._box(self.tr("평균 단가와 수익률"), marks.average)
        self.fills = self._box(self.tr("내 체결"), marks.fills)
        self.countdown = self._box(self.tr("봉 마감까지 남은 시간"), marks.countdown)
        hint = plain_label(
            self.tr(
                "모든 차트에 바로 적용됩니다. 봉 간격, 보조 지표, 로그 눈금은 차트마다 그 위의 버튼으로 "
                "정하며, 차트를 그림으로 저장하면 내 주문과 체결, 평균 단가는 언제나 빠집니다."
            ),
            self,
        )
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(plain_label(self.tr("차트에 표시할 것"), self))
        for box in (self.orders, self.average, self.fills, self.countdown):
            column.addWidget(box)
        column.addWidget(hint)
        column.addStretch(1)

    def _box(self, text: str, checked: bool) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setChecked(checked)
        box.toggled.connect(self._on_toggled)
        return box

    def _on_toggled(self, _on: bool) -> None:
        self.changed.emit(
            ChartMarks(
                orders=self.orders.isChecked(),
                average=self.average.isChecked(),
                fills=self.fills.isChecked(),
                countdown=self.countdown.isChecked(),
            )
        )

"""The page about the network: the only addresses that Hoga talks to, and what can be done about them."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.endpoints import Endpoints
from widgets.plain import plain_label


class NetworkPage(QWidget):
    """For whoever has to let Hoga through a firewall, or wonders where the orders go.

    Signals:
        retry_wanted(): connect anew now
        diagnostics_wanted(): the trader wants to see how the connections are
    """

    retry_wanted = pyqtSignal()
    diagnostics_wanted = pyqtSignal()

    def __init__(self, endpoints: Endpoints, parent: QWidget) -> None:
        super().__init__(parent)
        self.retry = QPushButton(self.tr("지금 다시 연결"), self)
        self.diagnostics = QPushButton(self.tr("연결 진단 열기"), self)
        self.retry.clicked.connect(self.retry_wanted)
        self.diagnostics.clicked.connect(self.diagnostics_wanted)
        hint = plain_label(
            self.tr(
                "Hoga는 여기 있는 주소에만 연결합니다. 연결이 끊기면 자동으로 다시 연결하고, "
                "요청은 거래소가 정한 한도 안에서만 보냅니다."
            ),
            self,
        )
        hint.setWordWrap(True)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        for title, address in self._addresses(endpoints):
            form.addRow(title, self._address(address))
        row = QHBoxLayout()
        for button in (self.retry, self.diagnostics):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(hint)
        column.addLayout(form)
        column.addLayout(row)
        column.addStretch(1)

    def _addresses(self, endpoints: Endpoints) -> list[tuple[str, str]]:
        return [
            (self.tr("주문과 조회 (REST)"), endpoints.rest),
            (self.tr("시세 (WebSocket)"), endpoints.public),
            (self.tr("내 주문과 자산 (WebSocket)"), endpoints.private),
        ]

    def _address(self, text: str) -> QLabel:
        label = plain_label(text, self)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

"""The strip above the panels that says what is wrong with the connection, and offers to try now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.clock import monotonic
from app.endpoints import Mode
from widgets import theme
from widgets.format import ago, seconds
from widgets.status.reasons import sentence_of

if TYPE_CHECKING:
    from app.websocket_v6 import ConnectionStatus

COUNTDOWN_MS = 500
UNREACHABLE = 2  # attempts: one has failed by then


class ConnectionStrip(QWidget):
    """Hidden while all is well.

    Signals:
        retry_wanted(): the trader does not want to wait for the next attempt
        demo_wanted(): the trader goes to the demo exchange instead
    """

    retry_wanted = pyqtSignal()
    demo_wanted = pyqtSignal()

    def __init__(self, mode: Mode, parent: QWidget) -> None:
        super().__init__(parent)
        self._mode = mode
        self._status: ConnectionStatus | None = None
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setMinimumWidth(1)  # a small window is no larger for what is said in it
        self._retry = QPushButton(self.tr("지금 재시도"), self)
        self._retry.clicked.connect(self.retry_wanted)
        self._demo = QPushButton(self.tr("데모 거래소로"), self)
        self._demo.setToolTip(
            self.tr(
                "Hoga를 끝내고 데모 거래소로 다시 엽니다. 실제 돈은 쓰지 않습니다.\n"
                "업비트에 낸 주문은 그대로 남고, 배치와 설정도 그대로입니다.\n"
                "업비트로 돌아오려면 LIVE 모드로 다시 시작하세요. 주문을 보내는 동안에는 옮기지 않습니다."
            )
        )
        self._demo.clicked.connect(self.demo_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 3)
        row.addWidget(self._text, 1)
        row.addWidget(self._retry)
        row.addWidget(self._demo)
        self._timer = QTimer(self)
        self._timer.setObjectName("connection strip")
        self._timer.timeout.connect(self._refresh)
        colour = theme.palette().warn.name()
        self.setStyleSheet(f"QLabel {{ color: {colour}; font-weight: bold; }}")
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, empty while all is well."""
        return self._text.text() if self.isVisibleTo(self.parentWidget()) else ""

    def show_status(self, status: ConnectionStatus) -> None:
        """The public side's state changed."""
        self._status = status
        if self._trouble():
            self._timer.start(COUNTDOWN_MS)
            self._refresh()
        else:
            self._timer.stop()
        self.setVisible(self._trouble())

    def _trouble(self) -> bool:
        status = self._status
        return status is not None and (status.stale or status.state == "reconnecting" or status.attempt > 0)

    def _refresh(self) -> None:
        status = self._status
        if status is None:
            return
        unreachable = status.attempt >= UNREACHABLE
        parts = [self.tr("거래소에 닿지 못합니다")] if unreachable else []
        if status.data_at is None:
            parts.append(self.tr("시세를 아직 받지 못했습니다"))
        else:
            age = monotonic() - status.data_at
            parts.append(self.tr("시세가 멈췄습니다 · {0} 자료").format(ago(age)))
        if status.attempt:
            parts.append(self.tr("재연결 {0}번째").format(status.attempt))
        if status.retry_at is not None:
            left = max(0.0, status.retry_at - monotonic())
            parts.append(self.tr("{0}초 뒤 다시 시도").format(seconds(left)))
        # A short break is no reason to leave; nobody leaves the demo exchange for itself.
        self._demo.setVisible(self._mode is Mode.LIVE and unreachable)
        self._text.setToolTip(sentence_of(status.reason))
        self._text.setText("  ·  ".join(parts))

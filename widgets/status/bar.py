"""The status bar: the mode as a word, both connections, lag, traffic and the road to the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from app.clock import monotonic
from app.endpoints import Mode
from widgets import theme
from widgets.format import milliseconds, size
from widgets.frame_clock import FrameClock

if TYPE_CHECKING:  # the sockets' library is loaded after the first paint
    from app.upbit import UpbitRest
    from app.websocket_v6 import ConnectionStatus, GlobalWebSocketManager

HEIGHT = 26
REFRESH_MS = 500
FAR_MS = 2_000  # a clock that is further off is worth a look: dates and candles are counted by it


def mode_colour(mode: Mode) -> QColor:
    """The colour that says whose money it is."""
    return theme.palette().error if mode is Mode.LIVE else theme.palette().good


def _share_used(budget: tuple[int, int]) -> float:
    used, capacity = budget
    return used / max(1, capacity)


class StatusBar(QWidget):
    """Reads the manager twice a second; knows nothing by itself and invents nothing.

    Signals:
        clicked(): the trader wants to know more
    """

    clicked = pyqtSignal()

    def __init__(self, mode: Mode, frame_clock: FrameClock, parent: QWidget) -> None:
        super().__init__(parent)
        self._mode = mode
        self._frame_clock = frame_clock
        self._manager: GlobalWebSocketManager | None = None
        self._rest: UpbitRest | None = None
        self._fields: list[tuple[str, QColor]] = []
        self.setFixedHeight(HEIGHT)
        self.setFont(theme.number_font(theme.SMALL))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("상태 표시줄"))
        self.setToolTip(self.tr("누르면 연결 진단을 엽니다"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setObjectName("status bar")
        self._timer.timeout.connect(self.refresh)
        self._timer.start(REFRESH_MS)
        self.refresh()

    @property
    def texts(self) -> list[str]:
        """What stands in the bar now, from left to right."""
        return [text for text, _ in self._fields]

    def add(self, widget: QWidget) -> None:
        """Put something at the right end."""
        self._row.addWidget(widget)

    def show_manager(self, manager: GlobalWebSocketManager | None, rest: UpbitRest | None = None) -> None:
        """Report on these from now on."""
        self._manager, self._rest = manager, rest
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew and repaint what changed."""
        fields = self._read()
        if fields != self._fields:
            self._fields = fields
            self.update()

    def _read(self) -> list[tuple[str, QColor]]:
        colours = theme.palette()
        if self._manager is None:
            return [(self.tr("거래소 준비 중…"), colours.muted)]
        traffic = self._manager.traffic()
        return [
            self._connection(self.tr("시세"), self._manager.status("public")),
            self._connection(self.tr("주문"), self._manager.status("private")),
            (self.tr("지연 {0}").format(milliseconds(traffic.latency_ms)), colours.muted),
            (self.tr("수신 {0}/s").format(size(traffic.messages_per_second, 0)), colours.muted),
            (self.tr("화면 {0}").format(milliseconds(self._frame_clock.latency_ms)), colours.muted),
            (self.tr("느린 프레임 {0}").format(self._frame_clock.slow_frames), colours.muted),
            *self._of_rest(),
        ]

    def _of_rest(self) -> list[tuple[str, QColor]]:
        """The group with the least left of its requests, and how far the exchange's clock is off."""
        colours = theme.palette()
        if self._rest is None:
            return []
        fields, now = [], monotonic()
        budgets = self._rest.limits.budgets(now).values()
        if budgets:
            used, capacity = max(budgets, key=_share_used)
            left = max(0, capacity - used)
            colour = colours.muted if left else colours.warn
            fields.append((self.tr("요청 {0}/{1} 남음").format(left, capacity), colour))
        skew = self._rest.skew_ms
        if skew is not None:
            # It is known to about a second: the exchange's answers tell no finer time.
            far = abs(skew) > FAR_MS
            text = self.tr("시계 차 {0}초").format(f"{skew / 1000:+.0f}") if far else self.tr("시계 맞음")
            fields.append((text, colours.warn if far else colours.muted))
        return fields

    def _connection(self, name: str, status: ConnectionStatus) -> tuple[str, QColor]:
        colours = theme.palette()
        words = {
            "subscribed": (self.tr("실시간"), colours.good),
            "connected": (self.tr("연결됨"), colours.good),
            "connecting": (self.tr("연결 중"), colours.warn),
            "reconnecting": (self.tr("재연결 중"), colours.warn),
            "disconnected": (self.tr("연결 안 함"), colours.muted),
            "auth_failed": (self.tr("인증 실패"), colours.error),
            "closed": (self.tr("닫힘"), colours.muted),
        }
        word, colour = words[status.state]
        if status.stale and colour is colours.good:
            word, colour = self.tr("데이터 멈춤"), colours.warn
        return f"● {name} {word}", colour

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        colours = theme.palette()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.header)
        left = self._paint_badge(painter)
        metrics = QFontMetricsF(self.font())
        painter.setFont(self.font())
        baseline = (self.height() + metrics.ascent() - metrics.descent()) / 2
        for text, colour in self._fields:
            painter.setPen(colour)
            painter.drawText(QPointF(left, baseline), text)
            # Widths in steps, so that a changing figure does not push its neighbours about.
            left += -(-metrics.horizontalAdvance(text) // 12) * 12 + 18
        painter.end()

    def _paint_badge(self, painter: QPainter) -> float:
        colours = theme.palette()
        word = self._mode.value.upper()
        font = theme.text_font(theme.SMALL, bold=True)
        width = QFontMetricsF(font).horizontalAdvance(word) + 16
        box = QRectF(8, 4, width, self.height() - 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mode_colour(self._mode))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(font)
        painter.setPen(colours.window)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        return box.right() + 14

"""The first start's card: what Hoga is, whose money this is, three steps and the keys to know."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.endpoints import Mode
from widgets import theme
from widgets.commands import Commands

WIDTH = 560
SHOWN_KEYS = ("palette", "search", "go.order_entry", "go.my_orders", "layout.save", "keys")


class WelcomeCard(QFrame):
    """Lies over the desk, which goes on living below it; Esc or a button takes it away.

    Signals:
        finished(): it has gone
        keys_wanted(): the trader wants to enter API keys
        key_map_wanted(): the trader wants to see all keys
    """

    finished = pyqtSignal()
    keys_wanted = pyqtSignal()
    key_map_wanted = pyqtSignal()

    def __init__(self, commands: Commands, mode: Mode, window: QWidget) -> None:
        super().__init__(window)
        self._commands = commands
        self.setAccessibleName(self.tr("시작 안내"))
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(10)
        column.addWidget(self._text(self.tr("Hoga에 오신 것을 환영합니다"), theme.HUGE, bold=True))
        column.addWidget(self._text(self._about(mode)))
        for number, step in enumerate(self._steps(), 1):
            column.addWidget(self._text(f"{number}.  {step}"))
        column.addLayout(self._keys())
        column.addLayout(self._buttons(mode))
        window.installEventFilter(self)

    def open(self) -> None:
        """Show it in the middle, with the keyboard on the button that begins."""
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self.start.setFocus()

    def dismiss(self) -> None:
        """Go; idempotent."""
        if self.isVisible():
            self.hide()
            self.finished.emit()

    def _about(self, mode: Mode) -> str:
        if mode is Mode.DEMO:
            return self.tr(
                "지금은 DEMO입니다. 이 컴퓨터 안의 거래소가 만든 시세와 연습 자금이며, "
                "실제 돈은 움직이지 않습니다. 화면 테두리와 왼쪽 아래 표시가 언제나 모드를 알려 줍니다."
            )
        return self.tr(
            "화면 테두리와 왼쪽 아래 표시가 지금의 모드를 알려 줍니다. LIVE에서는 실제 돈이 움직입니다."
        )

    def _steps(self) -> tuple[str, str, str]:
        return (
            self.tr("왼쪽 목록에서 종목을 고르세요. 이름, 초성(ㅂㅌㅋㅇ), 영어로 찾을 수 있습니다."),
            self.tr("호가의 가격을 누르면 주문서에 그대로 들어갑니다. 수량을 정하고 Enter로 확인하세요."),
            self.tr("주문은 아래 미체결에서 고치고 취소합니다. 패널은 탭을 끌어 옮기거나 새 창으로 뗍니다."),
        )

    def _keys(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 6, 0, 6)
        grid.setHorizontalSpacing(14)
        for place, id_ in enumerate(SHOWN_KEYS):
            key = self._text(self._commands.shown_key(id_), bold=True)
            key.setStyleSheet(f"color: {theme.palette().accent.name()};")
            row, side = divmod(place, 2)
            grid.addWidget(key, row, 2 * side)
            grid.addWidget(self._text(self._commands.get(id_).text), row, 2 * side + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _buttons(self, mode: Mode) -> QHBoxLayout:
        begin = self.tr("데모로 시작") if mode is Mode.DEMO else self.tr("시작")
        self.start = QPushButton(begin, self)
        self.api_keys = QPushButton(self.tr("API 키 등록…"), self)
        self.key_map = QPushButton(self.tr("모든 단축키"), self)
        self.start.clicked.connect(self.dismiss)
        self.api_keys.clicked.connect(self._on_api_keys)
        self.key_map.clicked.connect(self._on_key_map)
        row = QHBoxLayout()
        row.addWidget(self.key_map)
        row.addStretch(1)
        row.addWidget(self.api_keys)
        row.addWidget(self.start)
        return row

    def _text(self, text: str, pixels: int = theme.NORMAL, *, bold: bool = False) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFont(theme.text_font(pixels, bold=bold))
        return label

    def _place(self) -> None:
        window = self.parentWidget()
        self.move((window.width() - self.width()) // 2, max(40, (window.height() - self.height()) // 2))

    def _on_api_keys(self) -> None:
        self.dismiss()
        self.keys_wanted.emit()

    def _on_key_map(self) -> None:
        self.dismiss()
        self.key_map_wanted.emit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            (focus if isinstance(focus, QPushButton) else self.start).click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        colours = theme.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colours.accent)
        painter.setBrush(colours.panel)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        painter.end()

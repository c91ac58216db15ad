"""Short messages over the desk that come and go by themselves."""

from __future__ import annotations

from collections import deque
from enum import Enum

from PyQt6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PyQt6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from widgets import theme

SHOWN_MS = 6_000
AT_ONCE = 4
WIDTH = 380
PADDING = 10


class Kind(Enum):
    """How serious a notice is: the theme's colour of its edge."""

    INFO = "good"
    WARN = "warn"
    ERROR = "error"


class Notices(QWidget):
    """The newest few notices at the bottom right of its window; a click takes one away."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._shown: deque[tuple[Kind, str]] = deque(maxlen=AT_ONCE)
        self._timer = QTimer(self)
        self._timer.setObjectName("notices")
        self._timer.timeout.connect(self._drop_oldest)
        self.setFont(theme.text_font(theme.NORMAL))
        window.installEventFilter(self)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What is shown now, oldest first."""
        return [text for _, text in self._shown]

    def info(self, text: str) -> None:
        """Something went as wished."""
        self._show(Kind.INFO, text)

    def warn(self, text: str) -> None:
        """Something needs a look."""
        self._show(Kind.WARN, text)

    def error(self, text: str) -> None:
        """Something failed."""
        self._show(Kind.ERROR, text)

    def _show(self, kind: Kind, text: str) -> None:
        if (kind, text) in self._shown:
            self._shown.remove((kind, text))
        self._shown.append((kind, text))
        self._timer.start(SHOWN_MS)
        self._place()

    def _drop_oldest(self) -> None:
        if self._shown:
            self._shown.popleft()
        self._place()

    def _place(self) -> None:
        if not self._shown:
            self._timer.stop()
            self.hide()
            return
        window = self.parentWidget()
        height = self._boxes()[-1].bottom() + 1
        self.setGeometry(window.width() - WIDTH - 12, window.height() - height - 36, WIDTH, height)
        self.raise_()
        self.show()
        self.update()

    def _boxes(self) -> list[QRect]:
        metrics = QFontMetrics(self.font())
        boxes: list[QRect] = []
        top = 0
        for _, text in self._shown:
            room = QRect(0, 0, WIDTH - 2 * PADDING - 6, 10_000)
            height = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height() + 2 * PADDING
            boxes.append(QRect(0, top, WIDTH, height))
            top += height + 6
        return boxes

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        assert event is not None
        for index, box in enumerate(self._boxes()):
            if box.contains(event.position().toPoint()):
                del self._shown[index]
                self._place()
                return

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        colours = theme.palette()
        painter = QPainter(self)
        for (kind, text), box in zip(self._shown, self._boxes(), strict=True):
            painter.fillRect(box, colours.raised)
            painter.fillRect(QRect(box.left(), box.top(), 4, box.height()), getattr(colours, kind.value))
            painter.setPen(colours.border)
            painter.drawRect(box.adjusted(0, 0, -1, -1))
            painter.setPen(colours.text)
            inner = box.adjusted(PADDING + 6, PADDING, -PADDING, -PADDING)
            painter.drawText(inner, Qt.TextFlag.TextWordWrap, text)
        painter.end()

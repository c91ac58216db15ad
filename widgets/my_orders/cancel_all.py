"""Asks which open orders to cancel: those of this market, or all of them."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.click_guard import ClickGuard
from widgets.held_key import HeldKey


class CancelAllDialog(QDialog):
    """Shown with `open()`.

    Signals:
        chosen(object): the market whose orders to cancel; None for all markets
    """

    chosen = pyqtSignal(object)

    def __init__(self, market: str, here: int, everywhere: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("전체 취소"))
        self._market = market
        self._held = HeldKey()
        question = QLabel(self.tr("어느 미체결 주문을 취소할까요?"), self)
        question.setFont(theme.text_font(theme.LARGE, bold=True))
        self.here = QPushButton(self.tr("{market}만 ({count}건)").format(market=market, count=here), self)
        self.everywhere = QPushButton(self.tr("모든 마켓 ({count}건)").format(count=everywhere), self)
        self.back = QPushButton(self.tr("돌아가기 (Esc)"), self)
        self.here.setEnabled(here > 0)
        self.here.clicked.connect(self._on_here)
        self.everywhere.clicked.connect(self._on_everywhere)
        self.back.clicked.connect(self.reject)
        (self.here if here else self.everywhere).setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(14)
        layout.addWidget(question)
        buttons = QHBoxLayout()
        for button in (self.back, self.here, self.everywhere):
            button.setMinimumHeight(32)
            buttons.addWidget(button, 1)
        layout.addLayout(buttons)
        ClickGuard(self)

    def _on_here(self) -> None:
        self.chosen.emit(self._market)
        self.accept()

    def _on_everywhere(self) -> None:
        self.chosen.emit(None)
        self.accept()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        # The Enter that chose the command in the palette may still be held.
        if not self._held.is_repeat(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent | None) -> None:
        self._held.release(event)
        super().keyReleaseEvent(event)

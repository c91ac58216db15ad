"""The question before real orders are let out."""

from __future__ import annotations

from PyQt6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.click_guard import ClickGuard


class ArmDialog(QDialog):
    """Shown with `open()`; tells by `accepted` and `rejected`. Enter goes back: this wants a click."""

    def __init__(self, last_four: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("실거래 주문 켜기"))
        text = self.tr(
            "이제부터 업비트에 실제 돈으로 주문합니다 (키 …{0}).\n"
            "Hoga를 끝내거나 키를 바꾸면 다시 잠깁니다. 주문 취소는 잠겨 있어도 할 수 있습니다."
        )
        label = QLabel(text.format(last_four), self)
        label.setWordWrap(True)
        self.go = QPushButton(self.tr("실거래 주문 켜기"), self)
        self.go.setAutoDefault(False)
        self.go.setStyleSheet(f"QPushButton {{ color: {theme.palette().error.name()}; font-weight: bold; }}")
        self.back = QPushButton(self.tr("돌아가기 (Esc)"), self)
        self.back.setDefault(True)
        self.go.clicked.connect(self.accept)
        self.back.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.back, 1)
        row.addWidget(self.go, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(14)
        column.addWidget(label)
        column.addLayout(row)
        self.setMinimumWidth(360)
        self.back.setFocus()
        ClickGuard(self)

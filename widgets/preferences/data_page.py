"""The page about the files: what the desk keeps, how much of it, and the deleting of what nobody needs."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt, QUrl
from PyQt6.QtGui import QDesktopServices, QShowEvent
from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.data_files import Content, Share, remove, shares
from widgets import theme
from widgets.plain import plain_label

_STEP = 1024


class DataPage(QWidget):
    """One line for each kind of file in the data directory, read anew whenever the page is shown."""

    def __init__(self, directory: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._directory = directory
        self.removers: dict[Content, QPushButton] = {}
        self.place = plain_label(str(directory), self)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.place.setWordWrap(True)
        self.show_files = QPushButton(self.tr("폴더 열기"), self)
        self.show_files.setAutoDefault(False)
        self.show_files.clicked.connect(self._on_show_files)
        self._lines = QWidget(self)
        self._note = plain_label("", self)
        self._note.setWordWrap(True)
        self._note.setStyleSheet(f"color: {theme.palette().warn.name()};")
        hint = plain_label(
            self.tr("주문과 체결은 주문 내역의 내보내기에서 CSV로, 차트와 창은 PNG로 저장합니다."), self
        )
        hint.setWordWrap(True)
        hint.setStyleSheet(f"color: {theme.palette().muted.name()};")
        head = QHBoxLayout()
        head.addWidget(self.place, 1)
        head.addWidget(self.show_files)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._lines)
        column.addWidget(hint)
        column.addWidget(self._note)
        column.addStretch(1)

    def refresh(self) -> None:
        """Read the directory anew."""
        self._lines.deleteLater()
        self._lines = QWidget(self)
        self.removers = {}
        grid = QGridLayout(self._lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        for row, share in enumerate(shares(self._directory)):
            self._add_line(grid, row, share)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self._lines)

    def _add_line(self, grid: QGridLayout, row: int, share: Share) -> None:
        title = self._titles()[share.content]
        grid.addWidget(QLabel(title, self._lines), row, 0)
        amount = plain_label(size_text(share.size), self._lines)
        amount.setFont(theme.number_font())
        grid.addWidget(amount, row, 1, Qt.AlignmentFlag.AlignRight)
        if share.is_removable:
            button = self.removers[share.content] = QPushButton(self.tr("삭제"), self._lines)
            button.setAutoDefault(False)
            button.setAccessibleName(self.tr("{0} 삭제").format(title))
            button.setProperty("content", str(share.content))
            button.clicked.connect(self._on_remove)
            grid.addWidget(button, row, 2)

    def _titles(self) -> dict[Content, str]:
        return {
            Content.SETTINGS: self.tr("설정과 배치, 그림"),
            Content.ORDERS: self.tr("주문 기록"),
            Content.KEYS: self.tr("API 키 (암호화된 파일 또는 보관 장소)"),
            Content.ALERTS: self.tr("알림과 울린 기록"),
            Content.CANDLES: self.tr("받아 둔 캔들"),
            Content.DEMO: self.tr("데모 거래소의 계좌"),
            Content.LOG: self.tr("로그"),
            Content.OLD_LOGS: self.tr("지난 로그"),
            Content.DAMAGED: self.tr("손상되어 옮겨 둔 파일"),
        }

    def _on_remove(self) -> None:
        content = Content(self.sender().property("content"))
        gone = remove(self._directory, content)
        self._note.setText("" if gone else self.tr("지우지 못한 파일이 있습니다."))
        self.refresh()

    def _on_show_files(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._directory)))

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self.refresh()


def size_text(size: int) -> str:
    """Bytes as a person reads them: 912 B, 4 kB, 12.3 MB."""
    if size < _STEP:
        return f"{size} B"
    if size < _STEP**2:
        return f"{size / _STEP:,.0f} kB"
    return f"{size / _STEP**2:,.1f} MB"

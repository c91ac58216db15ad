"""The page with the report about a fault: the person reads all of it before any of it leaves the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QDir
from PyQt6.QtGui import QGuiApplication, QShowEvent
from PyQt6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.plain import plain_label


class ReportPage(QWidget):
    """Shows the report as it would be saved; what is saved or copied is what is shown, to the letter."""

    def __init__(self, report: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._report = report
        self.dialog: QFileDialog | None = None
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(theme.number_font(theme.SMALL))
        self.text.setAccessibleName(self.tr("진단 보고서"))
        self.note = plain_label("", self)
        self.anew = self._button(self.tr("새로 읽기"))
        self.copy = self._button(self.tr("복사"))
        self.save = self._button(self.tr("파일로 저장…"))
        self.anew.clicked.connect(self.refresh)
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self._on_save)
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        for button in (self.anew, self.copy, self.save):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        hint = plain_label(
            self.tr(
                "아래 내용이 보고서의 전부이며, 저장하거나 복사하기 전에는 "
                "어디로도 나가지 않습니다. 키는 가려집니다."
            ),
            self,
        )
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addWidget(self.text, 1)
        column.addLayout(foot)

    def refresh(self) -> None:
        """Make the report anew."""
        self.text.setPlainText(self._report())
        self.note.setText("")

    def write(self, path: str) -> None:
        """Save what is shown."""
        try:
            Path(path).write_text(self.text.toPlainText() + "\n", encoding="utf-8")
        except OSError as error:
            self.note.setText(self.tr("저장할 수 없습니다: {0}").format(error.strerror or error))
        else:
            self.note.setText(self.tr("저장했습니다: {0}").format(Path(path).name))

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        return button

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.note.setText(self.tr("복사했습니다."))

    def _on_save(self) -> None:
        dialog = QFileDialog(self, self.tr("진단 보고서"), QDir.homePath(), "Text (*.txt)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile("hoga-report.txt")
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        if not self.text.toPlainText():
            self.refresh()

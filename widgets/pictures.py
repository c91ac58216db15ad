"""The desk as a picture in a file that the trader chooses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QDir, QObject
from PyQt6.QtGui import QPixmap
from PyQt6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from widgets.main_window import MainWindow


class PictureSaver(QObject):
    """Takes the picture first, so that the file dialog is not on it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._picture = QPixmap()
        self.dialog: QFileDialog | None = None

    def ask(self) -> None:
        """Take the picture and ask where it goes."""
        self._picture = self._window.grab()
        dialog = QFileDialog(self._window, self.tr("창을 그림으로 저장"), QDir.homePath(), "PNG (*.png)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.selectFile(f"hoga-{self._window.link.symbol}.png")
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def save(self, path: str) -> None:
        """Write what was taken."""
        if self._picture.save(path, "PNG"):
            self._window.notices.info(self.tr("저장했습니다: {0}").format(Path(path).name))
        else:
            self._window.notices.error(self.tr("그림을 저장할 수 없습니다: {0}").format(path))

"""The desk as a picture in a file that the trader chooses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QDir, QObject, QThreadPool, pyqtSignal
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from widgets.main_window import MainWindow


class PictureSaver(QObject):
    """Takes the picture before the file dialog covers it; encodes and writes it beside the window."""

    _written = pyqtSignal(str, bool)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._picture = QImage()
        self.dialog: QFileDialog | None = None
        self._written.connect(self._on_written)

    def ask(self) -> None:
        """Take the picture and ask where it goes; never blocks."""
        if self.dialog is not None:
            return
        self._picture = self._window.grab().toImage()
        dialog = QFileDialog(self._window, self.tr("창을 그림으로 저장"), QDir.homePath(), "PNG (*.png)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.selectFile(f"hoga-{self._window.link.symbol}.png")
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()

    def save(self, path: str) -> None:
        """Write what was taken."""
        picture, told = self._picture, self._written

        def write() -> None:
            done = picture.save(path, "PNG")
            try:
                told.emit(path, done)
            except RuntimeError:
                return  # the desk was closed meanwhile

        QThreadPool.globalInstance().start(write)

    def _on_written(self, path: str, done: bool) -> None:
        if done:
            self._window.notices.info(self.tr("저장했습니다: {0}").format(Path(path).name))
        else:
            self._window.notices.error(self.tr("그림을 저장할 수 없습니다: {0}").format(path))

    def _on_finished(self, _result: int) -> None:
        dialog, self.dialog = self.dialog, None
        self._picture = QImage()
        if dialog is not None:
            dialog.deleteLater()

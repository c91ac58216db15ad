"""The chart as a picture in a file: candles, indicators and drawings, but nothing of the account."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QDate, QObject, QPointF, QRectF, Qt, QThreadPool, pyqtSignal
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtWidgets import QFileDialog, QWidget

from widgets import theme

_TITLE = 30  # logical pixels
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PictureExport(QObject):
    """Takes the picture before the file dialog covers it; encodes and writes it beside the window.

    Signals:
        said(str): how it ended, a sentence
    """

    said = pyqtSignal(str)
    _written = pyqtSignal(str, bool)

    def __init__(self, take: Callable[[], QImage], title: Callable[[], str], panel: QWidget) -> None:
        super().__init__(panel)
        self._take = take
        self._title = title
        self._panel = panel
        self._picture = QImage()
        self.dialog: QFileDialog | None = None
        self._written.connect(self._on_written)

    def ask(self) -> None:
        """Take the picture and ask where it goes; never blocks."""
        if self.dialog is not None:
            return
        title = self._title()
        self._picture = titled(self._take(), title)
        dialog = QFileDialog(self._panel, self.tr("차트를 그림으로 저장"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("PNG 그림 (*.png)"))
        dialog.setDefaultSuffix("png")
        today = QDate.currentDate().toString("yyyyMMdd")
        dialog.selectFile(f"hoga-{title.replace(' ', '-')}-{today}.png")
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()

    def save(self, file: str) -> None:
        """Write what was taken into that file."""
        picture, told = self._picture, self._written

        def write() -> None:
            done = picture.save(file, "PNG")
            try:
                told.emit(Path(file).name, done)
            except RuntimeError:
                return  # the chart was closed meanwhile

        QThreadPool.globalInstance().start(write)

    def close(self) -> None:
        """Ask nothing any more."""
        if self.dialog is not None:
            self.dialog.reject()

    def _on_written(self, name: str, done: bool) -> None:
        good, bad = self.tr("{0}에 저장했습니다"), self.tr("{0}에 저장할 수 없습니다")
        self.said.emit((good if done else bad).format(name))

    def _on_finished(self, _result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()


def titled(picture: QImage, title: str) -> QImage:
    """The picture under a line that says what it shows."""
    ratio, colours = picture.devicePixelRatio(), theme.palette()
    height = round(_TITLE * ratio)
    whole = QImage(picture.width(), picture.height() + height, QImage.Format.Format_RGB32)
    whole.setDevicePixelRatio(ratio)
    whole.fill(colours.panel)
    painter = QPainter(whole)
    painter.setPen(colours.text)
    painter.setFont(theme.text_font(theme.LARGE, bold=True))
    painter.drawText(QPointF(10, 20), title)
    painter.setPen(colours.muted)
    painter.setFont(theme.text_font(theme.SMALL))
    right = QRectF(0, 0, picture.width() / ratio - 10, _TITLE)
    painter.drawText(right, _RIGHT, "Hoga · KST")
    painter.drawImage(QPointF(0, _TITLE), picture)
    painter.end()
    return whole

"""The page about Hoga itself: version, licence, and where its files are."""

from __future__ import annotations

import platform
import tomllib
from pathlib import Path

from PyQt6.QtCore import PYQT_VERSION_STR, QT_VERSION_STR, Qt, QUrl
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import QFormLayout, QPushButton, QSizePolicy, QWidget

from widgets import format
from widgets.plain import plain_label


class AboutPage(QWidget):
    """What a report about a fault should name, ready to be selected and copied."""

    def __init__(self, data_dir: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        form = QFormLayout(self)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        for title, text in self._facts():
            label = plain_label(text, self)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
            form.addRow(title, label)
        if data_dir is not None:
            self.show_files = QPushButton(self.tr("폴더 열기"), self)
            self.show_files.setAutoDefault(False)
            self.show_files.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self.show_files.clicked.connect(self._on_show_files)
            form.addRow("", self.show_files)

    def _facts(self) -> list[tuple[str, str]]:
        facts = [
            ("Hoga", _version()),
            (self.tr("라이선스"), "GPL-3.0-or-later"),
            ("Python", platform.python_version()),
            ("Qt / PyQt", f"{QT_VERSION_STR} / {PYQT_VERSION_STR}"),
            (self.tr("글꼴"), "Pretendard (SIL OFL 1.1)"),
        ]
        if self._data_dir is not None:
            facts.append((self.tr("설정·주문 기록·로그"), str(self._data_dir)))
        return facts

    def _on_show_files(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._data_dir)))


def _version() -> str:
    """As the project's own file has it: Hoga is run from its folder."""
    try:
        text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
        return str(tomllib.loads(text)["project"]["version"])
    except (OSError, ValueError, KeyError):
        return format.NOTHING

"""The page about Hoga itself: version and licence."""

from __future__ import annotations

import platform
import tomllib
from importlib import metadata
from pathlib import Path

from PyQt6.QtCore import PYQT_VERSION_STR, QT_VERSION_STR, Qt
from PyQt6.QtWidgets import QFormLayout, QWidget

from widgets import format
from widgets.plain import plain_label


class AboutPage(QWidget):
    """What a report about a fault should name, ready to be selected and copied."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        form = QFormLayout(self)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        for title, text in self._facts():
            label = plain_label(text, self)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
            form.addRow(title, label)

    def _facts(self) -> list[tuple[str, str]]:
        return [
            ("Hoga", _version()),
            (self.tr("라이선스"), "GPL-3.0-or-later"),
            ("Python", platform.python_version()),
            ("Qt / PyQt", f"{QT_VERSION_STR} / {PYQT_VERSION_STR}"),
            (self.tr("글꼴"), "Pretendard (SIL OFL 1.1)"),
        ]


def _version() -> str:
    """As the project's own file has it where Hoga is run from its folder, else as it was installed."""
    try:
        text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
        return str(tomllib.loads(text)["project"]["version"])
    except (OSError, ValueError, KeyError):
        pass
    try:
        return metadata.version("hoga")
    except metadata.PackageNotFoundError:
        return format.NOTHING

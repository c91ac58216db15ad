"""The report: seen before it is saved, and saved as it was seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from widgets.preferences.report_page import ReportPage


@pytest.fixture
def asked() -> list[int]:
    return []


@pytest.fixture
def page(qtbot: QtBot, asked: list[int]) -> Iterator[ReportPage]:
    def report() -> str:
        asked.append(1)
        return f"report {len(asked)}"

    window = QWidget()
    qtbot.addWidget(window)
    page = ReportPage(report, window)
    assert asked == []  # nothing is read before somebody looks
    window.show()
    yield page


def test_what_is_saved_is_what_was_seen(page: ReportPage, asked: list[int], tmp_path: Path) -> None:
    assert page.text.toPlainText() == "report 1" and page.text.isReadOnly()
    page.write(str(tmp_path / "a.txt"))
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "report 1\n" and len(asked) == 1
    assert page.note.text() == "저장했습니다: a.txt"


def test_it_is_read_anew_on_wish_alone(qtbot: QtBot, page: ReportPage) -> None:
    qtbot.mouseClick(page.anew, Qt.MouseButton.LeftButton)
    assert page.text.toPlainText() == "report 2"
    qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None and clipboard.text() == "report 2"


def test_what_cannot_be_written_is_said(page: ReportPage, tmp_path: Path) -> None:
    page.write(str(tmp_path / "nowhere" / "a.txt"))
    assert page.note.text().startswith("저장할 수 없습니다")

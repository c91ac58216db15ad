"""The page of files: it lists what there is, deletes what nobody needs, and offers to delete nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.data_files import Content
from widgets.preferences.data_page import DataPage, size_text


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[DataPage]:
    (tmp_path / "journal.db").write_bytes(b"x" * 3_000)
    (tmp_path / "hoga.log.1").write_bytes(b"x" * 2_500_000)
    window = QWidget()
    qtbot.addWidget(window)
    page = DataPage(tmp_path, window)
    window.show()
    yield page


def texts(page: DataPage) -> str:
    return " | ".join(label.text() for label in page._lines.findChildren(QLabel))


def test_what_there_is_with_its_size(page: DataPage) -> None:
    assert texts(page) == "주문 기록 | 3 kB | 지난 로그 | 2.4 MB"
    assert list(page.removers) == [Content.OLD_LOGS]
    assert page.removers[Content.OLD_LOGS].accessibleName() == "지난 로그 삭제"


def test_deleting_takes_the_line_away_and_leaves_the_orders(
    qtbot: QtBot, page: DataPage, tmp_path: Path
) -> None:
    qtbot.mouseClick(page.removers[Content.OLD_LOGS], Qt.MouseButton.LeftButton)
    assert texts(page) == "주문 기록 | 3 kB"
    assert [path.name for path in tmp_path.iterdir()] == ["journal.db"]


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (912, "912 B"), (4_200, "4 kB"), (13_000_000, "12.4 MB")]
)
def test_sizes_are_read_at_a_glance(size: int, text: str) -> None:
    assert size_text(size) == text

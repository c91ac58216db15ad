"""The desk as a file: taken before it is asked where to, and written without holding up the window."""

from pathlib import Path

import pytest
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.endpoints import Mode
from app.settings import Settings
from widgets.main_window import MainWindow
from widgets.pictures import PictureSaver


@pytest.fixture
def saver(qtbot: QtBot, qapp: QApplication) -> PictureSaver:
    window = MainWindow(Mode.DEMO, Settings(), "KRW-ETH")
    qtbot.addWidget(window)
    window.resize(1300, 700)
    window.show()
    return PictureSaver(window)


def test_the_dialog_does_not_block_and_proposes_a_name(saver: PictureSaver) -> None:
    saver.ask()
    dialog = saver.dialog
    assert dialog is not None
    assert [Path(name).name for name in dialog.selectedFiles()] == ["hoga-KRW-ETH.png"]
    saver.ask()
    assert saver.dialog is dialog, "one at a time"
    dialog.reject()
    assert saver.dialog is None


def test_the_picture_is_the_window_as_it_was(saver: PictureSaver, qtbot: QtBot, tmp_path: Path) -> None:
    saver.ask()
    saver._window.resize(1400, 800)
    with qtbot.waitSignal(saver._written, timeout=20_000):
        saver.save(str(tmp_path / "desk.png"))
    picture = QImage(str(tmp_path / "desk.png"))
    assert (picture.width(), picture.height()) == (1300, 700)
    assert saver._window.notices.texts == ["저장했습니다: desk.png"]
    saver.dialog.reject()  # type: ignore[union-attr]


def test_what_cannot_be_written_is_said(saver: PictureSaver, qtbot: QtBot, tmp_path: Path) -> None:
    saver.ask()
    with qtbot.waitSignal(saver._written, timeout=20_000):
        saver.save(str(tmp_path / "nowhere" / "desk.png"))
    assert "저장할 수 없습니다" in saver._window.notices.texts[0]
    saver.dialog.reject()  # type: ignore[union-attr]

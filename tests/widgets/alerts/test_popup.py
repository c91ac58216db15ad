"""A desktop notification never breaks the desk, with and without a tray."""

from __future__ import annotations

import shutil

import pytest
from PyQt6.QtCore import QProcess
from PyQt6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from widgets.alerts.popup import Popup


@pytest.fixture
def popup(qtbot: QtBot, qapp: QApplication) -> Popup:
    return Popup(qapp)


def test_without_tray_and_program_nothing_happens(popup: Popup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    popup.show("KRW-BTC", "100")
    popup.close()


def test_without_a_tray_the_desktops_program_gets_the_text_as_text(
    popup: Popup, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(QProcess, "startDetached", lambda _program, arguments: started.append(arguments))
    popup.show("--KRW-BTC", "<b>100</b>")
    assert started[0][-3:] == ["--", "--KRW-BTC", "<b>100</b>"]


def test_the_tray_shows_it_and_a_click_is_told(
    qtbot: QtBot, popup: Popup, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _, title, text, *rest: shown.append((title, text))
    )
    popup.show("KRW-BTC", "100")
    popup.show("KRW-ETH", "5")
    assert shown == [("KRW-BTC", "100"), ("KRW-ETH", "5")]
    tray = popup.findChild(QSystemTrayIcon)
    assert tray is not None and len(popup.findChildren(QSystemTrayIcon)) == 1 and not tray.icon().isNull()
    with qtbot.waitSignal(popup.clicked):
        tray.messageClicked.emit()
    popup.close()
    popup.close()

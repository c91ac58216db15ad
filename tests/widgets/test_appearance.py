"""Who chooses another look sees it at once, and it is told to be kept."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QObject, Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.endpoints import Mode
from app.look import Look, Scheme, Sense
from app.settings import Settings
from widgets import theme
from widgets.appearance import Appearance
from widgets.main_window import MainWindow


@pytest.fixture(autouse=True)
def afterwards_dark(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply_look(qapp, Look())


def test_a_choice_is_seen_and_told_once(qapp: QApplication, qtbot: QtBot) -> None:
    parent = QObject()
    appearance = Appearance(Look(), parent)
    light = Look(scheme=Scheme.LIGHT)
    with qtbot.waitSignal(appearance.changed) as told:
        appearance.choose(light)
    assert told.args == [light] and theme.palette().panel.lightness() > 200
    with qtbot.assertNotEmitted(appearance.changed):
        appearance.choose(light)
    parent.deleteLater()


def test_the_look_is_there_at_the_next_start(qapp: QApplication, qtbot: QtBot) -> None:
    """J19: the theme is restored; every later start paints in it from the first frame."""
    window = MainWindow(Mode.DEMO, Settings(), "KRW-BTC")
    qtbot.addWidget(window)
    chosen = Look(scheme=Scheme.LIGHT, sense=Sense.WESTERN)
    window.appearance.choose(chosen)
    remembered = window.settings()
    assert remembered.look == chosen
    theme.apply_look(qapp, Look())
    second = MainWindow(Mode.DEMO, remembered, "KRW-BTC")
    qtbot.addWidget(second)
    assert theme.palette().rise.hue() in range(100, 160)
    assert theme.palette().panel.lightness() > 200


def test_who_follows_the_system_changes_with_it(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only who follows it: who chose a ground keeps it."""
    parent, hints = QObject(), QGuiApplication.styleHints()
    assert hints is not None
    appearance = Appearance(Look(scheme=Scheme.SYSTEM), parent)
    assert theme.palette().panel.lightness() < 60
    monkeypatch.setattr(theme, "is_dark", lambda look: look.scheme is Scheme.DARK)  # the system is light now
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.palette().panel.lightness() > 200
    appearance.choose(Look(scheme=Scheme.DARK))
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.palette().panel.lightness() < 60
    parent.deleteLater()

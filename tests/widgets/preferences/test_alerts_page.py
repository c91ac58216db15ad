"""The page about alerts and the running alerts say the same, whichever was changed."""

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.alerts import Habits, QuietHours
from tests.widgets.alerts.conftest import QuietDesk
from widgets.preferences.alerts_page import AlertsPage


@pytest.fixture
def desk(tmp_path: Path) -> QuietDesk:
    return QuietDesk(tmp_path)


def test_what_is_chosen_counts_at_once(qtbot: QtBot, desk: QuietDesk) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    page = AlertsPage(desk, window)
    window.show()
    page.habits.quiet.click()
    assert desk.habits == Habits(quiet=QuietHours(on=True))
    desk.live_by(Habits(muted=True))
    assert page.habits.muted.isChecked() and not page.habits.quiet.isChecked()


def test_a_page_that_has_gone_hears_nothing(qtbot: QtBot, desk: QuietDesk) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    AlertsPage(desk, window)
    window.show()
    assert len(desk.changed) == 1
    window.hide()
    assert len(desk.changed) == 0


def test_the_list_is_one_click_away(qtbot: QtBot, desk: QuietDesk) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    page = AlertsPage(desk, window)
    with qtbot.waitSignal(page.list_wanted):
        page.show_list.click()

import pytest
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.look import ChartMarks
from widgets.preferences.chart_page import ChartPage


@pytest.mark.parametrize("name", ["orders", "average", "fills", "countdown"])
def test_each_choice_is_told_at_once_with_all_others(qtbot: QtBot, name: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    page = ChartPage(ChartMarks(fills=False), parent)
    told: list[ChartMarks] = []
    page.changed.connect(told.append)
    box = getattr(page, name)
    assert box.isChecked() == (name != "fills")
    box.click()
    wanted = {"orders": True, "average": True, "fills": False, "countdown": True}
    wanted[name] = not wanted[name]
    assert told == [ChartMarks(**wanted)]

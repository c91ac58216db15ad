"""A narrow table of assets keeps what there is, its value and its profit in sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.assets.test_delegate import line
from widgets.assets.lines import Column
from widgets.assets.model import AssetsModel
from widgets.assets.view import GIVES_WAY, AssetsView

STAYS = (Column.ASSET, Column.TOTAL, Column.VALUE, Column.PROFIT)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[AssetsView]:
    window = QWidget()
    qtbot.addWidget(window)
    model = AssetsModel(window)
    view = AssetsView(model, window)
    model.show_lines([line("KRW", 0, 0.5), line("BTC", 1, 0.4)])
    window.resize(900, 200)
    view.resize(900, 200)
    window.show()
    yield view


def test_what_matters_least_goes_first_and_all_comes_back(view: AssetsView) -> None:
    widths = {column: view.columnWidth(column) for column in Column if column is not Column.ASSET}
    before: list[Column] = []
    for width in range(900, 360, -20):
        view.resize(width, 200)
        gone = view.out_of_sight()
        assert set(gone) == set(GIVES_WAY[: len(gone)])
        assert set(before) <= set(gone)
        before = gone
        right = max(view.columnViewportPosition(column) + view.columnWidth(column) for column in STAYS)
        assert right <= view.viewport().width(), width
    assert set(before) == set(GIVES_WAY)
    view.resize(900, 200)
    assert view.out_of_sight() == []
    assert {column: view.columnWidth(column) for column in widths} == widths


def test_what_is_out_of_sight_is_in_the_tip(view: AssetsView) -> None:
    assert "수익률" not in view.tip(1)
    view.resize(380, 200)
    assert view.tip(1).splitlines()[1:] == ["주문중 0", "매수평균가 900", "수익률 +1.00%", "비중 40.0%"]


def test_a_hidden_column_keeps_its_width(view: AssetsView) -> None:
    """What was painted before it went may still ask for more."""
    width = view.columnWidth(Column.LOCKED)
    view.resize(380, 200)
    view._widen(Column.LOCKED, 300)
    assert Column.LOCKED in view.out_of_sight()
    view.resize(900, 200)
    assert view.columnWidth(Column.LOCKED) == width

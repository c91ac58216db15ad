"""What the lines look like, read from the pixels."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PyQt6.QtGui import QFontMetricsF
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.assets.delegate import PADDING
from widgets.assets.lines import Column, Line
from widgets.assets.model import AssetsModel
from widgets.assets.view import AssetsView


def line(currency: str, sign: int, share: float, value: str = "1,000") -> Line:
    rate = {1: "+1.00%", -1: "-1.00%", 0: "–"}[sign]
    texts = (currency, "1", "0", "900", value, rate[:1] + "10", rate, f"{share * 100:.1f}%")
    return Line(currency, "이름", texts, sign, share, "")


class Table:
    """The lines on a view, and the colours of its cells."""

    def __init__(self, view: AssetsView, model: AssetsModel) -> None:
        self.view, self.model = view, model

    def count(self, row: int, column: Column, colour: str) -> int:
        """How many pixels of a cell have that colour."""
        rect = self.view.visualRect(self.model.index(row, column))
        image = self.view.viewport().grab(rect).toImage()
        pixels = (image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height()))
        return sum(pixel == colour for pixel in pixels)


@pytest.fixture
def table(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    model = AssetsModel(window)
    view = AssetsView(model, window)
    window.resize(720, 200)
    view.resize(720, 200)
    model.show_lines([line("KRW", 0, 0.5), line("BTC", 1, 0.4), line("ETH", -1, 0.1)])
    window.show()
    yield Table(view, model)


def test_gains_rise_and_losses_fall(table: Table) -> None:
    rise, fall = theme.palette().rise.name(), theme.palette().fall.name()
    for column in (Column.PROFIT, Column.RATE):
        assert table.count(1, column, rise) and not table.count(1, column, fall)
        assert table.count(2, column, fall) and not table.count(2, column, rise)


def test_bars_are_as_long_as_their_shares(table: Table) -> None:
    half, two_fifths, tenth = (
        table.count(row, Column.SHARE, theme.palette().accent.name()) for row in range(3)
    )
    assert half > two_fifths > tenth > 0
    assert two_fifths == pytest.approx(4 * tenth, rel=0.25)


def test_what_depends_on_prices_is_grey_when_they_are_old(table: Table) -> None:
    table.model.show_lines([replace(each, old=each.currency != "KRW") for each in table.model.lines])
    colours = theme.palette()
    assert not table.count(1, Column.PROFIT, colours.rise.name())
    assert not table.count(1, Column.SHARE, colours.accent.name())
    assert table.count(1, Column.VALUE, colours.stale.name())
    assert not table.count(0, Column.VALUE, colours.stale.name()), "cash is worth what it is"
    assert not table.count(1, Column.TOTAL, colours.stale.name())


def test_the_linked_currency_is_marked(table: Table) -> None:
    table.model.link("BTC")
    selected = theme.palette().selected.name()
    assert all(table.count(1, column, selected) for column in Column)
    assert not table.count(2, Column.VALUE, selected)


def test_a_figure_wider_than_its_column_is_drawn_smaller_within_it(table: Table) -> None:
    def beside_and_in_it() -> tuple[object, object]:
        rect = table.view.visualRect(table.model.index(0, Column.VALUE))
        image = table.view.viewport().grab(rect.adjusted(-20, 0, 0, 0)).toImage()
        return image.copy(0, 0, 20, image.height()), image.copy(20, 0, rect.width(), image.height())

    table.view.setColumnWidth(Column.VALUE, 100)
    beside_and_in_it()  # the first look lays the columns out
    before = beside_and_in_it()
    table.model.show_lines([line("KRW", 0, 0.5, value="88,888,888,888")])
    after = beside_and_in_it()
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_a_column_grows_until_its_longest_figure_is_whole(table: Table, qtbot: QtBot) -> None:
    long, wide = "12,345,678,901,234,567,890.12345678", table.view.columnWidth(Column.VALUE)
    table.model.show_lines([line("KRW", 0, 0.5, value=long), *table.model.lines[1:]])
    table.view.viewport().grab()
    qtbot.waitUntil(lambda: table.view.columnWidth(Column.VALUE) > wide)
    metrics = QFontMetricsF(theme.number_font(theme.SMALL))
    assert table.view.columnWidth(Column.VALUE) >= metrics.horizontalAdvance(long) + PADDING
    # Nor can a hand make it so narrow again that digits go.
    table.view.setColumnWidth(Column.VALUE, wide)
    table.view.viewport().grab()
    qtbot.waitUntil(lambda: table.view.columnWidth(Column.VALUE) > wide)

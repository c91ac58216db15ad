"""A tick of the market list tells the changed cells and paints them; Qt never asks the model for the rest."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QModelIndex
from PyQt6.QtGui import QPainter, QRegion
from PyQt6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.market.symbols import Market
from tests.fakes import ticker
from widgets.markets.model import MarketsModel
from widgets.markets.painter import ROW_HEIGHT, RowPainter
from widgets.markets.view import MarketsView

CODES = [f"KRW-X{number}" for number in range(250)]


class Watched(MarketsModel):
    """Counts what the view asks for and what it is told."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.asked = 0
        self.told: list[tuple[int, int]] = []
        self.dataChanged.connect(self._on_told)

    def _on_told(self, first: QModelIndex, last: QModelIndex) -> None:
        self.told.append((last.row() - first.row() + 1, last.column() - first.column() + 1))

    def data(self, index: QModelIndex, role: int = 0) -> object:
        self.asked += 1
        return super().data(index, role)


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[Watched]:
    """A list of 250 markets, shown in a window where each has had its figures."""
    window = QWidget()
    qtbot.addWidget(window)
    model = Watched(window)
    view = MarketsView(model, window)
    layout = QVBoxLayout(window)
    layout.addWidget(view)
    window.resize(360, 900)
    model.show_markets([Market(code, f"코인 {code}", code) for code in CODES])
    model.apply({code: ticker(code, trade_price=100.0) for code in CODES})
    window.show()
    qtbot.waitExposed(window)
    model.fade()
    model.fade()
    QApplication.processEvents()
    model.asked = 0
    model.told.clear()
    yield model
    window.close()


@pytest.fixture
def regions(model: Watched, monkeypatch: pytest.MonkeyPatch) -> list[QRegion]:
    """What was painted."""
    painted: list[QRegion] = []
    paint = RowPainter.paint

    def counted(self: RowPainter, painter: QPainter, region: QRegion, spans: object, lines: object) -> None:
        painted.append(QRegion(region))
        paint(self, painter, region, spans, lines)  # type: ignore[arg-type]

    monkeypatch.setattr(RowPainter, "paint", counted)
    return painted


def test_a_tick_of_five_markets(qtbot: QtBot, model: Watched, regions: list[QRegion]) -> None:
    model.apply({code: ticker(code, trade_price=101.0) for code in CODES[0:20:4]})
    qtbot.waitUntil(lambda: bool(regions))
    assert model.told == [(1, 1)] * 5
    assert model.asked == 0
    assert len(regions) == 1
    # Five price cells, four rows apart.
    box = regions[0].boundingRect()
    assert regions[0].rectCount() == 5
    assert box.height() <= 17 * ROW_HEIGHT and box.width() < 120


def test_a_tick_that_changes_nothing(model: Watched, regions: list[QRegion]) -> None:
    model.apply({code: ticker(code, trade_price=100.0) for code in CODES})
    QApplication.processEvents()
    assert (model.told, model.asked, regions) == ([], 0, [])


def test_a_tick_of_every_market_is_told_once(qtbot: QtBot, model: Watched, regions: list[QRegion]) -> None:
    model.apply({code: ticker(code, trade_price=101.0) for code in CODES})
    qtbot.waitUntil(lambda: bool(regions))
    assert len(model.told) == 1
    assert model.asked == 0

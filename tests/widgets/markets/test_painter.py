"""What the rows look like, read from the pixels."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QObject, QRect
from PyQt6.QtGui import QImage, QPainter, QRegion

from app.market.symbols import Catalog
from widgets import theme
from widgets.markets.model import MarketsModel
from widgets.markets.painter import ROW_HEIGHT, Line, RowPainter, Span
from widgets.markets.rows import Column

SPANS = [
    Span(Column.STAR, 0, 20),
    Span(Column.NAME, 20, 90),
    Span(Column.PRICE, 110, 90),
    Span(Column.RATE, 200, 60),
    Span(Column.VALUE, 260, 70),
    Span(Column.HIGH, 330, 80),
    Span(Column.LOW, 410, 80),
]


class Canvas:
    """Paints a model's rows and tells which colours stand where."""

    def __init__(self, model: MarketsModel) -> None:
        self.model = model
        self.painter = RowPainter(model)
        self.image = QImage(490, ROW_HEIGHT * len(model.shown), QImage.Format.Format_RGB32)

    def paint(self, region: QRegion | None = None) -> None:
        lines = [Line(row, place, place * ROW_HEIGHT) for place, row in enumerate(self.model.shown)]
        self.image.fill(0)
        painter = QPainter(self.image)
        region = region or QRegion(self.image.rect())
        painter.setClipRegion(region)
        self.painter.paint(painter, region, SPANS, lines)
        painter.end()

    def colours(self, code: str, column: Column) -> set[str]:
        span, top = SPANS[column], self.model.place(code) * ROW_HEIGHT
        return {
            self.image.pixelColor(x, y).name()
            for x in range(span.left, span.left + span.width)
            for y in range(top, top + ROW_HEIGHT)
        }

    def has_warm_pixels(self, code: str) -> bool:
        names = self.colours(code, Column.NAME)
        return any(int(name[1:3], 16) > int(name[5:7], 16) + 60 for name in names)


@pytest.fixture
def canvas(owner: QObject, catalog: Catalog, make_ticker) -> Canvas:
    model = MarketsModel(owner)
    model.show_markets(catalog.of_quote("KRW"))
    rates = {"KRW-BTC": 0.02, "KRW-ETH": -0.0153, "KRW-XRP": 0.0}
    model.apply({code: make_ticker(code, 1000.0, rate) for code, rate in rates.items()})
    return Canvas(model)


def test_rising_is_red_falling_blue_and_unchanged_neither(canvas: Canvas) -> None:
    canvas.paint()
    colours = theme.palette()
    for column in (Column.PRICE, Column.RATE):
        assert colours.rise.name() in canvas.colours("KRW-BTC", column)
        assert colours.fall.name() in canvas.colours("KRW-ETH", column)
        assert not {colours.rise.name(), colours.fall.name()} & canvas.colours("KRW-XRP", column)


def test_only_what_the_region_names_is_painted(canvas: Canvas) -> None:
    region = QRegion(QRect(110, 0, 90, ROW_HEIGHT)) + QRegion(QRect(110, 3 * ROW_HEIGHT, 90, ROW_HEIGHT))
    canvas.paint(region)
    first, second = canvas.model.shown[0].code, canvas.model.shown[1].code
    assert theme.palette().panel.name() in canvas.colours(first, Column.PRICE)
    assert canvas.colours(second, Column.PRICE) == {"#000000"}
    assert canvas.colours(first, Column.NAME) == {"#000000"}


def test_a_part_looks_as_it_does_in_the_whole(canvas: Canvas) -> None:
    cell = QRect(110, ROW_HEIGHT, 90, ROW_HEIGHT)
    canvas.paint(QRegion(cell))
    part = canvas.image.copy(cell)
    canvas.painter = RowPainter(canvas.model)
    canvas.paint()
    assert part == canvas.image.copy(cell)


def test_stars_badges_and_the_linked_row_are_marked(canvas: Canvas) -> None:
    colours = theme.palette()
    canvas.model.star({"KRW-BTC"})
    canvas.model.link("KRW-ETH")
    canvas.paint()
    assert colours.accent.name() in canvas.colours("KRW-BTC", Column.STAR)
    assert colours.accent.name() not in canvas.colours("KRW-XRP", Column.STAR)
    # Small signs are all edges: no pixel has the full colour, but only badges are warm.
    assert [code for code in canvas.model.codes if canvas.has_warm_pixels(code)] == ["KRW-XRP", "KRW-MEW"]
    assert all(colours.selected.name() in canvas.colours("KRW-ETH", column) for column in Column)


def test_the_row_under_the_pointer_is_lighter(canvas: Canvas) -> None:
    canvas.painter.hovered = canvas.model.place("KRW-BCH")
    canvas.paint()
    assert theme.palette().hover.name() in canvas.colours("KRW-BCH", Column.VALUE)
    assert theme.palette().hover.name() not in canvas.colours("KRW-BTC", Column.VALUE)


def test_a_long_name_ends_in_dots_within_its_column(canvas: Canvas) -> None:
    assert canvas.painter._shortened("월드리버티파이낸셜", 60).endswith("…")
    assert canvas.painter._shortened("비트코인", 60) == "비트코인"


def test_the_change_stands_under_the_price_where_its_column_has_no_room(canvas: Canvas) -> None:
    def lower_half() -> set[str]:
        canvas.paint()
        span, top = SPANS[Column.PRICE], canvas.model.place("KRW-BTC") * ROW_HEIGHT
        return {
            canvas.image.pixelColor(x, y).name()
            for x in range(span.left, span.left + span.width)
            for y in range(top + ROW_HEIGHT - 10, top + ROW_HEIGHT - 5)
        }

    assert theme.palette().rise.name() not in lower_half()
    canvas.painter.rate_below = True
    assert theme.palette().rise.name() in lower_half()
    assert theme.palette().fall.name() in canvas.colours("KRW-ETH", Column.PRICE)

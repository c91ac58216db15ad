"""The model tells of touched cells only, and markets keep their selection when rows move."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PyQt6.QtCore import QObject, QPersistentModelIndex, Qt
from PyQt6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.market.symbols import Catalog
from widgets.markets.listing import Sorting
from widgets.markets.model import MarketsModel
from widgets.markets.rows import Column


@pytest.fixture
def model(owner: QObject, catalog: Catalog, qtlog):
    model = MarketsModel(owner)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(model, mode, owner)
    model.show_markets(catalog.of_quote("KRW"), "백만")
    yield model
    tester.deleteLater()
    assert [record.message for record in qtlog.records] == []


@pytest.fixture
def touched(model: MarketsModel):
    """The cells that the model said have changed."""
    cells: list[tuple[int, int]] = []

    def note(top, bottom, roles) -> None:
        rows, columns = range(top.row(), bottom.row() + 1), range(top.column(), bottom.column() + 1)
        cells.extend((row, column) for row in rows for column in columns)

    model.dataChanged.connect(note)
    return cells


def codes(model: MarketsModel) -> list[str]:
    return [row.code for row in model.shown]


def test_lists_markets_before_any_figure(model: MarketsModel) -> None:
    assert model.rowCount() == 6
    assert model.columnCount() == len(Column)
    assert not model.is_filled()
    assert {model.index(row, Column.PRICE).data() for row in range(6)} == {"–"}


def test_tells_one_cell_for_each_change(model, touched, make_ticker) -> None:
    model.apply({"KRW-ETH": make_ticker("KRW-ETH", 100.0, 0.01, 1e9)})
    touched.clear()
    assert model.apply({"KRW-ETH": make_ticker("KRW-ETH", 101.0, 0.01, 1e9)})
    assert touched == [(model.place("KRW-ETH"), Column.PRICE)]
    touched.clear()
    assert not model.apply({"KRW-ETH": make_ticker("KRW-ETH", 101.0, 0.01, 1e9)})
    assert touched == []


def test_ignores_markets_that_are_not_listed(model, touched, make_ticker) -> None:
    assert not model.apply({"BTC-ETH": make_ticker("BTC-ETH", 0.03)})
    assert touched == []


def test_rows_stay_until_they_are_arranged(model, make_ticker) -> None:
    before = codes(model)
    model.apply({code: make_ticker(code, value=n * 1e9) for n, code in enumerate(before)})
    assert codes(model) == before
    model.arrange()
    assert codes(model) == before[::-1]
    assert [model.place(code) for code in codes(model)] == list(range(6))


def test_what_points_at_a_market_follows_it(model, make_ticker, qtbot: QtBot) -> None:
    held = QPersistentModelIndex(model.index(model.place("KRW-PEPE"), Column.NAME))
    with qtbot.assertNotEmitted(model.modelReset):
        model.apply({code: make_ticker(code, value=n * 1e9) for n, code in enumerate(codes(model))})
        model.arrange()
    assert held.row() == model.place("KRW-PEPE")
    assert held.data() == "페페"


def test_arranging_what_is_in_order_says_nothing(model, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.layoutChanged), qtbot.assertNotEmitted(model.modelReset):
        model.arrange()


def test_searching_shows_matches_and_keeps_figures(model, make_ticker) -> None:
    model.apply({"KRW-BCH": make_ticker("KRW-BCH", 394700.0)})
    model.search("ㅂㅌ")
    assert set(codes(model)) == {"KRW-BTC", "KRW-BCH"}
    assert model.shown[model.place("KRW-BCH")].price_text == "394,700"
    assert model.place("KRW-ETH") == -1
    model.search("")
    assert model.rowCount() == 6
    assert model.best_match() == ""


def test_figures_go_on_while_a_search_hides_their_row(model, make_ticker) -> None:
    model.search("비트코인캐시")
    model.apply({"KRW-ETH": make_ticker("KRW-ETH", 3684000.0)})
    model.search("")
    assert model.shown[model.place("KRW-ETH")].price_text == "3,684,000"


def test_the_best_match_may_stand_below_a_star(model) -> None:
    model.star({"KRW-BCH"})
    model.search("비트코인")
    assert codes(model) == ["KRW-BCH", "KRW-BTC"]
    assert model.best_match() == "KRW-BTC"


def test_stars_are_drawn_at_once_and_move_rows_later(model, touched) -> None:
    place = model.place("KRW-XRP")
    model.star({"KRW-XRP"})
    assert touched == [(place, Column.STAR)]
    assert model.place("KRW-XRP") == place
    model.arrange()
    assert model.place("KRW-XRP") == 0
    assert model.pinned == 1


def test_a_tick_lights_its_price_for_one_to_two_beats(model, touched, make_ticker) -> None:
    model.apply({"KRW-ETH": make_ticker("KRW-ETH", 100.0)})
    assert not model.is_lit
    model.apply({"KRW-ETH": make_ticker("KRW-ETH", 99.0)})
    row = model.shown[model.place("KRW-ETH")]
    assert row.flash == -1
    touched.clear()
    model.fade()
    assert (row.flash, touched) == (-1, [])
    model.fade()
    assert (row.flash, touched) == (0, [(model.place("KRW-ETH"), Column.PRICE)])
    assert not model.is_lit


def test_a_second_tick_keeps_the_light_on(model, make_ticker) -> None:
    for price in (100.0, 101.0):
        model.apply({"KRW-ETH": make_ticker("KRW-ETH", price)})
    model.fade()
    model.apply({"KRW-ETH": make_ticker("KRW-ETH", 102.0)})
    model.fade()
    assert model.shown[model.place("KRW-ETH")].flash == 1


def test_keeping_markets_keeps_their_figures(model, make_ticker, catalog: Catalog) -> None:
    model.apply({"KRW-ETH": make_ticker("KRW-ETH", 3684000.0)})
    model.keep_markets([catalog.get("KRW-ETH"), catalog.get("BTC-ARK")])
    model.arrange()
    assert codes(model) == ["KRW-ETH", "BTC-ARK"]
    assert model.shown[0].price == 3684000.0


def test_a_market_that_is_warned_of_is_painted_anew(qtbot, model, catalog: Catalog) -> None:
    warned = replace(catalog.get("KRW-ETH"), warning=True)
    with qtbot.waitSignal(model.dataChanged) as told:
        model.keep_markets([warned if m.code == warned.code else m for m in catalog.of_quote("KRW")])
    assert told.args[0].row() == model.place("KRW-ETH")
    assert "유의" in model.data(told.args[0], Qt.ItemDataRole.ToolTipRole)


def test_a_new_tab_starts_without_figures(model, make_ticker, catalog: Catalog) -> None:
    model.apply({"KRW-ETH": make_ticker("KRW-ETH", 3684000.0)})
    model.show_markets(catalog.of_quote("KRW"))
    assert all(row.price is None for row in model.shown)


def test_heads_name_the_unit_and_the_sorting(model) -> None:
    def heads() -> list[str]:
        return [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]

    assert heads() == ["", "종목", "현재가", "전일대비", "대금(백만)▾", "고가", "저가"]
    model.sort_by(Sorting(Column.NAME, descending=False))
    assert heads()[:2] == ["", "종목▴"]


def test_many_cells_are_told_at_once(owner: QObject, make_ticker, qtbot: QtBot) -> None:
    from app.market.symbols import Market

    model = MarketsModel(owner)
    model.show_markets([Market(f"KRW-X{n}", f"코인{n}", f"Coin {n}") for n in range(100)])
    told = []
    model.dataChanged.connect(lambda top, bottom, roles: told.append((top.row(), bottom.row())))
    model.apply({code: make_ticker(code) for code in model.codes})
    assert told == [(0, 99)]


def test_tips_say_what_a_badge_means(model) -> None:
    def tip(code: str) -> str:
        return model.index(model.place(code), Column.NAME).data(Qt.ItemDataRole.ToolTipRole)

    assert tip("KRW-BTC") == "비트코인 · Bitcoin · KRW-BTC"
    assert tip("KRW-XRP").endswith("주의: 가격 급등락")
    assert "유의 종목" in tip("KRW-MEW")

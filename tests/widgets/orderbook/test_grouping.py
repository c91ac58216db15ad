"""Grouping (모아보기): what is offered, what is remembered, and what the rows then say."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.market.book import SPREAD_SLOT
from app.market.symbols import Catalog, Market, catalog_of
from app.websocket_v6 import Orderbook
from widgets.frame_clock import FrameClock
from widgets.links import Favourites
from widgets.orderbook import OrderbookPanel
from widgets.orderbook import geometry as place
from widgets.orderbook.notes import sweep_note

MakeBook = Callable[..., Orderbook]
LEVELS = (Decimal(10_000), Decimal(100_000))


@pytest.fixture
def catalog() -> Catalog:
    return catalog_of(
        [
            Market("KRW-BTC", "비트코인", "Bitcoin", tick_size=Decimal(1000), levels=LEVELS),
            Market("KRW-ETH", "이더리움", "Ethereum", tick_size=Decimal(1000), levels=LEVELS[:1]),
            Market("BTC-ETH", "이더리움", "Ethereum", tick_size=Decimal("0.00000001")),
        ]
    )


def deliver(qtbot: QtBot, panel: OrderbookPanel, stream: Any, *events: Any) -> None:
    with qtbot.waitSignal(panel._feed.flushed):
        stream.push(*events)
    QApplication.processEvents()


def filled(panel: OrderbookPanel) -> list[tuple[str, str]]:
    rows = panel._ladder.picture.rows
    return [(row.price_text, row.size_text) for row in rows if row.price]


def test_krw_markets_offer_their_levels_and_others_nothing(panel: OrderbookPanel) -> None:
    button = panel._grouping
    assert button.choices == (0, *LEVELS)
    assert button.isVisible()
    assert [action.text() for action in button.menu().actions()] == ["모아보지 않음", "10,000", "100,000"]
    panel.show_symbol("BTC-ETH")
    assert button.choices == ()
    assert not button.isVisible()


def test_a_chosen_level_groups_the_book_that_is_shown(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    deliver(qtbot, panel, stream, make_book(bid=100_000_000.0, asks=12, bids=12, size=0.1))
    panel._grouping.menu().actions()[1].trigger()
    assert panel._grouping.text() == "10,000"
    # The asks are of 0.1 + n / 100 each, the bids of 0.1 + n / 50.
    assert filled(panel) == [
        ("100,020,000", "0.41000"),
        ("100,010,000", "1.45000"),
        ("100,000,000", "0.10000"),
        ("99,990,000", "2.10000"),
        ("99,980,000", "0.32000"),
    ]
    assert panel._ladder.picture.rows[SPREAD_SLOT].price_text == "1,000"  # the touch itself stays
    panel._grouping.menu().actions()[0].trigger()
    assert len(filled(panel)) == 24


def test_a_group_cut_off_by_the_snapshot_says_at_least(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    panel._grouping.choose(Decimal(100_000))
    deliver(qtbot, panel, stream, make_book(bid=100_000_000.0))
    assert [size.startswith("≥") for _, size in filled(panel)] == [True, False, True]


def test_a_click_on_a_grouped_row_gives_the_rows_price(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    panel._grouping.choose(Decimal(10_000))
    deliver(qtbot, panel, stream, make_book(bid=100_004_000.0))
    prices: list[Decimal] = []
    panel.price_picked.connect(prices.append)
    ladder = panel._ladder
    top = place.centred_top(ladder.height() - place.FOOT_HEIGHT)
    for slot in (SPREAD_SLOT - 1, SPREAD_SLOT + 1):
        at = place.row_rect(slot, top, ladder.width()).center()
        qtbot.mouseClick(ladder, Qt.MouseButton.LeftButton, pos=at)
    assert prices == [Decimal(100_010_000), Decimal(100_000_000)]


def test_the_last_trade_outlines_the_group_it_fell_into(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook, make_trade: Callable[..., Any]
) -> None:
    panel._grouping.choose(Decimal(10_000))
    deliver(qtbot, panel, stream, make_book(bid=100_004_000.0), make_trade(price=100_005_000.0))
    assert [row.price for row in panel._ladder.picture.rows if row.is_last] == [100_010_000.0]


def test_what_a_sweep_costs_is_told_from_the_levels_themselves(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    panel._grouping.choose(Decimal(10_000))
    deliver(qtbot, panel, stream, make_book(bid=100_000_000.0, size=0.0))
    ladder = panel._ladder
    slot = SPREAD_SLOT - 1
    assert ladder.book is not None
    note = sweep_note(ladder.book, ladder.picture.rows[slot], slot, "", "")
    asked = sum((100_000_000 + 1000 * (n + 1)) * n / 100 for n in range(10))
    assert note.text == f"{asked / 1_000_000:,.0f}"


def test_each_market_keeps_its_level_also_over_a_restart(
    qtbot: QtBot, panel: OrderbookPanel, frame_clock: FrameClock, favourites: Favourites, catalog: Catalog
) -> None:
    panel._grouping.choose(Decimal(100_000))
    panel.show_symbol("KRW-ETH")
    assert panel._grouping.step == panel._ladder.step == 0
    panel.show_symbol("KRW-BTC")
    assert panel._grouping.step == panel._ladder.step == 100_000
    other = OrderbookPanel(frame_clock, favourites)
    qtbot.addWidget(other)
    other.restore_state(panel.save_state())
    other.show_symbol("KRW-BTC")
    assert other._ladder.step == 0  # not offered before the exchange has told so
    other.show_catalog(catalog)
    assert other._ladder.step == 100_000
    other.close_panel()


@pytest.mark.parametrize("steps", [None, 3, {"KRW-BTC": "many"}, {"KRW-BTC": "-5"}, {"KRW-BTC": "NaN"}])
def test_a_damaged_state_groups_nothing(panel: OrderbookPanel, steps: object) -> None:
    panel.restore_state({"grouping": steps})
    assert panel._ladder.step == 0

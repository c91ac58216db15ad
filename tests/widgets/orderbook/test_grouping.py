"""Grouping (모아보기): what is offered, what is remembered, and what the rows then say."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.market.book import SPREAD_SLOT
from app.market.symbols import Catalog, Market, catalog_of
from app.trading import OrderRecord, OrderState
from app.websocket_v6 import DataType, Orderbook
from tests.fakes import Stream
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
            Market("KRW-PEPE", "페페", "Pepe", tick_size=Decimal("0.00001"), levels=(Decimal("0.0001"),)),
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


def levels(stream: Stream) -> list[Decimal]:
    """By which unit the book is wished for, as far as it is."""
    books = [wish for wish in stream.wishes if wish[1] is DataType.ORDERBOOK]
    return [stream.levels[wish] for wish in books]


def grouped(make_book: MakeBook, bid: float = 100_000_000.0, level: float = 10_000, **more: Any) -> Orderbook:
    """As the exchange sends it: thirty multiples of the level a side."""
    return make_book(bid=bid, tick=level, level=level, **more)


def test_a_chosen_unit_is_wished_for_and_the_exchanges_rows_are_shown(
    qtbot: QtBot, panel: OrderbookPanel, stream: Stream, make_book: MakeBook
) -> None:
    deliver(qtbot, panel, stream, make_book())
    panel._grouping.menu().actions()[1].trigger()
    assert panel._grouping.text() == "10,000" and levels(stream) == [10_000]
    deliver(qtbot, panel, stream, grouped(make_book))
    rows = filled(panel)
    assert len(rows) == 60
    assert (rows[0][0], rows[29], rows[30], rows[59][0]) == (
        "100,300,000",
        ("100,010,000", "0.50000"),
        ("100,000,000", "0.50000"),
        "99,710,000",
    )
    middle = panel._ladder.picture.rows[SPREAD_SLOT]
    assert (middle.price_text, middle.change_text) == ("10,000", "")
    panel._grouping.menu().actions()[0].trigger()
    assert levels(stream) == [0]
    deliver(qtbot, panel, stream, make_book())
    assert panel._ladder.picture.rows[SPREAD_SLOT].price_text == "1,000"


def test_until_the_first_grouped_book_no_row_is_shown(
    qtbot: QtBot, panel: OrderbookPanel, stream: Stream, make_book: MakeBook
) -> None:
    """Neither the old book under the new unit, nor a late one of the old unit; and no click goes anywhere."""
    deliver(qtbot, panel, stream, make_book())
    panel._grouping.choose(Decimal(10_000))
    assert panel.book is None and panel.sent is None and filled(panel) == []
    assert panel._ladder._scene().waiting == "10,000 단위 호가를 기다리는 중"
    assert not panel.is_reliable
    with qtbot.assertNotEmitted(panel._feed.flushed, wait=60):
        stream.push(make_book(), grouped(make_book, level=100_000))
    assert filled(panel) == []
    deliver(qtbot, panel, stream, grouped(make_book))
    assert len(filled(panel)) == 60 and panel.is_reliable


def test_what_waited_for_the_next_frame_is_not_shown_under_another_unit(
    qtbot: QtBot, panel: OrderbookPanel, stream: Stream, make_book: MakeBook, make_trade: Callable[..., Any]
) -> None:
    """The old unit's book has come, but was not flushed yet when the trader chose."""
    deliver(qtbot, panel, stream, make_book())
    stream.push(make_book(bid=100_001_000.0))
    panel._grouping.choose(Decimal(10_000))
    deliver(qtbot, panel, stream, make_trade())
    assert filled(panel) == [] and panel.book is None


def test_an_unanswered_unit_is_told_while_the_stream_is_live(
    qtbot: QtBot, panel: OrderbookPanel, stream: Stream, make_book: MakeBook
) -> None:
    """Upbit passes a unit that it does not support over; a silent stream or a hidden panel proves nothing."""
    panel._grouping.choose(Decimal(10_000))
    assert panel._answer.isActive()
    panel.show_stale(True)
    panel._answer.timeout.emit()
    assert "기다리는 중" in panel._ladder._scene().waiting and panel._answer.isActive()
    panel.show_stale(False)
    panel.hide()
    panel._answer.timeout.emit()
    assert "기다리는 중" in panel._ladder._scene().waiting and panel._answer.isActive()
    panel.show()
    panel._answer.timeout.emit()
    assert "10,000 단위 호가가 오지 않습니다" in panel._ladder._scene().waiting
    assert not panel._answer.isActive()
    panel._grouping.choose(Decimal(100_000))
    deliver(qtbot, panel, stream, grouped(make_book, level=100_000))
    assert not panel._answer.isActive() and len(filled(panel)) == 60
    panel._grouping.choose(Decimal(10_000))
    panel._grouping.choose(Decimal(0))
    assert not panel._answer.isActive()


def test_a_click_on_a_grouped_row_gives_its_price_as_it_was_sent(
    qtbot: QtBot, panel: OrderbookPanel, stream: Stream, make_book: MakeBook
) -> None:
    panel._grouping.choose(Decimal(10_000))
    deliver(qtbot, panel, stream, grouped(make_book))
    prices: list[Decimal] = []
    panel.price_picked.connect(prices.append)
    ladder = panel._ladder
    top = place.centred_top(ladder.height() - place.FOOT_HEIGHT)
    for slot in (SPREAD_SLOT - 1, SPREAD_SLOT, SPREAD_SLOT + 1):
        at = place.row_rect(slot, top, ladder.width()).center()
        qtbot.mouseClick(ladder, Qt.MouseButton.LeftButton, pos=at)
    assert prices == [Decimal(100_010_000), Decimal(100_000_000)]


def test_a_small_unit_is_exact(
    qtbot: QtBot, panel: OrderbookPanel, stream: Stream, make_book: MakeBook
) -> None:
    """J11 for groups: no digit is made up on the way to the wish, the middle row and the form."""
    panel.show_symbol("KRW-PEPE")
    panel._grouping.choose(Decimal("0.0001"))
    assert levels(stream) == [Decimal("0.0001")]
    deliver(qtbot, panel, stream, grouped(make_book, 0.0123, 0.0001, symbol="KRW-PEPE"))
    assert panel._ladder.picture.rows[SPREAD_SLOT].price_text == "0.0001"
    prices: list[Decimal] = []
    panel.price_picked.connect(prices.append)
    top = place.centred_top(panel._ladder.height() - place.FOOT_HEIGHT)
    at = place.row_rect(SPREAD_SLOT - 1, top, panel._ladder.width()).center()
    qtbot.mouseClick(panel._ladder, Qt.MouseButton.LeftButton, pos=at)
    assert prices == [Decimal("0.0124")]


@pytest.mark.parametrize(("taker", "row"), [("BID", 100_010_000.0), ("ASK", 100_000_000.0)])
def test_the_last_trade_outlines_the_group_of_the_side_it_met(
    qtbot: QtBot,
    panel: OrderbookPanel,
    stream: Stream,
    make_book: MakeBook,
    make_trade: Callable[..., Any],
    taker: str,
    row: float,
) -> None:
    """Both touches lie in one group of prices: 100,000,000 to 100,010,000."""
    panel._grouping.choose(Decimal(10_000))
    trade = msgspec.structs.replace(make_trade(price=100_005_000.0), ask_bid=taker)
    deliver(qtbot, panel, stream, grouped(make_book), trade)
    assert [each.price for each in panel._ladder.picture.rows if each.is_last] == [row]


def order(key: str, side: str, price: int) -> OrderRecord:
    given: dict[str, Any] = {"price": Decimal(price), "remaining_volume": Decimal("0.25")}
    state = OrderState.WORKING
    return OrderRecord(key=key, market="KRW-BTC", side=side, ord_type="limit", state=state, **given)


def owners(panel: OrderbookPanel, slot: int) -> list[str]:
    """Which own orders a menu would offer at that row of what is painted."""
    top = place.centred_top(panel._ladder.height() - place.FOOT_HEIGHT)
    return [own.key for own in panel._ladder.orders_at(place.row_rect(slot, top, 1).center().y())]


def test_own_orders_stand_in_their_groups(
    qtbot: QtBot, panel: OrderbookPanel, stream: Stream, make_book: MakeBook
) -> None:
    panel.show_orders(
        [order("a", "bid", 99_999_000), order("b", "bid", 99_991_000), order("c", "ask", 100_021_000)]
    )
    panel._grouping.choose(Decimal(10_000))
    deliver(qtbot, panel, stream, grouped(make_book))
    rows = panel._ladder.picture.rows
    assert {row.price: row.own for row in rows if row.own} == {99_990_000.0: "0.5", 100_030_000.0: "0.25"}
    assert owners(panel, SPREAD_SLOT + 2) == ["a", "b"]


def test_a_menu_offers_the_orders_of_the_row_that_is_painted(
    qtbot: QtBot, panel: OrderbookPanel, stream: Stream, make_book: MakeBook
) -> None:
    """A group of the same price has come, but the trader still sees the row."""
    panel.show_orders([order("a", "bid", 100_000_000), order("b", "bid", 100_001_000)])
    deliver(qtbot, panel, stream, make_book(bid=100_004_000.0))
    panel._ladder.grab()
    assert owners(panel, SPREAD_SLOT + 5) == ["a"]
    panel.setUpdatesEnabled(False)
    panel._grouping.choose(Decimal(10_000))
    deliver(qtbot, panel, stream, grouped(make_book))
    assert owners(panel, SPREAD_SLOT + 5) == ["a"]
    panel.setUpdatesEnabled(True)
    panel._ladder.grab()
    assert owners(panel, SPREAD_SLOT + 1) == ["a", "b"]


def test_a_sweep_of_groups_is_a_bound(
    qtbot: QtBot, panel: OrderbookPanel, stream: Stream, make_book: MakeBook
) -> None:
    """Asks are rounded up and bids down: what it takes is at most this, what it brings at least this."""
    panel._grouping.choose(Decimal(10_000))
    deliver(qtbot, panel, stream, grouped(make_book, size=1.0))
    ladder = panel._ladder
    assert ladder.book is not None
    notes = [
        sweep_note(ladder.book, ladder.picture.rows[slot], slot, "", "").text
        for slot in (SPREAD_SLOT - 1, SPREAD_SLOT + 1)
    ]
    assert notes == ["≤100", "≥100"]


def test_totals_and_sums_are_those_of_the_grouped_book(
    qtbot: QtBot, panel: OrderbookPanel, stream: Stream, make_book: MakeBook
) -> None:
    panel._grouping.choose(Decimal(10_000))
    sent = msgspec.structs.replace(grouped(make_book), total_ask_size=123.0, total_bid_size=41.0)
    deliver(qtbot, panel, stream, sent)
    assert panel._ladder.picture.foot == ("123.00000", "41.00000", 0.75)
    panel.toggle_cumulative()
    assert filled(panel)[29][1] == "0.50000" and filled(panel)[0][1] == "19.35000"


def test_a_grouped_book_grows_old_and_crosses_like_any(
    qtbot: QtBot, panel: OrderbookPanel, stream: Stream, make_book: MakeBook
) -> None:
    panel._grouping.choose(Decimal(10_000))
    deliver(qtbot, panel, stream, grouped(make_book))
    panel.show_stale(True)
    assert not panel.is_reliable and "실시간 아님" in panel._ladder.doubt
    panel.show_stale(False)
    assert not panel.is_reliable  # until its own successor comes
    deliver(qtbot, panel, stream, grouped(make_book))
    assert panel.is_reliable
    first, *rest = grouped(make_book).orderbook_units
    turned = msgspec.structs.replace(first, ask_price=first.bid_price, bid_price=first.ask_price)
    crossed = msgspec.structs.replace(grouped(make_book), orderbook_units=(turned, *rest))
    deliver(qtbot, panel, stream, crossed)
    assert not panel.is_reliable and "호가 역전" in panel._ladder.doubt


def test_each_market_keeps_its_unit_also_over_a_restart(
    qtbot: QtBot,
    panel: OrderbookPanel,
    stream: Stream,
    frame_clock: FrameClock,
    favourites: Favourites,
    catalog: Catalog,
) -> None:
    panel._grouping.choose(Decimal(100_000))
    panel.show_symbol("KRW-ETH")
    assert panel._grouping.step == 0 and levels(stream) == [0]
    panel.show_symbol("KRW-BTC")
    assert panel._grouping.step == 100_000 and levels(stream) == [100_000]
    state = panel.save_state()
    panel.close_panel()
    other = OrderbookPanel(frame_clock, favourites)
    qtbot.addWidget(other)
    other.restore_state(state)
    other.show_symbol("KRW-BTC")
    assert levels(stream) == [0]  # not offered before the exchange has told so
    other.show_catalog(catalog)
    assert levels(stream) == [100_000]
    watched = stream.watched
    other.show_catalog(catalog)
    assert stream.watched == watched  # nothing new, nothing asked
    other.close_panel()


def test_a_unit_that_is_offered_no_more_gives_the_book_as_it_is(
    panel: OrderbookPanel, stream: Stream
) -> None:
    """The market's price has left the band, and the exchange tells other units."""
    panel._grouping.choose(Decimal(10_000))
    panel.show_catalog(catalog_of([Market("KRW-BTC", "비트코인", "Bitcoin", levels=(Decimal(5000),))]))
    assert levels(stream) == [0] and panel._grouping.step == 0


def test_a_switch_of_symbols_takes_the_new_markets_unit(
    qtbot: QtBot, panel: OrderbookPanel, stream: Stream, make_book: MakeBook
) -> None:
    panel._grouping.choose(Decimal(10_000))
    deliver(qtbot, panel, stream, grouped(make_book))
    panel.show_symbol("KRW-ETH")
    assert filled(panel) == [] and levels(stream) == [0]
    assert panel._ladder._scene().waiting == "호가를 기다리는 중"
    deliver(qtbot, panel, stream, make_book("KRW-ETH", 5_000_000.0))
    assert panel.book is not None and panel.book.step == 0
    panel.show_symbol("KRW-BTC")
    assert filled(panel) == [] and "10,000 단위" in panel._ladder._scene().waiting
    deliver(qtbot, panel, stream, grouped(make_book))
    assert panel.book is not None and (panel.book.symbol, panel.book.step) == ("KRW-BTC", 10_000)


@pytest.mark.parametrize("steps", [None, 3, {"KRW-BTC": "many"}, {"KRW-BTC": "-5"}, {"KRW-BTC": "NaN"}])
def test_a_damaged_state_groups_nothing(panel: OrderbookPanel, steps: object) -> None:
    panel.restore_state({"grouping": steps})
    assert panel._grouping.step == 0

"""The trader's own orders on the rows of the book, and the menu that cancels them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QContextMenuEvent, QImage, QPainter, QRegion
from PyQt6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.market.book import SPREAD_SLOT, book_of
from app.trading import OrderRecord, OrderState
from app.websocket_v6 import Orderbook
from widgets import theme
from widgets.orderbook import OrderbookPanel
from widgets.orderbook import geometry as place
from widgets.orderbook.ladder import Ladder
from widgets.orderbook.own import marks, own_orders, shortened, size_text

MakeBook = Callable[..., Orderbook]
BEST_BID, THIRD_ASK = SPREAD_SLOT + 1, SPREAD_SLOT - 3


def order(key: str, side: str, price: str, remaining: str, **more: Any) -> OrderRecord:
    given = {"market": "KRW-BTC", "ord_type": "limit", "state": OrderState.WORKING} | more
    return OrderRecord(key=key, side=side, price=Decimal(price), remaining_volume=Decimal(remaining), **given)


def own_texts(ladder: Ladder) -> dict[int, str]:
    return {slot: row.own for slot, row in enumerate(ladder.picture.rows) if row.own}


def row_middle(ladder: Ladder, slot: int) -> QPoint:
    top = place.centred_top(ladder.height() - place.FOOT_HEIGHT)
    return place.row_rect(slot, top, ladder.width()).center()


def right_click(ladder: Ladder, slot: int) -> None:
    at = row_middle(ladder, slot)
    QApplication.sendEvent(
        ladder, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, ladder.mapToGlobal(at))
    )


def test_only_orders_that_rest_in_a_book_are_marked() -> None:
    resting = order("a", "bid", "100", "1")
    others = [
        order("b", "bid", "100", "1", state=OrderState.FILLED),
        order("c", "bid", "100", "1", state=OrderState.SENDING),
        order("d", "bid", "100", "1", state=OrderState.UNKNOWN),
        order("e", "bid", "100", "1", exchange_state="watch"),
        order("f", "bid", "100", "0", state=OrderState.PARTIAL),
        OrderRecord(key="g", market="KRW-BTC", side="bid", ord_type="price", state=OrderState.WORKING),
    ]
    assert [own.key for own in own_orders([resting, *others])] == ["a"]


@pytest.mark.parametrize(
    ("size", "decimals", "text"),
    [
        ("0.0123", 5, "0.0123"),
        ("0.00512345", 5, "0.00512"),  # as exact as its column
        ("0.00000012", 2, "0.00000012"),  # never nothing
        ("1234567.5", 0, "1,234,568"),
        ("1.50000000", 3, "1.5"),
    ],
)
def test_a_mark_is_exact_where_that_is_short(size: str, decimals: int, text: str) -> None:
    assert size_text(Decimal(size), decimals) == text


def test_a_text_is_shortened_by_decimals_only() -> None:
    assert [shortened(text) for text in ("0.0512", "0.05", "12.5", "1,234", "0.15")] == [
        "0.051",
        "0.05",
        "12",
        "1,234",
        "0.15",
    ]


def test_orders_of_one_row_are_summed_and_grouped_rows_take_theirs(make_book: MakeBook) -> None:
    book = book_of(make_book(bid=100_000_000.0, tick=1000.0))
    orders = own_orders(
        [
            order("a", "bid", "99998000", "0.01"),
            order("b", "bid", "99998000.0", "0.02"),
            order("c", "ask", "100003000", "0.5"),
        ]
    )
    assert marks(orders, book, 4) == {(-1, 99_998_000.0): "0.03", (1, 100_003_000.0): "0.5"}
    assert marks(orders, replace(book, step=Decimal(10_000)), 4) == {
        (-1, 99_990_000.0): "0.03",
        (1, 100_010_000.0): "0.5",
    }


def test_rows_of_own_orders_are_marked_while_the_book_moves(
    panel: OrderbookPanel, ladder: Ladder, make_book: MakeBook
) -> None:
    ladder.show_book(book_of(make_book(bid=100_000_000.0)))
    ladder.show_orders(
        own_orders(
            [
                order("a", "bid", "100000000", "0.01"),
                order("b", "ask", "100003000", "0.02"),
                order("c", "bid", "50000000", "0.03"),  # outside the shown levels
                order("d", "ask", "99999000", "0.04"),  # no ask stands at this bid's price
            ]
        )
    )
    assert own_texts(ladder) == {BEST_BID: "0.01", THIRD_ASK: "0.02"}
    ladder.show_book(book_of(make_book(bid=100_001_000.0)))
    assert own_texts(ladder) == {BEST_BID + 1: "0.01", THIRD_ASK + 1: "0.02"}
    ladder.show_orders(())
    assert own_texts(ladder) == {}


def test_the_tags_stand_filled_at_the_outer_edges(ladder: Ladder, make_book: MakeBook) -> None:
    ladder.show_book(book_of(make_book()))
    ladder.show_orders(
        own_orders([order("a", "bid", "100000000", "0.01"), order("b", "ask", "100003000", "0.02")])
    )
    image = QImage(ladder.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    ladder._painter.paint(painter, ladder._scene(), QRegion(ladder.rect()))
    painter.end()
    colours = theme.palette()
    ask_y, bid_y = (row_middle(ladder, slot).y() for slot in (THIRD_ASK, BEST_BID))
    assert image.pixelColor(1, ask_y) == colours.fall
    assert image.pixelColor(ladder.width() - 2, bid_y) == colours.rise
    assert image.pixelColor(1, bid_y) != colours.rise


@pytest.mark.parametrize(("width", "over_change"), [(420, False), (300, True)])
def test_a_narrow_book_tells_the_size_instead_of_the_change(
    ladder: Ladder, make_book: MakeBook, width: int, over_change: bool
) -> None:
    ladder.show_trade(100_000_000.0, 99_000_000.0)
    ladder.resize(width, ladder.height())
    ladder.show_book(book_of(make_book()))
    ladder.show_orders(own_orders([order("a", "bid", "100000000", "0.0125")]))
    scene = ladder._scene()
    x, box, text = ladder._painter._tag_of(scene.picture.rows[BEST_BID], scene)
    assert text == "0.0125"
    columns = scene.columns
    if over_change:
        assert (x, x + box) == (columns.change, columns.bid)
    else:
        assert x + box == columns.right and x > columns.bid


def test_only_the_shown_market_is_marked_also_after_a_switch(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    panel.show_orders(
        [
            order("a", "bid", "100000000", "0.01"),
            order("b", "bid", "5000000", "0.2", market="KRW-ETH"),
        ]
    )
    with qtbot.waitSignal(panel._feed.flushed):
        stream.push(make_book())
    assert list(own_texts(panel._ladder).values()) == ["0.01"]
    panel.show_symbol("KRW-ETH")
    with qtbot.waitSignal(panel._feed.flushed):
        stream.push(make_book("KRW-ETH", 5_000_000.0))
    assert list(own_texts(panel._ladder).values()) == ["0.2"]


def test_a_right_click_offers_to_cancel_the_orders_of_that_row(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    wanted: list[str] = []
    panel.cancel_wanted.connect(wanted.append)
    panel.show_orders(
        [
            order("a", "bid", "100000000", "0.01"),
            order("b", "bid", "100000000", "0.00512345"),
            order("c", "bid", "99999000", "7"),
        ]
    )
    with qtbot.waitSignal(panel._feed.flushed):
        stream.push(make_book())
    QApplication.processEvents()
    right_click(panel._ladder, BEST_BID)
    (menu,) = panel.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == [
        "매수 0.01 @ 100,000,000 취소",
        "매수 0.00512345 @ 100,000,000 취소",
        "이 행의 주문 2건 모두 취소",
    ]
    menu.actions()[1].trigger()
    assert wanted == ["b"]
    menu.actions()[-1].trigger()
    assert wanted == ["b", "a", "b"]
    menu.close()


def test_a_right_click_elsewhere_offers_nothing(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    panel.show_orders([order("a", "bid", "100000000", "0.01")])
    with qtbot.waitSignal(panel._feed.flushed):
        stream.push(make_book())
    QApplication.processEvents()
    right_click(panel._ladder, THIRD_ASK)
    assert panel.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly) == []


def test_a_stale_book_still_lets_its_orders_be_cancelled(
    qtbot: QtBot, panel: OrderbookPanel, stream: Any, make_book: MakeBook
) -> None:
    panel.show_orders([order("a", "bid", "100000000", "0.01")])
    with qtbot.waitSignal(panel._feed.flushed):
        stream.push(make_book())
    panel.show_stale(True)
    QApplication.processEvents()
    right_click(panel._ladder, BEST_BID)
    (menu,) = panel.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    menu.close()

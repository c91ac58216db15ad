"""The ladder: rows that repaint, clicks that give the exact price, places that stand still."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PyQt6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QRegion, QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.market.book import SPREAD_SLOT, book_of
from app.websocket_v6 import Orderbook
from widgets import theme
from widgets.orderbook import geometry as place
from widgets.orderbook.ladder import Ladder
from widgets.theme import ROW_HEIGHT

MakeBook = Callable[..., Orderbook]
BEST_ASK, BEST_BID = SPREAD_SLOT - 1, SPREAD_SLOT + 1


class WatchedLadder(Ladder):
    """A ladder that keeps what it was asked to paint, and a screen that shows what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.regions: list[QRegion] = []
        self.screen = QImage()

    def paint_on(self, image: QImage, region: QRegion) -> None:
        painter = QPainter(image)
        painter.setClipRegion(region)
        self._painter.paint(painter, self._scene(), region)
        painter.end()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        region = QRegion(event.region())
        self.regions.append(region)
        if self.screen.size() != self.size():
            self.screen = QImage(self.size(), QImage.Format.Format_RGB32)
        self.paint_on(self.screen, region)
        super().paintEvent(event)


@pytest.fixture
def watched(qtbot: QtBot) -> WatchedLadder:
    ladder = WatchedLadder()
    qtbot.addWidget(ladder)
    ladder.resize(380, 20 * ROW_HEIGHT + place.FOOT_HEIGHT)
    ladder.clear("", "BTC")
    ladder.show()
    qtbot.waitExposed(ladder)
    QApplication.processEvents()
    QApplication.sendEvent(ladder, QEvent(QEvent.Type.Leave))  # wherever an earlier test left the mouse
    return ladder


def row_of(ladder: Ladder, slot: int) -> QRect:
    """Where a slot is on the screen while the ladder follows the middle."""
    return place.row_rect(slot, place.centred_top(ladder.height() - place.FOOT_HEIGHT), ladder.width())


def picked(ladder: Ladder) -> list[Decimal]:
    prices: list[Decimal] = []
    ladder.price_picked.connect(prices.append)
    return prices


def click(qtbot: QtBot, ladder: Ladder, slot: int) -> None:
    qtbot.mouseClick(ladder, Qt.MouseButton.LeftButton, pos=row_of(ladder, slot).center())


def show(ladder: Ladder, book: Orderbook) -> None:
    ladder.show_book(book_of(book))
    QApplication.processEvents()


def point_at(ladder: Ladder, at: QPoint) -> None:
    """The pointer moves there; sent directly, for the real pointer may be there already."""
    local, none = QPointF(at), Qt.MouseButton.NoButton
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        local,
        ladder.mapToGlobal(local),
        none,
        none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(ladder, move)


def wheel(ladder: Ladder, notches: int) -> None:
    at = QPointF(ladder.rect().center())
    event = QWheelEvent(
        at,
        ladder.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(ladder, event)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("symbol", "bid", "tick", "exact"),
    [
        ("KRW-BTC", 100_000_000.0, 1000.0, "100000000"),
        ("KRW-PEPE", 0.0123, 0.00001, "0.0123"),
        ("BTC-ETH", 0.00000321, 1e-8, "0.00000321"),
        ("USDT-BTC", 88_123.45, 0.01, "88123.45"),
    ],
)
def test_a_click_gives_the_price_exactly_as_it_was_sent(
    qtbot: QtBot, ladder: Ladder, make_book: MakeBook, symbol: str, bid: float, tick: float, exact: str
) -> None:
    show(ladder, make_book(symbol, bid, tick=tick))
    prices = picked(ladder)
    click(qtbot, ladder, BEST_BID)
    assert prices == [Decimal(exact)]
    assert isinstance(prices[0], Decimal)


def test_a_click_takes_what_was_painted_not_what_has_come_since(
    qtbot: QtBot, ladder: Ladder, make_book: MakeBook
) -> None:
    show(ladder, make_book(bid=100_000_000.0))
    prices = picked(ladder)
    ladder.show_book(book_of(make_book(bid=100_005_000.0)))
    click(qtbot, ladder, BEST_ASK)
    assert prices == [Decimal(100_001_000)]


def test_a_thin_book_touches_the_spread_and_its_empty_rows_take_no_click(
    qtbot: QtBot, ladder: Ladder, make_book: MakeBook
) -> None:
    show(ladder, make_book(asks=3, bids=2))
    prices = picked(ladder)
    for slot in (BEST_ASK - 3, BEST_ASK - 2, BEST_ASK, SPREAD_SLOT, BEST_BID, BEST_BID + 1, BEST_BID + 2):
        click(qtbot, ladder, slot)
    assert prices == [Decimal(text) for text in ("100003000", "100001000", "100000000", "99999000")]
    spread = ladder.picture.rows[SPREAD_SLOT]
    assert (spread.price_text, spread.change_text) == ("1,000", "0.001%")


@pytest.mark.parametrize("crossed", [0.0, -2000.0])
def test_a_crossed_book_is_dated_and_takes_no_click(
    qtbot: QtBot, ladder: Ladder, make_book: MakeBook, crossed: float
) -> None:
    show(ladder, make_book(tick=1000.0))
    good = make_book()
    first = good.orderbook_units[0]
    units = (type(first)(first.bid_price + crossed, first.bid_price, 1.0, 1.0), *good.orderbook_units[1:])
    prices = picked(ladder)
    show(ladder, type(good)(good.type, good.code, good.timestamp, 1.0, 1.0, units, good.stream_type))
    click(qtbot, ladder, BEST_BID)
    assert prices == []
    assert not ladder.is_reliable
    assert "12:17:15" in ladder.doubt
    show(ladder, good)
    click(qtbot, ladder, BEST_BID)
    assert prices == [Decimal(100_000_000)]
    assert ladder.doubt == ""


def test_a_doubted_book_takes_no_click(qtbot: QtBot, ladder: Ladder, make_book: MakeBook) -> None:
    show(ladder, make_book())
    prices = picked(ladder)
    ladder.show_doubt("실시간 아님")
    click(qtbot, ladder, BEST_BID)
    qtbot.keyClick(ladder, Qt.Key.Key_Down)
    qtbot.keyClick(ladder, Qt.Key.Key_Return)
    assert prices == []
    ladder.show_doubt("")
    click(qtbot, ladder, BEST_BID)
    assert prices == [Decimal(100_000_000)]


def test_only_the_rows_that_changed_are_painted(watched: WatchedLadder, make_book: MakeBook) -> None:
    book = make_book()
    show(watched, book)
    watched.regions.clear()
    units = list(book.orderbook_units)
    for rank in (2, 5):
        units[rank] = type(units[rank])(units[rank].ask_price, units[rank].bid_price, 0.51, 0.52)
    show(
        watched,
        type(book)(
            book.type, book.code, book.timestamp, book.total_ask_size, book.total_bid_size, tuple(units), ""
        ),
    )
    expected = QRegion()
    for slot in (BEST_ASK - 5, BEST_ASK - 2, BEST_BID + 2, BEST_BID + 5):
        expected |= QRegion(row_of(watched, slot))
    (region,) = watched.regions
    assert region.xored(expected).isEmpty()


def test_the_same_book_again_paints_nothing(watched: WatchedLadder, make_book: MakeBook) -> None:
    show(watched, make_book())
    watched.regions.clear()
    show(watched, make_book())
    assert watched.regions == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    steps=st.lists(
        st.tuples(st.integers(-4, 4), st.integers(1, 30), st.integers(1, 30), st.booleans()),
        min_size=1,
        max_size=6,
    ),
    locked=st.booleans(),
)
def test_partial_repaints_add_up_to_the_whole_picture(
    watched: WatchedLadder, make_book: MakeBook, steps: list[tuple[int, int, int, bool]], locked: bool
) -> None:
    """What dirty rows leave on the screen is what one paint of everything would show."""
    watched.clear("", "BTC")
    watched.set_following(True)
    watched.set_following(not locked)
    for ticks, asks, bids, cumulative in steps:
        watched.set_cumulative(cumulative)
        watched.show_trade(100_000_000.0 + 1000 * ticks, 99_000_000.0)
        show(watched, make_book(bid=100_000_000.0 + 1000 * ticks, asks=asks, bids=bids))
    whole = QImage(watched.size(), QImage.Format.Format_RGB32)
    watched.paint_on(whole, QRegion(watched.rect()))
    assert watched.screen == whole


def test_following_keeps_the_spread_in_the_middle(qtbot: QtBot, ladder: Ladder, make_book: MakeBook) -> None:
    show(ladder, make_book())
    prices = picked(ladder)
    show(ladder, make_book(bid=100_007_000.0))
    ladder.resize(380, 30 * ROW_HEIGHT + place.FOOT_HEIGHT)
    QApplication.processEvents()
    click(qtbot, ladder, BEST_BID)
    assert prices == [Decimal(100_007_000)]


@pytest.mark.parametrize("ticks", [-6, -1, 1, 6])
def test_locked_rows_stand_still_under_the_pointer(
    qtbot: QtBot, ladder: Ladder, make_book: MakeBook, ticks: int
) -> None:
    show(ladder, make_book())
    ladder.set_following(False)
    prices = picked(ladder)
    at = row_of(ladder, BEST_BID + 4).center()
    point_at(ladder, at)
    show(ladder, make_book(bid=100_000_000.0 + ticks * 1000))
    qtbot.mouseClick(ladder, Qt.MouseButton.LeftButton, pos=at)
    assert prices == [Decimal(99_996_000)]


def test_the_wheel_locks_and_the_space_key_recentres(
    qtbot: QtBot, ladder: Ladder, make_book: MakeBook
) -> None:
    show(ladder, make_book())
    told: list[bool] = []
    ladder.following_changed.connect(told.append)
    prices = picked(ladder)
    wheel(ladder, 1)
    assert not ladder.following
    qtbot.mouseClick(ladder, Qt.MouseButton.LeftButton, pos=row_of(ladder, BEST_BID + 3).center())
    qtbot.keyClick(ladder, Qt.Key.Key_Space)
    QApplication.processEvents()
    click(qtbot, ladder, BEST_BID)
    assert prices == [Decimal(100_000_000)] * 2
    assert told == [False, True]


def test_keys_walk_the_rows_and_pick(qtbot: QtBot, ladder: Ladder, make_book: MakeBook) -> None:
    show(ladder, make_book())
    prices = picked(ladder)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(ladder, key)
    assert prices == [Decimal(100_001_000), Decimal(99_999_000)]
    for _ in range(15):
        qtbot.keyClick(ladder, Qt.Key.Key_Down)
    QApplication.processEvents()
    qtbot.keyClick(ladder, Qt.Key.Key_Return)
    assert prices[-1] == Decimal(99_984_000)


def test_bars_sums_and_totals_are_of_one_snapshot(ladder: Ladder, make_book: MakeBook) -> None:
    book = make_book(asks=3, bids=3)
    show(ladder, book)
    rows = ladder.picture.rows
    assert [rows[s].size_text for s in (BEST_ASK - 2, BEST_ASK - 1, BEST_ASK)] == [
        "0.52000",
        "0.51000",
        "0.50000",
    ]
    ladder.set_cumulative(True)
    rows = ladder.picture.rows
    assert [rows[s].size_text for s in (BEST_ASK - 2, BEST_ASK - 1, BEST_ASK)] == [
        "1.53000",
        "1.01000",
        "0.50000",
    ]
    assert ladder.picture.foot.ask_text == "1.53000"
    assert ladder.picture.foot.bid_text == "1.56000"
    bars = [rows[s].bar for s in (BEST_BID, BEST_BID + 1, BEST_BID + 2)]
    assert bars == sorted(bars)
    assert max(row.bar for row in rows) == bars[-1]


def ink(image: QImage, area: QRect) -> QRect:
    """Where in an area anything but the ladder's ground is painted."""
    ground = theme.palette().panel.rgb()
    found = QRegion()
    for y in range(area.top(), area.bottom() + 1):
        for x in range(area.left(), area.right() + 1):
            if image.pixel(x, y) != ground:
                found += QRect(x, y, 1, 1)
    return found.boundingRect()


@pytest.mark.parametrize("width", [380, 520, 240])
def test_a_ladder_that_waits_is_one_ground_with_its_sentence_in_the_middle(
    watched: WatchedLadder, width: int
) -> None:
    watched.clear("호가를 기다리는 중", "NOPE")
    QApplication.processEvents()
    watched.resize(width, watched.height())
    QApplication.processEvents()
    text = ink(watched.screen, watched.rect())
    assert abs(text.center().x() - width // 2) <= 2
    assert text.height() < ROW_HEIGHT, "no foot and nothing else"
    watched.regions.clear()
    watched.resize(width + 60, watched.height() + 30)
    QApplication.processEvents()
    assert watched.regions[-1].boundingRect() == watched.rect()


def test_a_ladder_that_waits_after_another_market_has_no_foot(
    watched: WatchedLadder, make_book: MakeBook
) -> None:
    show(watched, make_book())
    watched.clear("호가를 기다리는 중", "NOPE")
    QApplication.processEvents()
    foot = QRect(0, watched.height() - place.FOOT_HEIGHT, watched.width(), place.FOOT_HEIGHT)
    assert ink(watched.screen, foot).isEmpty()
    show(watched, make_book())
    assert not ink(watched.screen, foot).isEmpty()


def test_the_last_trades_row_is_outlined_and_prices_are_compared_with_the_close(
    ladder: Ladder, make_book: MakeBook
) -> None:
    show(ladder, make_book())
    ladder.show_trade(99_998_000.0, 100_000_000.0)
    rows = ladder.picture.rows
    assert [slot for slot, row in enumerate(rows) if row.is_last] == [BEST_BID + 2]
    assert (rows[BEST_ASK].sign, rows[BEST_ASK].change_text) == (1, "0.00%")
    assert (rows[BEST_BID].sign, rows[BEST_BID].change_text) == (0, "0.00%")
    assert (rows[BEST_BID + 29].sign, rows[BEST_BID + 29].change_text) == (-1, "-0.03%")


def test_prices_get_the_decimals_that_the_finest_one_needs(ladder: Ladder, make_book: MakeBook) -> None:
    # The market's tick size is known from above the band's edge, the book reaches below it.
    ladder.clear("", "COIN", 0)
    show(ladder, make_book("KRW-COIN", 100.0, tick=0.1))
    rows = ladder.picture.rows
    assert rows[BEST_BID].price_text == "100.0"
    assert rows[BEST_BID + 1].price_text == "99.9"


def test_no_size_loses_digits_in_a_narrow_panel(ladder: Ladder, make_book: MakeBook) -> None:
    ladder.resize(220, 400)
    show(ladder, make_book("KRW-BTC", size=12_345.6789))
    widest = max(ladder.picture.rows, key=lambda row: len(row.size_text)).size_text
    metrics: Any = ladder._painter.figure
    columns = ladder._composer.columns
    assert metrics.width(widest) <= min(columns.price, columns.right - columns.bid) - 2 * place.PAD


def test_another_market_starts_empty(qtbot: QtBot, ladder: Ladder, make_book: MakeBook) -> None:
    show(ladder, make_book())
    prices = picked(ladder)
    ladder.clear("기다리는 중", "ETH")
    QApplication.processEvents()
    click(qtbot, ladder, BEST_BID)
    assert prices == []
    assert ladder.book is None
    assert not any(row.price for row in ladder.picture.rows)


def test_without_a_previous_close_there_is_no_column_for_the_change() -> None:
    assert not place.columns(380, 80, 0).shows_change
    assert place.columns(380, 80, 40).shows_change

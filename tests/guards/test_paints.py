"""Painted is what changed, at most sixty times a second, and no text is laid out twice."""

import time
from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QEvent, QTimer
from PyQt6.QtGui import QPainter, QTextLayout
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.market.book import book_of
from tests.fakes import Stream
from tests.guards.conftest import book
from widgets import stamps
from widgets.frame_clock import FrameClock
from widgets.links import Favourites
from widgets.orderbook import OrderbookPanel
from widgets.orderbook.ladder import Ladder
from widgets.orderbook.painting import LadderPainter, Scene
from widgets.profiler import PROFILER
from widgets.theme import ROW_HEIGHT

FLOOD_SECONDS = 1.0


@pytest.fixture
def ladder(qtbot: QtBot) -> Ladder:
    """A ladder of all 61 rows with a book, painted."""
    ladder = Ladder()
    qtbot.addWidget(ladder)
    ladder.resize(380, 62 * ROW_HEIGHT + 30)
    ladder.clear("", "BTC")
    ladder.show_book(book_of(book()))
    ladder.show()
    qtbot.waitExposed(ladder)
    qtbot.waitUntil(lambda: ladder._painted[2] is not None)
    QApplication.sendEvent(ladder, QEvent(QEvent.Type.Leave))  # wherever an earlier test left the mouse
    QApplication.processEvents()
    return ladder


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[list[int]]]:
    """The rows of each paint of a ladder."""
    paints: list[list[int]] = []
    paint = LadderPainter._rows

    def counted(self: LadderPainter, painter: QPainter, scene: Scene, slots: list[int]) -> None:
        paints.append(slots)
        paint(self, painter, scene, slots)

    monkeypatch.setattr(LadderPainter, "_rows", counted)
    yield paints


@pytest.mark.parametrize("changed", [1, 3, 5])
def test_one_row_is_painted_a_changed_level(
    qtbot: QtBot, ladder: Ladder, painted: list[list[int]], changed: int
) -> None:
    ladder.show_book(book_of(book(1, touched=changed)))
    qtbot.waitUntil(lambda: bool(painted))
    assert [len(slots) for slots in painted] == [changed]


def test_an_equal_book_paints_nothing(ladder: Ladder, painted: list[list[int]]) -> None:
    ladder.show_book(book_of(book(1)))
    QApplication.processEvents()
    assert painted == []


def test_no_text_of_an_unchanged_book_is_laid_out_again(
    ladder: Ladder, painted: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts: list[str] = []
    stamped: list[str] = []
    make = stamps.Type._make

    def laid_out(text: str, *arguments: object) -> QTextLayout:
        layouts.append(text)
        return QTextLayout(text, *arguments)

    def made(self: stamps.Type, known: object, texts: object, *look: object) -> None:
        stamped.extend(texts := list(texts))  # type: ignore[call-overload]
        make(self, known, texts, *look)  # type: ignore[arg-type]

    monkeypatch.setattr(stamps, "QTextLayout", laid_out)
    monkeypatch.setattr(stamps.Type, "_make", made)
    ladder.update()
    QApplication.processEvents()
    assert len(painted) == 1 and len(painted[0]) == 61
    assert (layouts, stamped) == ([], [])


def test_a_flood_is_painted_at_most_sixty_times_a_second(
    qtbot: QtBot, stream: Stream, frame_clock: FrameClock
) -> None:
    panel = OrderbookPanel(frame_clock, Favourites([], frame_clock))
    qtbot.addWidget(panel)
    panel.show_symbol("KRW-BTC")
    panel.show()
    qtbot.waitExposed(panel)
    numbers = iter(range(1, 10**9))
    flood = QTimer(panel)
    flood.timeout.connect(lambda: stream.push(*(book(next(numbers), touched=5) for _ in range(5))))
    profile, began = PROFILER.begin(), time.monotonic()
    flood.start(0)
    qtbot.waitUntil(lambda: time.monotonic() - began > FLOOD_SECONDS, timeout=20_000)
    flood.stop()
    took = time.monotonic() - began
    paints, books = profile.panels["orderbook"].paint.count, next(numbers)
    PROFILER.end()
    panel.close_panel()
    # The first at once, one a sixtieth, and the parts that a window's own system asks for.
    assert 1 < paints <= took * 60 + 4
    assert books > 2 * paints, "no flood: nothing was shown by this"

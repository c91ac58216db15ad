"""The real desk in this process: real window, real exchange process, real sockets, the qasync loop."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QAbstractItemView, QApplication, QWidget
from PyQt6.sip import isdeleted

from app.language import choose, chosen
from app.logs import Redactor
from app.options import Options
from tests.end_to_end.exchange import Exchange
from widgets import application, desk
from widgets.event_loop import event_loop
from widgets.main_window import MainWindow
from widgets.workspace import Workspace

CLEAN: dict[str, object] = {"code": 0, "errors": [], "tasks": [], "sockets": [], "children": []}


@dataclass
class Running:
    """A desk that is on the screen; what a hand and an eye can do with it."""

    window: MainWindow
    data_dir: Path
    left: dict[str, object] = field(default_factory=dict)

    @property
    def workspace(self) -> Workspace:
        assert self.window.workspace is not None
        return self.window.workspace

    async def until(self, condition: Callable[[], object], seconds: float, what: str) -> None:
        """Let the desk live until the condition holds; fails with what was waited for."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not condition():
            if loop.time() > deadline:
                pytest.fail(f"not within {seconds} s: {what}; notices: {self.window.notices.texts}")
            await asyncio.sleep(0.01)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Press and release the left button."""
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, pos=at if at is not None else widget.rect().center()
        )

    def hover(self, widget: QWidget, at: QPoint, held: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
        """Move the pointer there; `QTest.mouseMove` would run a loop inside the task that calls it."""
        places, none = (QPointF(at), QPointF(widget.mapToGlobal(at))), Qt.MouseButton.NoButton
        event = QMouseEvent(QEvent.Type.MouseMove, *places, none, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(widget, event)

    def click_row(self, view: QAbstractItemView, row: int, column: int) -> None:
        """Click a cell of a table where it is on the screen."""
        index = view.model().index(row, column)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center())

    def type_into(self, widget: QWidget, text: str) -> None:
        """Put the text there key by key, instead of what was in it."""
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(widget, text)


Scenario = Callable[[Running], Awaitable[None]]
RunDesk = Callable[..., Running]


@pytest.fixture
def run_desk(
    qapp: QApplication, tmp_path: Path, few_markets: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RunDesk]:
    """Open the desk, play the scenario, close it; tells what was left behind."""
    monkeypatch.setattr(desk, "CLOSE_SECONDS", 40.0)  # on a busy machine all that is closed needs longer
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def run(scenario: Scenario, environment: dict[str, str] | None = None, **options: object) -> Running:
        told = Options(**{"data_dir": tmp_path, "seed": 1, **options})  # type: ignore[arg-type]
        choose(told.language)
        application.create(told.language)
        with asyncio.Runner(loop_factory=lambda: event_loop(qapp)) as runner:
            return runner.run(_play(told, environment or {}, scenario))

    yield run
    if chosen() != "ko":
        choose("ko")
        application.speak(qapp, "ko")
    for number, handler in handlers.items():
        signal.signal(number, handler)


async def _play(options: Options, environment: dict[str, str], scenario: Scenario) -> Running:
    reporter = application.ErrorReporter()
    errors: list[str] = []
    reporter.happened.connect(errors.append)
    me = psutil.Process()
    others = me.children(recursive=True)
    living = asyncio.create_task(desk.run(options, reporter, Redactor(), environment))
    await asyncio.sleep(0)  # the desk makes its window in its first step
    if living.done():
        living.result()
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    running = Running(window, options.data_dir)
    try:
        await scenario(running)
    finally:
        if not isdeleted(running.window):  # one that waited for an answer has closed by itself
            running.window.close()
        code = await asyncio.wait_for(living, 60)
    running.left = {
        "code": code,
        "errors": errors,
        "tasks": [task.get_name() for task in asyncio.all_tasks() - {asyncio.current_task()}],
        "sockets": [c for c in me.net_connections("inet") if c.status == psutil.CONN_ESTABLISHED],
        "children": [child for child in me.children(recursive=True) if child not in others],
    }
    return running


@pytest.fixture(scope="module")
def exchange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    """An exchange as a process of its own, with the accounts of exchange.py, for all tests of a file."""
    running = Exchange(tmp_path_factory.mktemp("exchange"))
    yield running
    running.end()


Play = Callable[..., None]


@pytest.fixture
def play(run_desk: RunDesk, exchange: Exchange) -> Play:
    """Play a scenario on a desk that trades at `exchange`; it may leave nothing behind."""

    def played(scenario: Scenario, key: str | None = "main", **options: object) -> None:
        assert run_desk(scenario, exchange.environment(key), **options).left == CLEAN

    return played

"""One life of the desk: window first, then the session, then the panels; all of it ended in order."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.endpoints import Mode
from app.errors import HogaError, SettingsError
from app.language import Sentence
from app.logs import Redactor
from app.market.symbols import is_code
from app.options import Options
from app.settings import Settings, SettingsFile
from app.starts import BEFORE, ENOUGH, SAFE, SETTLED_SECONDS, Starts, made_safe
from app.tasks import TaskOwner
from widgets import application
from widgets.first_window import Door, claim
from widgets.main_window import SIZE, MainWindow
from widgets.profile_file import recorded

if TYPE_CHECKING:
    from app.session import Session

_log = logging.getLogger(__name__)
CLOSE_SECONDS, SAVE_SECONDS = 4.0, 1.0
PATIENCE_SECONDS, LOOK_SECONDS = 15.0, 0.1  # a picture without data is worth some seconds of waiting
_NO_DATA = Sentence(
    "그림을 저장했지만 거래소에서 받은 자료가 아직 없는 패널이 있습니다: {0}",
    "The picture is taken, but these panels have no data from the exchange yet: {0}",
)


async def run(
    options: Options,
    reporter: application.ErrorReporter,
    redactor: Redactor,
    environment: Mapping[str, str],
) -> int:
    """Show the desk until it is closed; the exit code. HogaError when it can't be opened."""
    asyncio.get_running_loop().set_exception_handler(reporter.on_loop_error)
    wanted: Options | None = options
    while wanted is not None:
        wanted = await _live(wanted, reporter, redactor, environment)
    return 0


async def _live(
    options: Options,
    reporter: application.ErrorReporter,
    redactor: Redactor,
    environment: Mapping[str, str],
) -> Options | None:
    """One window from its first paint to its last clean-up; how the desk goes on, None for not at all."""
    lock = claim(options.data_dir)
    file, starts = SettingsFile(options.data_dir), Starts(options.data_dir)
    settings, complaint = file.load()
    complaints = [complaint] if complaint else []
    if starts.begin() >= ENOUGH:
        settings = made_safe(settings)
        complaints.append(f"{SAFE} {BEFORE}")
    remembered = settings.symbol if is_code(settings.symbol) else Settings().symbol
    window = MainWindow(options.mode, settings, options.symbol or remembered)
    reporter.happened.connect(window.notices.error)
    application.on_termination(window, window.close)
    for told in complaints:
        window.notices.warn(told)
    life = DeskLife(window, options, file, starts)
    try:
        async with recorded(options.profile, window):
            await life.run(redactor, environment)
    except HogaError:
        starts.settled()  # a reason that the person is told is no crash
        raise
    else:
        starts.settled()
        return life.after
    finally:
        window.deleteLater()
        lock.release()


class DeskLife:
    """What happens between the first paint and the last clean-up.

    Attributes:
        after: what to start with once all of this has ended; None: nothing
    """

    def __init__(self, window: MainWindow, options: Options, file: SettingsFile, starts: Starts) -> None:
        self._window = window
        self._starts = starts
        self._options = options
        self._file = file
        self._closed = asyncio.Event()
        self._painted = asyncio.Event()
        self._unsaved: Settings | None = None
        self._writing = asyncio.Lock()
        self._tasks = TaskOwner("desk")
        self.after: Options | None = None
        window.demo_wanted.connect(self._on_demo_wanted)
        window.closing.connect(self._closed.set)
        window.painted.connect(self._on_painted)
        window.changed.connect(self._save)

    async def run(self, redactor: Redactor, environment: Mapping[str, str]) -> None:
        """Everything from show to clean-up."""
        started = time.monotonic()
        if self._options.screenshot is not None:
            self._window.resize(*SIZE)  # pictures are alike, however large the window was last time
        self._window.show()
        await self._unless_closed(self._painted.wait())
        door = Door(self._options.data_dir, self._window)
        # The network libraries cost more than the first paint: only now, and beside the living window.
        await self._unless_closed(_load("app.session"))
        from app.session import Session

        session = Session(
            self._options.mode, self._options.data_dir, environment, redactor, seed=self._options.seed
        )
        try:
            await self._unless_closed(self._open(session))
            if not self._closed.is_set():
                self._window.fill(session)
                self._tasks.start("settle", self._settle())
            await self._until_closed(started)
        finally:
            door.close()
            last = self._window.settings()
            self._window.empty()
            self._unsaved = last
            # A disk that hangs must not keep the desk open; the thread that writes goes on meanwhile.
            await asyncio.wait({self._tasks.start("last save", self._write())}, timeout=SAVE_SECONDS)
            await self._in_time(session)

    async def _open(self, session: Session) -> None:
        """Find the exchange and load the panels' code, both at once."""
        loading = self._tasks.start("load", _load("widgets.workspace"))
        await session.open()
        await loading

    async def _settle(self) -> None:
        if self._options.screenshot is None:
            self._window.welcome()
        await asyncio.sleep(SETTLED_SECONDS)
        self._starts.settled()

    async def _end(self, session: Session) -> None:
        if self._window.workspace is not None:
            await self._window.workspace.finish()
        await session.close()

    async def _until_closed(self, started: float) -> None:
        picture = self._options.screenshot
        if picture is None:
            await self._closed.wait()
            return
        wait = max(0.0, started + self._options.after - time.monotonic())
        await self._unless_closed(asyncio.sleep(wait))
        await self._unless_closed(self._data())
        if not self._closed.is_set():
            self._take(picture)
            self._window.close()

    async def _data(self) -> None:
        """Until every panel has something to show, but not for ever: then say which has not."""
        workspace, deadline = self._window.workspace, time.monotonic() + PATIENCE_SECONDS
        while workspace is not None and (missing := workspace.waiting()):
            if time.monotonic() > deadline:
                print(str(_NO_DATA).format(", ".join(missing)), file=sys.stderr)  # noqa: T201
                return
            await asyncio.sleep(LOOK_SECONDS)

    def _take(self, picture: Path) -> None:
        if not self._window.grab().save(str(picture)):
            sentence = Sentence(
                f"그림 {picture}을(를) 저장할 수 없습니다.", f"The picture {picture} cannot be written."
            )
            raise HogaError(sentence.en, sentence)

    async def _unless_closed(self, work: Awaitable[Any]) -> None:
        """Do `work`, but give it up as soon as the window is closed; its HogaError is raised here."""
        working = self._tasks.start("work", _error_of(work))
        closing = self._tasks.start("closed", self._closed.wait())
        await asyncio.wait({working, closing}, return_when=asyncio.FIRST_COMPLETED)
        self._tasks.cancel("closed")
        self._tasks.cancel("work")
        await asyncio.wait({working, closing})  # nothing of it may run beside the clean-up
        if working.done() and not working.cancelled() and (error := working.result()) is not None:
            raise error

    async def _in_time(self, session: Session) -> None:
        ending = self._tasks.start("end", self._end(session))
        await asyncio.wait({ending}, timeout=CLOSE_SECONDS)
        if not ending.done():
            _log.error("the session did not end within %s s", CLOSE_SECONDS)
            session.abandon()
        await self._tasks.aclose()

    def _on_painted(self) -> None:
        _log.info("first paint")  # benchmarks/start.py reads when
        self._painted.set()

    def _on_demo_wanted(self) -> None:
        """The same desk on the demo exchange: this one ends as on any other day first."""
        self.after = replace(self._options, mode=Mode.DEMO, symbol=None, profile=None)
        self._window.close()

    def _save(self) -> None:
        self._unsaved = self._window.settings()
        self._tasks.start(None, self._write())

    async def _write(self) -> None:
        if self._options.screenshot is not None:
            return  # who takes a picture changes nothing
        async with self._writing:
            settings, self._unsaved = self._unsaved, None
            if settings is None:
                return  # on a slow disk one write is for all changes that came during the one before
            try:
                await asyncio.to_thread(self._file.save, settings)
            except SettingsError as error:
                _log.error("%s", error)
                self._window.notices.error(error.sentence)


async def _load(module: str) -> None:
    """Import a module in a thread, so that the window goes on painting meanwhile."""
    await asyncio.to_thread(import_module, module)


async def _error_of(work: Awaitable[Any]) -> HogaError | None:
    """What `work` failed with on purpose: a sentence for the person, no traceback for the log."""
    try:
        await work
    except HogaError as error:
        return error
    return None

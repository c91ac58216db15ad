"""The alerts of one data directory and mode: one JSON file, replaced atomically."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec

from app.alerts.engine import Fired, Reading, State, Watch
from app.alerts.fills import Executed
from app.alerts.habits import Habits
from app.alerts.rules import MOST, Alert, OrderFilled
from app.errors import SettingsError
from app.files import replace_file
from app.language import Sentence

VERSION = 1
KEPT = 200  # of what fired, the newest
LARGEST_FILE = 4 * 1024 * 1024  # bytes

NOT_SAVED = Sentence(
    "알림을 저장할 수 없습니다. 다시 시작하면 지금의 알림이 사라질 수 있습니다.",
    "The alerts can't be saved; after a restart the present ones may be gone.",
)
DAMAGED = Sentence(
    "알림 파일이 손상되어 알림 없이 시작합니다. 손상된 파일:",
    "The alerts were damaged, so Hoga starts without any. The damaged file:",
)
UNREADABLE = Sentence(
    "알림 파일을 읽을 수 없어 알림 없이 시작합니다. 이번에는 알림이 저장되지 않습니다.",
    "The alerts can't be read, so Hoga starts without any and will not save them this time.",
)


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept of alerts. `seen_ms`: when prices were last watched; `fired` is newest last."""

    version: int = VERSION
    alerts: tuple[Alert, ...] = ()
    watches: dict[int, Watch] = {}
    readings: dict[str, Reading] = {}
    fired: tuple[Fired, ...] = ()
    habits: Habits = Habits()
    orders: dict[str, Executed] = {}
    seen_ms: int = 0

    def __post_init__(self) -> None:
        if len(self.alerts) > MOST or len(self.fired) > KEPT:
            raise ValueError("too many alerts")
        if len({alert.id for alert in self.alerts}) != len(self.alerts):
            raise ValueError("two alerts of one number")

    @property
    def state(self) -> State:
        """What the engine goes on from."""
        return State({alert.id: alert for alert in self.alerts}, self.watches, self.readings)


def first_book() -> Book:
    """What a desk begins with: its own executions are told, in every market."""
    return Book(alerts=(Alert(id=1, symbol="", rule=OrderFilled(), repeats=True, cool_down=0),))


class AlertFile:
    """Reads and writes the book; a damaged file is moved aside, never overwritten."""

    def __init__(self, directory: Path, mode: str) -> None:
        self._path = directory / f"alerts-{mode}.json"
        self._is_ours = True

    def load(self) -> tuple[Book, str | None]:
        """The book, and a sentence for the person when there was one that can't be used."""
        try:
            return _read(self._path), None
        except FileNotFoundError:
            return first_book(), None
        except OSError:
            self._is_ours = False
            return Book(), str(UNREADABLE)
        except (ValueError, RecursionError) as error:
            return Book(), self._put_aside(error)

    def save(self, book: Book) -> None:
        """Write the book; SettingsError if it can't be."""
        if not self._is_ours:
            return
        try:
            replace_file(self._path, msgspec.json.format(msgspec.json.encode(book), indent=1))
        except OSError as error:
            raise SettingsError(f"cannot save {self._path}: {error}", NOT_SAVED) from error

    def _put_aside(self, error: Exception) -> str:
        stem = self._path.stem
        names = (f"{stem}.damaged{number or ''}.json" for number in itertools.count())
        kept = next(path for name in names if not (path := self._path.with_name(name)).exists())
        try:
            self._path.rename(kept)
        except OSError:
            self._is_ours = False
            return str(UNREADABLE)
        return f"{DAMAGED} {kept.name} ({error})"


def _read(path: Path) -> Book:
    if path.stat().st_size > LARGEST_FILE:
        raise ValueError("it is far too large")
    book = msgspec.json.decode(path.read_bytes(), type=Book)
    if book.version > VERSION:
        raise ValueError(f"it was written by a newer Hoga (version {book.version})")
    return book

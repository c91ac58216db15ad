"""What the desk remembers between two starts: one JSON file, replaced atomically, with a last-good copy."""

from __future__ import annotations

import itertools
import logging
import shutil
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from app.errors import SettingsError
from app.files import replace_file, unusable
from app.language import Sentence
from app.look import ChartMarks, Look

VERSION = 1
LARGEST_FILE = 4 * 1024 * 1024  # bytes; a settings file is a few kilobytes

NOT_SAVED = Sentence("설정을 저장할 수 없습니다.", "The settings can't be saved.")
NEWER = Sentence(
    "설정 파일이 더 새로운 버전의 Hoga에서 저장된 것이라 읽지 않았습니다. 그 파일을 보관한 이름:",
    "The settings were saved by a newer Hoga and have not been read. Their file is kept as:",
)
RESTORED = Sentence(
    "설정 파일이 손상되어 마지막 정상본으로 복원했습니다. 손상된 파일:",
    "The settings were damaged and have been restored from the last good copy. The damaged file:",
)
DEFAULTS = Sentence(
    "설정 파일이 손상되어 기본값으로 시작합니다. 손상된 파일:",
    "The settings were damaged, so Hoga starts with its defaults. The damaged file:",
)

# What is nested deeper than Python goes is a RecursionError, which is no ValueError.
_UNUSABLE = (OSError, ValueError, RecursionError)

_log = logging.getLogger(__name__)


class NewerSettings(ValueError):
    """A whole file of a later version, which this one would only understand in part."""


class Threshold(msgspec.Struct, frozen=True):
    """Above `ask` the order needs a second yes, above `refuse` it is not sent; None: never."""

    ask: Decimal | None = None
    refuse: Decimal | None = None

    def __post_init__(self) -> None:
        for limit in (self.ask, self.refuse):
            if limit is not None and not (limit.is_finite() and limit >= 0 and limit.adjusted() <= 20):
                raise ValueError("a limit is no amount")


def _totals() -> dict[str, Threshold]:
    return {
        "KRW": Threshold(ask=Decimal(30_000_000)),
        "BTC": Threshold(ask=Decimal("0.2")),
        "USDT": Threshold(ask=Decimal(20_000)),
    }


class OrderGuards(msgspec.Struct, frozen=True, kw_only=True):
    """주문 착오방지: the order's total by quote currency; the per cent and the ticks that it trades beyond
    the best price; the per cent of the visible depth that it takes. What a tick is worth differs from market
    to market by a thousand times, so that no number of them is a limit for everybody."""

    totals: dict[str, Threshold] = msgspec.field(default_factory=_totals)
    through: Threshold = Threshold(ask=Decimal(3), refuse=Decimal(20))
    ticks: Threshold = Threshold()
    depth: Threshold = Threshold(ask=Decimal(30))


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Where the panels stand: the docks' state in base64, who is there, and which colour each follows."""

    state: str = ""
    open: tuple[str, ...] = ()
    groups: dict[str, str] = {}


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the desk restores; every field has a value to start with.

    `layout` and `geometry` are Qt's own states in base64; `panels` is what each panel saved of itself.
    `open` names the panels on the desk, none: those of the first start; `groups` the colour that a panel
    follows where it is not the main one, `symbols` the markets of the other colours; `keys` the keys that
    are not the default ones; `drawings` what was drawn on the charts of each market.
    """

    version: int = VERSION
    symbol: str = "KRW-BTC"
    favourites: tuple[str, ...] = ()
    layout: str = ""
    geometry: str = ""
    panels: dict[str, dict[str, Any]] = {}
    guards: OrderGuards = OrderGuards()
    look: Look = Look()
    chart: ChartMarks = ChartMarks()
    open: tuple[str, ...] = ()
    groups: dict[str, str] = {}
    symbols: dict[str, str] = {}
    layouts: dict[str, Layout] = {}
    keys: dict[str, str] = {}
    welcomed: bool = False
    drawings: dict[str, list[dict[str, Any]]] = {}


class _Stamp(msgspec.Struct, frozen=True):
    """What a file of any version has."""

    version: int = VERSION


class SettingsFile:
    """The settings file of one data directory.

    A damaged file is never overwritten: it is kept beside the new one, and the last good copy is used.
    """

    def __init__(self, directory: Path) -> None:
        self._path = directory / "settings.json"
        self._last_good = directory / "settings.last-good.json"
        self._damaged = directory / "settings.damaged.json"

    def load(self) -> tuple[Settings, str | None]:
        """The settings, and a sentence for the person when the file was damaged."""
        if not self._path.exists():
            return Settings(), None
        try:
            settings = _read(self._path)
        except _UNUSABLE as error:
            return self._recover(error)
        self._keep_good()
        return settings, None

    def look(self) -> Look:
        """What has to be known before there is a window; a damaged file is `load`'s business."""
        try:
            return _read(self._path).look
        except _UNUSABLE:
            return Look()

    def save(self, settings: Settings) -> None:
        """Write the settings; the file is always the old or the new one; SettingsError if it can't be."""
        try:
            replace_file(self._path, msgspec.json.format(msgspec.json.encode(settings), indent=2))
        except OSError as error:
            raise SettingsError(f"cannot save {self._path}: {error}", NOT_SAVED) from error

    def _keep_good(self) -> None:
        try:
            replace_file(self._last_good, self._path.read_bytes())
        except OSError as error:
            _log.warning("no copy of the good settings: %s", error)

    def _keep_damaged(self) -> Path:
        """Copy the damaged file to a name that no earlier one has."""
        names = (self._damaged.with_suffix(f".{number}.json") for number in itertools.count(2))
        kept = next(path for path in itertools.chain((self._damaged,), names) if not path.exists())
        try:
            shutil.copyfile(self._path, kept)
        except OSError as error:
            _log.warning("the damaged settings can't be copied: %s", error)
            return self._path
        return kept

    def _recover(self, error: Exception) -> tuple[Settings, str]:
        kept = self._keep_damaged()
        try:
            settings, told = _read(self._last_good), f"{RESTORED} {kept.name}"
        except _UNUSABLE:
            settings, told = Settings(), f"{DEFAULTS} {kept.name} ({error})"
        return settings, f"{NEWER} {kept.name}" if isinstance(error, NewerSettings) else told


def prepare_directory(directory: Path) -> Path:
    """Make the data directory, for its owner alone; SettingsError when it can't be used."""
    try:
        # The rights of one that is there already are the person's choice; each file is its owner's alone.
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=directory):
            pass
    except OSError as error:
        why = unusable(directory, error)
        told = Sentence(f"데이터 폴더 {why.ko}", f"The data directory {why.en}")
        raise SettingsError(told.en, told) from error
    return directory


def _read(path: Path) -> Settings:
    if path.stat().st_size > LARGEST_FILE:
        raise ValueError("it is far too large")
    content = path.read_bytes()
    version = msgspec.json.decode(content, type=_Stamp).version
    if version > VERSION:
        raise NewerSettings(f"version {version}, this is {VERSION}")
    return msgspec.json.decode(content, type=Settings)

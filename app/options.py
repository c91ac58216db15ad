"""What the desk is told on its command line, and where its data lives."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.endpoints import Mode
from app.language import LANGUAGES
from app.market.symbols import is_code


@dataclass(frozen=True, slots=True)
class Options:
    """One start of the desk.

    `symbol` None means the one of last time, an empty `language` that of the settings; `after` is in seconds.
    """

    mode: Mode = Mode.DEMO
    symbol: str | None = None
    language: str = ""
    data_dir: Path = Path()
    screenshot: Path | None = None
    after: float = 6.0
    seed: int | None = None
    profile: Path | None = None


def parse(arguments: Sequence[str] | None) -> Options:
    """Read the command line; wrong use ends the program with code 2 and one plain sentence."""
    given = _parser().parse_args(arguments)
    return Options(
        mode=Mode(given.mode),
        symbol=given.symbol,
        language=given.lang,
        data_dir=(given.data_dir or _default_data_dir()).absolute(),
        screenshot=given.screenshot,
        after=given.after,
        seed=given.seed,
        profile=given.profile,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run_desktop_ui.py", description="Hoga, a trading desk for Upbit")
    parser.add_argument("--mode", choices=[mode.value for mode in Mode], default=Mode.DEMO.value)
    parser.add_argument("--symbol", type=_symbol, metavar="KRW-BTC", help="the market to open with")
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="settings, journal and logs")
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help="save a picture and end")
    parser.add_argument("--after", type=_seconds, default=6.0, metavar="SECONDS", help="when to take it")
    parser.add_argument("--seed", type=int, metavar="N", help="of the demo market")
    parser.add_argument("--profile", type=Path, metavar="FILE", help="measure the desk; the figures as JSON")
    return parser


def _symbol(text: str) -> str:
    code = text.strip().upper()
    if not is_code(code):
        raise argparse.ArgumentTypeError(f"{text!r} is not a market such as KRW-BTC")
    return code


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds between 0 and 3600")
    return seconds


def _default_data_dir() -> Path:
    from platformdirs import user_data_path  # not needed when a directory is given

    return user_data_path("Hoga", appauthor=False)

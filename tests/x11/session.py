"""A trading session on the real desk under a window system: `python -m tests.x11.session --minutes 10`."""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import psutil

from tests.x11 import deeds_market, deeds_orders, deeds_slips, deeds_window
from tests.x11.account import Account
from tests.x11.display import display
from tests.x11.eye import Eye, Missed
from tests.x11.hand import Hand
from tests.x11.tools import complaint
from tests.x11.trader import Deed, Trader

ROOT = Path(__file__).resolve().parents[2]
DEEDS: tuple[Deed, ...] = (
    deeds_market.search,
    deeds_market.click_a_row,
    deeds_orders.buy_low,
    deeds_orders.sell_high_by_keys,
    deeds_market.read_the_book,
    deeds_market.group_the_book,
    deeds_orders.buy_at_market,
    deeds_orders.think_better_of_it,
    deeds_orders.amend,
    deeds_orders.cancel_by_button,
    deeds_orders.cancel_by_key,
    deeds_slips.hold_enter,
    deeds_slips.hold_enter_in_an_amendment,
    deeds_slips.hold_delete,
    deeds_slips.double_click_to_buy,
    deeds_slips.wheel_over_the_form,
    deeds_slips.look_away_while_typing,
    deeds_orders.look_at_the_ended,
    deeds_orders.look_at_the_assets,
    deeds_market.turn_the_tabs,
    deeds_market.sort,
    deeds_market.star,
    deeds_market.intervals,
    deeds_market.look_back,
    deeds_market.indicators,
    deeds_market.draw,
    deeds_market.logarithmic,
    deeds_window.palette,
    deeds_window.settings,
    deeds_window.dialogs,
    deeds_window.alert,
    deeds_window.diagnostics,
    deeds_window.layouts,
    deeds_window.tear_off,
    deeds_window.double_click_a_tab,
    deeds_window.move_a_splitter,
    deeds_window.resize,
    deeds_window.minimise,
    deeds_orders.cancel_all,
)
"""All that is done, each at least once where the time suffices."""
OPEN_SECONDS, END_SECONDS = 60.0, 15.0
_LOUD = re.compile(r"^\S+ \S+ (WARNING|ERROR|CRITICAL) |Traceback", re.MULTILINE)


@dataclass
class Told:
    """What a session came to; `faults` is empty when all was well."""

    faults: list[str] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """How long, by which chance, how quick the hand, and where the pictures go."""

    minutes: float
    seed: int
    album: Path
    think: tuple[float, float] = (0.15, 0.9)
    deeds: tuple[Deed, ...] = DEEDS


def play(plan: Plan) -> Told:
    """Open a display and a desk on it, trade, close by the window manager, and look what is left."""
    told = Told()
    with tempfile.TemporaryDirectory(prefix="hoga-x11-") as directory, display() as screen:
        try:
            with desk(screen, Path(directory), plan.seed) as (process, line):
                hand = Hand(screen, random.Random(plan.seed), plan.think)
                live(settled(process, Eye(line), hand, plan, screen), plan, process, told)
                end(process, hand, told)
        except Missed as missed:
            told.faults.append(f"the desk: {missed}")
        finally:
            told.faults += loud(Path(directory), plan.album)
    return told


@contextmanager
def desk(screen: str, directory: Path, seed: int) -> Iterator[tuple[psutil.Popen, socket.socket]]:
    """The desk's process on that display and the line to its door; killed if it is still there."""
    ours, theirs = socket.socketpair()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("UPBIT_", "HOGA_", "WAYLAND_", "QT_"))}
    command = [sys.executable, "-m", "tests.x11.door", str(theirs.fileno())]
    options = ["--mode", "demo", "--lang", "ko", "--data-dir", str(directory), "--seed", str(seed)]
    with ours, (directory / "stderr").open("w") as errors:
        process = psutil.Popen(
            [*command, *options],
            env={**kept, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"},
            cwd=ROOT,
            pass_fds=[theirs.fileno()],
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        theirs.close()
        try:
            yield process, ours
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def settled(process: psutil.Popen, eye: Eye, hand: Hand, plan: Plan, screen: str) -> Trader:
    """The first start: the welcome is read and left by its button; prices and account are there."""
    welcome = eye.until(lambda: eye.all(kind="QPushButton", text="데모로 시작"), "the welcome", OPEN_SECONDS)
    account = Account(psutil.Process(process.pid))
    trader = Trader(eye, hand, account, random.Random(plan.seed), screen, plan.album)
    trader.photograph("welcome")
    hand.click(welcome[0]["place"])
    eye.gone(kind="WelcomeCard")
    eye.some(kind="^price$", dock="^orderbook$")
    eye.one(kind="QLabel", text=r"\d KRW$", dock="^order_entry$")
    return trader


def live(trader: Trader, plan: Plan, process: psutil.Popen, told: Told) -> None:
    """All deeds in their order, then any of them, until the time is up."""
    before = weight(process)
    deadline = time.monotonic() + plan.minutes * 60
    waiting = list(plan.deeds)
    while time.monotonic() < deadline:
        deed = waiting.pop(0) if waiting else trader.chance.choice(plan.deeds)
        say(f"{time.strftime('%H:%M:%S')} {deed.__name__}")
        try:
            deed(trader)
            trader.done["deeds"] += 1
        except Missed as missed:
            told.faults.append(f"{deed.__name__}: {missed}")
            say(f"    {missed}")
            trader.photograph(f"missed-{deed.__name__}")
            recover(trader)
    told.facts |= {"not reached": [deed.__name__ for deed in waiting], **trader.done, **trader.hand.count}
    told.facts |= {f"{name} before": value for name, value in before.items()}
    told.facts |= {f"{name} after": value for name, value in weight(process).items()}


def recover(trader: Trader) -> None:
    """Whatever is open is left, so that the next deed begins at the desk."""
    trader.hand.tell("mouseup", 1)
    trader.hand.key("Escape", "Escape", "Escape")
    trader.eye.one(kind="^MainWindow$")


def weight(process: psutil.Popen) -> dict[str, float]:
    """Memory in MB, threads, open files of the desk, and how many children it has."""
    return {
        "MB": round(process.memory_info().rss / 1e6, 1),
        "threads": process.num_threads(),
        "files": process.num_fds(),
        "children": len(process.children()),
    }


def end(process: psutil.Popen, hand: Hand, told: Told) -> None:
    """Alt+F4, which the window manager turns into its polite wish; code 0 and no child left."""
    children = process.children(recursive=True)
    hand.key("alt+F4")
    try:
        code = process.wait(END_SECONDS)
    except psutil.TimeoutExpired:
        told.faults.append(f"not closed {END_SECONDS:.0f} s after Alt+F4")
        return
    told.facts["exit code"] = code
    if code != 0:
        told.faults.append(f"exit code {code}")
    left = psutil.wait_procs(children, timeout=5)[1]
    told.faults += [f"still there: {child}" for child in left]


def loud(directory: Path, album: Path) -> list[str]:
    """What was written to stderr, and the lines of the log from WARNING on; both are kept in the album."""
    errors = (directory / "stderr").read_text(encoding="utf-8", errors="replace").strip()
    found = [f"stderr: {line}" for line in errors.splitlines()]
    shutil.copy(directory / "stderr", album)
    for log in sorted(directory.glob("hoga.log*")):
        shutil.copy(log, album)
        text = log.read_text(encoding="utf-8", errors="replace")
        found += [f"log: {line}" for line in text.splitlines() if _LOUD.search(line)]
    return found


def say(text: str, where: TextIO | None = None) -> None:
    """One line, at once."""
    where = where or sys.stdout
    where.write(text + "\n")
    where.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when nothing went wrong, 1 when something did, 2 when a program is missing."""
    parser = argparse.ArgumentParser(prog="python -m tests.x11.session", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pictures", type=Path, help="where to keep them (default: a new directory)")
    parser.add_argument("--only", help="deeds with this in their name")
    given = parser.parse_args(arguments)
    if lacking := complaint():
        say(lacking, sys.stderr)
        return 2
    album = given.pictures or Path(tempfile.mkdtemp(prefix="hoga-session-"))
    album.mkdir(parents=True, exist_ok=True)
    deeds = tuple(deed for deed in DEEDS if re.search(given.only or "", deed.__name__))
    told = play(Plan(given.minutes, given.seed, album, deeds=deeds))
    for name, value in told.facts.items():
        say(f"{name}: {value}")
    say(f"pictures: {album}")
    for fault in told.faults:
        say(f"FAULT {fault}", sys.stderr)
    return 1 if told.faults else 0


if __name__ == "__main__":
    sys.exit(main())

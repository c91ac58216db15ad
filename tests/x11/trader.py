"""A person at the desk: eye, hand and account together, and the small skills that all deeds need."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from tests.x11 import display
from tests.x11.account import Account, Order
from tests.x11.eye import Eye, Facts, Missed
from tests.x11.hand import Hand

Deed = Callable[["Trader"], None]


class Trader:
    """Trades with the mouse and the keys alone; keeps count of what was done."""

    def __init__(
        self, eye: Eye, hand: Hand, account: Account, chance: random.Random, screen: str, album: Path
    ) -> None:
        self.eye, self.hand, self.account, self.chance = eye, hand, account, chance
        self.done: Counter[str] = Counter()
        self._screen, self._album, self._pictures = screen, album, 0

    def photograph(self, name: str) -> None:
        """Keep what the screen shows now."""
        self._pictures += 1
        display.picture(self._screen, self._album / f"{self._pictures:03d}-{name}.png")

    def click(self, button: int = 1, times: int = 1, **patterns: str) -> Facts:
        """Click the first thing that looks like that."""
        seen = self.eye.one(**patterns)
        self.hand.click(seen["place"], button, times)
        return seen

    def symbol(self) -> str:
        """The market that the window's title tells."""
        title: str = self.eye.one(kind="^MainWindow$")["text"]
        return title.split(" ")[0]

    def until_symbol(self, code: str) -> None:
        """Wait until the desk shows that market, with prices in its book."""
        self.eye.until(lambda: self.symbol() == code, f"the desk on {code}, not {self.symbol()}")
        self.eye.some(kind="^price$", dock="^orderbook$")

    def field(self, name: str) -> Facts:
        """A field of the order form by its name."""
        return self.eye.one(kind="AmountEdit", spoken=f"^{name}$", dock="^order_entry$")

    def fill(self, name: str, text: str) -> None:
        """Click into a field of the order form and type."""
        self.hand.click(self.field(name)["place"], at=(0.3, 0.5))
        self.eye.one(kind="AmountEdit", spoken=f"^{name}$", dock="^order_entry$", focus="True")
        self.hand.rewrite(text)
        wanted = Decimal(text)
        self.eye.until(lambda: amount(self.field(name)["text"]) == wanted, f"{text} in the field {name}")

    def command(self, words: str) -> None:
        """A command by the palette, for which Ctrl+K and a few letters are enough."""
        self.hand.key("ctrl+k")
        self.eye.one(kind="QLineEdit|.*Line", spoken="명령 찾기", focus="True")
        self.hand.write(words)
        self.hand.key("Return")
        self.eye.gone(kind="Palette")

    def dialog_closed(self, kind: str) -> None:
        """Leave a dialog by Escape."""
        self.hand.key("Escape")
        self.eye.gone(kind=f"^{kind}$")

    def order_of(self, before: set[str]) -> Order:
        """The order that the exchange did not know before."""

        def newcomers() -> list[Order]:
            rows = [*self.account.open(), *self.account.ended()]
            return [row for row in rows if row["uuid"] not in before]

        return self.eye.until(newcomers, "the order at the exchange")[0]

    def known_orders(self) -> set[str]:
        """All orders of the account so far."""
        return {row["uuid"] for row in (*self.account.open(), *self.account.ended())}

    def until_ended(self, uuid: str) -> None:
        """Wait until the exchange has that order no longer open."""
        self.eye.until(lambda: all(row["uuid"] != uuid for row in self.account.open()), "the order's end")


def amount(text: str) -> Decimal | None:
    """The number in a field, or nothing."""
    digits = re.sub(r"[^\d.]", "", text)
    return Decimal(digits) if digits and digits != "." else None


def require(holds: object, what: str) -> None:
    """Missed unless it holds."""
    if not holds:
        raise Missed(what)

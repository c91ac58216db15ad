"""Slips of the hand: a held key, a double click, a glance at another window. None of them may trade."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from tests.x11.deeds_orders import FORM, _open_row, _price_from_book, _side, _to_bitcoin, buy_low
from tests.x11.trader import Trader, amount, require

HELD_SECONDS = 1.6  # the server repeats a key after two thirds of a second, 25 times a second
PAIRS_MS = (40, 90, 150, 250)
ANOTHER = (
    "import sys; from PyQt6.QtWidgets import QApplication, QLineEdit; app = QApplication([]);"
    "line = QLineEdit(); line.setWindowTitle('another'); line.show(); line.activateWindow();"
    "sys.exit(app.exec())"
)


def hold_enter(trader: Trader) -> None:
    """Enter held in the form asks, and answers nothing; pressed again it sends, once."""
    volume = _small_order(trader)
    before = trader.known_orders()
    _hold(trader, "Return")
    require(trader.known_orders() == before, "a held Enter sent an order")
    trader.hand.tell("key", "Return")
    placed = trader.order_of(before)
    require(Decimal(placed["volume"]) == volume, f"{volume} was shown, the exchange has {placed}")
    trader.hand.tell("key", "--repeat", 4, "--delay", 30, "Return")
    time.sleep(0.5)
    require(len(trader.known_orders() - before) == 1, "Enter went on sending")
    trader.done["orders placed"] += 1


def hold_enter_in_an_amendment(trader: Trader) -> None:
    """It goes to the button and no further."""
    row = _open_row(trader)
    trader.hand.click(row["place"])
    trader.eye.one(kind="OrdersTable", focus="True")
    trader.hand.key("F2")
    trader.eye.one(kind="AmountEdit", spoken="^가격$", within="AmendDialog", focus="True")
    trader.hand.key("Down", "Down")
    before = trader.known_orders()
    _hold(trader, "Return")
    require(trader.known_orders() == before, "a held Enter amended an order")
    trader.dialog_closed("AmendDialog")


def hold_delete(trader: Trader) -> None:
    """It cancels the order that was chosen, and not the ones below it."""
    for _ in range(3):
        buy_low(trader)
    row = _open_row(trader)
    known = {one["uuid"] for one in trader.account.open()}
    trader.hand.click(row["place"])
    trader.eye.one(kind="OrdersTable", focus="True")
    _hold(trader, "Delete")
    gone = known - {one["uuid"] for one in trader.account.open()}
    require(len(gone) == 1, f"a held Delete cancelled {len(gone)} of {len(known)} orders")
    trader.done["orders cancelled"] += 1


def double_click_to_buy(trader: Trader) -> None:
    """The second click of a pair answers no question."""
    _small_order(trader)
    before = trader.known_orders()
    button = trader.eye.one(kind="QPushButton", text="^매수 .", dock=FORM, enabled="True")
    for pause in PAIRS_MS:
        trader.hand.point(button["place"])
        trader.hand.tell("click", "--repeat", 2, "--delay", pause, 1, what="clicks")
        trader.eye.one(kind="QPushButton", text=r"주문 \(Enter\)")
        trader.dialog_closed("ConfirmDialog")
        require(trader.known_orders() == before, f"a double click of {pause} ms sent an order")


def wheel_over_the_form(trader: Trader) -> None:
    """It changes no amount, and no condition."""
    _small_order(trader)
    before = _shown(trader)
    for name in ("가격", "수량", "총액"):
        trader.hand.wheel(trader.field(name)["place"], 3)
    trader.hand.wheel(trader.eye.one(kind="^Choice$", dock=FORM)["place"], -2)
    time.sleep(0.3)
    require(_shown(trader) == before, f"the wheel made {_shown(trader)} of {before}")


def look_away_while_typing(trader: Trader) -> None:
    """0.0, another window, 256: that is 0.0256."""
    _small_order(trader)
    trader.hand.click(trader.field("수량")["place"], at=(0.3, 0.5))
    trader.hand.rewrite("0.0")
    with _another_window(trader):
        trader.hand.write("xyz")
    trader.eye.one(kind="AmountEdit", spoken="^수량$", dock=FORM, focus="True")
    trader.hand.write("256")
    trader.eye.until(
        lambda: amount(trader.field("수량")["text"]) == Decimal("0.0256"),
        f"0.0256, not {trader.field('수량')['text']}",
    )


def _small_order(trader: Trader) -> Decimal:
    """A bid deep in the book that could be sent; its volume."""
    _to_bitcoin(trader)
    _side(trader, "매수")
    _price_from_book(trader, "bid")
    trader.fill("수량", "0.0031")
    trader.eye.one(kind="QPushButton", text="^매수 .", dock=FORM, enabled="True")
    return Decimal("0.0031")


def _shown(trader: Trader) -> list[str]:
    amounts = [trader.field(name)["text"] for name in ("가격", "수량", "총액")]
    return [*amounts, trader.eye.one(kind="^Choice$", dock=FORM)["text"]]


def _hold(trader: Trader, key: str) -> None:
    trader.hand.think()
    trader.hand.tell("keydown", key, what="keys")
    time.sleep(HELD_SECONDS)
    trader.hand.tell("keyup", key)
    time.sleep(0.4)


@contextmanager
def _another_window(trader: Trader) -> Iterator[None]:
    """A window of another program that takes the keyboard for a while."""
    environment = {**os.environ, **trader.hand._environment, "QT_QPA_PLATFORM": "xcb"}
    with subprocess.Popen([sys.executable, "-c", ANOTHER], env=environment) as other:
        try:
            trader.hand.tell("search", "--sync", "--onlyvisible", "--name", "^another$")
            time.sleep(0.5)
            yield
        finally:
            other.kill()
    time.sleep(0.5)

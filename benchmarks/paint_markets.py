"""P5: how long the market list takes to paint: all of it, and five changed cells."""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import msgspec
from PyQt6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.market.symbols import Market
from app.websocket_v6 import Ticker
from benchmarks.report import figure, finish, percentile
from widgets import theme
from widgets.markets.model import MarketsModel
from widgets.markets.view import MarketsView

ROWS = 250
KOREAN = "비트코인", "이더리움", "엑스알피(리플)", "솔라나", "도지코인", "체인링크", "월드리버티파이낸셜"


def ticker(code: str, price: float, rate: float, value: float) -> Ticker:
    """A ticker of which the list looks at three figures."""
    blanks = {float: 0.0, int: 0, str: "", bool: False}
    fields = {field.name: blanks.get(field.type) for field in msgspec.structs.fields(Ticker)}
    fields |= {"code": code, "trade_price": price, "signed_change_rate": rate, "acc_trade_price_24h": value}
    return Ticker(**fields)


def make_list(chance: random.Random) -> tuple[QWidget, MarketsModel, MarketsView]:
    """A list of 250 markets in a window of the dock's usual size."""
    window = QWidget()
    model = MarketsModel(window)
    view = MarketsView(model, window)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(view)
    window.resize(330, 1000)
    model.show_markets(
        [Market(f"KRW-X{n}", KOREAN[n % len(KOREAN)], f"Coin {n}") for n in range(ROWS)], "백만"
    )
    window.show()
    model.apply({code: change(code, chance) for code in model.codes})
    model.arrange()
    model.fade()
    model.fade()
    return window, model, view


def change(code: str, chance: random.Random) -> Ticker:
    """A new price, rate and value for a market."""
    return ticker(
        code, float(chance.randrange(100, 1_000_000)), chance.gauss(0, 0.03), chance.uniform(1e8, 1e12)
    )


def measure(
    name: str,
    once: Callable[..., None],
    rounds: int,
    prepare: Callable[[], object] | None = None,
    gate: float | None = None,
) -> None:
    """Tell the median of `once`, which `gate` holds for, and the 95th percentile; `prepare` is free."""
    taken = []
    for number in range(rounds + 20):
        given = () if prepare is None else (prepare(),)
        started = time.perf_counter()
        once(*given)
        if number >= 20:
            taken.append((time.perf_counter() - started) * 1000)
    figure(name, percentile(taken, 0.5), "ms", gate=gate, goal="P5")
    figure(f"{name}, 95th percentile", percentile(taken, 0.95), "ms", goal="P5")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=500)
    rounds = parser.parse_args().rounds
    application = QApplication(sys.argv[:1])
    theme.apply_theme(application)
    chance = random.Random(1)
    window, model, view = make_list(chance)
    application.processEvents()
    visible = [row.code for row in model.shown[:25]]

    figures = {row.code: (row.rate, row.value) for row in model.shown[:25]}

    def five_prices() -> dict[str, Ticker]:
        # The same rate and value: only the price cells change, as with most ticks.
        codes = chance.sample(visible, 5)
        return {code: ticker(code, float(chance.randrange(100, 10**6)), *figures[code]) for code in codes}

    def five_rows() -> dict[str, Ticker]:
        return {code: change(code, chance) for code in chance.sample(visible, 5)}

    def show(tickers: dict[str, Ticker]) -> None:
        model.apply(tickers)
        application.processEvents()

    measure("markets list of 250: full repaint", view.viewport().repaint, rounds, gate=1.7)
    measure("markets list of 250: five price cells, model and paint", show, rounds, five_prices, gate=0.25)
    measure("markets list of 250: five rows of three cells, model and paint", show, rounds, five_rows)
    measure("markets list of 250: sort by traded value", model.arrange, rounds)
    window.close()


if __name__ == "__main__":
    main()
    finish()

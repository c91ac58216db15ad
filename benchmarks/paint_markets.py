"""How long the market list takes to paint: all of it, and five changed cells (goal P5)."""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PyQt6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.market.symbols import Market
from app.websocket_v6 import Ticker
from widgets import theme
from widgets.markets.model import MarketsModel
from widgets.markets.view import MarketsView

ROWS = 250
KOREAN = "비트코인", "이더리움", "엑스알피(리플)", "솔라나", "도지코인", "체인링크", "월드리버티파이낸셜"


def ticker(code: str, price: float, rate: float, value: float) -> Ticker:
    """A ticker of which the list looks at three figures."""
    return Ticker(
        type="ticker",
        code=code,
        opening_price=price,
        high_price=price,
        low_price=price,
        trade_price=price,
        prev_closing_price=price,
        change="RISE",
        change_price=0.0,
        signed_change_price=0.0,
        change_rate=abs(rate),
        signed_change_rate=rate,
        trade_volume=1.0,
        acc_trade_volume=1.0,
        acc_trade_volume_24h=1.0,
        acc_trade_price=value,
        acc_trade_price_24h=value,
        trade_date="20260923",
        trade_time="031715",
        trade_timestamp=1,
        ask_bid="BID",
        acc_ask_volume=1.0,
        acc_bid_volume=1.0,
        highest_52_week_price=price,
        highest_52_week_date="2026-09-23",
        lowest_52_week_price=price,
        lowest_52_week_date="2026-09-23",
        market_state="ACTIVE",
        timestamp=1,
        stream_type="REALTIME",
    )


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


def measure(name: str, once: Callable[[], None], rounds: int) -> None:
    """Print the median and the 95th percentile of `once` as one JSON line."""
    for _ in range(20):
        once()
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        once()
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    print(
        json.dumps(
            {
                "name": name,
                "unit": "ms",
                "median": round(statistics.median(taken), 3),
                "p95": round(taken[int(len(taken) * 0.95)], 3),
                "rounds": rounds,
            }
        )
    )


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

    def five_cells() -> None:
        codes = chance.sample(visible, 5)
        rows = {row.code: row for row in model.shown[:25]}
        # The same rate and value: only the price cells change, as with most ticks.
        model.apply(
            {
                code: ticker(code, float(chance.randrange(100, 1_000_000)), rows[code].rate, rows[code].value)
                for code in codes
            }
        )
        application.processEvents()

    def five_rows() -> None:
        model.apply({code: change(code, chance) for code in chance.sample(visible, 5)})
        application.processEvents()

    measure("markets list of 250: full repaint", view.viewport().repaint, rounds)
    measure("markets list of 250: five price cells, model and paint", five_cells, rounds)
    measure("markets list of 250: five rows of three cells, model and paint", five_rows, rounds)
    measure("markets list of 250: sort by traded value", model.arrange, rounds)
    window.close()


if __name__ == "__main__":
    main()

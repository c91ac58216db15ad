"""The panels that are not there at the first start, filled: alerts and the diagnostics."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PyQt6.QtWidgets import QApplication, QWidget

from app.alerts import Direction, OrderFilled, PriceCrosses, PriceMoves, ValueTraded
from app.websocket_v6 import ConnectionState, ConnectionStatus
from tests.fakes import Stream
from tests.golden.market import TICK, recorded
from tests.golden.record import SYMBOL
from tests.widgets.alerts.conftest import QuietDesk
from widgets.alerts.panel import AlertsPanel
from widgets.diagnostics.facts import read
from widgets.diagnostics.line import Line
from widgets.diagnostics.panel import DiagnosticsPanel, Profile
from widgets.frame_clock import FrameClock

LOG = """2026-09-23 12:17:09 INFO    app.session: the account of the demo exchange is connected
2026-09-23 12:17:12 INFO    app.websocket_v6: public: subscribed, 236 markets in one frame
2026-09-23 12:17:14 WARNING app.websocket_v6: public: reconnecting in 0.8 s, attempt 1"""


def alerts_panel(clock: FrameClock, window: QWidget, stream: Stream, folder: Path) -> AlertsPanel:
    """One alert of each kind, and one that has fired."""
    desk, data = QuietDesk(folder), recorded()
    above, below = data.bid + 40 * TICK, data.bid - 120 * TICK
    desk.add(SYMBOL, PriceCrosses(Direction.ABOVE, above))
    desk.add(SYMBOL, PriceCrosses(Direction.BELOW, below), repeats=True)
    desk.add("KRW-ETH", PriceMoves(Decimal("-2.5"), 300))
    desk.add("KRW-XRP", ValueTraded(Decimal(500_000_000), 60))
    desk.add("", OrderFilled())
    panel = AlertsPanel(clock, desk, window)
    panel.setParent(None)
    panel.show_catalog(data.catalog)
    panel.show_symbol(SYMBOL)
    desk.price(SYMBOL, str(below + TICK), 5)
    desk.price(SYMBOL, str(below), 6)
    panel.show()
    QApplication.processEvents()
    stream.push(*data.events)
    return panel


def diagnostics_panel(clock: FrameClock, window: QWidget, folder: Path) -> DiagnosticsPanel:
    """A desk that is connected; what differs from one machine to the next is left out."""
    session = _session(folder)
    clock.slow_frames, clock.latency_ms = 2, 1.9
    panel = DiagnosticsPanel(session, clock, "demo", window)
    panel.setParent(None)  # later it would be shown, and read, a second time
    panel.show()
    panel._timer.stop()
    clock.frames = 41_880
    *sections, (program, lines) = read(session, clock, profile(), "demo")
    running = ("DEMO", "152 MB", "02:14:07")
    known = [Line(line.name, value) for line, value in zip(lines, running, strict=False)]
    panel._sections = [*sections, (program, known)]
    panel._show_sections()
    panel.log.setPlainText(LOG)
    return panel


def profile() -> Profile:
    """A minute of a desk at work, with one slow paint."""
    now = time.perf_counter()
    told = Profile(now - 60)
    for panel, paints, milliseconds in (
        ("orderbook", 600, 0.31),
        ("markets", 900, 0.12),
        ("chart", 480, 0.74),
    ):
        for _ in range(paints):
            began = now - 59
            told.handed_over(panel, began, began + 0.00002, began + 0.0011)
            told.flushed(panel, began, began + 0.0002)
            told.painted(panel, began + 0.0014, began + 0.0014 + milliseconds / 1000)
    told.painted("chart", now - 12.03, now - 12)
    return told


def _session(folder: Path) -> Any:
    states = {"public": ConnectionState.SUBSCRIBED, "private": ConnectionState.SUBSCRIBED}
    wishes = [
        SimpleNamespace(data_type=kind) for kind in ("ticker", "ticker", "orderbook", "trade", "candle")
    ]
    traffic = SimpleNamespace(
        latency_ms=2.4,
        latency_p50_ms=1.2,
        latency_p95_ms=3.8,
        latency_p99_ms=6.1,
        messages_per_second=318.0,
        messages=2_561_004,
        conflated=41_229,
        bad_frames=0,
        callback_errors=0,
        dropped=0,
    )
    budgets = {"default": (3, 30), "order": (1, 8), "quotation": (2, 10)}
    limits = SimpleNamespace(budgets=lambda now: budgets, banned=lambda group, now: 0.0)
    manager = SimpleNamespace(
        status=lambda side: ConnectionStatus(side, states[side]),
        traffic=lambda: traffic,
        wishes=wishes,
    )
    return SimpleNamespace(
        manager=manager,
        connections=SimpleNamespace(
            age=lambda side: 8_047.0, reconnects={"public": 1, "private": 0}.get, health=lambda: (100, [])
        ),
        rest=SimpleNamespace(skew_ms=-12, limits=limits),
        retry_now=lambda: None,
        data_dir=folder,
        redactor=SimpleNamespace(clean=str),
    )

"""A chart on screen, with a history and a client that a test plays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6 import sip
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.chart.double import Chart, Client, Clock, Reader
from widgets.chart import ChartPanel
from widgets.frame_clock import FrameClock


@pytest.fixture
def chart(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chart]:
    clients: list[Client] = []

    def make(client_id: str) -> Client:
        clients.append(Client(client_id))
        return clients[-1]

    monkeypatch.setattr("widgets.feed.WebSocketClient", make)
    window, reader, clock = QWidget(), Reader(), Clock()
    qtbot.addWidget(window)
    panel = ChartPanel(FrameClock(window), reader, window, clock=clock)  # type: ignore[arg-type]
    window.resize(900, 500)
    panel.resize(900, 500)
    window.show()
    yield Chart(panel, reader, clock, clients)
    if not sip.isdeleted(panel):
        panel.close_panel()

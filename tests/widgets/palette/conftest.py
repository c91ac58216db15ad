"""A desk's window with a few commands, and what they noted."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.market.symbols import Catalog, Market
from widgets.commands import Command, Commands


@dataclass
class Room:
    """Where palette and dialogs live in these tests."""

    window: QWidget
    commands: Commands
    catalog: Catalog
    ran: list[str] = field(default_factory=list)


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    commands = Commands({}, window)
    catalog = Catalog(
        (
            Market("KRW-BTC", "비트코인", "Bitcoin"),
            Market("KRW-XRP", "리플", "Ripple"),
            Market("BTC-XRP", "리플", "Ripple"),
        )
    )
    room = Room(window, commands, catalog)

    def note(*_: object) -> None:
        room.ran.append("ran")

    commands.add(
        [
            Command("save", "레이아웃 저장…", note, "Ctrl+Shift+S", words="save layout"),
            Command("keys", "단축키 목록", note, "F1", words="shortcuts"),
            Command("retry", "지금 다시 연결", note, words="reconnect"),
            Command("buy", "매수로", note, "B", "order_entry", "buy"),
            Command("sell", "매도로", note, "S", "order_entry", "sell"),
        ]
    )
    window.show()
    yield room

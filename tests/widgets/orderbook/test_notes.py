"""The figures of the day have room beside the touch, also where coins are traded by the billion."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from app.websocket_v6 import Ticker
from widgets.orderbook import geometry as place
from widgets.orderbook.ladder import Ladder
from widgets.orderbook.notes import notes_of


@pytest.mark.parametrize("volume", [0.0125, 12_345.678, 987_654_321_098.7])
def test_the_volume_of_a_day_has_room(
    ladder: Ladder, make_ticker: Callable[..., Ticker], volume: float
) -> None:
    ticker = msgspec.structs.replace(make_ticker("KRW-PEPE"), acc_trade_volume_24h=volume)
    note = next(note for note in notes_of(ticker, 5, ladder._labels) if note.label == "거래량")
    painter = ladder._painter
    room = place.columns(380, 80, 50).price - 2 * place.PAD
    assert painter.word.width(note.label) + place.PAD // 2 + painter.change.width(note.text) <= room

"""What the events offer beyond their fields."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.websocket_v6 import Candle, DataType, MyAsset, Orderbook, exact
from app.websocket_v6.wire import decode_event
from tests.app.websocket_v6.samples import candle, my_asset, orderbook


def decoded(event: dict[str, Any], data_type: DataType) -> Any:
    return decode_event(json.dumps(event).encode(), data_type)


@pytest.mark.parametrize("text", ["158000000", "0.00001234", "1234.5", "0", "0.1"])
def test_the_exact_decimal_is_the_one_sent(text: str) -> None:
    """G11."""
    assert exact(float(text)) == Decimal(text)


@given(st.decimals(min_value=0, max_value=10**9, places=8))
def test_any_price_of_eight_decimals_comes_back(price: Decimal) -> None:
    """G11: as long as it has at most fifteen digits, which Upbit's prices and sizes have."""
    if len(price.normalize().as_tuple().digits) <= 15:
        assert exact(float(str(price))) == price


def test_a_book_drops_the_padding_of_its_thin_side() -> None:
    book = decoded(orderbook(), DataType.ORDERBOOK)
    assert isinstance(book, Orderbook) and len(book.orderbook_units) == 2
    assert book.asks == ((116_540_000.0, 1.25), (116_550_000.0, 2.0))
    assert book.bids == ((116_530_000.0, 0.5),)


def test_candles_know_their_interval_and_assets_no_market() -> None:
    bar = decoded(candle(interval="240m"), DataType.CANDLE)
    assert isinstance(bar, Candle) and bar.interval == "240m"
    assets = decoded(my_asset(), DataType.MY_ASSET)
    assert isinstance(assets, MyAsset) and assets.symbol == ""
    assert DataType.MY_ASSET.is_private and not DataType.TICKER.is_private

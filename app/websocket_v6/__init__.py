"""The WebSocket v6 library: one shared manager, any number of clients, typed events or dicts."""

from __future__ import annotations

from app.errors import WebSocketError
from app.websocket_v6.client import WebSocketClient
from app.websocket_v6.connection import Timings
from app.websocket_v6.errors import (
    DecodeError,
    DuplicateClientError,
    InvalidAddressError,
    InvalidCallbackError,
    InvalidIntervalError,
    InvalidKeysError,
    InvalidLevelError,
    InvalidSymbolError,
    PrivateUnavailableError,
    SnapshotTimeoutError,
)
from app.websocket_v6.events import (
    INTERVALS,
    AssetBalance,
    Candle,
    DataType,
    Event,
    MyAsset,
    MyOrder,
    Orderbook,
    OrderbookUnit,
    Ticker,
    Trade,
    exact,
)
from app.websocket_v6.health import ConnectionState, ConnectionStatus, Side, Traffic
from app.websocket_v6.manager import GlobalWebSocketManager
from app.websocket_v6.proxy import WebSocketClientProxy
from app.websocket_v6.wire import Frame

__all__ = [
    "INTERVALS",
    "AssetBalance",
    "Candle",
    "ConnectionState",
    "ConnectionStatus",
    "DataType",
    "DecodeError",
    "DuplicateClientError",
    "Event",
    "Frame",
    "GlobalWebSocketManager",
    "InvalidAddressError",
    "InvalidCallbackError",
    "InvalidIntervalError",
    "InvalidKeysError",
    "InvalidLevelError",
    "InvalidSymbolError",
    "MyAsset",
    "MyOrder",
    "Orderbook",
    "OrderbookUnit",
    "PrivateUnavailableError",
    "Side",
    "SnapshotTimeoutError",
    "Ticker",
    "Timings",
    "Trade",
    "Traffic",
    "WebSocketClient",
    "WebSocketClientProxy",
    "WebSocketError",
    "exact",
]

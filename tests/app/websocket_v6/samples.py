"""Frames as the exchange sends them, in the DEFAULT format."""

from __future__ import annotations

from typing import Any

NOW = 1_790_133_435_160


def ticker(code: str = "KRW-BTC", price: float = 116_540_000, **changes: Any) -> dict[str, Any]:
    return {
        "type": "ticker",
        "code": code,
        "opening_price": 115_800_000,
        "high_price": 117_240_000,
        "low_price": 115_310_000,
        "trade_price": price,
        "prev_closing_price": 115_800_000,
        "acc_trade_price": 98_412_345_678.12345,
        "change": "RISE",
        "change_price": 740_000,
        "signed_change_price": 740_000,
        "change_rate": 0.0063903282,
        "signed_change_rate": 0.0063903282,
        "ask_bid": "BID",
        "trade_volume": 0.01234567,
        "acc_trade_volume": 845.12345678,
        "trade_date": "20260923",
        "trade_time": "031715",
        "trade_timestamp": NOW - 37,
        "acc_ask_volume": 400.1,
        "acc_bid_volume": 445.0,
        "highest_52_week_price": 179_869_000,
        "highest_52_week_date": "2025-10-09",
        "lowest_52_week_price": 81_110_000,
        "lowest_52_week_date": "2026-07-01",
        "market_state": "ACTIVE",
        "is_trading_suspended": False,
        "delisting_date": None,
        "market_warning": "NONE",
        "timestamp": NOW,
        "acc_trade_price_24h": 2.12e11,
        "acc_trade_volume_24h": 1823.1,
        "stream_type": "REALTIME",
    } | changes


def trade(code: str = "KRW-BTC", number: int = 0, **changes: Any) -> dict[str, Any]:
    return {
        "type": "trade",
        "code": code,
        "timestamp": NOW,
        "trade_date": "2026-09-23",
        "trade_time": "03:17:15",
        "trade_timestamp": NOW - 55,
        "trade_price": 116_540_000,
        "trade_volume": 0.0425,
        "ask_bid": "BID",
        "prev_closing_price": 115_800_000,
        "change": "RISE",
        "change_price": 740_000,
        "sequential_id": (NOW - 55) * 10_000 + number,
        "best_ask_price": 116_540_000,
        "best_ask_size": 1.25,
        "best_bid_price": 116_530_000,
        "best_bid_size": 9.8,
        "stream_type": "REALTIME",
    } | changes


def orderbook(code: str = "KRW-BTC", timestamp: int = NOW, **changes: Any) -> dict[str, Any]:
    unit = {"ask_price": 116_540_000, "bid_price": 116_530_000, "ask_size": 1.25, "bid_size": 0.5}
    thin = {"ask_price": 116_550_000, "bid_price": 0, "ask_size": 2.0, "bid_size": 0}
    return {
        "type": "orderbook",
        "code": code,
        "timestamp": timestamp,
        "total_ask_size": 3.25,
        "total_bid_size": 0.5,
        "orderbook_units": [unit, thin],
        "stream_type": "REALTIME",
        "level": 0,
    } | changes


def candle(code: str = "KRW-BTC", interval: str = "1m", **changes: Any) -> dict[str, Any]:
    return {
        "type": f"candle.{interval}",
        "code": code,
        "candle_date_time_utc": "2026-09-23T03:17:00",
        "candle_date_time_kst": "2026-09-23T12:17:00",
        "opening_price": 116_500_000,
        "high_price": 116_540_000,
        "low_price": 116_500_000,
        "trade_price": 116_540_000,
        "candle_acc_trade_volume": 1.5,
        "candle_acc_trade_price": 174_810_000.0,
        "timestamp": NOW,
        "stream_type": "REALTIME",
    } | changes


def my_order(code: str = "KRW-BTC", state: str = "wait", **changes: Any) -> dict[str, Any]:
    return {
        "type": "myOrder",
        "code": code,
        "uuid": "ac2dc2a3-fce9-40a2-a4f6-5987c25c438f",
        "ask_bid": "BID",
        "order_type": "limit",
        "state": state,
        "trade_uuid": None,
        "price": 0.001453,
        "avg_price": 0,
        "volume": 30925891.29839369,
        "remaining_volume": 30925891.29839369,
        "executed_volume": 0,
        "trades_count": 0,
        "reserved_fee": 22.46765502,
        "remaining_fee": 22.46765502,
        "paid_fee": 0,
        "locked": 44957.77769502,
        "executed_funds": 0,
        "time_in_force": None,
        "trade_timestamp": None,
        "order_timestamp": NOW - 1000,
        "timestamp": NOW,
        "stream_type": "REALTIME",
    } | changes


def my_asset(**changes: Any) -> dict[str, Any]:
    return {
        "type": "myAsset",
        "asset_uuid": "e635f223-1609-4969-8fb6-4376937baad6",
        "assets": [
            {"currency": "KRW", "balance": 1386929.37, "locked": 10329.67},
            {"currency": "BTC", "balance": 0.1, "locked": 0},
        ],
        "asset_timestamp": NOW - 5,
        "timestamp": NOW,
        "stream_type": "REALTIME",
    } | changes


SAMPLES = {"ticker": ticker, "trade": trade, "orderbook": orderbook}


def snapshot_of(data_type: str, code: str) -> dict[str, Any] | None:
    """What a peer answers to a new code."""
    if data_type.startswith("candle."):
        return candle(code, data_type.partition(".")[2], stream_type="SNAPSHOT")
    make = SAMPLES.get(data_type)
    return make(code, stream_type="SNAPSHOT") if make is not None else None

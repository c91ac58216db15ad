"""The abbreviated field names of the SIMPLE format, by full name (protocol page, section 2)."""

from __future__ import annotations

ORDERBOOK_NAMES = {
    "total_ask_size": "tas",
    "total_bid_size": "tbs",
    "orderbook_units": "obu",
    "level": "lv",
}
UNIT_NAMES = {"ask_price": "ap", "bid_price": "bp", "ask_size": "as", "bid_size": "bs"}
COMMON_NAMES = {"type": "ty", "code": "cd", "timestamp": "tms", "stream_type": "st"}
PRICE_NAMES = {
    "opening_price": "op",
    "high_price": "hp",
    "low_price": "lp",
    "trade_price": "tp",
    "trade_volume": "tv",
    "prev_closing_price": "pcp",
    "change": "c",
    "change_price": "cp",
    "trade_time": "ttm",
    "trade_timestamp": "ttms",
    "ask_bid": "ab",
}
TICKER_NAMES = PRICE_NAMES | {
    "signed_change_price": "scp",
    "change_rate": "cr",
    "signed_change_rate": "scr",
    "acc_trade_volume": "atv",
    "acc_trade_volume_24h": "atv24h",
    "acc_trade_price": "atp",
    "acc_trade_price_24h": "atp24h",
    "trade_date": "tdt",
    "acc_ask_volume": "aav",
    "acc_bid_volume": "abv",
    "highest_52_week_price": "h52wp",
    "highest_52_week_date": "h52wdt",
    "lowest_52_week_price": "l52wp",
    "lowest_52_week_date": "l52wdt",
    "market_state": "ms",
    "is_trading_suspended": "its",
    "delisting_date": "dd",
    "market_warning": "mw",
}
TRADE_NAMES = PRICE_NAMES | {
    "trade_date": "td",
    "sequential_id": "sid",
    "best_ask_price": "bap",
    "best_ask_size": "bas",
    "best_bid_price": "bbp",
    "best_bid_size": "bbs",
}
CANDLE_NAMES = PRICE_NAMES | {
    "candle_date_time_utc": "cdttmu",
    "candle_date_time_kst": "cdttmk",
    "candle_acc_trade_volume": "catv",
    "candle_acc_trade_price": "catp",
}
ORDER_NAMES = {
    "uuid": "uid",
    "ask_bid": "ab",
    "order_type": "ot",
    "state": "s",
    "trade_uuid": "tuid",
    "price": "p",
    "avg_price": "ap",
    "volume": "v",
    "remaining_volume": "rv",
    "executed_volume": "ev",
    "trades_count": "tc",
    "reserved_fee": "rsf",
    "remaining_fee": "rmf",
    "paid_fee": "pf",
    "locked": "l",
    "executed_funds": "ef",
    "time_in_force": "tif",
    "trade_fee": "tf",
    "is_maker": "im",
    "identifier": "id",
    "smp_type": "smpt",
    "prevented_volume": "pv",
    "prevented_locked": "pl",
    "trade_timestamp": "ttms",
    "order_timestamp": "otms",
}
BALANCE_NAMES = {"currency": "cu", "balance": "b", "locked": "l"}
ASSET_NAMES = {"asset_uuid": "astuid", "assets": "ast", "asset_timestamp": "asttms"}

"""The client of Upbit's REST side: signature, budgets, typed answers, errors with a sentence for people."""

from app.upbit.auth import Credentials
from app.upbit.errors import (
    Banned,
    KeyRefused,
    Maintenance,
    NoCredentials,
    NotFound,
    NotSent,
    Refused,
    Throttled,
    Unanswered,
    UpbitError,
)
from app.upbit.models import (
    Account,
    Amendment,
    ApiKey,
    CandleRow,
    Chance,
    Instrument,
    Market,
    NewOrder,
    Order,
    OrderbookLevel,
    OrderbookRow,
    OrderTrade,
    TickerRow,
    TradeRow,
)
from app.upbit.rest import UpbitRest
from app.upbit.sentences import sentence

__all__ = [
    "Account",
    "Amendment",
    "ApiKey",
    "Banned",
    "CandleRow",
    "Chance",
    "Credentials",
    "Instrument",
    "KeyRefused",
    "Maintenance",
    "Market",
    "NewOrder",
    "NoCredentials",
    "NotFound",
    "NotSent",
    "Order",
    "OrderTrade",
    "OrderbookLevel",
    "OrderbookRow",
    "Refused",
    "Throttled",
    "TickerRow",
    "TradeRow",
    "Unanswered",
    "UpbitError",
    "UpbitRest",
    "sentence",
]

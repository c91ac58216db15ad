"""Price, volume and fill alerts: what they wait for, when they fire, and how they are kept."""

from __future__ import annotations

from app.alerts.desk import AlertDesk, TooManyAlerts
from app.alerts.engine import Fired, OrderFill, Reading, State, Watch
from app.alerts.habits import Habits, QuietHours
from app.alerts.rules import (
    Alert,
    DailyChange,
    Direction,
    OrderFilled,
    PriceCrosses,
    PriceMoves,
    Rule,
    ValueTraded,
)
from app.alerts.store import AlertFile

__all__ = [
    "Alert",
    "AlertDesk",
    "AlertFile",
    "DailyChange",
    "Direction",
    "Fired",
    "Habits",
    "OrderFill",
    "OrderFilled",
    "PriceCrosses",
    "PriceMoves",
    "QuietHours",
    "Reading",
    "Rule",
    "State",
    "TooManyAlerts",
    "ValueTraded",
    "Watch",
]

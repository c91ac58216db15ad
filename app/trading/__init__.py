"""Own orders and money: guards, journal, the broker, and what balances are worth."""

from app.trading.broker import Broker
from app.trading.errors import (
    GuardError,
    JournalError,
    NoSuchOrder,
    NotAmendable,
    NotArmed,
    NotReady,
    Recalled,
)
from app.trading.export import Sheet, csv_of, write
from app.trading.guards import Violation, check
from app.trading.impact import Depth, Impact, impact_of
from app.trading.journal import Journal
from app.trading.orders import Fill, OrderIntent, OrderRecord, OrderState
from app.trading.portfolio import Balance, Fees, Portfolio, Position, appraise
from app.trading.precautions import Assessment, Caution, assess, moved

__all__ = [
    "Assessment",
    "Balance",
    "Broker",
    "Caution",
    "Depth",
    "Fees",
    "Fill",
    "GuardError",
    "Impact",
    "Journal",
    "JournalError",
    "NoSuchOrder",
    "NotAmendable",
    "NotArmed",
    "NotReady",
    "OrderIntent",
    "OrderRecord",
    "OrderState",
    "Portfolio",
    "Position",
    "Recalled",
    "Sheet",
    "Violation",
    "appraise",
    "assess",
    "check",
    "csv_of",
    "impact_of",
    "moved",
    "write",
]

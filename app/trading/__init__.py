"""Own orders and money: guards, journal, the broker, and what balances are worth."""

from app.trading.broker import Broker
from app.trading.errors import GuardError, JournalError, NoSuchOrder, NotReady
from app.trading.guards import Violation, check
from app.trading.journal import Journal
from app.trading.orders import Fill, OrderIntent, OrderRecord, OrderState
from app.trading.portfolio import Balance, Portfolio, Position, appraise

__all__ = [
    "Balance",
    "Broker",
    "Fill",
    "GuardError",
    "Journal",
    "JournalError",
    "NoSuchOrder",
    "NotReady",
    "OrderIntent",
    "OrderRecord",
    "OrderState",
    "Portfolio",
    "Position",
    "Violation",
    "appraise",
    "check",
]

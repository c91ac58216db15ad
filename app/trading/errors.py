"""What can keep an order from being sent, or from being found.

TradingError            (app/errors.py)
├── NotReady            orders and balances are not reconciled with the exchange yet
├── GuardError          the order breaks rules that are known here; nothing was sent
├── JournalError        the journal cannot be written: no order goes out without its row
└── NoSuchOrder         there is no order of that key here
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.errors import TradingError

if TYPE_CHECKING:
    from app.trading.guards import Violation

_NOT_READY = "거래소와 주문 상태를 맞추는 중입니다. 잠시 후 다시 시도해 주세요."
_NO_JOURNAL = "주문 기록을 저장할 수 없어 주문을 보내지 않았습니다."
_NO_ORDER = "주문을 찾을 수 없습니다."


class NotReady(TradingError):
    """Orders and balances are not reconciled yet; nothing was sent."""

    def __init__(self, detail: str = "not reconciled with the exchange") -> None:
        super().__init__(detail, _NOT_READY)


class GuardError(TradingError):
    """The order breaks rules that are known here; `violations` name field, rule and nearest legal value."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        super().__init__(
            "; ".join(f"{found.field}: {found.rule}" for found in violations),
            " ".join(found.sentence for found in violations),
        )
        self.violations = tuple(violations)


class JournalError(TradingError):
    """The journal cannot be written; nothing was sent."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail, _NO_JOURNAL)


class NoSuchOrder(TradingError):
    """No order of that key is known here."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no order {key!r}", _NO_ORDER)

"""What can keep an order from being sent, or from being found.

TradingError            (app/errors.py)
├── NotReady            orders and balances are not reconciled with the exchange yet
│   └── NotArmed        real orders have not been switched on in this session
├── Recalled            all orders were cancelled before this one left
├── RulesUnread         the exchange did not tell what the market allows; nothing was sent
├── GuardError          the order breaks rules that are known here; nothing was sent
├── JournalError        the journal cannot be written: no order goes out without its row
├── Unexpected          a mistake of this program: following the account begins anew
├── ExportError         a file of orders could not be written
├── NotAmendable        only limit orders that wait in the book can be amended
└── NoSuchOrder         there is no order of that key here
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.errors import TradingError as _TradingError
from app.language import Sentence
from app.upbit.sentences import sentence

if TYPE_CHECKING:
    from app.trading.guards import Violation


class TradingError(_TradingError):
    """Root of this package's errors; `name` finds its sentence in both languages."""

    def __init__(self, detail: str, name: str, told: Sentence | None = None) -> None:
        super().__init__(detail, told or sentence(name))
        self.name = name


class NotReady(TradingError):
    """Orders and balances are not reconciled yet; nothing was sent."""

    def __init__(self, detail: str = "not reconciled with the exchange", name: str = "not_ready") -> None:
        super().__init__(detail, name)


class NotArmed(NotReady):
    """Real orders are off until the trader switches them on; nothing was sent."""

    def __init__(self) -> None:
        super().__init__("real orders are not armed", "not_armed")


class Recalled(TradingError):
    """All orders were cancelled while this one was still being checked; nothing was sent."""

    def __init__(self) -> None:
        told = Sentence(
            "전체 취소를 눌러 확인 중이던 주문은 보내지 않았습니다.",
            "All orders were cancelled, so the one that was still being checked was not sent.",
        )
        super().__init__("cancelled before it was sent", "recalled", told)


class RulesUnread(TradingError):
    """The exchange did not answer what the market allows, or the rehearsal; nothing was sent."""

    def __init__(self, error: Exception) -> None:
        told = Sentence(
            "거래소에서 주문 조건을 확인하지 못해 주문을 보내지 않았습니다. 잠시 후 다시 시도해 주세요.",
            "The exchange did not confirm what this market allows; nothing was sent. Try again in a moment.",
        )
        super().__init__(f"the rules were not read: {error}", "rules_unread", told)


class GuardError(TradingError):
    """The order breaks rules that are known here; `violations` name field, rule and nearest legal value."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        detail = "; ".join(f"{found.field}: {found.rule}" for found in violations)
        super().__init__(detail, "guard", _together([found.told for found in violations]))
        self.violations = tuple(violations)


class JournalError(TradingError):
    """The journal cannot be written; nothing was sent."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail, "journal")


class Unexpected(TradingError):
    """A task of the broker ended by a mistake of this program."""

    def __init__(self, error: BaseException) -> None:
        told = Sentence(
            "예상하지 못한 오류로 주문 상태를 확인하지 못했습니다. 다시 확인하고 있습니다.",
            "An unexpected error kept the orders from being checked; checking again.",
        )
        super().__init__(f"{type(error).__name__}: {error}", "unexpected", told)


class ExportError(TradingError):
    """A file could not be written."""

    def __init__(self, name: str, error: OSError) -> None:
        told = Sentence(f"파일을 저장할 수 없습니다: {name}", f"The file can't be saved: {name}")
        super().__init__(f"cannot write {name}: {error}", "not_written", told)


class NotAmendable(TradingError):
    """The order can't be amended: it has ended, or is no limit order; nothing was sent."""

    def __init__(self, key: str) -> None:
        super().__init__(f"order {key!r} is not amendable", "not_amendable")


class NoSuchOrder(TradingError):
    """No order of that key is known here."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no order {key!r}", "order_not_found")


def damaged_journal(kept: str) -> Sentence:
    """What the trader has to know of a journal that could not be read; `kept` names the damaged file."""
    return Sentence(
        f"주문 기록 파일이 손상되어 새로 만들었습니다. 손상된 파일은 {kept} 이름으로 보관했습니다. "
        "거래소의 미체결 주문과 잔고를 다시 확인한 뒤에 주문할 수 있습니다.",
        f"The order journal was damaged and has been begun anew; the damaged file is kept as {kept}. "
        "Orders are possible once open orders and balances have been checked with the exchange.",
    )


def _together(told: Sequence[Sentence]) -> Sentence:
    return Sentence(" ".join(one.ko for one in told), " ".join(one.en for one in told))

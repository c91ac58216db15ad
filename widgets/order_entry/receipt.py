"""The lines of the confirmation: what will be sent, nothing rounded."""

from __future__ import annotations

from decimal import Decimal

from PyQt6.QtCore import QCoreApplication

from app.market import ticks
from widgets import format as fmt
from widgets.order_entry import words
from widgets.order_entry.draft import Draft, Style, Terms, estimate, intent_of, settled

translate = QCoreApplication.translate


def lines_of(draft: Draft, terms: Terms, name: str) -> list[tuple[str, str]]:
    """Label and value of everything the order says; what is only estimated carries a "≈"."""
    draft = settled(draft)
    intent = intent_of(draft)
    guess = estimate(draft, terms.market_price)
    lines = [
        (translate("OrderEntry", "마켓"), name),
        (translate("OrderEntry", "구분"), words.side(draft.side)),
        (translate("OrderEntry", "주문 유형"), words.order_type(intent)),
        (translate("OrderEntry", "가격"), _price(draft)),
        (translate("OrderEntry", "수량"), _amount(draft.volume, guess.volume, draft.base)),
        (translate("OrderEntry", "총액"), _amount(draft.total, guess.total, draft.quote)),
    ]
    lines.append((translate("OrderEntry", "예상 체결가"), words.expected_price(draft, terms)))
    if terms.chance is not None:
        rate = terms.chance.fee(draft.side)
        lines.append(
            (
                translate("OrderEntry", "수수료 ({rate})").format(rate=words.fee_rate(rate)),
                _fee(draft, guess, rate),
            )
        )
    return lines


def _price(draft: Draft) -> str:
    if draft.style is Style.LIMIT:
        return f"{fmt.exact(draft.price)} {draft.quote}"
    return words.style(draft.style)


def _amount(sent: Decimal | None, guessed: Decimal | None, currency: str) -> str:
    if sent is not None:
        return f"{fmt.exact(sent)} {currency}"
    return fmt.NOTHING if guessed is None else f"≈ {words.rounded(guessed, currency)} {currency}"


def _fee(draft: Draft, guess: Draft, rate: Decimal) -> str:
    total = draft.total if draft.total is not None else guess.total
    if total is None:
        return fmt.NOTHING
    fee = ticks.fee_of(total, rate)
    # The exchange takes the fee of what is executed: exact for a total that is spent, a ceiling otherwise.
    if draft.total is None:
        return f"≈ {words.rounded(fee, draft.quote)} {draft.quote}"
    return f"{fmt.exact(fee)} {draft.quote}"

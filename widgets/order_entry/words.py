"""What the order form says about sides, types and broken rules."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PyQt6.QtCore import QCoreApplication

from app import exact
from app.market import ticks
from app.trading import Caution, OrderIntent, Violation
from widgets import format as fmt
from widgets.order_entry.draft import Draft, Style, Terms

translate = QCoreApplication.translate

_LEAST = Decimal("0.01")


def side(name: str) -> str:
    """매수 or 매도."""
    return translate("OrderEntry", "매수") if name == "bid" else translate("OrderEntry", "매도")


def style(name: str) -> str:
    """The style of an order, as the form's buttons call it."""
    return {
        "limit": translate("OrderEntry", "지정가"),
        "market": translate("OrderEntry", "시장가"),
        "best": translate("OrderEntry", "최유리"),
    }.get(name, name)


def time_in_force(name: str | None) -> str:
    """A time in force, as the form's list calls it."""
    names = {
        None: translate("OrderEntry", "일반"),
        "ioc": "IOC",
        "fok": "FOK",
        "post_only": translate("OrderEntry", "Post only"),
    }
    return names.get(name, name or "")


def order_type(intent: OrderIntent) -> str:
    """Type and time in force together, such as 최유리 IOC."""
    kind = "market" if intent.ord_type == "price" else intent.ord_type
    return " ".join(filter(None, (style(kind), intent.time_in_force and time_in_force(intent.time_in_force))))


def expected_price(draft: Draft, terms: Terms) -> str:
    """The average at which the order would trade now, and how much worse than the best price that is."""
    impact = terms.impact
    if impact is None:
        return fmt.NOTHING
    if impact.average is None or impact.slippage is None:
        return translate("OrderEntry", "바로 체결되지 않고 대기")
    text = f"≈ {fmt.average(impact.average)} ({slippage(impact.slippage)})"
    if not impact.complete and draft.style is Style.LIMIT:
        part = rounded(impact.volume, draft.base)
        return translate("OrderEntry", "{volume} 바로 체결 {text}").format(volume=part, text=text)
    return text


def slippage(percent: Decimal) -> str:
    """How much worse than the best price, in per cent; nothing is said to be better than it is."""
    return fmt.percent(percent / 100, 2 if percent >= _LEAST or not percent else 4)


def fee_rate(rate: Decimal) -> str:
    """A fee rate as a percentage with all its digits."""
    return f"{fmt.exact(rate * 100)}%"


def rounded(amount: Decimal, currency: str) -> str:
    """An amount that is only for orientation: won with 2 decimals at most, everything else with 8."""
    return fmt.exact(exact.rounded(amount, 2 if currency == "KRW" else 8))


def floored(amount: Decimal, currency: str) -> str:
    """What there is to spend, never more than there is: whole won, everything else with 8 decimals."""
    return fmt.exact(ticks.floor_to(amount, Decimal(1) if currency == "KRW" else ticks.VOLUME_STEP))


def broken(found: Violation) -> str:
    """The rule that an amount breaks, short enough to stand under its field."""
    limit = fmt.exact(found.limit)
    if found.rule == "funds":
        left = (
            translate("OrderEntry", "{currency} 부족 · 최대")
            if found.nearest
            else translate("OrderEntry", "주문 가능한 {currency}이(가) 없습니다")
        )
        return left.format(currency=found.currency)
    texts = {
        "tick": translate("OrderEntry", "호가 단위 {limit}에 맞지 않음"),
        "lot": translate("OrderEntry", "수량은 소수점 8자리까지"),
        "min_total": translate("OrderEntry", "최소 주문 {limit} {currency}"),
        "max_total": translate("OrderEntry", "최대 주문 {limit} {currency}"),
        "type": translate("OrderEntry", "이 마켓에서 쓸 수 없는 주문 유형"),
        "market_state": translate("OrderEntry", "이 마켓은 지금 주문할 수 없습니다"),
        "unreadable": translate("OrderEntry", "숫자로 읽을 수 없습니다"),
        "not_a_number": translate("OrderEntry", "0보다 커야 합니다"),
    }
    text = texts.get(found.rule)
    return found.sentence if text is None else text.format(limit=limit, currency=found.currency)


def unusual(caution: Caution) -> str:
    """What asks again or refuses, short enough to stand under its field."""
    texts = {
        "total": translate("OrderEntry", "총액 기준 {limit} 초과"),
        "through": translate("OrderEntry", "최우선 호가보다 {value}% 불리"),
        "ticks": translate("OrderEntry", "최우선 호가보다 {value}호가 불리"),
        "depth": translate("OrderEntry", "보이는 잔량의 {value}%"),
        "no_book": translate("OrderEntry", "실시간 호가가 없습니다"),
    }
    currency = caution.currency or "KRW"  # percentages have no more decimals than won
    limit, value = (
        fmt.NOTHING if n is None else rounded(n, currency) for n in (caution.limit, caution.value)
    )
    text = texts[caution.rule].format(limit=limit, value=value)
    return translate("OrderEntry", "{text} · 주문 불가").format(text=text) if caution.refuses else text


def legal_values(found: Violation, entered: Decimal | None, step: Decimal | None) -> Sequence[Decimal]:
    """The nearest legal values to offer: both neighbours of a price off the tick, else the one there is."""
    if found.rule == "tick" and entered is not None and step is not None:
        return ticks.neighbours(entered, step)
    return () if not found.nearest else (found.nearest,)

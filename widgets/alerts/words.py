"""What alerts wait for and what they say when they fire, in words."""

from __future__ import annotations

from decimal import Decimal

from PyQt6.QtCore import QCoreApplication

from app.alerts import (
    Alert,
    DailyChange,
    Direction,
    Fired,
    OrderFill,
    OrderFilled,
    PriceCrosses,
    PriceMoves,
    Rule,
    State,
    ValueTraded,
)
from app.exact import rounded
from widgets import format as fmt

DASH = "–"


def condition(rule: Rule) -> str:
    """What a rule waits for, with every digit of its threshold."""
    translate = QCoreApplication.translate
    if isinstance(rule, PriceCrosses):
        texts = {
            Direction.EITHER: translate("Alerts", "가격 {0} 도달"),
            Direction.ABOVE: translate("Alerts", "가격 {0} 이상"),
            Direction.BELOW: translate("Alerts", "가격 {0} 이하"),
        }
        return texts[rule.direction].format(fmt.exact(rule.price))
    if isinstance(rule, DailyChange):
        up = rule.percent > 0
        text = translate("Alerts", "전일 대비 {0} 이상") if up else translate("Alerts", "전일 대비 {0} 이하")
        return text.format(percent(rule.percent))
    if isinstance(rule, PriceMoves):
        return translate("Alerts", "{0} 안에 {1}").format(span(rule.window), percent(rule.percent))
    if isinstance(rule, ValueTraded):
        return translate("Alerts", "{0} 거래대금 {1} 이상").format(span(rule.window), fmt.exact(rule.value))
    if rule.complete:
        return translate("Alerts", "내 주문 전량 체결")
    return translate("Alerts", "내 주문 체결")


def market(symbol: str) -> str:
    """The market of an alert."""
    return symbol or QCoreApplication.translate("Alerts", "모든 마켓")


def percent(value: Decimal) -> str:
    """A percentage as it was entered, with its sign."""
    return f"{'+' if value > 0 else '-'}{fmt.exact(abs(value))}%"


def span(seconds: int) -> str:
    """A length of time in its largest whole unit."""
    translate = QCoreApplication.translate
    if seconds >= 3600 and seconds % 3600 == 0:
        return translate("Alerts", "{0}시간").format(seconds // 3600)
    if seconds >= 60 and seconds % 60 == 0:
        return translate("Alerts", "{0}분").format(seconds // 60)
    return translate("Alerts", "{0}초").format(seconds)


def standing(state: State, alert: Alert) -> str:
    """Where an alert stands, in a word or two."""
    translate = QCoreApplication.translate
    watch = state.watch(alert.id)
    if not alert.enabled:
        return translate("Alerts", "꺼짐")
    if watch.done:
        return translate("Alerts", "울림")
    if isinstance(alert.rule, OrderFilled):
        return translate("Alerts", "대기 중")
    if alert.symbol not in state.readings:
        return translate("Alerts", "시세 확인 전")
    one_way = isinstance(alert.rule, DailyChange) or (
        isinstance(alert.rule, PriceCrosses) and alert.rule.direction is not Direction.EITHER
    )
    if one_way and watch.beyond:
        return translate("Alerts", "이미 넘음")
    return translate("Alerts", "대기 중")


def repeat(alert: Alert) -> str:
    """How often an alert fires."""
    translate = QCoreApplication.translate
    if not alert.repeats:
        return translate("Alerts", "한 번")
    if isinstance(alert.rule, OrderFilled) or not alert.cool_down:
        return translate("Alerts", "매번")
    return translate("Alerts", "매번 · {0} 간격").format(span(alert.cool_down))


def happened(fired: Fired) -> str:
    """What fired and why, without the market."""
    if fired.fill is not None:
        return filled(fired.fill)
    rule, text = fired.alert.rule, condition(fired.alert.rule)
    if isinstance(rule, PriceMoves) and fired.value is not None:
        return f"{text} ({percent(rounded(fired.value, 2))})"
    if isinstance(rule, ValueTraded) and fired.value is not None:
        return f"{text} ({fmt.exact(rounded(fired.value, 0))})"
    return text


def filled(fill: OrderFill) -> str:
    """An own execution: side, volume, price, and whether it was the last one."""
    translate = QCoreApplication.translate
    side = translate("Alerts", "매수") if fill.side == "bid" else translate("Alerts", "매도")
    text = translate("Alerts", "{0} {1} 체결 완료") if fill.complete else translate("Alerts", "{0} {1} 체결")
    return text.format(side, fmt.exact(fill.volume))


def price(fired: Fired) -> str:
    """The price at which it fired; an average price only with the digits that count."""
    if fired.price is None:
        return DASH
    return fmt.average(fired.price) if fired.fill is not None else fmt.exact(fired.price)


def unseen(fired: Fired) -> str:
    """That it happened while nothing was seen; empty when it was."""
    if fired.blind_since is None:
        return ""
    text = QCoreApplication.translate("Alerts", "시세를 받지 못한 사이의 일입니다: {0}부터 {1}까지")
    return text.format(fmt.date_time_kst(fired.blind_since), fmt.date_time_kst(fired.at_ms))


def notice(fired: Fired) -> str:
    """All of it, for a notice over the desk."""
    lines = [f"{fired.symbol}  {price(fired)}", happened(fired), unseen(fired)]
    return "\n".join(line for line in lines if line)

"""What indicators, their parameters and their lines are called."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication

from app.market.indicators import Indicator, Kind

translate = QCoreApplication.translate


def name(kind: Kind) -> str:
    """The full name, for menus and settings."""
    return {
        Kind.MA: translate("Indicators", "이동평균 (MA)"),
        Kind.EMA: translate("Indicators", "지수이동평균 (EMA)"),
        Kind.BOLLINGER: translate("Indicators", "볼린저 밴드"),
        Kind.VWAP: translate("Indicators", "거래량가중평균 (VWAP)"),
        Kind.ICHIMOKU: translate("Indicators", "일목균형표"),
        Kind.VOLUME_MA: translate("Indicators", "거래량 이동평균"),
        Kind.RSI: "RSI",
        Kind.MACD: "MACD",
        Kind.STOCHASTIC: translate("Indicators", "스토캐스틱 (Slow)"),
        Kind.ATR: "ATR",
        Kind.CCI: "CCI",
    }[kind]


def short(kind: Kind) -> str:
    """The name in the read-out."""
    return {
        Kind.BOLLINGER: "BB",
        Kind.ICHIMOKU: translate("Indicators", "일목"),
        Kind.VOLUME_MA: "MA",
        Kind.STOCHASTIC: "Stoch",
    }.get(kind, kind.value.upper())


def parameters(kind: Kind) -> tuple[str, ...]:
    """What each number that can be set is called."""
    period = translate("Indicators", "기간")
    fast, slow = translate("Indicators", "단기"), translate("Indicators", "장기")
    signal = translate("Indicators", "시그널")
    return {
        Kind.MA: tuple(f"{period} {number}" for number in range(1, 5)),
        Kind.EMA: tuple(f"{period} {number}" for number in range(1, 3)),
        Kind.VOLUME_MA: tuple(f"{period} {number}" for number in range(1, 3)),
        Kind.BOLLINGER: (period, translate("Indicators", "표준편차")),
        Kind.VWAP: (),
        Kind.ICHIMOKU: (
            translate("Indicators", "전환선"),
            translate("Indicators", "기준선"),
            translate("Indicators", "선행스팬"),
        ),
        Kind.MACD: (fast, slow, signal),
        Kind.STOCHASTIC: ("%K", "Slow %K", "Slow %D"),
    }.get(kind, (period,))


def lines(indicator: Indicator) -> tuple[str, ...]:
    """What each line is called in the read-out; empty where its colour says enough."""
    kind, values = indicator.kind, indicator.values
    if kind in (Kind.MA, Kind.EMA, Kind.VOLUME_MA):
        return tuple(f"{value:g}" for value in values)
    return {
        Kind.MACD: ("", translate("Indicators", "시그널"), translate("Indicators", "오실")),
        Kind.STOCHASTIC: ("%K", "%D"),
        Kind.ICHIMOKU: (
            translate("Indicators", "전환"),
            translate("Indicators", "기준"),
            translate("Indicators", "선행1"),
            translate("Indicators", "선행2"),
            translate("Indicators", "후행"),
        ),
    }.get(kind, ("",) * kind.spec.lines)


def title(indicator: Indicator) -> str:
    """How its read-out begins: the name and, where the lines do not tell them, the numbers."""
    if indicator.kind in (Kind.MA, Kind.EMA, Kind.VOLUME_MA):
        return short(indicator.kind)
    return " ".join([short(indicator.kind), *(f"{value:g}" for value in indicator.values)])

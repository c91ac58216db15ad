"""The colours of indicator lines: the trader's, or some that are told apart on any ground by most eyes."""

from __future__ import annotations

from functools import cache

from PyQt6.QtGui import QColor

from app.market.indicators import Indicator, Kind
from widgets import theme

# Lines of the palette, told apart on any ground by most eyes.
_GOLD, _GREEN, _PINK, _SKY, _GREY, _VIOLET = range(6)
_LINES = {
    Kind.MA: (_GOLD, _PINK, _GREEN, _SKY),
    Kind.EMA: (_VIOLET, _GREY),
    Kind.BOLLINGER: (_SKY, _GREY, _SKY),
    Kind.VWAP: (_VIOLET,),
    Kind.ICHIMOKU: (_GOLD, _SKY, _GREEN, _PINK, _GREY),
    Kind.VOLUME_MA: (_GOLD, _PINK),
    Kind.RSI: (_VIOLET,),
    Kind.MACD: (_SKY, _GOLD, _GREY),
    Kind.STOCHASTIC: (_SKY, _GOLD),
    Kind.ATR: (_GREEN,),
    Kind.CCI: (_GOLD,),
}


def colour_of(indicator: Indicator, line: int) -> QColor:
    """The colour of a line in the palette of now."""
    chosen = indicator.colours[line] if line < len(indicator.colours) else ""
    return _colour(chosen) if chosen else theme.palette().lines[_LINES[indicator.kind][line]]


@cache
def _colour(name: str) -> QColor:
    return QColor(name)

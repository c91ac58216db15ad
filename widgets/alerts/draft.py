"""An alert as it is being entered: its kind, its fields, and the reason why one of them is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from app.alerts import (
    Alert,
    DailyChange,
    Direction,
    OrderFilled,
    PriceCrosses,
    PriceMoves,
    Rule,
    ValueTraded,
)


class Kind(Enum):
    """What can be chosen; a direction is part of the kind, so that amounts have no sign."""

    REACHES = auto()
    ABOVE = auto()
    BELOW = auto()
    DAY_UP = auto()
    DAY_DOWN = auto()
    SURGE = auto()
    PLUNGE = auto()
    VALUE = auto()
    FILLED = auto()
    COMPLETED = auto()

    @property
    def is_price(self) -> bool:
        """Whether the amount is a price."""
        return self in _DIRECTIONS

    @property
    def is_percent(self) -> bool:
        """Whether the amount is a percentage."""
        return self in (Kind.DAY_UP, Kind.DAY_DOWN, Kind.SURGE, Kind.PLUNGE)

    @property
    def has_window(self) -> bool:
        """Whether a length of time belongs to it."""
        return self in (Kind.SURGE, Kind.PLUNGE, Kind.VALUE)

    @property
    def is_of_orders(self) -> bool:
        """Whether it is about own orders, which needs no amount and no market."""
        return self in (Kind.FILLED, Kind.COMPLETED)


class Fault(Enum):
    """Why an amount can't be taken."""

    EMPTY = auto()
    UNREADABLE = auto()
    ZERO = auto()
    TOO_LARGE = auto()
    FALLS_TOO_FAR = auto()


_DIRECTIONS = {Kind.REACHES: Direction.EITHER, Kind.ABOVE: Direction.ABOVE, Kind.BELOW: Direction.BELOW}


@dataclass(frozen=True, slots=True)
class Draft:
    """What the editor's fields say; `amount` None: nothing, or nothing that can be read."""

    kind: Kind
    amount: Decimal | None
    is_readable: bool
    window: int

    @property
    def fault(self) -> Fault | None:
        """What is wrong with the amount."""
        if self.kind.is_of_orders:
            return None
        if not self.is_readable:
            return Fault.UNREADABLE
        if self.amount is None:
            return Fault.EMPTY
        if self.amount <= 0:
            return Fault.ZERO
        if self.kind in (Kind.DAY_DOWN, Kind.PLUNGE) and self.amount >= 100:
            return Fault.FALLS_TOO_FAR
        return None if self.rule is not None else Fault.TOO_LARGE

    @property
    def rule(self) -> Rule | None:
        """The rule that the fields make; None when they make none."""
        if self.kind.is_of_orders:
            return OrderFilled(complete=self.kind is Kind.COMPLETED)
        if self.amount is None:
            return None
        try:
            return _rule(self.kind, self.amount, self.window)
        except ValueError:
            return None


def kind_of(rule: Rule) -> Kind:
    """The kind that a rule was made from."""
    if isinstance(rule, PriceCrosses):
        return next(kind for kind, direction in _DIRECTIONS.items() if direction is rule.direction)
    if isinstance(rule, DailyChange):
        return Kind.DAY_UP if rule.percent > 0 else Kind.DAY_DOWN
    if isinstance(rule, PriceMoves):
        return Kind.SURGE if rule.percent > 0 else Kind.PLUNGE
    if isinstance(rule, ValueTraded):
        return Kind.VALUE
    return Kind.COMPLETED if rule.complete else Kind.FILLED


def draft_of(alert: Alert, window: int) -> Draft:
    """The fields that show this alert; `window` where it has none."""
    rule = alert.rule
    amount: Decimal | None = None
    if isinstance(rule, PriceCrosses):
        amount = rule.price
    elif isinstance(rule, DailyChange | PriceMoves):
        amount = abs(rule.percent)
    elif isinstance(rule, ValueTraded):
        amount = rule.value
    window = rule.window if isinstance(rule, PriceMoves | ValueTraded) else window
    return Draft(kind_of(rule), amount, True, window)


def _rule(kind: Kind, amount: Decimal, window: int) -> Rule:
    if kind.is_price:
        return PriceCrosses(_DIRECTIONS[kind], amount)
    if kind is Kind.VALUE:
        return ValueTraded(amount, window)
    percent = -amount if kind in (Kind.DAY_DOWN, Kind.PLUNGE) else amount
    return DailyChange(percent) if kind in (Kind.DAY_UP, Kind.DAY_DOWN) else PriceMoves(percent, window)

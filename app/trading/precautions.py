"""주문 착오방지: what is unusual about an order before it is sent, and whether to ask again or to refuse.

Nothing here is about cancels: they are never held back.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app import exact
from app.language import Sentence
from app.settings import OrderGuards, Threshold
from app.trading.guards import total_of
from app.trading.impact import Depth, Impact, beyond, impact_of
from app.trading.orders import OrderIntent

MOVED_PERCENT = Decimal("0.1")  # an average that got that much worse is another order than the one confirmed

_SENTENCES = {
    "total": Sentence(
        "주문 금액이 {value} {currency}입니다 (기준 {limit}).",
        "The total is {value} {currency} (your limit is {limit}).",
    ),
    "through": Sentence(
        "최우선 호가보다 최대 {value}% 불리하게 체결될 수 있습니다 (기준 {limit}%).",
        "It may trade up to {value}% beyond the best price (your limit is {limit}%).",
    ),
    "ticks": Sentence(
        "최우선 호가보다 최대 {value}호가 불리하게 체결될 수 있습니다 (기준 {limit}호가).",
        "It may trade up to {value} ticks beyond the best price (your limit is {limit}).",
    ),
    "depth": Sentence(
        "보이는 호가 잔량의 {value}%를 체결합니다 (기준 {limit}%).",
        "It takes {value}% of the visible depth (your limit is {limit}%).",
    ),
    "no_book": Sentence(
        "실시간 호가가 없어 체결 가격을 확인할 수 없습니다.",
        "There is no live order book to check the price against.",
    ),
}


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing that is unusual: `value` went beyond `limit`; `refuses`: the order must not be sent."""

    rule: str
    refuses: bool = False
    value: Decimal | None = None
    limit: Decimal | None = None
    currency: str = ""

    @property
    def field(self) -> str:
        """The amount of the order that it is about."""
        return {"total": "total", "depth": "volume"}.get(self.rule, "price")

    @property
    def told(self) -> Sentence:
        """The sentence in both languages."""
        decimals = 2 if self.currency in ("", "KRW") else 8
        value, limit = _shown(self.value, decimals), _shown(self.limit, decimals)
        fields = {"value": value, "limit": limit, "currency": self.currency}
        return Sentence(*(text.format(**fields) for text in _SENTENCES[self.rule]))

    @property
    def sentence(self) -> str:
        """What a person reads, in the chosen language."""
        return str(self.told)


@dataclass(frozen=True, slots=True)
class Assessment:
    """An order against one book: what it would take, and what is unusual about that."""

    impact: Impact | None = None
    cautions: tuple[Caution, ...] = ()

    @property
    def refused(self) -> bool:
        """The order must not be sent."""
        return any(caution.refuses for caution in self.cautions)

    @property
    def asks(self) -> bool:
        """The order needs a second, explicit yes."""
        return bool(self.cautions)


def assess(
    intent: OrderIntent,
    limits: OrderGuards,
    depth: Depth | None,
    last: Decimal | None = None,
    *,
    tick: Decimal | None = None,
) -> Assessment:
    """What is unusual about a complete order; `depth` and `last` are None while they are not live.

    `tick` is the market's at the order's price, the finest that may hold; None: ticks are not counted.
    """
    impact = None if depth is None else impact_of(intent, depth)
    found = (
        _total(intent, limits, impact, last),
        *_through(intent, limits, impact, last, tick),
        None if impact is None else _beyond("depth", limits.depth, impact.share),
    )
    return Assessment(impact, tuple(caution for caution in found if caution is not None))


def moved(confirmed: Assessment, now: Assessment) -> bool:
    """Whether the book has changed so much that a yes given to the one is no yes to the other."""
    known = {(caution.rule, caution.refuses) for caution in confirmed.cautions}
    if any((caution.rule, caution.refuses) not in known for caution in now.cautions):
        return True
    before, after = confirmed.impact, now.impact
    if before is None or after is None:
        return before is not after
    if before.average is None or after.average is None:
        # An order that was to wait would trade at once, or the other way round.
        return before.average is not after.average
    return beyond(after.side, after.average, before.average) > MOVED_PERCENT or (
        before.complete and not after.complete
    )


def _total(
    intent: OrderIntent, limits: OrderGuards, impact: Impact | None, last: Decimal | None
) -> Caution | None:
    quote = intent.market.partition("-")[0]
    threshold, total = limits.totals.get(quote), total_of(intent)
    if total is None and intent.volume is not None:
        price = (impact.average if impact is not None else None) or last
        total = None if price is None else exact.product(price, intent.volume)
    return None if threshold is None or total is None else _beyond("total", threshold, total, quote)


def _through(
    intent: OrderIntent,
    limits: OrderGuards,
    impact: Impact | None,
    last: Decimal | None,
    tick: Decimal | None,
) -> tuple[Caution | None, ...]:
    limited = intent.ord_type == "limit"
    if limited and intent.time_in_force == "post_only":
        return ()  # the exchange refuses it rather than let it take
    # A limit order may trade up to its limit whatever the book is when it arrives.
    price = intent.price if limited else (impact.worst if impact is not None else None)
    touch = impact.touch if impact is not None else (last if limited else None)
    if price is None or not touch:
        return (Caution("no_book"),)
    found = _beyond("through", limits.through, beyond(intent.side, price, touch))
    if not tick:
        return (found,)
    distance = price - touch if intent.side == "bid" else touch - price
    return found, _beyond("ticks", limits.ticks, distance / tick)


def _beyond(rule: str, threshold: Threshold, value: Decimal, currency: str = "") -> Caution | None:
    if threshold.refuse is not None and value > threshold.refuse:
        return Caution(rule, True, value, threshold.refuse, currency)
    if threshold.ask is not None and value > threshold.ask:
        return Caution(rule, False, value, threshold.ask, currency)
    return None


def _shown(number: Decimal | None, decimals: int) -> str:
    if number is None:
        return ""
    text = f"{exact.rounded(number, decimals):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""What is known to be wrong with an order before it is sent, each with the nearest legal value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.language import Sentence
from app.market import ticks
from app.trading.orders import OrderIntent
from app.upbit.models import Chance

_SENTENCES = {
    "price_missing": Sentence("주문 가격을 입력해 주세요.", "Enter a price."),
    "volume_missing": Sentence("주문 수량을 입력해 주세요.", "Enter a volume."),
    "total_missing": Sentence("주문 총액을 입력해 주세요.", "Enter a total."),
    "price_unused": Sentence(
        "이 주문 유형에는 가격을 지정할 수 없습니다.", "This order type takes no price."
    ),
    "volume_unused": Sentence(
        "이 주문 유형에는 수량을 지정할 수 없습니다.", "This order type takes no volume."
    ),
    "not_a_number": Sentence("숫자가 올바르지 않습니다.", "This is not a usable number."),
    "tick": Sentence(
        "주문 가격은 호가 단위에 맞아야 합니다. 가장 가까운 가격: {nearest}",
        "The price must be a multiple of the tick size; the nearest is {nearest}.",
    ),
    "lot": Sentence(
        "주문 수량은 소수점 8자리까지입니다. 가장 가까운 수량: {nearest}",
        "The volume may have 8 decimals; the nearest is {nearest}.",
    ),
    "min_total": Sentence(
        "최소 주문 금액은 {limit} {currency}입니다. 가능한 값: {nearest}",
        "The minimum total is {limit} {currency}; possible from {nearest}.",
    ),
    "max_total": Sentence(
        "최대 주문 금액은 {limit} {currency}입니다. 가능한 값: {nearest}",
        "The maximum total is {limit} {currency}; possible up to {nearest}.",
    ),
    "funds": Sentence(
        "주문 가능한 {currency}이(가) 부족합니다. 최대: {nearest}",
        "There is not enough {currency}; at most {nearest}.",
    ),
    "type": Sentence(
        "이 마켓에서 지원하지 않는 주문 유형입니다.", "This market does not support that order type."
    ),
    "market_state": Sentence(
        "이 마켓은 지금 주문할 수 없습니다.", "This market takes no orders at the moment."
    ),
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: the field it is about, the rule's name, the limit and the nearest legal value.

    `nearest` belongs into `field`: a price, a volume, or for `total` an amount of the quote currency.
    """

    field: str
    rule: str
    nearest: Decimal | None = None
    limit: Decimal | None = None
    currency: str = ""

    @property
    def sentence(self) -> str:
        """What a person reads, in the chosen language."""
        return str(self.told)

    @property
    def told(self) -> Sentence:
        """The sentence in both languages."""
        return Sentence(*(self._filled(text) for text in _SENTENCES[self.rule]))

    def _filled(self, text: str) -> str:
        if self.nearest is None and "{nearest}" in text:
            # Without a legal value the second half of the sentence would promise one.
            text = text.partition(". ")[0].partition(";")[0] + "."
        return text.format(nearest=_shown(self.nearest), limit=_shown(self.limit), currency=self.currency)


def check(
    intent: OrderIntent,
    chance: Chance | None = None,
    *,
    available: Decimal | None = None,
    tick: Decimal | None = None,
) -> tuple[Violation, ...]:
    """Every rule that the order breaks, most basic first; empty when it may be sent.

    `chance` gives types, fees and totals; `available` is what is free of the currency the order spends;
    `tick` is the tick of the band of the order's own price. What is None is left to the exchange.
    """
    wrong = _shape(intent)
    if wrong:
        return tuple(wrong)
    if chance is not None:
        wrong += _allowed(intent, chance)
    wrong += _steps(intent, tick)
    if chance is not None:
        wrong += _totals(intent, chance)
        wrong += _funds(intent, chance, available)
    return tuple(wrong)


def spends(intent: OrderIntent) -> str:
    """The currency that the order needs: quote for a buy, base for a sell."""
    quote, _, base = intent.market.partition("-")
    return quote if intent.side == "bid" else base


def type_name(intent: OrderIntent) -> str:
    """The order's type as orders/chance lists it, e.g. limit, limit_ioc, best_fok."""
    return f"{intent.ord_type}_{intent.time_in_force}" if intent.time_in_force else intent.ord_type


def total_of(intent: OrderIntent) -> Decimal | None:
    """What the order is worth in the quote currency, where it says so itself."""
    if intent.ord_type == "limit" and intent.price is not None and intent.volume is not None:
        return ticks.total_of(intent.price, intent.volume)
    return intent.price if spends_total(intent) else None


def spends_total(intent: OrderIntent) -> bool:
    """The order's `price` is a total to spend, not a unit price."""
    return intent.side == "bid" and intent.ord_type in ("price", "best")


def _shape(intent: OrderIntent) -> list[Violation]:
    wants_price = intent.ord_type == "limit" or spends_total(intent)
    wants_volume = intent.ord_type == "limit" or not spends_total(intent)
    priced = "total" if spends_total(intent) else "price"
    return _field(priced, intent.price, wants_price) + _field("volume", intent.volume, wants_volume)


def _field(field: str, value: Decimal | None, wanted: bool) -> list[Violation]:
    if value is None:
        return [Violation(field, f"{field}_missing")] if wanted else []
    if not wanted:
        return [Violation(field, f"{field}_unused")]
    # `adjusted` first: comparing a NaN raises, and a number of 5,000 digits is no amount.
    if not value.is_finite() or value <= 0 or value.adjusted() > 20:
        return [Violation(field, "not_a_number")]
    return []


def _allowed(intent: OrderIntent, chance: Chance) -> list[Violation]:
    wrong = []
    if chance.market.state not in ("", "active"):
        wrong.append(Violation("type", "market_state"))
    types = chance.market.bid_types if intent.side == "bid" else chance.market.ask_types
    # Post-only is possible on every market but is in no list (protocol 4.4).
    if types and intent.time_in_force != "post_only" and type_name(intent) not in types:
        wrong.append(Violation("type", "type"))
    return wrong


def _steps(intent: OrderIntent, tick: Decimal | None) -> list[Violation]:
    wrong = []
    price, volume, lot = intent.price, intent.volume, ticks.VOLUME_STEP
    if tick is not None and intent.ord_type == "limit" and price and not ticks.is_multiple(price, tick):
        wrong.append(Violation("price", "tick", ticks.snap(price, tick), tick))
    if volume is not None and not ticks.is_multiple(volume, lot):
        wrong.append(Violation("volume", "lot", max(ticks.floor_volume(volume), lot), lot))
    return wrong


def _totals(intent: OrderIntent, chance: Chance) -> list[Violation]:
    total = total_of(intent)
    if total is None:
        return []
    quote = intent.market.partition("-")[0]
    least, most = chance.min_total(intent.side), chance.market.max_total
    if total < least:
        nearest = ticks.least_volume(least, intent.price) if _is_limit(intent) and intent.price else least
        return [Violation(_total_field(intent), "min_total", nearest, least, quote)]
    if most is not None and total > most:
        nearest = ticks.volume_of(most, intent.price) if _is_limit(intent) and intent.price else most
        return [Violation(_total_field(intent), "max_total", nearest, most, quote)]
    return []


def _is_limit(intent: OrderIntent) -> bool:
    return intent.ord_type == "limit"


def _total_field(intent: OrderIntent) -> str:
    return "volume" if _is_limit(intent) else "total"


def _funds(intent: OrderIntent, chance: Chance, available: Decimal | None) -> list[Violation]:
    currency = spends(intent)
    free = available if available is not None else _account_balance(intent, chance)
    if intent.side == "ask":
        short = intent.volume is not None and intent.volume > free
        return [Violation("volume", "funds", ticks.floor_volume(free), free, currency)] if short else []
    total = total_of(intent)
    if total is None or ticks.with_fee(total, chance.bid_fee) <= free:
        return []
    if _is_limit(intent) and intent.price is not None:
        nearest = ticks.affordable_volume(free, intent.price, chance.bid_fee)
        return [Violation("volume", "funds", nearest, free, currency)]
    # Totals of the won are whole; those of BTC and USDT have the 8 decimals of volumes.
    step = Decimal(1) if currency == "KRW" else ticks.VOLUME_STEP
    return [Violation("total", "funds", ticks.affordable_total(free, chance.bid_fee, step), free, currency)]


def _account_balance(intent: OrderIntent, chance: Chance) -> Decimal:
    return (chance.bid_account if intent.side == "bid" else chance.ask_account).balance


def _shown(number: Decimal | None) -> str:
    if number is None:
        return ""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""Whether a request may become an order: the refusals of protocol 4.17, in their order."""

from __future__ import annotations

from decimal import Decimal
from typing import NoReturn

from app.exchange import rules
from app.exchange.matching import NO_LIMIT_ASK, NO_LIMIT_BID, BookSide
from app.exchange.orders import OrderRequest, Refusal, Terms
from app.exchange.units import LARGEST_EXPONENT, UNIT, to_money, to_units

VISIBLE_LEVELS = 30
"""A market order may not be larger than what this many levels show (protocol 4.16)."""

_SIDES = frozenset({"bid", "ask"})
_TYPES = frozenset({"limit", "price", "market", "best"})
_TIMES_IN_FORCE = frozenset({"ioc", "fok", "post_only"})
_SMP_TYPES = frozenset({"cancel_maker", "cancel_taker", "reduce", "none"})
_ALLOWED_TIMES: dict[str, frozenset[str | None]] = {
    "limit": frozenset({None, "ioc", "fok", "post_only"}),
    "price": frozenset({None}),
    "market": frozenset({None}),
    "best": frozenset({"ioc", "fok"}),
}
# Which of (volume, price) each kind must have; the other ones it must not have (protocol 4.5).
_SHAPES: dict[tuple[str, str], tuple[bool, bool]] = {
    ("limit", "bid"): (True, True),
    ("limit", "ask"): (True, True),
    ("price", "bid"): (False, True),
    ("market", "ask"): (True, False),
    ("best", "bid"): (False, True),
    ("best", "ask"): (True, False),
}
_IDENTIFIER_LENGTH = 64


def require_known_values(request: OrderRequest) -> None:
    """Refuse words that the protocol does not have, and identifiers that are too long or not printable."""
    if not request.market:
        _refuse("validation_error", "market is missing")
    if request.side not in _SIDES:
        _refuse("validation_error", "side does not have a valid value")
    if request.ord_type not in _TYPES:
        _refuse("validation_error", "ord_type does not have a valid value")
    if request.time_in_force is not None and request.time_in_force not in _TIMES_IN_FORCE:
        _refuse("invalid_time_in_force", "지원하지 않는 time_in_force 값입니다.")
    if request.smp_type is not None and request.smp_type not in _SMP_TYPES:
        _refuse("invalid_parameter", "지원하지 않는 smp_type 값입니다.")
    identifier = request.identifier
    if identifier is not None and not (
        0 < len(identifier) <= _IDENTIFIER_LENGTH and identifier.isprintable() and identifier.strip()
    ):
        _refuse("invalid_parameter", "identifier 형식이 올바르지 않습니다.")


def require_combination(request: OrderRequest, default_smp: str | None) -> str | None:
    """Refuse parts that do not belong together; the self-match mode that rules, None before 2026-11."""
    shape = (request.volume is not None, request.price is not None)
    if _SHAPES.get((request.ord_type, request.side)) != shape:
        _refuse(f"create_{request.side}_error", "주문 요청 정보가 올바르지 않습니다.")
    if request.time_in_force not in _ALLOWED_TIMES[request.ord_type]:
        _refuse("invalid_time_in_force", "주문 유형에 맞지 않는 time_in_force 값입니다.")
    if request.time_in_force == "post_only":
        if request.smp_type not in (None, "none"):
            _refuse("invalid_post_only", "post_only 주문에는 smp_type을 함께 사용할 수 없습니다.")
        return request.smp_type if default_smp is None else "none"
    return request.smp_type or default_smp


def judge(request: OrderRequest, opposite: BookSide, smp_type: str | None) -> Terms:
    """Refuse wrong ticks, precisions and sizes; the order's terms in integers.

    `opposite` is the side it would trade with: a `best` order takes its price from there, and a sale without
    a price is measured by it.
    """
    quote, side = rules.quote_of(request.market), request.side
    best = opposite.best_price
    limit = volume = budget = None
    if request.ord_type == "limit" and request.price is not None:
        limit = _price(request.price, quote, side)
    if request.volume is not None:
        volume = _volume(request.volume, side)
    elif request.price is not None:
        budget = _budget(request.price)
    if request.ord_type == "best":
        # With nobody on the other side it stays None: the order enters, finds nothing and ends.
        limit = best
    value = _value(volume, budget, limit if limit is not None else best)
    if value is not None:
        _require_total(value, quote, side)
    if limit is None:
        limit = NO_LIMIT_ASK if side == "ask" else NO_LIMIT_BID
    return Terms(request, limit, volume, budget, smp_type, to_units(rules.fee_rate(quote)))


def require_visible(terms: Terms, opposite: BookSide) -> None:
    """Refuse a market order that the visible levels could not fill (protocol 4.16, name by 9.33)."""
    if terms.request.ord_type not in ("price", "market"):
        return
    needed = terms.budget if terms.volume is None else terms.volume
    assert needed is not None
    for count, level in enumerate(opposite.levels()):
        if count == VISIBLE_LEVELS or needed <= 0:
            break
        needed -= level.total * level.price if terms.volume is None else level.total
    if needed > 0:
        side = terms.request.side
        _refuse(f"create_{side}_error", "호가창에 표시된 수량보다 큰 시장가 주문은 할 수 없습니다.")


def require_funds(terms: Terms, available: int) -> None:
    """Refuse what the account cannot pay or does not have; `available` as money."""
    if terms.hold > available:
        side = terms.request.side
        currency = (rules.quote_of if side == "bid" else rules.base_of)(terms.request.market)
        what = "금액" if side == "bid" else "수량"
        _refuse(f"insufficient_funds_{side}", f"주문가능한 {what}({currency})이 부족합니다.")


def _price(price: Decimal, quote: str, side: str) -> int:
    if not rules.is_on_tick(quote, price):
        _refuse(f"invalid_price_{side}", "주문가격 단위를 잘못 입력하셨습니다.")
    return to_units(price)


def _volume(volume: Decimal, side: str) -> int:
    try:
        units = to_units(volume)
    except ValueError as error:
        if volume.is_finite() and volume.adjusted() > LARGEST_EXPONENT:
            raise Refusal(400, "volume_too_large", "주문수량이 너무 큽니다.") from error
        units = 0
    if units <= 0:
        _refuse(f"invalid_volume_{side}", "주문수량 단위를 잘못 입력하셨습니다.")
    return units


def _budget(total: Decimal) -> int:
    """The quote total of a market buy in 1e-16."""
    try:
        funds = to_units(total) * UNIT
    except ValueError:
        funds = 0
    if funds <= 0:
        _refuse("invalid_funds_bid", "주문금액을 잘못 입력하셨습니다.")
    return funds


def _value(volume: int | None, budget: int | None, price: int | None) -> int | None:
    """The total of an order in 1e-16, None for a sale that has no price to be measured by."""
    if volume is None:
        return budget
    return None if price is None else volume * price


def _require_total(value: int, quote: str, side: str) -> None:
    least, most = rules.min_total(quote), rules.max_total(quote)
    if value * UNIT < to_money(least):
        _refuse(f"under_min_total_{side}", f"최소 주문금액은 {least:f} {quote}입니다.")
    if value * UNIT > to_money(most):
        name = "over_krw_funds" if quote == "KRW" else "over_max_total_price"
        _refuse(f"{name}_{side}", f"최대 주문금액은 {most:f} {quote}입니다.")


def _refuse(name: str, message: str, status: int = 400) -> NoReturn:
    raise Refusal(status, name, message)

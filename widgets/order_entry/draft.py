"""The order that is being typed: its linked amounts, and what it would send. Plain values, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from app.market import ticks
from app.trading import Assessment, Impact, OrderIntent, Violation, check
from app.upbit import Chance

PERCENTS = (10, 25, 50, 100)


class Style(StrEnum):
    """How the order finds its price."""

    LIMIT = "limit"
    MARKET = "market"
    BEST = "best"


class Field(StrEnum):
    """The amounts of the form."""

    PRICE = "price"
    VOLUME = "volume"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds; `basis` is the amount the trader set, the other follows it.

    `share` says that the amount was set as so many per cent of what is available.
    """

    market: str = ""
    side: str = "bid"
    style: Style = Style.LIMIT
    time_in_force: str | None = None
    price: Decimal | None = None
    volume: Decimal | None = None
    total: Decimal | None = None
    basis: Field = Field.VOLUME
    share: int | None = None

    @property
    def quote(self) -> str:
        """The currency of price and total."""
        return self.market.partition("-")[0]

    @property
    def base(self) -> str:
        """The currency of the volume."""
        return self.market.partition("-")[2]

    @property
    def spends(self) -> str:
        """The currency that the order takes out of the account."""
        return self.quote if self.side == "bid" else self.base

    @property
    def fields(self) -> frozenset[Field]:
        """The amounts that the trader can enter for this side and style."""
        if self.style is Style.LIMIT:
            return frozenset(Field)
        return frozenset({Field.TOTAL if self.side == "bid" else Field.VOLUME})


@dataclass(frozen=True, slots=True)
class Terms:
    """What the exchange says about orders in the market; None while it is not known.

    `tick` is the finest that may hold at the draft's price, `step` the coarsest: what breaks the first is
    surely wrong, what keeps the second is surely right.
    """

    chance: Chance | None = None
    available: Decimal | None = None
    tick: Decimal | None = None
    step: Decimal | None = None
    last: Decimal | None = None
    assessment: Assessment = field(default_factory=Assessment)

    @property
    def impact(self) -> Impact | None:
        """What the order would take from the live book; None without one."""
        return self.assessment.impact

    @property
    def market_price(self) -> Decimal | None:
        """What a market order is estimated at: its average on the book, else the last price."""
        average = self.impact.average if self.impact is not None else None
        return average or self.last


def quote_step(quote: str) -> Decimal:
    """The step of totals that the form computes itself: whole won, else 8 decimals."""
    return Decimal(1) if quote == "KRW" else ticks.VOLUME_STEP


def linked(draft: Draft, terms: Terms) -> Draft:
    """The draft with the amounts that follow from those the trader set."""
    if draft.share is not None:
        draft = _of_share(draft, terms)
    if draft.style is not Style.LIMIT:
        # Without a price of its own the order has one amount; what the other may be is an estimate.
        only = Field.TOTAL if draft.side == "bid" else Field.VOLUME
        total = draft.total if only is Field.TOTAL else None
        volume = draft.volume if only is Field.VOLUME else None
        return replace(draft, price=None, volume=volume, total=total, basis=only)
    if draft.basis is Field.TOTAL:
        total, price = draft.total, draft.price
        return replace(draft, volume=ticks.volume_of(total, price) if total is not None and price else None)
    if draft.price is None or draft.volume is None:
        return replace(draft, total=None)
    return replace(draft, total=ticks.total_of(draft.price, draft.volume))


def on_side(draft: Draft, side: str) -> Draft:
    """The draft for the other side: a volume typed by hand stays, a share of the other purse does not."""
    keeps = draft.basis is Field.VOLUME and draft.share is None
    return replace(
        draft, side=side, volume=draft.volume if keeps else None, total=None, basis=Field.VOLUME, share=None
    )


def settled(draft: Draft) -> Draft:
    """The draft with the total that its volume really costs; 8 decimals may not meet a typed one."""
    if draft.style is Style.LIMIT and draft.price is not None and draft.volume is not None:
        return replace(draft, total=ticks.total_of(draft.price, draft.volume))
    return draft


def without_amounts(draft: Draft) -> Draft:
    """The draft after it was sent: the price stays, the amounts go."""
    return replace(draft, volume=None, total=None, basis=Field.VOLUME, share=None)


def intent_of(draft: Draft) -> OrderIntent:
    """The order that the draft means, in the exchange's own terms; amounts may still be missing."""
    if draft.style is Style.LIMIT:
        return OrderIntent(draft.market, draft.side, "limit", draft.volume, draft.price, draft.time_in_force)
    kind = "best" if draft.style is Style.BEST else ("price" if draft.side == "bid" else "market")
    if draft.side == "bid":
        return OrderIntent(draft.market, draft.side, kind, None, draft.total, draft.time_in_force)
    return OrderIntent(draft.market, draft.side, kind, draft.volume, None, draft.time_in_force)


def is_complete(draft: Draft) -> bool:
    """Whether the order has every amount that it needs."""
    if draft.style is Style.LIMIT:
        return bool(draft.price and draft.volume)
    return bool(draft.total if draft.side == "bid" else draft.volume)


def estimate(draft: Draft, last: Decimal | None) -> Draft:
    """A market order's other amount at a price; only for showing, never for sending."""
    if draft.style is Style.LIMIT or not last:
        return draft
    if draft.total is not None:
        return replace(draft, volume=ticks.volume_of(draft.total, last))
    if draft.volume is not None:
        return replace(draft, total=ticks.total_of(last, draft.volume))
    return draft


def least_volume(draft: Draft, terms: Terms) -> Decimal | None:
    """The smallest legal volume at the draft's price; None where the order's total is not known yet."""
    if draft.style is not Style.LIMIT or not draft.price or terms.chance is None:
        return None
    return ticks.least_volume(terms.chance.min_total(draft.side), draft.price)


def violations(draft: Draft, terms: Terms) -> tuple[Violation, ...]:
    """What is wrong with the draft, each at the field that the trader set; missing amounts included."""
    found = check(intent_of(draft), terms.chance, available=terms.available, tick=terms.tick)
    off_tick = _off_tick(draft, terms.tick)
    if off_tick is not None and all(each.rule != "tick" for each in found):
        # An incomplete order is not checked further, but a bad price is bad from its last digit on.
        found = (off_tick, *found)
    return tuple(_at_basis(each, draft) for each in found)


def time_in_forces(draft: Draft, chance: Chance | None) -> tuple[str | None, ...]:
    """The times in force that the market offers for the draft's side and style."""
    if draft.style is Style.MARKET:
        return (None,)
    offered = types_of(chance, draft.side)
    found = tuple(each for each in ("ioc", "fok") if f"{draft.style}_{each}" in offered)
    # Post-only stands in no list of the exchange, and goes with every limit order.
    return (None, *found, "post_only") if draft.style is Style.LIMIT else found


def styles(side: str, chance: Chance | None) -> frozenset[Style]:
    """The styles that the market offers on a side; a limit order always, all of them until it is known."""
    if chance is None:
        return frozenset(Style)
    offered = types_of(chance, side)
    found = {Style.LIMIT}
    if ("price" if side == "bid" else "market") in offered:
        found.add(Style.MARKET)
    if "best_ioc" in offered or "best_fok" in offered:
        found.add(Style.BEST)
    return frozenset(found)


def types_of(chance: Chance | None, side: str) -> tuple[str, ...]:
    """The order types that orders/chance lists for a side."""
    if chance is None:
        return ()
    return chance.market.bid_types if side == "bid" else chance.market.ask_types


def _of_share(draft: Draft, terms: Terms) -> Draft:
    if terms.chance is None or terms.available is None or draft.share is None:
        return replace(draft, volume=None, total=None)
    part = ticks.share_of(terms.available, draft.share)
    if draft.side == "ask":
        return replace(draft, volume=ticks.floor_volume(part), basis=Field.VOLUME)
    rate = terms.chance.fee("bid")
    if draft.style is Style.LIMIT:
        volume = ticks.affordable_volume(part, draft.price, rate) if draft.price else None
        return replace(draft, volume=volume, basis=Field.VOLUME)
    return replace(
        draft, total=ticks.affordable_total(part, rate, quote_step(draft.quote)), basis=Field.TOTAL
    )


def _off_tick(draft: Draft, tick: Decimal | None) -> Violation | None:
    if draft.style is not Style.LIMIT or not draft.price or not tick or ticks.is_multiple(draft.price, tick):
        return None
    return Violation("price", "tick", ticks.snap(draft.price, tick), tick)


def _at_basis(found: Violation, draft: Draft) -> Violation:
    price = draft.price if draft.style is Style.LIMIT and draft.basis is Field.TOTAL else None
    if not price or found.field != "volume" or found.rule == "volume_missing":
        return found
    nearest = None if found.nearest is None else ticks.total_of(price, found.nearest)
    return replace(found, field="total", nearest=nearest)

"""The amounts follow each other exactly, and a share with its fee never exceeds what there is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.market import ticks
from tests.widgets.order_entry.double import chance_of
from widgets.order_entry import draft as drafts
from widgets.order_entry.draft import Draft, Field, Style, Terms

PRICES = st.decimals("0.00000001", "999999999", places=8, allow_nan=False)
AMOUNTS = st.decimals("0.00000001", "9999999999", places=8, allow_nan=False)
CHANCE = chance_of("KRW-BTC")
EMPTY = Draft("KRW-BTC")


def terms(available: str = "10000000", tick: str = "1000", last: str | None = None) -> Terms:
    return Terms(
        CHANCE, Decimal(available), Decimal(tick), Decimal(tick), None if last is None else Decimal(last)
    )


@given(PRICES, AMOUNTS)
def test_the_total_follows_the_volume_exactly(price: Decimal, volume: Decimal) -> None:
    draft = drafts.linked(replace(EMPTY, price=price, volume=volume), terms())
    assert draft.total == ticks.total_of(price, volume)


@given(PRICES, AMOUNTS)
def test_the_volume_follows_the_total_and_never_costs_more(price: Decimal, total: Decimal) -> None:
    draft = drafts.linked(replace(EMPTY, price=price, total=total, basis=Field.TOTAL), terms())
    assert draft.volume is not None
    assert ticks.total_of(price, draft.volume) <= total
    assert draft.total == total


@given(PRICES, AMOUNTS, st.sampled_from(drafts.PERCENTS), st.sampled_from(list(Style)))
def test_a_share_of_a_buy_with_its_fee_is_never_more_than_there_is(
    price: Decimal, available: Decimal, percent: int, style: Style
) -> None:
    draft = replace(EMPTY, style=style, price=price, share=percent)
    linked = drafts.linked(draft, terms(str(available)))
    assert linked.total is not None
    assert ticks.with_fee(linked.total, CHANCE.bid_fee) <= ticks.share_of(available, percent)


@given(AMOUNTS, st.sampled_from(drafts.PERCENTS))
def test_a_share_of_a_sell_is_a_legal_volume_of_what_there_is(available: Decimal, percent: int) -> None:
    linked = drafts.linked(Draft("KRW-BTC", "ask", share=percent), terms(str(available)))
    assert linked.volume is not None
    assert linked.volume <= ticks.share_of(available, percent)
    assert ticks.is_multiple(linked.volume, ticks.VOLUME_STEP)


def test_a_share_follows_the_price() -> None:
    draft = drafts.linked(replace(EMPTY, price=Decimal(1000), share=100), terms("10005"))
    assert draft.volume == Decimal(10)
    assert drafts.linked(replace(draft, price=Decimal(2000)), terms("10005")).volume == Decimal(5)


@pytest.mark.parametrize(
    ("side", "style", "force", "sent"),
    [
        ("bid", Style.LIMIT, None, ("limit", "0.5", "1000", None)),
        ("ask", Style.LIMIT, "post_only", ("limit", "0.5", "1000", "post_only")),
        ("bid", Style.MARKET, None, ("price", None, "6000", None)),
        ("ask", Style.MARKET, None, ("market", "0.5", None, None)),
        ("bid", Style.BEST, "ioc", ("best", None, "6000", "ioc")),
        ("ask", Style.BEST, "fok", ("best", "0.5", None, "fok")),
    ],
)
def test_what_each_type_sends(
    side: str, style: Style, force: str | None, sent: tuple[str, str | None, str | None, str | None]
) -> None:
    draft = Draft("KRW-BTC", side, style, force, Decimal(1000), Decimal("0.5"), Decimal(6000))
    intent = drafts.intent_of(draft)
    volume, price = (None if each is None else Decimal(each) for each in sent[1:3])
    assert (intent.ord_type, intent.volume, intent.price, intent.time_in_force) == (
        sent[0],
        volume,
        price,
        sent[3],
    )


def test_a_limit_order_without_a_price_is_never_a_market_order() -> None:
    draft = drafts.linked(replace(EMPTY, volume=Decimal(1), total=Decimal(6000)), terms())
    intent = drafts.intent_of(draft)
    assert (intent.ord_type, intent.price) == ("limit", None)
    assert [found.rule for found in drafts.violations(draft, terms())] == ["price_missing"]


def test_a_price_off_the_tick_is_told_before_there_is_a_volume() -> None:
    draft = replace(EMPTY, price=Decimal("157999500"))
    rules = {found.rule: found for found in drafts.violations(draft, terms())}
    assert rules["tick"].nearest == Decimal("158000000")


def test_what_is_wrong_stands_at_the_field_that_was_typed() -> None:
    price = Decimal(1000)
    by_total = replace(EMPTY, price=price, total=Decimal(4000), basis=Field.TOTAL)
    by_volume = replace(EMPTY, price=price, volume=Decimal(4))
    for draft, field, nearest in ((by_total, "total", "5000"), (by_volume, "volume", "5")):
        (found,) = drafts.violations(drafts.linked(draft, terms()), terms())
        assert (found.field, found.rule, found.nearest) == (field, "min_total", Decimal(nearest))


def test_what_is_taken_as_the_nearest_legal_value_is_legal() -> None:
    draft = replace(EMPTY, price=Decimal("157999000"), volume=Decimal(1))
    (found,) = drafts.violations(drafts.linked(draft, terms()), terms())
    assert found.rule == "funds"
    mended = drafts.linked(replace(draft, volume=found.nearest), terms())
    assert drafts.violations(mended, terms()) == ()


def test_the_other_side_keeps_a_typed_volume_and_forgets_a_share() -> None:
    typed = replace(EMPTY, price=Decimal(1000), volume=Decimal(6))
    assert drafts.on_side(typed, "ask").volume == Decimal(6)
    assert drafts.on_side(replace(typed, share=50), "ask").volume is None
    assert drafts.on_side(typed, "ask").price == Decimal(1000)


def test_an_estimate_is_not_sent() -> None:
    draft = replace(EMPTY, style=Style.MARKET, total=Decimal(30000), basis=Field.TOTAL)
    assert drafts.estimate(draft, Decimal(10000)).volume == Decimal(3)
    assert drafts.intent_of(draft).volume is None


def test_types_come_from_the_exchange() -> None:
    chance = chance_of("KRW-BTC", (("limit",), ("limit", "limit_ioc", "market")))
    assert drafts.styles("bid", chance) == {Style.LIMIT}
    assert drafts.styles("bid", None) == set(Style)
    assert drafts.styles("ask", chance) == {Style.LIMIT, Style.MARKET}
    assert drafts.time_in_forces(replace(EMPTY, side="ask"), chance) == (None, "ioc", "post_only")

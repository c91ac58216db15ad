"""News of an order may come in any order and any number of times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trading.facts import (
    Local,
    OrderFacts,
    facts_of_event,
    facts_of_intent,
    facts_of_snapshot,
    iso_ms,
    merge,
    record_of,
    rejected,
    state_of,
    uncertain,
)
from app.trading.orders import OrderIntent, OrderState
from app.upbit.sentences import sentence
from tests.app.trading.lives import FEE, Life, lives, shuffled_news

INTENT = OrderIntent("KRW-BTC", "bid", "limit", volume=Decimal(10), price=Decimal(100_000))
PROGRESS = {
    OrderState.SENDING: 0,
    OrderState.UNKNOWN: 1,
    OrderState.REJECTED: 2,
    OrderState.WORKING: 3,
    OrderState.PARTIAL: 4,
    OrderState.CANCELLED: 5,
    OrderState.FILLED: 5,
}


def merge_all(news: Iterable[OrderFacts]) -> OrderFacts:
    """Everything that these tell together."""
    return reduce(merge, news, OrderFacts())


@given(shuffled_news())
def test_any_order_and_repetition_of_news_ends_in_the_same_facts(
    case: tuple[Life, list[OrderFacts]],
) -> None:
    life, news = case
    assert merge_all(news) == merge_all(life.told)


@given(shuffled_news())
def test_filled_is_the_sum_of_distinct_fills(case: tuple[Life, list[OrderFacts]]) -> None:
    life, news = case
    record = record_of("k", merge_all(news))
    assert record.executed_volume == life.executed
    assert record.executed_volume == sum(fill.volume for fill in record.trades)
    assert record.executed_funds == sum(fill.funds for fill in record.trades)
    assert record.paid_fee == life.executed * life.price * FEE
    assert record.remaining_volume == life.remaining


@given(shuffled_news())
def test_no_news_ever_moves_an_order_backwards(case: tuple[Life, list[OrderFacts]]) -> None:
    life, news = case
    facts = facts_of_intent(replace(INTENT, volume=life.volume), "hoga-1", 5, Local.SENDING)
    before = record_of("k", facts)
    for one in news:
        facts = merge(facts, one)
        now = record_of("k", facts)
        assert PROGRESS[now.state] >= PROGRESS[before.state]
        assert now.executed_volume >= before.executed_volume
        assert not (before.state.is_final and now.state != before.state)
        before = now


@given(shuffled_news(), st.integers(0, 200))
def test_lost_news_are_made_good_by_one_look_up(case: tuple[Life, list[OrderFacts]], kept: int) -> None:
    life, news = case
    facts = merge_all([*news[:kept], facts_of_snapshot(life.snapshot(with_trades=True))])
    record = record_of("k", facts)
    assert record.executed_volume == life.executed
    assert state_of(facts) == state_of(merge_all(life.told))
    assert not facts.lacks_fills


@given(lives(), st.data())
def test_merging_is_commutative_associative_and_idempotent(life: Life, data: st.DataObject) -> None:
    one, two, three = (data.draw(st.sampled_from(life.told)) for _ in range(3))
    assert merge(one, two) == merge(two, one)
    assert merge(merge(one, two), three) == merge(one, merge(two, three))
    assert merge(one, one) == one


def test_the_size_of_an_execution_is_never_taken_for_the_orders() -> None:
    life = Life()
    life.fill(Decimal(3))
    facts = life.told[0]
    assert facts.volume is None
    assert facts.price is None
    assert facts.fills["order-1-t1"].volume == 3


@pytest.mark.parametrize(
    ("ord_type", "state", "executed", "expected"),
    [
        ("limit", "wait", "0", OrderState.WORKING),
        ("limit", "watch", "0", OrderState.WORKING),
        ("limit", "wait", "1", OrderState.PARTIAL),
        ("limit", "done", "10", OrderState.FILLED),
        ("limit", "cancel", "0", OrderState.CANCELLED),
        ("limit", "cancel", "1", OrderState.CANCELLED),
        ("price", "cancel", "1", OrderState.FILLED),
        ("price", "cancel", "0", OrderState.CANCELLED),
        ("market", "cancel", "1", OrderState.FILLED),
        ("best", "cancel", "1", OrderState.FILLED),
        ("best", "cancel", "0", OrderState.CANCELLED),
        ("limit", "expired", "0", OrderState.UNKNOWN),
    ],
)
def test_states_of_the_exchange_in_our_words(
    ord_type: str, state: str, executed: str, expected: OrderState
) -> None:
    facts = OrderFacts(ord_type=ord_type, state=state, executed_volume=Decimal(executed), volume=Decimal(10))
    assert state_of(facts) is expected


def test_a_state_nobody_knows_is_told_word_for_word_and_keeps_the_order_open() -> None:
    record = record_of("k", OrderFacts(state="expired", volume=Decimal(1)))
    assert record.state is OrderState.UNKNOWN
    assert record.reason == "unknown (expired)"
    assert not record.state.is_final


def test_a_filled_order_is_filled_before_its_last_event() -> None:
    life = Life(volume=Decimal(2))
    life.enter()
    life.fill(Decimal(2))
    stream_only = merge(life.told[0], life.told[3])
    assert stream_only.state != "done"
    assert state_of(stream_only) is OrderState.FILLED


def test_what_only_this_side_knows_goes_forward_and_yields_to_the_exchange() -> None:
    sending = facts_of_intent(INTENT, "hoga-1", 5, Local.SENDING)
    assert state_of(sending) is OrderState.SENDING
    doubtful = uncertain(sending, "unanswered")
    assert state_of(doubtful) is OrderState.UNKNOWN
    refused = rejected(doubtful, "not_received")
    assert state_of(refused) is OrderState.REJECTED
    shown = record_of("k", refused)
    assert (shown.reason, shown.reason_name) == (str(sentence("not_received")), "not_received")
    assert state_of(uncertain(refused, "unanswered")) is OrderState.REJECTED
    late = merge(refused, facts_of_event(Life().event("wait")))
    assert state_of(late) is OrderState.WORKING
    assert record_of("k", late).reason == ""


def test_the_exchanges_time_of_entry_wins_over_this_computers() -> None:
    sending = facts_of_intent(INTENT, "hoga-1", 5, Local.SENDING)
    assert record_of("k", sending).created_at == 5
    known = merge(sending, facts_of_snapshot(Life().snapshot()))
    assert record_of("k", known).created_at == iso_ms("2026-09-21T23:13:20+09:00")


def test_an_ended_order_locks_nothing() -> None:
    life = Life()
    life.enter()
    facts = merge(facts_of_snapshot(life.snapshot()), OrderFacts(state="cancel"))
    assert record_of("k", facts).locked == 0


def test_amounts_of_many_digits_stay_exact() -> None:
    life = Life(price=Decimal("158000000"), volume=Decimal("12345678901234.12345678"))
    life.enter()
    life.fill(Decimal("12345678901234.12345677"))
    record = record_of("k", merge_all(life.told[:4]))
    assert record.remaining_volume == Decimal("0.00000001")
    assert str(record.executed_volume) == "12345678901234.12345677"


def test_the_average_price_needs_a_fill() -> None:
    life = Life()
    record = record_of("k", facts_of_snapshot(life.snapshot()))
    assert record.average_price is None
    life.fill(Decimal(4))
    assert record_of("k", merge_all(life.told)).average_price == life.price


def test_two_tellings_of_one_fill_complete_each_other() -> None:
    life = Life()
    life.fill(Decimal(4))
    event, _, looked_up = life.told
    fill = merge(looked_up, event).fills["order-1-t1"]
    assert fill.fee == 4 * life.price * FEE
    assert fill.is_maker is True
    assert merge(event, looked_up).fills["order-1-t1"] == fill


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("2026-11-21T12:00:00+09:00", 1795230000000),
        ("2026-11-21T12:00:00.123456+09:00", 1795230000123),
        ("2026-11-21T12:00:00", None),
        ("", None),
    ],
)
def test_times_with_an_offset_become_ms(text: str, ms: int | None) -> None:
    assert iso_ms(text) == ms


def test_facts_are_frozen() -> None:
    with pytest.raises(AttributeError):
        OrderFacts().state = "done"  # type: ignore[misc]
    assert replace(OrderFacts(), state="done").is_final

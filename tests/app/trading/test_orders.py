"""Intents, keys and states."""

from decimal import Decimal

import pytest

from app.trading.orders import Fill, OrderIntent, OrderState, key_of


def test_an_intent_becomes_the_body_of_one_order() -> None:
    intent = OrderIntent("KRW-BTC", "ask", "limit", Decimal("0.1"), Decimal(100), "post_only")
    assert intent.order("hoga-7").members() == [
        ("market", "KRW-BTC"),
        ("side", "ask"),
        ("ord_type", "limit"),
        ("volume", "0.1"),
        ("price", "100"),
        ("time_in_force", "post_only"),
        ("identifier", "hoga-7"),
    ]


@pytest.mark.parametrize(
    ("uuid", "identifier", "key"),
    [
        ("u", "hoga-1", "hoga-1"),
        ("u", "someone-elses", "u"),
        ("u", None, "u"),
        (None, "hoga-1", "hoga-1"),
    ],
)
def test_keys(uuid: str | None, identifier: str | None, key: str) -> None:
    assert key_of(uuid, identifier) == key


def test_final_and_open_states_are_told_apart() -> None:
    assert {state for state in OrderState if state.is_final} == {
        OrderState.FILLED,
        OrderState.CANCELLED,
        OrderState.REJECTED,
    }
    assert {state for state in OrderState if state.is_open} == {OrderState.WORKING, OrderState.PARTIAL}


def test_funds_of_a_fill_are_exact() -> None:
    fill = Fill("t", Decimal("158000000"), Decimal("0.00001234"))
    assert fill.funds == Decimal("1949.72")

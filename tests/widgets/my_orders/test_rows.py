"""Every digit of an order and every state in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.trading import OrderState
from tests.widgets.my_orders.conftest import order
from widgets.my_orders import rows
from widgets.my_orders.rows import Column, Row


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (OrderState.SENDING, "전송중"),
        (OrderState.UNKNOWN, "확인중"),
        (OrderState.WORKING, "대기"),
        (OrderState.PARTIAL, "부분체결"),
        (OrderState.FILLED, "체결"),
        (OrderState.CANCELLED, "취소"),
        (OrderState.REJECTED, "거부"),
    ],
)
def test_states_in_words(state: OrderState, word: str) -> None:
    row = Row(order(1, state), "비트코인")
    assert row.texts[Column.STATE] == word


def test_amounts_are_exact() -> None:
    record = order(
        1,
        market="KRW-PEPE",
        price=Decimal("0.00001234"),
        volume=Decimal("61728394.56172839"),
        remaining_volume=Decimal("61728394.56172838"),
        executed_volume=Decimal("0.00000001"),
    )
    texts = Row(record, "페페").texts
    assert texts[Column.MARKET] == "페페 PEPE"
    assert texts[Column.PRICE] == "0.00001234"
    assert texts[Column.VOLUME] == "61,728,394.56172839"
    assert texts[Column.REMAINING] == "61,728,394.56172838"
    assert texts[Column.FILLED] == "0.00000001"


def test_a_market_buy_says_how_much_it_spends() -> None:
    record = order(
        1, OrderState.CANCELLED, ord_type="price", price=Decimal(1000000), volume=None, remaining_volume=None
    )
    texts = Row(record, "비트코인").texts
    assert (texts[Column.PRICE], texts[Column.VOLUME]) == ("시장가", "1,000,000 KRW")
    assert texts[Column.REMAINING] == "–"


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"ord_type": "price", "price": "10000", "volume": None, "remaining_volume": None}, "체결"),
        ({"ord_type": "price", "price": "10100", "volume": None, "remaining_volume": None}, "일부 체결"),
        ({"ord_type": "best", "price": "10000", "volume": None, "remaining_volume": None}, "체결"),
        ({"ord_type": "best", "volume": "0.5", "remaining_volume": "0.16666667"}, "일부 체결"),
        ({"ord_type": "limit", "volume": "0.5", "remaining_volume": "0.16666667"}, "일부 체결"),
        ({"ord_type": "limit", "volume": "0.33333333", "remaining_volume": "0"}, "체결"),
    ],
)
@pytest.mark.parametrize("ended", [OrderState.CANCELLED, OrderState.FILLED])
def test_what_left_only_dust_is_filled_and_what_was_cut_is_partly(
    changes: dict[str, str | None], word: str, ended: OrderState
) -> None:
    amounts = {
        name: Decimal(value) if value is not None and name != "ord_type" else value
        for name, value in changes.items()
    }
    fill = {"executed_volume": Decimal("0.33333333"), "executed_funds": Decimal("9999.9999")}
    assert Row(order(1, ended, **fill, **amounts), "").texts[Column.STATE] == word


def test_average_price_and_fee_of_fills() -> None:
    record = order(
        1,
        OrderState.FILLED,
        executed_volume=Decimal(3),
        executed_funds=Decimal(1000),
        paid_fee=Decimal("0.4999"),
    )
    texts = Row(record, "").texts
    assert texts[Column.AVERAGE] == "333.333333"
    assert texts[Column.FUNDS] == "1,000"
    assert texts[Column.FEE] == "0.5"


def test_no_number_is_invented_for_an_order_without_fills() -> None:
    texts = Row(order(1, OrderState.CANCELLED), "").texts
    assert [texts[column] for column in (Column.AVERAGE, Column.FUNDS, Column.FEE)] == ["–", "–", "–"]


def test_the_reason_of_a_refusal_is_written_out() -> None:
    row = Row(order(1, OrderState.REJECTED, reason="주문 가능 금액이 부족합니다."), "")
    assert row.reason == "주문 가능 금액이 부족합니다."
    assert rows.explanation(row) == row.reason


@pytest.mark.parametrize(
    ("state", "executed", "over_the_line"),
    [
        (OrderState.CANCELLED, "0", True),
        (OrderState.CANCELLED, "0.1", False),
        (OrderState.WORKING, "0", False),
    ],
)
def test_what_self_match_prevention_took_is_told(
    state: OrderState, executed: str, over_the_line: bool
) -> None:
    """Where there are figures they stay to be read, and the tip tells."""
    row = Row(order(1, state, executed_volume=Decimal(executed), prevented_volume=Decimal("0.4")), "")
    told = "자전거래 방지(SMP)로 0.4 취소"
    assert rows.explanation(row) == told
    assert row.reason == (told if over_the_line else "")


def test_times_are_korean() -> None:
    assert Row(order(1), "").texts[Column.TIME] == "11-21 11:59:59"

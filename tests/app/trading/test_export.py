"""CSV files: read back, every digit is there and nothing in them runs."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import language
from app.trading import Fill, OrderRecord, OrderState
from app.trading.export import Sheet, csv_of, safe

D = Decimal
FILLED = OrderRecord(
    "hoga-1",
    "KRW-BTC",
    "bid",
    "limit",
    OrderState.FILLED,
    uuid="u-1",
    identifier="hoga-1",
    price=D("158000000"),
    volume=D("0.00000001"),
    executed_volume=D("0.00000001"),
    executed_funds=D("1.58"),
    paid_fee=D("0.00079"),
    created_at=1_795_230_000_123,
    trades=(Fill("t-1", D("158000000"), D("0.00000001"), D("0.00079"), True, 1_795_230_000_456),),
)


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_an_order_is_one_line_with_exact_amounts_and_korean_time() -> None:
    content, count = csv_of(Sheet.ORDERS, [FILLED])
    head, line = read(content)
    assert count == 1
    told = dict(zip(head, line, strict=True))
    assert told["주문 시각 (KST)"] == "2026-11-21 12:00:00.123"
    assert (told["주문가"], told["주문량"], told["수수료"]) == ("158000000", "0.00000001", "0.00079")
    assert (told["구분"], told["상태"], told["식별값"]) == ("매수", "filled", "hoga-1")


def test_a_fill_is_one_line() -> None:
    content, count = csv_of(Sheet.FILLS, [FILLED, FILLED])
    rows = read(content)
    assert (count, len(rows)) == (2, 3)
    assert rows[1] == [
        "2026-11-21 12:00:00.456",
        *("KRW-BTC", "매수", "158000000", "0.00000001", "1.58", "0.00079", "t-1", "u-1"),
    ]


def test_heads_are_in_the_chosen_language() -> None:
    language.choose("en")
    try:
        assert read(csv_of(Sheet.FILLS, [])[0])[0][:3] == ["Filled (KST)", "Market", "Side"]
    finally:
        language.choose("ko")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_a_spreadsheet_would_run_is_text(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    bad = OrderRecord("k", cell, "bid", "limit", OrderState.REJECTED, identifier=cell, reason=cell)
    for row in read(csv_of(Sheet.ORDERS, [bad])[0]):
        assert not any(field.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for field in row)


@given(st.decimals(min_value=0, max_value=D("1e20"), allow_nan=False, allow_infinity=False, places=8))
def test_amounts_survive(amount: Decimal) -> None:
    record = OrderRecord("k", "KRW-BTC", "ask", "market", OrderState.FILLED, volume=amount)
    row = read(csv_of(Sheet.ORDERS, [record])[0])[1]
    assert D(row[6]) == amount
    assert "E" not in row[6]

"""Figures stand in columns, keep their sign and are never invented."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets import format as fmt


@pytest.mark.parametrize(
    ("tick", "decimals"), [("1000", 0), ("1", 0), ("0.1", 1), ("0.00001", 5), ("5", 0), ("0.50", 1)]
)
def test_decimals_follow_the_tick(tick: str, decimals: int) -> None:
    assert fmt.decimals_of(Decimal(tick)) == decimals


def test_prices_are_grouped_and_fixed() -> None:
    assert fmt.price(116_540_000.0, 0) == "116,540,000"
    assert fmt.price(0.00857, 5) == "0.00857"
    assert fmt.price(Decimal("0.00001234"), 8) == "0.00001234"


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_a_dash(value: float | Decimal | None) -> None:
    for text in (fmt.price(value, 2), fmt.percent(value), fmt.won(value), fmt.signed(value, 1)):
        assert text == fmt.NOTHING


def test_percent_is_signed_unless_it_rounds_to_zero() -> None:
    assert fmt.percent(-0.0153) == "-1.53%"
    assert fmt.percent(0.0153) == "+1.53%"
    assert fmt.percent(-0.00001) == "0.00%"
    assert fmt.percent(12.3456) == "+1,234.56%"


def test_no_negative_zero() -> None:
    assert fmt.won(-0.3) == "0"
    assert fmt.signed(-0.001, 2) == "0.00"
    assert fmt.signed(5.0, 0) == "+5"


def test_size_decimals_make_the_last_digit_worth_about_a_thousand_won() -> None:
    assert fmt.size_decimals(116_540_000) == 5
    assert fmt.size_decimals(1_942) == 0
    assert fmt.size_decimals(0.00857) == 0
    assert fmt.size_decimals(0.03, "BTC") == 4
    assert fmt.size_decimals(0) == 4


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.0125, "0.0125"),
        (12.5, "12.5"),
        (1250.0, "1,250"),
        (25_000.0, "25K"),
        (3_200_000.0, "3.2M"),
        (1.5e9, "1.5B"),
        (1.23456e12, "1,235B"),
        (float("inf"), fmt.NOTHING),
    ],
)
def test_amounts_in_three_digits_or_so(value: float, text: str) -> None:
    assert fmt.compact(value) == text


def test_millions() -> None:
    assert fmt.millions(2.12e11) == "212,000"
    assert fmt.millions(None) == fmt.NOTHING


@given(st.decimals(allow_nan=False, allow_infinity=False, places=20, min_value=-(10**12), max_value=10**12))
def test_exact_shows_every_digit(value: Decimal) -> None:
    text = fmt.exact(value)
    assert Decimal(text.replace(",", "")) == value
    assert "E" not in text and "e" not in text


def test_times_are_korean() -> None:
    assert fmt.time_kst(1_790_133_435_123) == "12:17:15"
    assert fmt.date_time_kst(1_790_133_435_123) == "09-23 12:17:15"
    assert fmt.time_kst(None) == fmt.NOTHING
    assert {fmt.time_kst(wild) for wild in (10**15, 10**18, 10**400, -(10**18))} == {fmt.NOTHING}


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-0.5, "0초 전"),
        (119.9, "119초 전"),
        (120, "2분 전"),
        (7199, "119분 전"),
        (7200, "2시간 전"),
        (8 * 3600, "8시간 전"),
    ],
)
def test_an_age_is_told_in_the_unit_a_person_would_use(seconds: float, text: str) -> None:
    assert fmt.ago(seconds) == text

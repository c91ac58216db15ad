"""Sums and products lose no digit; rounding keeps every digit before the point."""

from decimal import ROUND_DOWN, Decimal

import pytest

from app import exact

HUGE = "123456789012345678901234567890"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (f"{HUGE}.126", 2, f"{HUGE}.13"),
        (f"{HUGE}.125", 2, f"{HUGE}.12"),
        (HUGE, 8, f"{HUGE}.00000000"),
        ("-0.5", 0, "-0"),
        ("1.5", 0, "2"),
    ],
)
def test_half_goes_to_the_even_digit(value: str, decimals: int, text: str) -> None:
    assert str(exact.rounded(Decimal(value), decimals)) == text


def test_or_where_it_is_told_to_go() -> None:
    assert exact.rounded(Decimal(f"{HUGE}.99"), 0, ROUND_DOWN) == Decimal(HUGE)


def test_sums_of_large_and_tiny_amounts() -> None:
    amounts = [Decimal("123456789012345678901"), Decimal("0.00000000000000000001")]
    assert str(exact.total(amounts)) == "123456789012345678901.00000000000000000001"
    assert exact.total([]) == 0


def test_products_of_many_digits() -> None:
    one = Decimal("12345678901234567.12345678")
    assert str(exact.product(one, one)) == "152415787532388348574912283798204.3482700965279684"
    assert str(exact.product(one, Decimal("0.00000001"))) == "123456789.0123456712345678"

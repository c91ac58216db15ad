"""Rounding keeps every digit before the point."""

from decimal import ROUND_DOWN, Decimal

import pytest

from app.exact import rounded

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
    assert str(rounded(Decimal(value), decimals)) == text


def test_or_where_it_is_told_to_go() -> None:
    assert rounded(Decimal(f"{HUGE}.99"), 0, ROUND_DOWN) == Decimal(HUGE)

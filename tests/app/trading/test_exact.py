"""Sums and products lose no digit."""

from decimal import Decimal

from app.trading import exact


def test_sums_of_large_and_tiny_amounts() -> None:
    amounts = [Decimal("123456789012345678901"), Decimal("0.00000000000000000001")]
    assert str(exact.total(amounts)) == "123456789012345678901.00000000000000000001"
    assert exact.total([]) == 0


def test_products_of_many_digits() -> None:
    one = Decimal("12345678901234567.12345678")
    assert str(exact.product(one, one)) == "152415787532388348574912283798204.3482700965279684"
    assert str(exact.product(one, Decimal("0.00000001"))) == "123456789.0123456712345678"

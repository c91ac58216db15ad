"""Text to Decimal and back is exact, and what says no amount is never guessed at."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets import amounts

AMOUNTS = st.decimals("0", "99999999999999999999", places=8, allow_nan=False)


@given(AMOUNTS)
def test_an_amount_survives_the_field(amount: Decimal) -> None:
    assert amounts.parse(amounts.text_of(amount)) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("158,000,000", "158000000"),
        (" 158 000 000 ", "158000000"),
        ("0.00001234", "0.00001234"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1\u00a0234.50", "1234.50"),
        ("99999999999999999999.12345678", "99999999999999999999.12345678"),
    ],
)
def test_readable_texts(text: str, amount: str) -> None:
    parsed = amounts.parse(text)
    assert parsed is not None
    assert str(parsed) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0,5",
        "1,23",
        "12,34,567",
        "1e5",
        "-1",
        "+1",
        "NaN",
        "inf",
        "٣",
        "1.2.3",
        "1_000",
        "abc",
        ",",
        "9" * 41,
    ],
)
def test_texts_that_say_no_amount(text: str) -> None:
    assert amounts.parse(text) is None


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_none_and_never_an_error(text: str) -> None:
    parsed = amounts.parse(text)
    assert parsed is None or (parsed.is_finite() and parsed >= 0)


@pytest.mark.parametrize(
    ("before", "after", "cursor", "shown", "place"),
    [
        ("1,234", "1,2345", 6, "12,345", 6),
        ("1,234", "1,23", 4, "123", 3),
        ("1,234", "1234", 1, "1,234", 1),  # Backspace over our comma leaves the number as it was
        ("999", "9999", 4, "9,999", 5),
        ("0.1", "0.10", 4, "0.10", 4),
        ("", "158000000", 9, "158,000,000", 11),
        ("", "0,5", 3, "0,5", 3),  # a decimal comma stays as it is, unreadable
        ("1", "1,", 2, "1,", 2),  # a comma typed by hand is left to the trader
        ("1,", "1,5", 3, "1,5", 3),
        ("12x", "12xy", 4, "12xy", 4),
        ("", "007", 3, "7", 1),
    ],
)
def test_what_a_field_shows_after_an_edit(
    before: str, after: str, cursor: int, shown: str, place: int
) -> None:
    assert amounts.regroup(before, after, cursor) == (shown, place)


@given(AMOUNTS, st.integers(0, 30))
def test_regrouping_never_changes_the_amount(amount: Decimal, cursor: int) -> None:
    text = f"{amount:f}"
    shown, _ = amounts.regroup("", text, min(cursor, len(text)))
    assert amounts.parse(shown) == amount

"""The texts of an account: exact, never more than there is, and no sum without its prices."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trading import Fees, appraise
from widgets.assets.lines import (
    Column,
    amount,
    lines_of,
    order_of,
    priced_currencies,
    totals_of,
)


def by_currency(*balances):
    return {balance.currency: balance for balance in balances}


@pytest.fixture
def account(make_balance):
    return by_currency(
        make_balance("ETH", "2", "0", "3000000"),
        make_balance("KRW", "1000000.9", "500000.0"),
        make_balance("BTC", "0.5", "0.1", "100000000"),
        make_balance("ARK", "7"),
    )


FEES = Fees(Decimal("0.0005"), Decimal("0.0005"))
PRICES = {"BTC": Decimal("110000000"), "ETH": Decimal("2900000")}


def test_totals_are_cash_and_coins_and_name_what_has_no_market(account, catalog) -> None:
    totals = totals_of(appraise(account.values(), PRICES, FEES), account, catalog)
    assert totals.assets == Decimal("73300000.9")
    assert totals.value == Decimal("71800000.0")
    assert totals.spendable == Decimal("1000000.9")
    cost = (Decimal("60000000") + Decimal("6000000")) * Decimal("1.0005")
    assert totals.profit == Decimal("71800000") * Decimal("0.9995") - cost
    assert totals.profit_rate == totals.profit / cost
    assert totals.excluded == ("ARK",)


def test_no_sum_before_every_price_is_there(account, catalog) -> None:
    totals = totals_of(appraise(account.values(), {"BTC": Decimal(1)}, FEES), account, catalog)
    assert (totals.assets, totals.value, totals.profit, totals.profit_rate) == (None, None, None, None)
    assert totals.spendable == Decimal("1000000.9"), "cash needs no price"


def test_only_what_has_a_market_is_waited_for(account, catalog) -> None:
    assert priced_currencies(account, catalog) == ("BTC", "ETH")


def test_cash_is_on_top_then_the_most_valuable(account) -> None:
    assert order_of(appraise(account.values(), PRICES, FEES)) == ("KRW", "BTC", "ETH", "ARK")


def test_a_line_tells_what_selling_now_would_leave(account, catalog) -> None:
    portfolio = appraise(account.values(), PRICES, FEES)
    line = lines_of(portfolio, ["BTC"], catalog, complete=True)[0]
    assert line.name == "비트코인"
    assert line.texts[Column.TOTAL] == "0.6"
    assert line.texts[Column.LOCKED] == "0.1"
    assert line.texts[Column.AVERAGE] == "100,000,000"
    assert line.texts[Column.VALUE] == "66,000,000"
    assert line.texts[Column.PROFIT] == "+5,937,000"  # both fees taken off the 6,000,000
    assert line.texts[Column.RATE] == "+9.89%"
    assert line.texts[Column.SHARE] == "90.0%"
    assert line.sign == 1
    assert line.share == pytest.approx(0.9004, abs=1e-4)


def test_a_line_without_a_price_invents_nothing(account, catalog) -> None:
    line = lines_of(appraise(account.values(), {}, FEES), ["ETH"], catalog, complete=False)[0]
    assert line.texts[Column.VALUE :] == ("–", "–", "–", "–")
    assert (line.sign, line.share) == (0, 0.0)


def test_a_profit_waits_for_the_fees(account, catalog) -> None:
    portfolio = appraise(account.values(), PRICES, None)
    line = lines_of(portfolio, ["BTC"], catalog, complete=True)[0]
    assert line.texts[Column.VALUE] == "66,000,000"
    assert line.texts[Column.PROFIT] == line.texts[Column.RATE] == "–"
    assert totals_of(portfolio, account, catalog).profit is None


def test_a_currency_that_was_given_has_no_profit(account, catalog, make_balance) -> None:
    given_coins = by_currency(make_balance("PEPE", "10"))
    line = lines_of(
        appraise(given_coins.values(), {"PEPE": Decimal("0.006")}, FEES), ["PEPE"], catalog, complete=True
    )[0]
    assert line.texts[Column.AVERAGE] == "–"
    assert line.texts[Column.PROFIT] == line.texts[Column.RATE] == "–"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1000000.99", "1,000,000.99"),
        ("0.00001234", "0.00001234"),
        ("0.123456789", "0.12345678"),
        ("16434.12345678", "16,434.12345678"),
        ("123456789012.12345678", "123,456,789,012.12345678"),
        ("12345678901234567890.10", "12,345,678,901,234,567,890.1"),
        ("99999999999999999999999999999.999999999", "99,999,999,999,999,999,999,999,999,999.99999999"),
    ],
)
def test_amounts_have_every_digit_that_the_exchange_counts(value: str, text: str) -> None:
    assert amount(Decimal(value)) == text


@given(st.decimals(0, 10**20, places=10))
def test_an_amount_is_never_more_than_there_is(value: Decimal) -> None:
    shown = Decimal(amount(value).replace(",", ""))
    assert shown <= value
    assert value - shown < Decimal("0.00000001")


def test_cash_is_held_to_the_last_digit_and_valued_in_whole_won(make_balance, catalog) -> None:
    account = by_currency(make_balance("KRW", "158000000.12345678", "0.5"))
    line = lines_of(appraise(account.values(), {}, FEES), ["KRW"], catalog, complete=True)[0]
    assert line.texts[Column.TOTAL] == "158,000,000.62345678"
    assert line.texts[Column.LOCKED] == "0.5"
    assert line.texts[Column.VALUE] == "158,000,000"


@pytest.mark.parametrize(
    ("average", "text"),
    [("98123000.4", "98,123,000"), ("12.345", "12.34"), ("0.00512", "0.00512"), ("0", "–")],
)
def test_averages_have_the_decimals_of_their_size(make_balance, catalog, average: str, text: str) -> None:
    account = by_currency(make_balance("ETH", "1", "0", average))
    line = lines_of(appraise(account.values(), {}, FEES), ["ETH"], catalog, complete=False)[0]
    assert line.texts[Column.AVERAGE] == text

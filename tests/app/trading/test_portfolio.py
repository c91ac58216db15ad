"""What balances are worth, and what has been made of them."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.trading.portfolio import Balance, Fees, appraise, balance_of
from app.upbit.models import Account

FEE = Decimal("0.0005")
FEES = Fees(FEE, FEE)
KRW = Balance("KRW", Decimal(1_000_000), Decimal(500_000))
BTC = Balance("BTC", Decimal("0.4"), Decimal("0.1"), Decimal(100_000_000), "KRW")


def test_value_counts_what_is_locked() -> None:
    whole = appraise([KRW, BTC], {"BTC": Decimal(120_000_000)}, FEES)
    assert whole.value == 1_500_000 + 60_000_000
    assert [position.balance.currency for position in whole.positions] == ["BTC", "KRW"]


def test_profit_is_what_selling_now_would_leave_after_both_fees() -> None:
    (position,) = appraise([BTC], {"BTC": Decimal(120_000_000)}, FEES).positions
    cost = Decimal(50_000_000) * (1 + FEE)
    assert position.cost == cost
    assert position.profit == Decimal(60_000_000) * (1 - FEE) - cost
    assert position.profit_rate == position.profit / cost


def test_buying_and_selling_have_their_own_fees() -> None:
    fees = Fees(buying=Decimal("0.001"), selling=Decimal("0.002"))
    (position,) = appraise([BTC], {"BTC": Decimal(120_000_000)}, fees).positions
    assert position.cost == Decimal(50_050_000)
    assert position.profit == Decimal(60_000_000 - 120_000) - Decimal(50_050_000)


def test_without_the_fees_a_profit_is_not_guessed() -> None:
    whole = appraise([KRW, BTC], {"BTC": Decimal(120_000_000)}, None)
    assert whole.value == 1_500_000 + 60_000_000
    assert (whole.cost, whole.profit, whole.profit_rate) == (None, None, None)
    assert [position.profit for position in whole.positions] == [None, None]


def test_sums_and_products_keep_every_digit() -> None:
    huge = Balance("PEPE", Decimal("123456789012345678901.12345678"), Decimal(0), Decimal("0.001"), "KRW")
    cash = Balance("KRW", Decimal("99999999999999999999999999999.9"))
    whole = appraise([cash, huge], {"PEPE": Decimal("0.01")}, FEES)
    assert str(whole.value) == "100000000001234567890123456788.9112345678"


def test_an_unchanged_price_is_a_loss_of_both_fees() -> None:
    (position,) = appraise([BTC], {"BTC": BTC.avg_buy_price}, FEES).positions
    assert position.profit == -2 * FEE * 50_000_000


def test_without_a_price_nothing_is_invented() -> None:
    whole = appraise([KRW, BTC], {}, FEES)
    assert whole.unpriced == ("BTC",)
    assert whole.value == 1_500_000
    (btc,) = [position for position in whole.positions if position.balance.currency == "BTC"]
    assert btc.value is None
    assert btc.profit is None
    assert btc.share is None


def test_a_gift_has_a_value_but_no_profit() -> None:
    gift = Balance("APENFT", Decimal(1000))
    (position,) = appraise([gift], {"APENFT": Decimal(2)}, FEES).positions
    assert position.value == 2000
    assert position.profit is None


def test_a_price_paid_in_another_currency_is_not_taken_for_won() -> None:
    bought = Balance("SOL", Decimal(1), avg_buy_price=Decimal("0.002"), unit_currency="BTC")
    (position,) = appraise([bought], {"SOL": Decimal(150_000)}, FEES).positions
    assert position.profit is None


def test_empty_balances_and_accounts() -> None:
    whole = appraise([Balance("XRP", Decimal(0))], {"XRP": Decimal(1)}, FEES)
    assert whole.positions == ()
    assert whole.profit_rate is None


def test_totals_of_twenty_digits_are_exact() -> None:
    balance = Balance("KRW", Decimal("123456789012.12345678901234567890"), Decimal("1E-20"))
    assert str(balance.total) == "123456789012.12345678901234567891"


def test_a_balance_is_what_the_account_row_says() -> None:
    account = Account("BTC", Decimal(1), Decimal(2), Decimal(3), False, "KRW")
    assert balance_of(account) == Balance("BTC", Decimal(1), Decimal(2), Decimal(3), "KRW")


@given(
    st.dictionaries(
        st.sampled_from(["BTC", "ETH", "XRP", "SOL"]),
        st.tuples(st.integers(1, 10**9), st.integers(1, 10**9)),
        min_size=1,
    )
)
def test_shares_add_up_to_the_whole(held: dict[str, tuple[int, int]]) -> None:
    balances = [Balance(currency, Decimal(amount)) for currency, (amount, _) in held.items()]
    prices = {currency: Decimal(price) for currency, (_, price) in held.items()}
    whole = appraise(balances, prices, FEES)
    assert abs(sum((p.share or Decimal(0) for p in whole.positions), Decimal(0)) - 1) < Decimal("1E-20")
    assert [p.value for p in whole.positions] == sorted(
        (p.value for p in whole.positions), key=lambda value: -(value or 0)
    )

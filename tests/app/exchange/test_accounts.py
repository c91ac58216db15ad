"""Wallets: locks, spending, average purchase prices, and no way below zero."""

from decimal import Decimal

import pytest

from app.exchange.accounts import Account, Wallet
from app.exchange.units import MONEY, UNIT

D = Decimal


def test_a_lock_moves_money_and_its_end_gives_back_what_was_not_spent() -> None:
    wallet = Wallet(10 * MONEY)
    wallet.hold(4 * MONEY)
    assert (wallet.available, wallet.locked) == (6 * MONEY, 4 * MONEY)
    wallet.release(3 * MONEY, spent=1 * MONEY)
    assert (wallet.available, wallet.locked) == (8 * MONEY, 1 * MONEY)


@pytest.mark.parametrize(
    "step",
    [
        lambda wallet: wallet.hold(11),
        lambda wallet: wallet.hold(-1),
        lambda wallet: wallet.release(1),
        lambda wallet: wallet.receive(-1),
    ],
)
def test_no_step_leads_below_zero(step: object) -> None:
    wallet = Wallet(10)
    with pytest.raises(ArithmeticError):
        step(wallet)  # type: ignore[operator]
    assert (wallet.available, wallet.locked) == (10, 0)


def test_more_than_the_lock_cannot_be_spent() -> None:
    wallet = Wallet(10)
    wallet.hold(5)
    with pytest.raises(ArithmeticError):
        wallet.release(3, spent=4)


def test_purchases_weigh_into_the_average_by_volume() -> None:
    account = Account("a", {"BTC": D("1.5")}, {"BTC": D(100_000_000)})
    wallet = account.wallet("BTC")
    wallet.average_in(UNIT // 2, 200_000_000 * UNIT * UNIT)
    assert account.balance("BTC").avg_buy_price == D(125_000_000)


def test_an_average_that_has_no_end_is_shown_to_eight_decimals() -> None:
    account = Account("a", {"BTC": D(2)}, {"BTC": D(1)})
    account.wallet("BTC").average_in(UNIT, 2 * UNIT * UNIT)
    assert account.balance("BTC").avg_buy_price == D("1.33333333")


def test_locked_coins_count_in_the_average() -> None:
    account = Account("a", {"BTC": D(1)}, {"BTC": D(10)})
    account.wallet("BTC").hold(MONEY)
    account.wallet("BTC").average_in(UNIT, 20 * UNIT * UNIT)
    assert account.balance("BTC").avg_buy_price == 15


def test_balances_keep_every_digit() -> None:
    amount = D("12345678.123456789012345678901234")
    assert Account("a", {"KRW": amount}).balance("KRW").balance == amount


def test_a_negative_start_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Account("a", {"KRW": D(-1)})


def test_looking_at_a_currency_does_not_make_a_wallet() -> None:
    account = Account("a", {"KRW": D(1)})
    assert account.available("BTC") == 0
    assert set(account.wallets) == {"KRW"}

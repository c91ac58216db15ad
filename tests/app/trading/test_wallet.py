"""Balances from snapshots and events, whichever is newer."""

from decimal import Decimal

from app.trading.wallet import Wallet
from app.upbit.models import Account
from app.websocket_v6.events import AssetBalance, MyAsset


def account(currency: str, balance: int, average: int = 0) -> Account:
    return Account(currency, Decimal(balance), Decimal(0), Decimal(average), False, "KRW")


def event(time_ms: int, **amounts: int) -> MyAsset:
    assets = tuple(AssetBalance(name, Decimal(amount), Decimal(0)) for name, amount in amounts.items())
    return MyAsset("myAsset", f"a{time_ms}", assets, time_ms, time_ms, "REALTIME")


def test_a_snapshot_is_the_whole_account() -> None:
    wallet = Wallet()
    assert wallet.snapshot([account("KRW", 5), account("BTC", 1)], wallet.mark()) == {"KRW", "BTC"}
    assert wallet.snapshot([account("KRW", 5)], wallet.mark()) == {"BTC"}
    assert list(wallet.balances) == ["KRW"]


def test_an_event_changes_amounts_and_keeps_the_average() -> None:
    wallet = Wallet()
    wallet.snapshot([account("BTC", 1, average=100)], wallet.mark())
    assert wallet.change(event(1, BTC=3)) == {"BTC"}
    assert wallet.balances["BTC"].balance == 3
    assert wallet.balances["BTC"].avg_buy_price == 100


def test_a_snapshot_asked_for_before_an_event_does_not_undo_it_but_brings_the_average() -> None:
    wallet = Wallet()
    mark = wallet.mark()
    wallet.change(event(1, BTC=3, XRP=9))
    wallet.snapshot([account("BTC", 1, average=100), account("KRW", 7)], mark)
    assert wallet.balances["BTC"].balance == 3
    assert wallet.balances["BTC"].avg_buy_price == 100
    assert wallet.balances["XRP"].balance == 9
    assert wallet.balances["KRW"].balance == 7


def test_a_snapshot_asked_for_after_an_event_wins() -> None:
    wallet = Wallet()
    wallet.change(event(1, BTC=3))
    wallet.snapshot([account("BTC", 4)], wallet.mark())
    assert wallet.balances["BTC"].balance == 4


def test_old_and_repeated_events_change_nothing() -> None:
    wallet = Wallet()
    wallet.change(event(2, BTC=3))
    assert wallet.change(event(1, BTC=9)) == frozenset()
    assert wallet.change(event(2, BTC=3)) == frozenset()
    assert wallet.balances["BTC"].balance == 3


def test_what_did_not_change_is_not_told() -> None:
    wallet = Wallet()
    wallet.snapshot([account("KRW", 5)], wallet.mark())
    assert wallet.snapshot([account("KRW", 5)], wallet.mark()) == frozenset()

"""The list of markets."""

import re
from decimal import Decimal

import pytest

from app.exchange.rules import is_on_tick, tick_size
from app.exchange.universe import markets


def test_the_44_krw_markets_of_the_protocol_page_are_listed_with_their_prices() -> None:
    prices = {spec.code: spec.price for spec in markets()}
    assert prices["KRW-BTC"] == 116_540_000
    assert prices["KRW-BTT"] == 0.000504
    assert prices["KRW-2Z"] == 61.3
    assert sum(code.startswith("KRW-") for code in prices) == 46


def test_every_krw_tick_from_a_millionth_to_a_thousand_is_there() -> None:
    ticks = {tick_size("KRW", Decimal(repr(spec.price))) for spec in markets() if spec.quote == "KRW"}
    wanted = [
        "0.000001",
        "0.00001",
        "0.0001",
        "0.001",
        "0.01",
        "0.1",
        "1",
        "5",
        "10",
        "50",
        "100",
        "500",
        "1000",
    ]
    assert {Decimal(tick) for tick in wanted} <= ticks


def test_codes_are_unique_and_follow_the_grammar() -> None:
    codes = [spec.code for spec in markets(290)]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch("(KRW|BTC|USDT)-[0-9A-Z]+", code) for code in codes)


def test_prices_lie_on_ticks() -> None:
    assert all(is_on_tick("KRW", Decimal(repr(spec.price))) for spec in markets() if spec.quote == "KRW")


@pytest.mark.parametrize("count", [1, 6, 46, 60, 290, 400])
def test_the_number_of_krw_markets_can_be_chosen(count: int) -> None:
    assert sum(spec.quote == "KRW" for spec in markets(count)) == count


def test_a_cross_market_is_listed_only_with_both_its_krw_markets() -> None:
    for count in range(1, 12):
        codes = {spec.code for spec in markets(count)}
        for spec in markets(count):
            if spec.quote != "KRW":
                assert {f"KRW-{spec.base}", f"KRW-{spec.quote}"} <= codes


def test_cross_prices_agree_with_krw_prices() -> None:
    prices = {spec.code: spec.price for spec in markets()}
    assert prices["BTC-ETH"] == pytest.approx(prices["KRW-ETH"] / prices["KRW-BTC"])
    assert prices["USDT-BTC"] == pytest.approx(prices["KRW-BTC"] / prices["KRW-USDT"])

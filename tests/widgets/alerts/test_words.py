"""Alerts in words: every digit of a threshold, and what was not seen is said."""

from decimal import Decimal

import pytest

from app.alerts import (
    Alert,
    DailyChange,
    Direction,
    Fired,
    OrderFill,
    OrderFilled,
    PriceCrosses,
    PriceMoves,
    Rule,
    ValueTraded,
)
from tests.app.alerts.samples import NOON
from tests.widgets.alerts.conftest import QuietDesk
from widgets.alerts import words

FILL = OrderFill("k", "KRW-BTC", "bid", Decimal("0.25"), Decimal(100) / 3, complete=True)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (PriceCrosses(Direction.EITHER, Decimal("0.00000124")), "가격 0.00000124 도달"),
        (PriceCrosses(Direction.ABOVE, Decimal(142500000)), "가격 142,500,000 이상"),
        (PriceCrosses(Direction.BELOW, Decimal("900.5")), "가격 900.5 이하"),
        (DailyChange(Decimal("3.5")), "전일 대비 +3.5% 이상"),
        (DailyChange(Decimal(-4)), "전일 대비 -4% 이하"),
        (PriceMoves(Decimal(2), 300), "5분 안에 +2%"),
        (PriceMoves(Decimal("-0.5"), 45), "45초 안에 -0.5%"),
        (ValueTraded(Decimal(5_000_000_000), 3600), "1시간 거래대금 5,000,000,000 이상"),
        (OrderFilled(), "내 주문 체결"),
        (OrderFilled(complete=True), "내 주문 전량 체결"),
    ],
)
def test_conditions(rule: Rule, text: str) -> None:
    assert words.condition(rule) == text


def test_a_notice_says_what_where_and_that_it_was_not_seen() -> None:
    alert = Alert(id=1, symbol="KRW-BTC", rule=PriceMoves(Decimal(2), 60))
    fired = Fired(alert=alert, symbol="KRW-BTC", at_ms=NOON, price=Decimal(105), value=Decimal(7) / 3)
    assert words.notice(fired) == "KRW-BTC  105\n1분 안에 +2% (+2.33%)"
    gap = Fired(alert=alert, symbol="KRW-BTC", at_ms=NOON, price=Decimal(105), blind_since=NOON - 60_000)
    assert words.notice(gap).splitlines()[-1] == (
        "시세를 받지 못한 사이의 일입니다: 10-09 17:52:20부터 10-09 17:53:20까지"
    )


def test_an_execution_says_side_volume_and_a_readable_price() -> None:
    alert = Alert(id=1, symbol="", rule=OrderFilled())
    fired = Fired(alert=alert, symbol="KRW-BTC", at_ms=NOON, price=FILL.price, fill=FILL)
    assert words.notice(fired) == "KRW-BTC  33.3333333\n매수 0.25 체결 완료"
    assert words.market("") == "모든 마켓"


def test_where_an_alert_stands(desk: QuietDesk) -> None:
    alert = desk.above(100)

    def standing() -> str:
        return words.standing(desk.state, desk.state.alerts[alert.id])

    assert standing() == "시세 확인 전"
    desk.price("KRW-BTC", 101)
    assert standing() == "이미 넘음"
    desk.price("KRW-BTC", 99, 1)
    assert standing() == "대기 중"
    desk.price("KRW-BTC", 101, 2)
    assert standing() == "울림"
    desk.enable(alert.id, False)
    assert standing() == "꺼짐"


def test_how_often() -> None:
    rule = DailyChange(Decimal(1))
    assert words.repeat(Alert(id=1, symbol="KRW-BTC", rule=rule)) == "한 번"
    assert words.repeat(Alert(id=1, symbol="KRW-BTC", rule=rule, repeats=True, cool_down=0)) == "매번"
    assert words.repeat(Alert(id=1, symbol="KRW-BTC", rule=rule, repeats=True)) == "매번 · 1분 간격"

"""What a refusal of the exchange says of the address, and how long a key still lasts."""

import pytest

from app.keys.check import days_left, refused_address
from app.upbit import ApiKey

KEY = "ACCESS-mine"
NOON_MS = 1_795_230_000_000  # 2026-11-21 12:00 in Korea


@pytest.mark.parametrize(
    ("message", "address"),
    [
        ("This is not a verified IP. (203.0.113.77)", " 203.0.113.77"),
        ("허용되지 않은 IP입니다: 203.0.113.77.", " 203.0.113.77"),
        ("no_authorization_ip 2001:db8:0:1::7", " 2001:db8:0:1::7"),
        ("이 키에 허용된 IP가 아닙니다.", ""),
        ("trace 1.2.3.4.5 and version 10.2.3", ""),
    ],
)
def test_the_refused_address_is_told_where_the_exchange_tells_it(message: str, address: str) -> None:
    korean, english = refused_address(message)
    assert korean.startswith(f"이 컴퓨터의 IP 주소{address}가 키에")
    assert english.startswith(f"This computer's address{address} is not on")


@pytest.mark.parametrize(
    ("stamp", "days"),
    [
        ("2026-12-21T12:00:00+09:00", 30),
        ("2026-12-21T11:59:59+09:00", 29),
        ("2026-11-21T12:00:00+09:00", 0),
        ("2026-11-20T12:00:00+09:00", -1),
        ("whenever", None),
        (None, None),
    ],
)
def test_days_left_are_whole_ones(stamp: str | None, days: int | None) -> None:
    assert days_left([ApiKey(KEY, stamp or "")], KEY, NOON_MS) == days
    assert days_left([ApiKey("ACCESS-other", stamp or "")], KEY, NOON_MS) is None

"""What an HTTP answer means, most of all what it does not prove."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.upbit.answers import decode, failure, server_time_ms
from app.upbit.errors import (
    Banned,
    KeyRefused,
    Maintenance,
    NotFound,
    Refused,
    Throttled,
    Unanswered,
    UpbitError,
)
from app.upbit.models import Account, Order

BODY = b'{"error":{"name":"%s","message":"m"}}'


def meant(status: int, body: bytes, retry_after: str | None = None) -> UpbitError:
    error = failure(status, body, retry_after, now_ms=1_000)
    assert error is not None
    return error


@pytest.mark.parametrize("status", [200, 201])
def test_success_is_no_failure(status: int) -> None:
    assert failure(status, b"", None, 0) is None


@pytest.mark.parametrize(
    ("status", "name", "kind"),
    [
        (400, "insufficient_funds_bid", Refused),
        (400, "under_min_total_bid", Refused),
        (401, "jwt_verification", KeyRefused),
        (401, "no_authorization_ip", KeyRefused),
        (403, "out_of_scope", KeyRefused),
        (401, "out_of_scope", KeyRefused),
        (403, "market_offline", Refused),
        (404, "order_not_found", NotFound),
        (429, "too_many_requests", Throttled),
    ],
)
def test_the_exchanges_own_no_is_definite(status: int, name: str, kind: type[UpbitError]) -> None:
    error = meant(status, BODY % name.encode())
    assert type(error) is kind
    assert error.name == name


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (500, BODY % b"internal_server_error", Unanswered),
        (500, b"", Unanswered),
        (502, b"<html>bad gateway</html>", Maintenance),
        (503, b"<!DOCTYPE html><html></html>", Maintenance),
        (503, b"", Maintenance),
        (400, b"<html>captive portal</html>", Maintenance),
        (403, b"blocked by the company proxy", Unanswered),
        (302, b"", Unanswered),
        (302, BODY % b"moved", Unanswered),
        (404, b"\xff\xfe", Unanswered),
        (400, b"[" * 100_000, Unanswered),
    ],
)
def test_what_is_not_the_exchanges_own_no_leaves_the_outcome_open(
    status: int, body: bytes, kind: type[UpbitError]
) -> None:
    assert type(meant(status, body)) is kind


def test_quotation_errors_have_a_number_for_a_name() -> None:
    unknown = meant(404, b'{"error":{"name":404,"message":"Code not found"}}')
    assert (type(unknown), unknown.name) == (NotFound, "notfoundmarket")
    wrong = meant(400, b'{"error":{"name":400,"message":"Type mismatch error."}}')
    assert (type(wrong), wrong.name) == (Refused, "invalid_parameter")


def test_a_ban_names_its_end() -> None:
    error = meant(418, b'{"error":{"name":"x","message":"try again in 30 seconds"}}')
    assert isinstance(error, Banned)
    assert error.until_ms == 31_000
    by_header = meant(418, b"", "5")
    assert isinstance(by_header, Banned)
    assert by_header.until_ms == 6_000


def test_a_success_that_makes_no_sense_leaves_the_outcome_open() -> None:
    for body in (b"", b"<html></html>", b"{}", b"[" * 100_000, b"\xff"):
        with pytest.raises(Unanswered):
            decode(body, Order)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "1e999", "1e-300"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    body = b'[{"currency":"KRW","balance":"%s","locked":"0"}]' % amount.encode()
    with pytest.raises(Unanswered, match="no amount"):
        decode(body, list[Account])


@given(st.integers(100, 599), st.binary(max_size=200))
def test_any_answer_is_a_success_or_one_of_our_errors(status: int, body: bytes) -> None:
    error = failure(status, body, None, 0)
    assert (error is None) == (200 <= status < 300)


ANSWER = (
    b'[{"market":"KRW-BTC","uuid":"u","side":"bid","ord_type":"limit","price":"116000000","state":"wait",'
    b'"created_at":"2026-11-21T12:00:00+09:00","volume":"0.001","executed_volume":"0","trades_count":0}]'
)


@given(st.lists(st.tuples(st.integers(0, len(ANSWER) - 1), st.integers(0, 255)), max_size=6), st.integers())
def test_a_spoiled_answer_is_orders_or_one_of_our_errors(spots: list[tuple[int, int]], cut: int) -> None:
    body = bytearray(ANSWER)
    for place, value in spots:
        body[place] = value
    if cut % 3 == 0:
        body = body[: cut % len(body)]
    try:
        orders = decode(bytes(body), list[Order])
    except Unanswered:
        return
    assert all(order.executed_volume.is_finite() for order in orders)


def test_the_servers_date_is_read() -> None:
    expected = int(datetime(2026, 11, 21, 3, 0, tzinfo=UTC).timestamp() * 1000)
    assert server_time_ms("Sat, 21 Nov 2026 03:00:00 GMT") == expected
    assert server_time_ms("yesterday") is None
    assert server_time_ms(None) is None

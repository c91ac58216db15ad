"""One request on the wire: signed, counted, sent once."""

from __future__ import annotations

import asyncio
import dataclasses

import aiohttp
import jwt
import pytest
from aiohttp import web

from app.clock import SystemClock
from app.endpoints import local
from app.upbit import (
    Banned,
    Maintenance,
    NoCredentials,
    NotSent,
    Refused,
    Throttled,
    Unanswered,
    UpbitRest,
    transport,
)
from app.upbit.auth import query_hash
from app.upbit.limits import Scope
from app.upbit.models import NewOrder
from tests.app.upbit.conftest import KEY
from tests.app.upbit.scripted import Asked, Scripted, error, ok, reset, text

ORDER = NewOrder(market="KRW-BTC", side="bid", ord_type="price", identifier="hoga-1")

pytestmark = pytest.mark.filterwarnings("ignore::jwt.InsecureKeyLengthWarning")


def claims(asked: Asked) -> dict[str, str]:
    token = asked.headers["Authorization"].removeprefix("Bearer ")
    decoded: dict[str, str] = jwt.decode(token, KEY.secret_key, algorithms=["HS512"])
    return decoded


async def test_a_private_read_signs_the_query_as_it_is_before_encoding(
    server: Scripted, rest: UpbitRest
) -> None:
    server.then(ok([]))
    await rest.open_orders("KRW-BTC")
    asked = server.asked[0]
    query = "market=KRW-BTC&states[]=wait&states[]=watch&page=1&limit=100"
    assert asked.raw_query == query
    assert claims(asked)["query_hash"] == query_hash(query)


async def test_every_request_has_a_nonce_of_its_own_and_no_origin(server: Scripted, rest: UpbitRest) -> None:
    server.then(ok([]), ok([]))
    await rest.accounts()
    await rest.accounts()
    first, second = server.asked
    assert claims(first)["nonce"] != claims(second)["nonce"]
    assert "query_hash" not in claims(first)
    assert "Origin" not in first.headers


async def test_quotation_is_not_signed(server: Scripted, rest: UpbitRest) -> None:
    server.then(ok([]))
    await rest.markets()
    assert "Authorization" not in server.asked[0].headers


async def test_a_post_signs_its_body(server: Scripted, rest: UpbitRest) -> None:
    server.then(error(400, "under_min_total_bid"))
    with pytest.raises(Refused):
        await rest.place(ORDER)
    asked = server.asked[0]
    assert asked.headers["Content-Type"] == "application/json; charset=utf-8"
    assert asked.json == {"market": "KRW-BTC", "side": "bid", "ord_type": "price", "identifier": "hoga-1"}
    text = "market=KRW-BTC&side=bid&ord_type=price&identifier=hoga-1"
    assert claims(asked)["query_hash"] == query_hash(text)


@pytest.mark.parametrize(
    "answer",
    [reset, text("", 500), text("<html>", 503), error(500, "server_error"), text("{", 201), text("", 302)],
    ids=["reset", "500", "html", "json 500", "garbage", "redirect"],
)
async def test_an_order_is_sent_once_whatever_comes_back(
    server: Scripted, rest: UpbitRest, answer: object
) -> None:
    server.always = answer  # type: ignore[assignment]
    with pytest.raises(Unanswered):
        await rest.place(ORDER)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [429, 418])
async def test_not_even_a_throttled_order_is_repeated(server: Scripted, rest: UpbitRest, status: int) -> None:
    server.always = error(status, "too_many_requests", Retry_After="1")
    with pytest.raises((Throttled, Banned)):
        await rest.place(ORDER)
    assert len(server.asked) == 1


async def test_a_cancel_on_a_connection_that_breaks_is_not_repeated_behind_our_back(
    server: Scripted, rest: UpbitRest
) -> None:
    server.then(ok([]), reset)
    await rest.accounts()
    with pytest.raises(Unanswered):
        await rest.cancel(uuid="u")
    assert [asked.method for asked in server.asked] == ["GET", "DELETE"]


async def test_a_read_is_tried_once_more_with_a_new_nonce(server: Scripted, rest: UpbitRest) -> None:
    server.then(reset, ok([]))
    assert await rest.accounts() == []
    first, second = server.asked
    assert claims(first)["nonce"] != claims(second)["nonce"]


async def test_a_read_gives_up(server: Scripted, rest: UpbitRest) -> None:
    server.always = text("<html>maintenance</html>", 503)
    with pytest.raises(Maintenance):
        await rest.markets()
    assert len(server.asked) == 2


async def test_an_order_whose_answer_is_late_is_unanswered(
    server: Scripted, rest: UpbitRest, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def late(_request: object) -> object:
        await asyncio.sleep(30)
        raise AssertionError

    monkeypatch.setattr(transport, "WRITE_TIMEOUT", aiohttp.ClientTimeout(total=0.1))
    server.always = late  # type: ignore[assignment]
    with pytest.raises(Unanswered):
        await rest.place(ORDER)


async def test_no_connection_means_not_sent() -> None:
    rest = UpbitRest(local("http://127.0.0.1:1"), KEY)
    with pytest.raises(NotSent):
        await rest.place(ORDER)
    await rest.close()


async def test_a_foreign_host_is_refused_before_anything_leaves(server: Scripted) -> None:
    elsewhere = dataclasses.replace(server.endpoints, hosts=frozenset({"https://api.upbit.com:443"}))
    rest = UpbitRest(elsewhere, KEY)
    with pytest.raises(NotSent) as caught:
        await rest.accounts()
    assert caught.value.name == "foreign_host"
    assert server.asked == []
    await rest.close()


async def test_without_a_key_quotation_works_and_private_calls_say_so(server: Scripted) -> None:
    rest = UpbitRest(server.endpoints)
    server.then(ok([]))
    assert await rest.markets() == []
    with pytest.raises(NoCredentials):
        await rest.accounts()
    assert len(server.asked) == 1
    await rest.close()


async def test_a_closed_client_sends_nothing(server: Scripted, rest: UpbitRest) -> None:
    await rest.close()
    await rest.close()
    with pytest.raises(NotSent):
        await rest.markets()
    assert server.asked == []


async def test_after_a_418_nothing_is_sent_to_that_scope_and_it_can_be_restored(
    server: Scripted, rest: UpbitRest
) -> None:
    told: list[tuple[Scope, int]] = []
    rest.banned.connect(told.append)
    server.then(error(418, "x", "blocked for 600 seconds"), ok([]))
    with pytest.raises(Banned):
        await rest.accounts()
    with pytest.raises(Banned):
        await rest.place(ORDER)
    assert await rest.markets() == []
    assert len(server.asked) == 2
    assert told[0][0] is Scope.EXCHANGE

    later = UpbitRest(server.endpoints, KEY)
    later.restore_ban(*told[0])
    with pytest.raises(Banned):
        await later.accounts()
    assert len(server.asked) == 2
    await later.close()


async def test_a_throttled_read_waits_for_its_group_and_then_succeeds(
    server: Scripted, rest: UpbitRest
) -> None:
    server.then(error(429, "too_many_requests"), ok([]))
    began = SystemClock().monotonic()
    assert await rest.accounts() == []
    assert SystemClock().monotonic() - began >= 1.0


async def test_neither_key_nor_token_is_in_an_error_or_repr(server: Scripted, rest: UpbitRest) -> None:
    server.then(error(401, "jwt_verification"))
    with pytest.raises(Refused) as caught:
        await rest.accounts()
    shown = f"{caught.value!r} {rest!r} {caught.value.__dict__}"
    assert KEY.secret_key not in shown
    assert KEY.access_key not in shown
    assert "eyJ" not in shown


async def test_the_servers_clock_is_compared(server: Scripted, rest: UpbitRest) -> None:
    server.then(ok([], Date="Sat, 21 Nov 2026 03:00:00 GMT"))
    assert rest.skew_ms is None
    await rest.markets()
    assert rest.skew_ms is not None


async def test_after_a_sleep_nothing_is_sent_over_a_connection_of_before(
    server: Scripted, rest: UpbitRest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G16: the exchange, or a router on the way, has forgotten it; an order would wait for its time-out."""
    came_over: list[object] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        came_over.append(request.transport.get_extra_info("peername"))
        return await ok([])(request)

    server.always = answer
    await rest.accounts()
    await rest.accounts()
    awake = SystemClock.monotonic
    monkeypatch.setattr(SystemClock, "monotonic", lambda clock: awake(clock) + 8 * 3600)
    await rest.accounts()
    first, second, third = came_over
    assert first == second != third

"""Where a signed request may hold its parameters, and what its hash may cover; once over a real socket."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from multidict import MultiDict

from app.exchange.parameters import signed_parameters

ORDER = {"market": "KRW-BTC", "side": "bid", "ord_type": "limit", "volume": "0.001", "price": "50000000"}


def test_a_query_is_what_it_is() -> None:
    query = MultiDict({"market": "KRW-BTC"})
    said = signed_parameters("GET", query, "market=KRW%2DBTC", b"")
    assert (said.query, said.body) == (query, {})
    assert said.hashed is not None and "market=KRW-BTC" in said.hashed


def test_a_query_wins_over_a_body() -> None:
    query = MultiDict({"uuid": "a"})
    assert signed_parameters("DELETE", query, "uuid=a", b'{"uuid":"b"}').query["uuid"] == "a"


def test_a_post_is_its_json() -> None:
    said = signed_parameters("POST", MultiDict(), "", b'{"side":"bid","volume":null,"post":true}')
    assert said.body == {"side": "bid", "volume": None, "post": True}
    assert said.hashed == ("side=bid&post=true",)


@pytest.mark.parametrize("raw", [b"side=bid", b"[1]", b"\xff"])
def test_a_post_without_an_object_has_no_body(raw: bytes) -> None:
    said = signed_parameters("POST", MultiDict(), "", raw)
    assert (said.body, said.hashed) == (None, None)


def test_a_form_stands_in_for_the_query() -> None:
    said = signed_parameters("GET", MultiDict(), "", b"market=KRW-BTC&states%5B%5D=wait&states%5B%5D=done")
    assert said.query.getall("states[]") == ["wait", "done"]
    assert said.hashed is not None and "market=KRW-BTC&states[]=wait&states[]=done" in said.hashed


def test_json_stands_in_for_the_query() -> None:
    said = signed_parameters("DELETE", MultiDict(), "", b'{"uuid":"a","page":2,"none":null}')
    assert dict(said.query) == {"uuid": "a", "page": "2"}
    assert said.hashed == ("uuid=a&page=2",)


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"&" * 5000, b"a=1&" * 5000, b"[" * 100_000])
def test_rubbish_is_no_parameter_and_no_fault(raw: bytes) -> None:
    said = signed_parameters("GET", MultiDict(), "", raw)
    assert "market" not in said.query


async def test_pyupbits_look_up_by_a_form_in_the_body(caller: Any) -> None:
    placed = await caller.place(**ORDER)
    form = urlencode({"uuid": placed["uuid"]})
    headers = {"Authorization": f"Bearer {caller.token(form)}"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    url = f"{caller.addresses.rest}/v1/order"
    async with caller.session.get(url, data=form, headers=headers) as response:
        assert (await response.json())["uuid"] == placed["uuid"]
    headers["Authorization"] = f"Bearer {caller.token('uuid=another')}"
    async with caller.session.get(url, data=form, headers=headers) as response:
        assert (await response.json())["error"]["name"] == "invalid_query_payload"


@pytest.mark.parametrize("hashed", [True, False])
async def test_a_delete_with_a_body_is_refused(caller: Any, hashed: bool) -> None:
    placed = await caller.place(**ORDER)
    token = caller.token(f"uuid={placed['uuid']}" if hashed else "")
    async with caller.session.delete(
        f"{caller.addresses.rest}/v1/order",
        json={"uuid": placed["uuid"]},
        headers={"Authorization": f"Bearer {token}"},
    ) as response:
        assert response.status == 400
        assert (await response.json())["error"]["name"] == "QUERY_PARAMETER_NOT_SUPPORTED"
    _, found = await caller.call("GET", "/v1/order", {"uuid": placed["uuid"]})
    assert found["state"] == "wait"


async def test_a_delete_with_a_body_is_read_where_that_is_wanted(running: Any) -> None:
    async with running(delete_bodies=True, balances={"KRW": Decimal(1_000_000)}) as caller:
        placed = await caller.place(**ORDER)
        status, gone = await caller.call("DELETE", "/v1/order", body={"uuid": placed["uuid"]})
        assert (status, gone["uuid"]) == (200, placed["uuid"])
        _, found = await caller.call("GET", "/v1/order", {"uuid": placed["uuid"]})
        assert found["state"] == "cancel"

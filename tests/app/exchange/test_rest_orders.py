"""Accounts and orders over a real socket."""

from decimal import Decimal
from typing import Any

import pytest

D = Decimal
LIMIT = {"market": "KRW-BTC", "side": "bid", "ord_type": "limit", "volume": "0.001", "price": "50000000"}


@pytest.fixture
def options() -> dict[str, Any]:
    return {"balances": {"KRW": D(10_000_000), "BTC": D("0.5")}}


async def test_accounts(running: Any, options: Any) -> None:
    async with running(**options) as caller:
        status, rows = await caller.call("GET", "/v1/accounts")
        assert status == 200
        assert [(row["currency"], row["balance"], row["locked"]) for row in rows] == [
            ("KRW", "10000000", "0"),
            ("BTC", "0.5", "0"),
        ]
        assert rows[0]["avg_buy_price"] == "0"
        assert D(rows[1]["avg_buy_price"]) > 10_000_000
        assert (rows[1]["avg_buy_price_modified"], rows[1]["unit_currency"]) == (False, "KRW")


async def test_chance(caller: Any) -> None:
    status, chance = await caller.call("GET", "/v1/orders/chance", {"market": "KRW-SOL"})
    assert status == 200
    assert (chance["bid_fee"], chance["maker_ask_fee"]) == ("0.0005", "0.0005")
    market = chance["market"]
    assert (market["id"], market["name"], market["max_total"]) == ("KRW-SOL", "SOL/KRW", "1000000000")
    assert market["bid"] == {"currency": "KRW", "min_total": "5000"}
    assert market["ask"] == {"currency": "SOL", "min_total": "5000"}
    assert "limit_ioc" in market["bid_types"] and "market" in market["ask_types"]
    assert chance["bid_account"]["currency"] == "KRW"
    assert (chance["ask_account"]["currency"], chance["ask_account"]["balance"]) == ("SOL", "0")
    status, error = await caller.call("GET", "/v1/orders/chance", {"market": "KRW-NOPE"})
    assert (status, error["error"]["name"]) == (400, "notfoundmarket")


async def test_an_orders_life(caller: Any) -> None:
    placed = await caller.place(**LIMIT, identifier="mine")
    assert list(placed) == [
        "market",
        "uuid",
        "side",
        "ord_type",
        "price",
        "state",
        "created_at",
        "volume",
        "remaining_volume",
        "executed_volume",
        "reserved_fee",
        "remaining_fee",
        "paid_fee",
        "locked",
        "prevented_volume",
        "prevented_locked",
        "trades_count",
        "identifier",
        "smp_type",
    ]
    assert (placed["state"], placed["locked"], placed["reserved_fee"]) == ("wait", "50025", "25")
    assert placed["created_at"].endswith("+09:00") and len(placed["created_at"]) == 25
    _, (row,) = await caller.call(
        "GET", "/v1/orders/open", {"states[]": ["wait", "watch"], "market": "KRW-BTC"}
    )
    assert row == placed | {"executed_funds": "0"}
    _, found = await caller.call("GET", "/v1/order", {"identifier": "mine"})
    assert (found["uuid"], found["trades"]) == (placed["uuid"], [])
    status, cancelled = await caller.call("DELETE", "/v1/order", {"uuid": placed["uuid"]})
    assert (status, cancelled["state"], cancelled["locked"]) == (200, "wait", "50025")
    _, ended = await caller.call("GET", "/v1/order", {"uuid": placed["uuid"]})
    assert (ended["state"], ended["locked"]) == ("cancel", "0")
    status, again = await caller.call("DELETE", "/v1/order", {"uuid": placed["uuid"]})
    assert (status, again["error"]["name"]) == (404, "order_not_found")


async def test_a_market_buy_fills_from_the_house(caller: Any) -> None:
    placed = await caller.place(market="KRW-BTC", side="bid", ord_type="price", price="1000000")
    assert placed["state"] == "wait" and "volume" not in placed
    _, order = await caller.call("GET", "/v1/order", {"uuid": placed["uuid"]})
    assert order["state"] in ("cancel", "done") and order["trades_count"] == len(order["trades"]) > 0
    funds = sum(D(trade["funds"]) for trade in order["trades"])
    assert funds == sum(D(trade["price"]) * D(trade["volume"]) for trade in order["trades"])
    assert D(order["executed_funds"]) == funds and D(order["paid_fee"]) == funds * D("0.0005")
    assert order["trades"][0]["created_at"].endswith("+09:00")
    _, rows = await caller.call("GET", "/v1/accounts")
    assert D(rows[0]["balance"]) == 100_000_000 - funds - D(order["paid_fee"])
    _, ticks = await caller.get("/v1/trades/ticks", market="KRW-BTC", count=1)
    assert ticks[0]["ask_bid"] == "BID" and D(str(ticks[0]["trade_price"])) == D(order["trades"][-1]["price"])
    _, (candle,) = await caller.get("/v1/candles/seconds", market="KRW-BTC")
    assert D(str(candle["trade_price"])) == D(order["trades"][-1]["price"])
    _, closed = await caller.call("GET", "/v1/orders/closed", {"states[]": ["cancel", "done"], "limit": 5})
    assert [row["uuid"] for row in closed] == [placed["uuid"]]


async def test_a_rehearsal_changes_nothing(caller: Any) -> None:
    status, order = await caller.call("POST", "/v1/orders/test", body=LIMIT)
    assert (status, order["state"], order["locked"]) == (201, "wait", "50025")
    assert order["smp_type"] == "cancel_maker"  # as the order itself would have it
    assert (await caller.call("GET", "/v1/orders/open"))[1] == []
    status, error = await caller.call("POST", "/v1/orders/test", body=LIMIT | {"price": "50000001"})
    assert (status, error["error"]["name"]) == (400, "invalid_price_bid")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"price": "1"}, "under_min_total_bid"),
        ({"market": "KRW-NOPE"}, "notfoundmarket"),
        ({"volume": "10", "price": "50000000"}, "insufficient_funds_bid"),
        ({"side": "sell"}, None),
        ({"ord_type": "limitt"}, None),
        ({"volume": "abc"}, "validation_error"),
        ({"market": ""}, "validation_error"),
        ({"volume": "1E+99999999"}, "validation_error"),
        ({"volume": ["1"]}, "validation_error"),
        ({"time_in_force": "gtc"}, None),
    ],
)
async def test_refused_orders(caller: Any, change: Any, name: str | None) -> None:
    status, error = await caller.call("POST", "/v1/orders", body=LIMIT | change)
    assert status == 400
    assert isinstance(error["error"]["name"], str) and error["error"]["message"]
    assert name in (None, error["error"]["name"])
    assert (await caller.call("GET", "/v1/orders/open"))[1] == []


async def test_an_identifier_is_used_once(caller: Any) -> None:
    await caller.place(**LIMIT, identifier="once")
    status, error = await caller.call("POST", "/v1/orders", body=LIMIT | {"identifier": "once"})
    assert (status, error["error"]["name"]) == (400, "duplicated_identifier")


async def test_lists_are_paged_sorted_and_filtered(caller: Any) -> None:
    placed = [(await caller.place(**LIMIT | {"price": str(50_000_000 + 1000 * i)}))["uuid"] for i in range(5)]
    await caller.place(market="KRW-ETH", side="bid", ord_type="limit", volume="1", price="10000")

    async def uuids(**params: Any) -> list[str]:
        _, rows = await caller.call("GET", "/v1/orders/open", {"market": "KRW-BTC", **params})
        return [row["uuid"] for row in rows]

    assert await uuids() == placed[::-1]
    assert await uuids(order_by="asc") == placed
    assert await uuids(limit=2, page=2) == placed[::-1][2:4]
    assert await uuids(state="watch") == []
    assert len((await caller.call("GET", "/v1/orders/open"))[1]) == 6
    _, old = await caller.call("GET", "/v1/orders", {"market": "KRW-BTC", "states[]": ["wait", "done"]})
    assert [row["uuid"] for row in old] == placed[::-1]
    _, rows = await caller.call("GET", "/v1/orders/uuids", {"uuids[]": placed[:2]})
    assert [row["uuid"] for row in rows] == placed[:2][::-1]


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/v1/orders/open", {"state": "wait", "states[]": ["wait"]}),
        ("/v1/orders/open", {"state": "done"}),
        ("/v1/orders/open", {"limit": 101}),
        ("/v1/orders/open", {"order_by": "up"}),
        ("/v1/orders/closed", {"limit": 1001}),
        ("/v1/orders/closed", {"start_time": "soon"}),
        (
            "/v1/orders/closed",
            {"start_time": "2026-11-01T00:00:00+09:00", "end_time": "2026-11-20T00:00:00+09:00"},
        ),
        ("/v1/orders/uuids", {}),
        ("/v1/order", {}),
    ],
)
async def test_bad_questions(caller: Any, path: str, params: Any) -> None:
    status, error = await caller.call("GET", path, params)
    assert (status, error["error"]["name"]) == (400, "invalid_parameter")


async def test_closed_orders_lie_in_a_window(caller: Any) -> None:
    placed = await caller.place(**LIMIT)
    await caller.call("DELETE", "/v1/order", {"uuid": placed["uuid"]})

    async def count(**params: Any) -> int:
        status, rows = await caller.call("GET", "/v1/orders/closed", params)
        assert status == 200
        return len(rows)

    assert await count() == 1
    assert await count(start_time="2020-01-01T00:00:00+09:00") == 0
    assert await count(end_time="1577836800000") == 0
    assert await count(state="done") == 0


async def test_batch_cancels(caller: Any) -> None:
    placed = [await caller.place(**LIMIT, identifier=f"i{i}") for i in range(3)]
    ids = [placed[0]["uuid"], "nobody"]
    _, result = await caller.call("DELETE", "/v1/orders/uuids", {"uuids[]": ids})
    assert result["success"]["orders"] == [
        {"uuid": placed[0]["uuid"], "market": "KRW-BTC", "identifier": "i0"}
    ]
    assert result["failed"] == {"count": 1, "orders": [{"uuid": "nobody"}]}
    _, none = await caller.call("DELETE", "/v1/orders/open", {"cancel_side": "ask"})
    assert none["success"]["count"] == 0
    _, excluded = await caller.call("DELETE", "/v1/orders/open", {"excluded_pairs": "KRW-BTC,KRW-ETH"})
    assert excluded["success"]["count"] == 0
    _, all_of_them = await caller.call("DELETE", "/v1/orders/open", {"pairs": "KRW-BTC", "count": 300})
    assert all_of_them["success"]["count"] == 2
    assert (await caller.call("GET", "/v1/orders/open"))[1] == []


async def test_cancel_and_new(caller: Any) -> None:
    placed = await caller.place(**LIMIT)
    body = {
        "prev_order_uuid": placed["uuid"],
        "new_ord_type": "limit",
        "new_price": "51000000",
        "new_volume": "remain_only",
        "new_identifier": "next",
    }
    status, old = await caller.call("POST", "/v1/orders/cancel_and_new", body=body)
    assert (status, old["uuid"], old["new_order_identifier"]) == (201, placed["uuid"], "next")
    _, (row,) = await caller.call("GET", "/v1/orders/open")
    assert (row["uuid"], row["price"], row["volume"]) == (old["new_order_uuid"], "51000000", "0.001")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"new_ord_type": None}, "validation_error"),
        ({"new_ord_type": "market"}, "create_bid_error"),
        ({"new_price": None}, "create_bid_error"),
        ({"new_price": "51000001"}, "invalid_price_bid"),
        ({"new_volume": "0.00001"}, "under_min_total_bid"),
        ({"new_time_in_force": "gtc"}, "invalid_time_in_force"),
        ({"new_identifier": "other"}, "duplicated_identifier"),
    ],
)
async def test_a_replacement_that_can_be_no_order_cancels_nothing(
    caller: Any, change: dict[str, str | None], name: str
) -> None:
    """What the request alone shows to be wrong is refused before the old order is touched."""
    other, placed = [await caller.place(**LIMIT, identifier=name) for name in ("other", "old")]
    body = {"new_ord_type": "limit", "new_price": "51000000", "new_volume": "0.001"} | change
    body = {"prev_order_uuid": placed["uuid"]} | {key: value for key, value in body.items() if value}
    status, error = await caller.call("POST", "/v1/orders/cancel_and_new", body=body)
    assert (status, error["error"]["name"]) == (400, name)
    _, rows = await caller.call("GET", "/v1/orders/open")
    assert [row["uuid"] for row in rows] == [placed["uuid"], other["uuid"]]


async def test_api_keys(caller: Any) -> None:
    _, (row,) = await caller.call("GET", "/v1/api_keys")
    assert row["access_key"] == caller.addresses.access_key and row["expire_at"].endswith("+09:00")


async def test_unsigned_and_wrongly_signed_requests(caller: Any) -> None:
    status, body = await caller.get("/v1/accounts")
    assert (status, body["error"]["name"]) == (401, "no_authorization_token")
    url = f"{caller.addresses.rest}/v1/orders/chance?market=KRW-BTC"
    headers = {"Authorization": f"Bearer {caller.token('market=KRW-ETH')}"}
    async with caller.session.get(url, headers=headers) as response:
        assert (response.status, (await response.json())["error"]["name"]) == (401, "invalid_query_payload")


async def test_bodies_that_are_no_json(caller: Any) -> None:
    url = f"{caller.addresses.rest}/v1/orders"
    for data in (b"{", b"[1]", b"market=KRW-BTC"):
        headers = {"Authorization": f"Bearer {caller.token()}"}
        async with caller.session.post(url, data=data, headers=headers) as response:
            assert (response.status, (await response.json())["error"]["name"]) == (400, "bad_request")


async def test_delete_takes_no_body(caller: Any) -> None:
    headers = {"Authorization": f"Bearer {caller.token('uuid=x')}"}
    url = f"{caller.addresses.rest}/v1/order?uuid=x"
    async with caller.session.delete(url, data=b"{}", headers=headers) as response:
        assert (await response.json())["error"]["name"] == "QUERY_PARAMETER_NOT_SUPPORTED"


async def test_the_order_quota(running: Any) -> None:
    async with running(limited=True, stopped=True) as caller:
        statuses = [
            (await caller.call("POST", "/v1/orders", body=LIMIT | {"price": "1"}))[0] for _ in range(30)
        ]
        assert statuses == [400] * 12 + [429] * 10 + [418] * 8


async def test_a_market_buy_has_no_volume_and_nothing_remaining(caller: Any) -> None:
    placed = await caller.place(market="KRW-BTC", side="bid", ord_type="price", price="10000")
    assert "volume" not in placed
    assert placed["remaining_volume"] == "0"

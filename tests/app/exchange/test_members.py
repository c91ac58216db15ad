"""Accounts from a file, and what their keys may do."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosedOK, InvalidStatus

from app.exchange.auth import TRADING, Key
from app.exchange.members import AccountSpec, BadAccounts, read_file

MAIN = {
    "name": "main",
    "balances": {"KRW": "1000000.5", "BTC": 0.1},
    "keys": [
        {"access_key": "A", "secret_key": "a"},
        {
            "access_key": "B",
            "secret_key": "b",
            "permissions": ["view_account"],
            "allowed_ips": ["10.0.0.7"],
            "expire_at": "2027-01-01T09:00:00+09:00",
        },
    ],
}


def written(folder: Path, content: object) -> Path:
    path = folder / "accounts.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_a_file_says_who_holds_what_and_which_keys_open_it(tmp_path: Path) -> None:
    (main,) = read_file(written(tmp_path, {"accounts": [MAIN]}))
    assert main.name == "main"
    assert main.balances == {"KRW": Decimal("1000000.5"), "BTC": Decimal("0.1")}
    usual, narrow = main.keys
    assert usual == Key("A", "a", "main", TRADING, frozenset(), None)
    assert narrow.permissions == {"view_account"}
    assert narrow.addresses == {"10.0.0.7"}
    assert narrow.expires_ms == 1_798_761_600_000


def changed(**members: Any) -> dict[str, Any]:
    return {"accounts": [MAIN | members]}


def with_key(**members: Any) -> dict[str, Any]:
    return changed(keys=[{"access_key": "A", "secret_key": "a"} | members])


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[" * 100_000,
        [],
        {"accounts": []},
        {"accounts": [5]},
        {"accounts": [MAIN, MAIN]},
        {"accounts": [MAIN, MAIN | {"name": "other"}]},
        changed(name=""),
        changed(keys=[]),
        changed(keys=None),
        changed(balances=[]),
        changed(balances={"krw": 1}),
        changed(balances={"KRW": "-1"}),
        changed(balances={"KRW": "NaN"}),
        changed(balances={"KRW": 1e-9}),
        with_key(access_key=5),
        with_key(secret_key=""),
        with_key(permissions=["everything"]),
        with_key(permissions="view_account"),
        with_key(allowed_ips=["here"]),
        with_key(allowed_ips=["10.0.0.1"] * 11),
        with_key(expire_at="soon"),
        with_key(expire_at=5),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_a_sentence(tmp_path: Path, content: object) -> None:
    with pytest.raises(BadAccounts) as caught:
        read_file(written(tmp_path, content))
    assert str(caught.value).endswith((".", "..."))


def test_a_secret_is_in_no_text() -> None:
    assert "hidden" not in repr(Key("A", "hidden", "main"))


def keyed(*keys: Key) -> dict[str, Any]:
    return {"accounts": (AccountSpec("main", {"KRW": Decimal(10**6)}, keys),)}


async def test_a_call_without_its_permission_is_403_out_of_scope(running: Any) -> None:
    key = Key("A", "a", "main", frozenset({"view_account"}))
    async with running(**keyed(key)) as caller:
        assert (await caller.call("GET", "/v1/accounts"))[0] == 200
        assert (await caller.call("GET", "/v1/api_keys"))[0] == 200
        for method, path in (
            ("GET", "/v1/orders/chance"),
            ("GET", "/v1/orders/open"),
            ("DELETE", "/v1/order"),
            ("GET", "/v1/withdraws"),
            ("GET", "/v1/deposits"),
            ("GET", "/v1/pockets"),
            ("GET", "/v1/pockets/api_keys"),
        ):
            status, answer = await caller.call(method, path)
            assert (status, answer["error"]["name"]) == (403, "out_of_scope"), path
        status, answer = await caller.call("POST", "/v1/orders", body={"market": "KRW-BTC"})
        assert (status, answer["error"]["name"]) == (403, "out_of_scope")


@pytest.mark.parametrize(
    ("permission", "path"), [("view_withdrawals", "/v1/withdraws"), ("view_deposits", "/v1/deposits")]
)
async def test_transfers_are_none_for_those_who_may_see_them(
    running: Any, permission: str, path: str
) -> None:
    key = Key("A", "a", "main", frozenset({permission}))
    async with running(**keyed(key)) as caller:
        assert await caller.call("GET", path, {"limit": 1}) == (200, [])


async def test_a_key_works_from_its_addresses_only(running: Any) -> None:
    elsewhere = Key("A", "a", "main", addresses=frozenset({"10.0.0.7"}))
    async with running(**keyed(elsewhere)) as caller:
        status, answer = await caller.call("GET", "/v1/accounts")
        assert (status, answer["error"]["name"]) == (401, "no_authorization_ip")
        with pytest.raises(InvalidStatus) as caught:
            async with caller.private():
                pass
        assert caught.value.response.status_code == 401
    here = Key("A", "a", "main", addresses=frozenset({"127.0.0.1"}))
    async with running(**keyed(here)) as caller:
        assert (await caller.call("GET", "/v1/accounts"))[0] == 200


async def test_an_expired_key_opens_nothing(running: Any) -> None:
    async with running(**keyed(Key("A", "a", "main", expires_ms=1_000))) as caller:
        status, answer = await caller.call("GET", "/v1/accounts")
        assert (status, answer["error"]["name"]) == (401, "expired_access_key")


async def test_all_keys_of_an_account_are_listed_with_their_ends(running: Any) -> None:
    keys = (Key("A", "a", "main"), Key("B", "b", "main", expires_ms=1_798_761_600_000))
    async with running(stopped=True, **keyed(*keys)) as caller:
        _, rows = await caller.call("GET", "/v1/api_keys")
        assert rows == [
            {"access_key": "A", "expire_at": "2027-11-21T22:47:29+09:00"},
            {"access_key": "B", "expire_at": "2027-01-01T09:00:00+09:00"},
        ]


async def test_accounts_are_apart_and_keys_of_one_account_share_it(running: Any) -> None:
    balances = {"KRW": Decimal(10**6)}
    accounts = (
        AccountSpec("one", balances, (Key("A", "a", "one"), Key("B", "b", "one"))),
        AccountSpec("two", balances, (Key("C", "c", "two"),)),
    )
    async with running(accounts=accounts, limited=True, stopped=True) as caller:
        mine = caller.addresses
        order = await caller.place(
            market="KRW-BTC", side="bid", ord_type="limit", volume="0.001", price="20000000"
        )
        caller.addresses = replace(mine, access_key="B", secret_key="b")
        assert (await caller.call("GET", "/v1/order", {"uuid": order["uuid"]}))[0] == 200
        caller.addresses = replace(mine, access_key="C", secret_key="c")
        assert (await caller.call("GET", "/v1/order", {"uuid": order["uuid"]}))[0] == 404
        # Of thirty calls a second the first account's two keys have used one, the other account its own.
        while (await caller.call("GET", "/v1/accounts"))[0] == 200:
            pass
        caller.addresses = replace(mine, access_key="B", secret_key="b")
        assert (await caller.call("GET", "/v1/accounts"))[0] == 200


async def test_a_stream_needs_its_permission(running: Any, tools: Any) -> None:
    key = Key("A", "a", "main", frozenset({"view_orders"}))
    async with running(**keyed(key)) as caller, caller.private() as socket:
        await tools.ask(socket, {"type": "myOrder"}, {"type": "announcement"})
        await tools.ask(socket, {"type": "myOrder"}, {"type": "myAsset"})
        (frame,) = await tools.receive(socket)
        assert frame["error"]["name"] == "INVALID_AUTH"
        with pytest.raises(ConnectionClosedOK):
            await tools.receive(socket)


async def test_a_key_has_so_many_private_connections(running: Any) -> None:
    options = keyed(Key("A", "a", "main"))
    async with running(private_sockets=1, limited=True, **options) as caller, caller.private():
        with pytest.raises(InvalidStatus) as caught:
            async with caller.private():
                pass
        assert caught.value.response.status_code == 429


async def test_a_bad_token_may_be_answered_by_a_frame(running: Any, tools: Any) -> None:
    async with running(auth_frames=True) as caller:
        caller.addresses = replace(caller.addresses, secret_key="wrong")
        async with caller.private() as socket:
            (frame,) = await tools.receive(socket)
            assert frame["error"]["name"] == "INVALID_AUTH"
            with pytest.raises(ConnectionClosedOK):
                await tools.receive(socket)

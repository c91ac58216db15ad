"""Pockets over a real socket: each account has one, and its keys are told."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.exchange.auth import Key
from app.exchange.members import AccountSpec

ALL = frozenset({"manage_pockets"})
KEYS = (
    Key("A", "a", "main", ALL, frozenset({"127.0.0.1", "10.0.0.7"})),
    Key("OLD", "o", "main", expires_ms=1_700_000_000_000),
)


@pytest.fixture
def accounts() -> tuple[AccountSpec, ...]:
    purse = {"KRW": Decimal(1000)}
    return AccountSpec("main", purse, KEYS), AccountSpec("other", purse, (Key("B", "b", "other", ALL),))


async def test_an_account_is_one_main_pocket_which_stays_the_same(running: Any, accounts: Any) -> None:
    told = []
    for _ in range(2):
        async with running(accounts=accounts) as caller:
            told.append(await caller.call("GET", "/v1/pockets"))
    (status, (pocket,)), again = told
    assert again == (200, [pocket])
    assert (status, pocket["name"], pocket["type"]) == (200, "main", "main")
    async with running(accounts=accounts[::-1]) as caller:
        (other,) = (await caller.call("GET", "/v1/pockets"))[1]
    assert (other["name"], other["uuid"] == pocket["uuid"]) == ("other", False)


async def test_the_keys_of_a_pocket_are_those_of_its_account(running: Any, accounts: Any) -> None:
    async with running(accounts=accounts) as caller:
        (pocket,) = (await caller.call("GET", "/v1/pockets"))[1]
        status, (told,) = await caller.call("GET", "/v1/pockets/api_keys", {"uuids[]": pocket["uuid"]})
        assert (status, told["uuid"]) == (200, pocket["uuid"])
        (key,) = told["keys"]
        life = datetime.fromisoformat(key.pop("expired_at")) - datetime.fromisoformat(key.pop("created_at"))
        assert life == timedelta(days=365)
        assert key == {
            "access_key": "A",
            "allowed_ips": ["10.0.0.7", "127.0.0.1"],
            "permissions": ["manage_pockets"],
        }
        (told,) = (await caller.call("GET", "/v1/pockets/api_keys", {"include_expired": "true"}))[1]
        assert [key["access_key"] for key in told["keys"]] == ["A", "OLD"]


async def test_another_accounts_pocket_is_not_found(running: Any, accounts: Any) -> None:
    async with running(accounts=accounts) as caller:
        status, answer = await caller.call("GET", "/v1/pockets/api_keys", {"uuids[]": "nobody"})
        assert (status, answer["error"]["name"]) == (404, "pocket_not_found")

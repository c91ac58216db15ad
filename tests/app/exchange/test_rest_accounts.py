"""The state of the wallets over a real socket; balances and chances are in test_rest_orders."""

from datetime import UTC, datetime
from typing import Any


async def test_every_coin_has_a_working_wallet(caller: Any) -> None:
    status, rows = await caller.call("GET", "/v1/status/wallet")
    assert status == 200
    _, markets = await caller.get("/v1/market/all")
    names = {row["market"].partition("-")[2]: row["english_name"] for row in markets}
    assert {row["currency"]: row["network_name"] for row in rows} == names
    for row in rows:
        assert (row["wallet_state"], row["block_state"]) == ("working", "normal")
        found = datetime.fromisoformat(row["block_updated_at"])
        age = (datetime.now(UTC) - found).total_seconds() / 60
        assert abs(age - row["block_elapsed_minutes"]) < 1.1
        assert row["block_height"] == int(found.timestamp()) // 600


async def test_the_wallets_are_told_to_members_only(caller: Any) -> None:
    status, answer = await caller.get("/v1/status/wallet")
    assert (status, answer["error"]["name"]) == (401, "no_authorization_token")

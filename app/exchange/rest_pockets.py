"""Pockets, Upbit's accounts within an account: here each account has its main one alone (protocol 4.12)."""

from __future__ import annotations

import json
import uuid

from aiohttp import web

from app.exchange.auth import KEY_LIFE_MS, Key
from app.exchange.rest_common import Call, Desk, WireError, flag, json_response
from app.exchange.rest_shared import kst


def pocket_id(account: str) -> str:
    """The uuid of an account's main pocket, always the same one."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"pocket of {account}"))


async def pockets(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/pockets."""
    rows = [{"uuid": pocket_id(call.account), "name": call.account, "type": "main"}]
    return json_response(json.dumps(rows, ensure_ascii=False))


async def pocket_keys(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/pockets/api_keys: keys that have run out only with `include_expired`."""
    own = pocket_id(call.account)
    if any(asked != own for asked in call.query.getall("uuids[]", [])):
        raise WireError(404, "pocket_not_found", "포켓을 찾을 수 없습니다.")
    now, expired_too = desk.now_ms(), flag(call, "include_expired")
    keys = [
        _key_row(key, expires)
        for key in desk.authenticator.keys_of(call.account)
        if (expires := key.expires_ms or now + KEY_LIFE_MS) > now or expired_too
    ]
    return json_response(json.dumps([{"uuid": own, "keys": keys}]))


def _key_row(key: Key, expires_ms: int) -> dict[str, object]:
    return {
        "access_key": key.access_key,
        "created_at": kst(expires_ms - KEY_LIFE_MS),
        "expired_at": kst(expires_ms),
        "allowed_ips": sorted(key.addresses),
        "permissions": sorted(key.permissions),
    }

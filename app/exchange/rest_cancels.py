"""Cancelling orders: one, by ids, and all that are open (protocol 4.10)."""

from __future__ import annotations

from aiohttp import web

from app.exchange import rules
from app.exchange.engine import Order, Refusal
from app.exchange.rest_common import Call, Desk, json_response, members_json
from app.exchange.rest_shared import (
    array,
    ask_engine,
    find_order,
    ids_of,
    newest_first,
    order_json,
    refused,
    whole_number,
)


async def cancel(desk: Desk, call: Call) -> web.StreamResponse:
    """DELETE /v1/order (4.10): the order as it was when the cancel was accepted."""
    found = find_order(desk, call)
    before = ask_engine(desk, lambda now: desk.venue.engine.cancel(call.account, found.uuid, now))
    return json_response(order_json(before))


async def cancel_by_ids(desk: Desk, call: Call) -> web.StreamResponse:
    """DELETE /v1/orders/uuids (4.10)."""
    uuids, identifiers = ids_of(call, 20)
    known = {item.uuid: item for item in newest_first(desk, call)}
    chosen = [item for item in known.values() if item.uuid in uuids or item.identifier in identifiers]
    named = {item.identifier for item in chosen}
    missing = [{"uuid": uuid} for uuid in uuids if uuid not in known]
    missing += [{"identifier": identifier} for identifier in identifiers if identifier not in named]
    return _cancel_all(desk, call, chosen, missing)


async def cancel_open(desk: Desk, call: Call) -> web.StreamResponse:
    """DELETE /v1/orders/open (4.10): the newest 20 of all markets unless told otherwise."""
    query = call.query
    side = query.get("cancel_side") or "all"
    pairs, quotes = _list(query.get("pairs")), _list(query.get("quote_currencies"))
    excluded = _list(query.get("excluded_pairs") or query.get("exclude_pairs"))
    if side not in ("all", "ask", "bid") or (pairs and quotes) or max(len(pairs), len(excluded)) > 20:
        raise refused("invalid_parameter", "잘못된 파라미터입니다.")
    chosen = [
        item
        for item in newest_first(desk, call)
        if item.state == "wait"
        and side in ("all", item.side)
        and (not pairs or item.market in pairs)
        and (not quotes or rules.quote_of(item.market) in quotes)
        and item.market not in excluded
    ]
    return _cancel_all(desk, call, chosen[: whole_number(call, "count", 20, 300)], [])


def _cancel_all(
    desk: Desk, call: Call, chosen: list[Order], missing: list[dict[str, str]]
) -> web.StreamResponse:
    done: list[str] = []
    failed = [members_json(row) for row in missing]
    for item in chosen:
        row = members_json({"uuid": item.uuid, "market": item.market, "identifier": item.identifier})
        try:
            desk.venue.engine.cancel(call.account, item.uuid, desk.now_ms())
        except Refusal:
            failed.append(row)
        else:
            done.append(row)
    desk.flow.publish(desk.now_ms())
    return json_response(f'{{"success":{_batch(done)},"failed":{_batch(failed)}}}')


def _batch(rows: list[str]) -> str:
    return f'{{"count":{len(rows)},"orders":{array(rows)}}}'


def _list(value: str | None) -> list[str]:
    return [part.strip() for part in (value or "").split(",") if part.strip()]

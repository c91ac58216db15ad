"""Looking orders up: one with its trades, by ids, open and closed ones (protocol 4.8, 4.9)."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from app.exchange.engine import Fill, Order
from app.exchange.frames import utc
from app.exchange.rest_common import Call, Desk, json_response, members_json, moment
from app.exchange.rest_shared import (
    KST,
    array,
    find_order,
    ids_of,
    newest_first,
    order_json,
    refused,
    whole_number,
)
from app.exchange.wire import plain

_WEEK_MS = 7 * 24 * 3600 * 1000


async def order(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/order (4.8): with its trades."""
    found = find_order(desk, call)
    trades = array(_trade_row(fill, found) for fill in found.trades)
    return json_response(order_json(found, funds=True)[:-1] + f',"trades":{trades}}}')


def _trade_row(fill: Fill, found: Order) -> str:
    return members_json(
        {
            "market": fill.market,
            "uuid": fill.uuid,
            "price": plain(fill.price),
            "volume": plain(fill.volume),
            "funds": plain(fill.funds),
            "trend": fill.trend,
            "created_at": (utc(fill.time_ms) + KST).isoformat(timespec="microseconds") + "+09:00",
            "side": found.side,
        }
    )


async def by_ids(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/orders/uuids (4.9)."""
    uuids, identifiers = ids_of(call, 100)
    market = call.query.get("market")
    chosen = [
        item
        for item in newest_first(desk, call)
        if (item.uuid in uuids or item.identifier in identifiers) and market in (None, "", item.market)
    ]
    return json_response(array(order_json(item, funds=True) for item in chosen))


async def orders(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/orders, deprecated since 2024-06 and still asked by old clients (4.2)."""
    states = _states(call, ("wait", "watch", "done", "cancel"), ("wait",))
    page, limit = whole_number(call, "page", 1, 10**9), whole_number(call, "limit", 100, 100)
    uuids, market = call.query.getall("uuids[]", []), call.query.get("market")
    chosen = [
        item
        for item in newest_first(desk, call)
        if item.state in states and market in (None, "", item.market) and (not uuids or item.uuid in uuids)
    ]
    begin = (page - 1) * limit
    return json_response(array(order_json(item, funds=True) for item in chosen[begin : begin + limit]))


async def open_orders(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/orders/open (4.9)."""
    states = _states(call, ("wait", "watch"), ("wait",))
    page, limit = whole_number(call, "page", 1, 10**9), whole_number(call, "limit", 100, 100)
    market = call.query.get("market")
    chosen = [
        item
        for item in newest_first(desk, call)
        if item.state == "wait" and "wait" in states and market in (None, "", item.market)
    ]
    begin = (page - 1) * limit
    return json_response(array(order_json(item, funds=True) for item in chosen[begin : begin + limit]))


async def closed_orders(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/orders/closed (4.9): at most seven days by creation time."""
    states = _states(call, ("done", "cancel"), ("done", "cancel"))
    limit = whole_number(call, "limit", 100, 1000)
    market = call.query.get("market")
    begin, end = _window(call, desk.now_ms())
    chosen = [
        item
        for item in newest_first(desk, call)
        if item.state in states and market in (None, "", item.market) and begin <= item.created_ms <= end
    ]
    return json_response(array(order_json(item, funds=True) for item in chosen[:limit]))


def _states(call: Call, allowed: Iterable[str], default: Iterable[str]) -> set[str]:
    single, several = call.query.get("state"), call.query.getall("states[]", [])
    if single and several:
        raise refused("invalid_parameter", "state와 states[]는 함께 쓸 수 없습니다.")
    wanted = set(several or ([single] if single else default))
    if not wanted <= set(allowed):
        raise refused("invalid_parameter", "state 값이 올바르지 않습니다.")
    return wanted


def _window(call: Call, now_ms: int) -> tuple[int, int]:
    begin, end = _time(call, "start_time"), _time(call, "end_time")
    if begin is not None and end is not None:
        if end < begin or end - begin > _WEEK_MS:
            raise refused("invalid_parameter", "조회 기간은 최대 7일입니다.")
        return begin, end
    if begin is not None:
        return begin, begin + _WEEK_MS
    end = now_ms if end is None else end
    return end - _WEEK_MS, end


def _time(call: Call, name: str) -> int | None:
    value = call.query.get(name)
    if not value:
        return None
    try:
        return int(value) if value.isdigit() else int(moment(value).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise refused("invalid_parameter", f"{name} 값이 올바르지 않습니다.") from None

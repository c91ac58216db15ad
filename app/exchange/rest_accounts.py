"""What an account has and may do: balances, order chances, API keys (protocol 4.3, 4.4, 4.12)."""

from __future__ import annotations

import json
from decimal import Decimal

from aiohttp import web

from app.exchange import rules
from app.exchange.accounts import Balance
from app.exchange.auth import KEY_LIFE_MS
from app.exchange.frames import utc
from app.exchange.rest_common import Call, Desk, json_response, members_json
from app.exchange.rest_shared import array, kst, refused
from app.exchange.wire import plain, text

_NOTHING = Decimal(0)
_BLOCK_MS = 600_000
_BID_TYPES = ("best_fok", "best_ioc", "limit", "limit_fok", "limit_ioc", "price")
_ASK_TYPES = ("best_fok", "best_ioc", "limit", "limit_fok", "limit_ioc", "market")


async def accounts(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/accounts (4.3)."""
    held = desk.venue.engine.account(call.account).values()
    return json_response(array(_account_row(balance) for balance in held))


def _account_row(balance: Balance) -> str:
    return (
        f'{{"currency":{text(balance.currency)},"balance":"{plain(balance.balance)}",'
        f'"locked":"{plain(balance.locked)}","avg_buy_price":"{plain(balance.avg_buy_price)}",'
        f'"avg_buy_price_modified":false,"unit_currency":"KRW"}}'
    )


async def chance(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/orders/chance (4.4)."""
    code = call.query.get("market", "")
    if not code:
        raise refused("invalid_parameter", "market 값이 필요합니다.")
    if code not in desk.venue.markets:
        raise refused("notfoundmarket", f"{code} 마켓을 찾을 수 없습니다.")
    quote, base = rules.quote_of(code), rules.base_of(code)
    held = desk.venue.engine.account(call.account)
    fee = text(plain(rules.fee_rate(quote)))
    least = text(plain(rules.min_total(quote)))
    market = (
        f'{{"id":"{code}","name":"{base}/{quote}","order_types":["limit"],"order_sides":["ask","bid"],'
        f'"bid_types":{json.dumps(_BID_TYPES)},"ask_types":{json.dumps(_ASK_TYPES)},'
        f'"bid":{{"currency":"{quote}","min_total":{least}}},"ask":{{"currency":"{base}","min_total":{least}}},'
        f'"max_total":{text(plain(rules.max_total(quote)))},"state":"active"}}'
    )
    sides = (
        _account_row(held.get(name) or Balance(name, _NOTHING, _NOTHING, _NOTHING)) for name in (quote, base)
    )
    bid_account, ask_account = sides
    return json_response(
        f'{{"bid_fee":{fee},"ask_fee":{fee},"maker_bid_fee":{fee},"maker_ask_fee":{fee},"market":{market},'
        f'"bid_account":{bid_account},"ask_account":{ask_account}}}'
    )


async def wallets(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/status/wallet (4.12): every coin's chain works and finds a block every ten minutes."""
    now = desk.now_ms()
    height = now // _BLOCK_MS
    names = {market.spec.base: market.spec.english for market in desk.venue.markets.values()}
    found = utc(height * _BLOCK_MS).isoformat(timespec="seconds")
    minutes = now % _BLOCK_MS // 60_000
    return json_response(
        array(
            f'{{"currency":"{coin}","wallet_state":"working","block_state":"normal","block_height":{height},'
            f'"block_updated_at":"{found}+00:00","block_elapsed_minutes":{minutes},'
            f'"net_type":"{coin}","network_name":{text(name)}}}'
            for coin, name in names.items()
        )
    )


async def api_keys(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/api_keys (4.12): every key of the caller's account."""
    in_a_year = desk.now_ms() + KEY_LIFE_MS
    return json_response(
        array(
            members_json({"access_key": key.access_key, "expire_at": kst(key.expires_ms or in_a_year)})
            for key in desk.authenticator.keys_of(call.account)
        )
    )


async def transfers(desk: Desk, call: Call) -> web.StreamResponse:
    """GET /v1/withdraws and /v1/deposits: nothing ever came here or went away."""
    return json_response("[]")

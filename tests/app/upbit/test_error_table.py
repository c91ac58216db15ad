"""Every error name that the exchange can give (protocol 4.17), provoked on it, and what a person reads."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import aiohttp
import pytest

from app.clock import SystemClock
from app.endpoints import Endpoints, local
from app.exchange.auth import Key
from app.exchange.config import AccountSpec, ExchangeConfig
from app.exchange.server import ExchangeServer
from app.language import choose
from app.upbit import Credentials, NewOrder, Unanswered, UpbitError, UpbitRest, sentence
from app.upbit.answers import failure
from app.upbit.auth import token
from app.upbit.sentences import SENTENCES
from app.upbit.transport import Call, Transport
from tests.app.upbit.test_sentences import PROTOCOL_NAMES

MARKET, BTC_MARKET = "KRW-BTC", "BTC-ETH"
FUNDS = {"KRW": Decimal(100_000_000), "BTC": Decimal(100), "ETH": Decimal(1)}
KEYS = {
    "good": Key("GOODKEY", "SECRET" * 8, "me"),
    "expired": Key("EXPIREDKEY", "SECRET" * 8, "me", expires_ms=1),
    "elsewhere": Key("ELSEWHEREKEY", "SECRET" * 8, "me", addresses=frozenset({"192.0.2.1"})),
    "narrow": Key("NARROWKEY", "SECRET" * 8, "me", permissions=frozenset()),
}


@dataclass
class Kit:
    """The exchange, and clients that do as they are told."""

    server: ExchangeServer
    endpoints: Endpoints
    rest: UpbitRest

    async def place(self, side: str = "bid", ord_type: str = "limit", **changes: object) -> None:
        fields: dict[str, object] = {"market": MARKET, "side": side, "ord_type": ord_type}
        if ord_type == "limit":
            fields |= {"price": Decimal(100_000_000), "volume": Decimal("0.001")}
        await self.rest.place(NewOrder(**{**fields, **changes}))  # type: ignore[arg-type]

    async def twice(self) -> None:
        await self.place(identifier="hoga-same")
        await self.place(identifier="hoga-same")

    async def as_key(self, access: str, secret: str = "SECRET" * 8) -> None:
        other = UpbitRest(self.endpoints, Credentials(access, secret))
        try:
            await other.accounts()
        finally:
            await other.close()

    async def send(self, *calls: Call, nonce: str | None = None) -> None:
        key = Credentials("GOODKEY", "SECRET" * 8)
        nonces = {} if nonce is None else {"new_nonce": lambda: nonce}
        transport = Transport(self.endpoints, key, SystemClock(), **nonces)
        try:
            for call in calls:
                await transport.send(call)
        finally:
            await transport.close()

    async def raw(self, method: str, path: str, body: bytes, signed: str) -> None:
        """A signed request that our own client would never make."""
        key = Credentials("GOODKEY", "SECRET" * 8)
        headers = {"Authorization": f"Bearer {token(key, str(uuid.uuid4()), signed)}"}
        async with (
            aiohttp.ClientSession(self.endpoints.rest) as session,
            session.request(method, path, data=body, headers=headers) as answer,
        ):
            problem = failure(answer.status, await answer.read(), None, 0)
        assert problem is not None
        raise problem

    async def told(self, status: int, name: str) -> None:
        """A refusal for which a local exchange has no reason of its own."""
        self.server.faults.answer("refuse", path="/v1/orders", status=status, name=name)
        await self.place()

    async def offline(self) -> None:
        self.server.set_online(MARKET, False)
        await self.place()

    async def flood(self, count: int) -> None:
        """As if the client knew of no budget."""
        transport = Transport(self.endpoints, None, SystemClock())
        transport.limits.delay = lambda *_args, **_more: 0.0  # type: ignore[method-assign]
        transport.limits.banned = lambda *_args: 0.0  # type: ignore[method-assign]
        get = Call("GET", "/v1/market/all", "market")
        try:
            told = await asyncio.gather(
                *(transport._attempt(get) for _ in range(count)), return_exceptions=True
            )
        finally:
            await transport.close()
        raise next(error for error in reversed(told) if isinstance(error, UpbitError))


ACCOUNTS = Call("GET", "/v1/accounts", "default", private=True)
Provoke = Callable[[Kit], Awaitable[None]]
HUGE, DUST = Decimal("1e25"), Decimal("0.0000000001")
TABLE: list[tuple[str, Provoke]] = [
    ("validation_error", lambda kit: kit.place("buy")),
    ("validation_error", lambda kit: kit.place(ord_type="stop")),
    ("invalid_parameter", lambda kit: kit.place(smp_type="maybe")),
    ("invalid_parameter", lambda kit: kit.place(identifier="x" * 65)),
    ("create_bid_error", lambda kit: kit.place("bid", "price", volume=Decimal(1), price=Decimal(5000))),
    ("create_ask_error", lambda kit: kit.place("ask", "market", volume=Decimal(1), price=Decimal(1))),
    ("insufficient_funds_bid", lambda kit: kit.place(volume=Decimal(5))),
    ("insufficient_funds_ask", lambda kit: kit.place("ask", market="KRW-ETH", **ETH)),
    ("under_min_total_bid", lambda kit: kit.place(volume=Decimal("0.00001"))),
    ("under_min_total_ask", lambda kit: kit.place("ask", volume=Decimal("0.00001"))),
    ("over_krw_funds_bid", lambda kit: kit.place(volume=Decimal(11))),
    ("over_krw_funds_ask", lambda kit: kit.place("ask", volume=Decimal(11))),
    ("over_max_total_price_bid", lambda kit: kit.place(market=BTC_MARKET, **IN_BTC)),
    ("over_max_total_price_ask", lambda kit: kit.place("ask", market=BTC_MARKET, **IN_BTC)),
    ("invalid_price_bid", lambda kit: kit.place(price=Decimal(100_000_001))),
    ("invalid_price_ask", lambda kit: kit.place("ask", price=Decimal(100_000_001))),
    ("invalid_volume_bid", lambda kit: kit.place(volume=DUST)),
    ("invalid_volume_ask", lambda kit: kit.place("ask", volume=DUST)),
    ("invalid_funds_bid", lambda kit: kit.place("bid", "price", price=Decimal("5000.0000000000000000001"))),
    ("volume_too_large", lambda kit: kit.place(volume=HUGE)),
    ("invalid_time_in_force", lambda kit: kit.place(time_in_force="gtc")),
    ("invalid_time_in_force", lambda kit: kit.place("bid", "best", price=Decimal(10_000))),
    ("invalid_post_only", lambda kit: kit.place(time_in_force="post_only", smp_type="cancel_taker")),
    ("duplicated_identifier", lambda kit: kit.twice()),
    ("notfoundmarket", lambda kit: kit.place(market="KRW-NOPE")),
    ("order_not_found", lambda kit: kit.rest.order(identifier="hoga-nobody")),
    ("order_not_found", lambda kit: kit.rest.cancel(identifier="hoga-nobody")),
    ("market_offline", lambda kit: kit.offline()),
    ("no_authorization_token", lambda kit: kit.send(Call("GET", "/v1/accounts", "default"))),
    ("jwt_verification", lambda kit: kit.as_key("GOODKEY", "WRONG" * 10)),
    ("invalid_access_key", lambda kit: kit.as_key("NOBODYSKEY")),
    ("expired_access_key", lambda kit: kit.as_key("EXPIREDKEY")),
    ("no_authorization_ip", lambda kit: kit.as_key("ELSEWHEREKEY")),
    ("out_of_scope", lambda kit: kit.as_key("NARROWKEY")),
    ("nonce_used", lambda kit: kit.send(ACCOUNTS, ACCOUNTS, nonce="once")),
    ("not_found", lambda kit: kit.send(Call("GET", "/v1/nothing/here", "default", private=True))),
    ("QUERY_PARAMETER_NOT_SUPPORTED", lambda kit: kit.raw("DELETE", "/v1/order", b'{"uuid":"a"}', "")),
    ("bad_request", lambda kit: kit.raw("POST", "/v1/orders", b'{"market":', "")),
    ("invalid_query_payload", lambda kit: kit.raw("GET", "/v1/order?uuid=a", b"", "uuid=b")),
    ("not_supported_ord_type", lambda kit: kit.told(400, "not_supported_ord_type")),
    ("out_of_capacity", lambda kit: kit.told(400, "out_of_capacity")),
    ("market_does_not_exist", lambda kit: kit.told(400, "market_does_not_exist")),
    ("withdraw_address_not_registered", lambda kit: kit.told(400, "withdraw_address_not_registered")),
    ("no_authorization_i_p", lambda kit: kit.told(401, "no_authorization_i_p")),
    ("out_of_scope", lambda kit: kit.told(401, "out_of_scope")),
    ("open_api_withdraw_locked", lambda kit: kit.told(403, "open_api_withdraw_locked")),
    ("thirdparty_agreement_required", lambda kit: kit.told(403, "thirdparty_agreement_required")),
    ("pocket_not_found", lambda kit: kit.told(404, "pocket_not_found")),
    ("currency_not_found", lambda kit: kit.told(404, "currency_not_found")),
    ("internal_server_error", lambda kit: kit.told(500, "internal_server_error")),
    ("server_error", lambda kit: kit.told(500, "server_error")),
    ("too_many_requests", lambda kit: kit.flood(12)),
    ("banned", lambda kit: kit.flood(40)),
]
ETH = {"price": Decimal(5_000_000), "volume": Decimal(2)}
IN_BTC = {"price": Decimal("0.03"), "volume": Decimal(500)}


@pytest.fixture(autouse=True)
def korean_again() -> Iterator[None]:
    yield
    choose("ko")


@pytest.fixture
async def kit() -> AsyncIterator[Kit]:
    config = ExchangeConfig(
        markets=2, moving=False, accounts=(AccountSpec("me", FUNDS, tuple(KEYS.values())),)
    )
    server = ExchangeServer(config)
    addresses = await server.start()
    endpoints = local(addresses.rest)
    rest = UpbitRest(endpoints, Credentials("GOODKEY", "SECRET" * 8))
    yield Kit(server, endpoints, rest)
    await rest.close()
    await server.stop()


@pytest.mark.parametrize(("name", "provoke"), TABLE, ids=[name for name, _ in TABLE])
async def test_the_error_is_known_and_told_in_words(kit: Kit, name: str, provoke: Provoke) -> None:
    with pytest.raises(UpbitError) as caught:
        await provoke(kit)
    error = caught.value
    assert error.name == name
    told = SENTENCES[name]
    for language, text in (("ko", told.ko), ("en", told.en)):
        choose(language)
        assert str(sentence(name)) == text
        # A block tells its end as well, which no table can know.
        assert error.sentence.startswith(text) if name == "banned" else error.sentence == text
        assert name not in text


def test_no_name_of_the_protocol_is_missing() -> None:
    provoked = {name for name, _ in TABLE}
    assert [name for name in PROTOCOL_NAMES if name not in provoked] == []


def test_what_a_refusal_means_for_the_order_goes_by_its_name() -> None:
    """Of these alone it is unknown what became of the order."""
    unknown = [name for name in PROTOCOL_NAMES if isinstance(_error_of(name), Unanswered)]
    assert unknown == ["internal_server_error", "server_error"]


def _error_of(name: str) -> UpbitError:
    status = 500 if name.endswith("server_error") else 400
    error = failure(status, f'{{"error":{{"name":"{name}","message":""}}}}'.encode(), None, 0)
    assert error is not None and error.name == name
    return error

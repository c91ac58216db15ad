"""pyupbit: its addresses are literals, so the two calls that use them are turned to this machine."""

from __future__ import annotations

import multiprocessing
import queue
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
import pyupbit
import pyupbit.websocket_api
import requests
import websockets
from local_exchange import BTC, XRP, Exchange, closed

UPBIT = "https://api.upbit.com"
FAR = 50_000_000


@pytest.fixture(autouse=True)
def here(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    turn_to(exchange, monkeypatch)


def turn_to(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    """The three lines a bot needs, once for REST and once for the stream."""
    send = requests.Session.request
    monkeypatch.setattr(
        requests.Session,
        "request",
        lambda self, method, url, **rest: send(self, method, url.replace(UPBIT, exchange.rest), **rest),
    )
    connect = websockets.connect
    monkeypatch.setattr(websockets, "connect", lambda uri, **rest: connect(exchange.public, **rest))


@pytest.fixture
def client(exchange: Exchange) -> pyupbit.Upbit:
    return pyupbit.Upbit(exchange.access_key, exchange.secret_key)


# -- market data ----


def test_tickers(exchange: Exchange) -> None:
    ours = [row["market"] for row in exchange.get("market/all")]
    assert pyupbit.get_tickers() == ours
    assert pyupbit.get_tickers("BTC") == [market for market in ours if market.startswith("BTC-")]
    bitcoin = next(row for row in pyupbit.get_tickers("KRW", verbose=True) if row["market"] == BTC)
    assert bitcoin["korean_name"] == "비트코인"
    assert "market_event" in pyupbit.get_tickers(is_details=True)[0]


def test_quota_is_told(exchange: Exchange) -> None:
    _, left = pyupbit.get_tickers(limit_info=True)
    assert (left["group"], left["min"]) == ("market", 600)
    assert 0 <= left["sec"] <= 9


def test_current_price(exchange: Exchange) -> None:
    row = pyupbit.get_current_price(BTC, verbose=True)[0]
    assert row["low_price"] <= row["trade_price"] <= row["high_price"]
    assert row["prev_closing_price"] == exchange.get("ticker", markets=BTC)[0]["prev_closing_price"]
    assert row["low_price"] <= pyupbit.get_current_price(BTC) <= row["high_price"] * 1.01
    # a list is sent as markets=A&markets=B
    assert list(pyupbit.get_current_price([BTC, XRP])) == [BTC, XRP]


def test_orderbook() -> None:
    book = pyupbit.get_orderbook(BTC)
    assert (book["market"], len(book["orderbook_units"])) == (BTC, 30)
    best = book["orderbook_units"][0]
    assert best["bid_price"] < best["ask_price"]
    assert [book["market"] for book in pyupbit.get_orderbook([BTC, XRP])] == [BTC, XRP]


@pytest.mark.parametrize(
    ("interval", "kind"),
    [
        *((f"minute{unit}", f"minutes/{unit}") for unit in (1, 3, 5, 10, 15, 30, 60, 240)),
        ("day", "days"),
        ("week", "weeks"),
        ("month", "months"),
    ],
)
def test_candles(exchange: Exchange, interval: str, kind: str) -> None:
    frame = pyupbit.get_ohlcv(BTC, interval, count=20)
    rows = exchange.get(f"candles/{kind}", market=BTC, count=30)
    ours = {row["candle_date_time_kst"]: row for row in rows}
    assert len(frame) == 20
    for start, row in frame.iloc[:-2].iterrows():  # the newest may still move
        wanted = ours[start.strftime("%Y-%m-%dT%H:%M:%S")]
        assert row["open"] == wanted["opening_price"]
        assert row["close"] == wanted["trade_price"]
        assert Decimal(str(row["volume"])) == wanted["candle_acc_trade_volume"]


def test_candles_page_back(exchange: Exchange) -> None:
    frame = pyupbit.get_ohlcv(BTC, "minute60", count=401, period=0)
    assert len(frame) == 401
    assert frame.index.is_unique
    steps = {newer - older for older, newer in pairwise(frame.index)}
    assert steps == {timedelta(hours=1)}


def test_candles_to_and_from(exchange: Exchange) -> None:
    end = datetime.now(UTC).replace(tzinfo=None, minute=0, second=0, microsecond=0) - timedelta(days=2)
    frame = pyupbit.get_ohlcv(BTC, "minute60", count=3, to=end.isoformat(sep=" "))
    assert frame.index[-1] == end + timedelta(hours=9 - 1)  # KST, and `to` is exclusive
    start = end - timedelta(hours=300)
    many = pyupbit.get_ohlcv_from(BTC, "minute60", start.isoformat(sep=" "), end.isoformat(sep=" "), period=0)
    assert many.index[-1] == frame.index[-1]
    assert len(many) >= 300


# -- account and orders ----


def test_balances(client: pyupbit.Upbit, exchange: Exchange) -> None:
    rows, left = client.get_balances(contain_req=True)
    assert rows == exchange.mine("accounts")
    assert left["group"] == "default"
    assert client.get_balance("KRW") == float(exchange.balance("KRW")["balance"])
    assert client.get_balance(BTC) == float(exchange.balance("BTC")["balance"])
    assert client.get_avg_buy_price("BTC") == float(exchange.balance("BTC")["avg_buy_price"])
    assert client.get_amount("BTC") > 0


def test_chance(client: pyupbit.Upbit) -> None:
    """pyupbit puts the parameters of a GET into its body, as a form."""
    chance = client.get_chance(BTC)
    assert (chance["bid_fee"], chance["market"]["id"]) == ("0.0005", BTC)


def test_limit_order_and_look_ups(client: pyupbit.Upbit, exchange: Exchange) -> None:
    placed = client.buy_limit_order(BTC, FAR, 0.001)
    assert (placed["state"], placed["side"], placed["ord_type"]) == ("wait", "bid", "limit")
    assert Decimal(placed["locked"]) == 50_025
    assert client.get_order(placed["uuid"])["uuid"] == placed["uuid"]
    assert client.get_individual_order(placed["uuid"])["trades"] == []
    exchange.mine("order", "DELETE", uuid=placed["uuid"])
    assert client.get_order(placed["uuid"])["state"] == "cancel"


def test_order_list_by_market(client: pyupbit.Upbit, exchange: Exchange) -> None:
    """The list is the deprecated GET /v1/orders."""
    placed = client.buy_limit_order(BTC, FAR, 0.001)
    assert [order["uuid"] for order in client.get_order(BTC)] == [placed["uuid"]]
    exchange.mine("order", "DELETE", uuid=placed["uuid"])
    assert client.get_order(BTC) == []
    assert placed["uuid"] in [order["uuid"] for order in client.get_order(BTC, state="cancel")]


def test_market_orders(client: pyupbit.Upbit, exchange: Exchange) -> None:
    bought = client.buy_market_order(BTC, 20_000)
    assert (bought["ord_type"], bought["price"]) == ("price", "20000")
    row = client.get_order(bought["uuid"])
    assert row["state"] in ("done", "cancel")
    assert 19_990 < sum(Decimal(trade["funds"]) for trade in row["trades"]) <= 20_000
    sold = client.sell_market_order(BTC, 0.001)
    assert client.get_order(sold["uuid"])["state"] == "done"


def test_sell_limit_order(client: pyupbit.Upbit, exchange: Exchange) -> None:
    placed = client.sell_limit_order(BTC, 900_000_000, 0.001)
    assert (placed["side"], placed["locked"], placed["reserved_fee"]) == ("ask", "0.001", "0")
    exchange.mine("order", "DELETE", uuid=placed["uuid"])


def test_cancel_sends_a_body_which_the_present_upbit_refuses(
    client: pyupbit.Upbit, exchange: Exchange
) -> None:
    placed = client.buy_limit_order(BTC, FAR, 0.001)
    answer = client.cancel_order(placed["uuid"])
    assert answer["error"]["name"] == "QUERY_PARAMETER_NOT_SUPPORTED"
    assert exchange.order(placed["uuid"])["state"] == "wait"
    exchange.mine("order", "DELETE", uuid=placed["uuid"])


def test_cancel_at_an_exchange_that_reads_the_body(monkeypatch: pytest.MonkeyPatch) -> None:
    with closed(Exchange("--no-limits", "--delete-bodies")) as lenient:
        turn_to(lenient, monkeypatch)
        client = pyupbit.Upbit(lenient.access_key, lenient.secret_key)
        placed = client.buy_limit_order(BTC, FAR, 0.001)
        assert client.cancel_order(placed["uuid"])["uuid"] == placed["uuid"]
        assert client.get_order(placed["uuid"])["state"] == "cancel"


def test_small_endpoints(client: pyupbit.Upbit, exchange: Exchange) -> None:
    assert [row["access_key"] for row in client.get_api_key_list()] == [exchange.access_key]
    wallets = {row["currency"]: row for row in client.get_deposit_withdraw_status()}
    assert wallets["BTC"]["wallet_state"] == "working"


# -- refusals ----


def test_refused_orders(client: pyupbit.Upbit, capsys: pytest.CaptureFixture[str]) -> None:
    """It prints the name of its exception and returns None."""
    assert client.buy_limit_order(BTC, 100_000_000, 9) is None
    assert client.buy_limit_order(BTC, FAR, 0.00001) is None
    assert client.sell_limit_order(BTC, 150_000_000, 5) is None
    printed = capsys.readouterr().out.split()
    assert printed == ["InsufficientFundsBid", "UnderMinTotalBid", "InsufficientFundsAsk"]
    # a name that it does not know comes back as the answer
    assert client.buy_limit_order(BTC, FAR + 1, 0.001)["error"]["name"] == "invalid_price_bid"


def test_unknown_order(client: pyupbit.Upbit, capsys: pytest.CaptureFixture[str]) -> None:
    assert client.get_order(str(uuid.uuid4())) is None
    assert capsys.readouterr().out.split() == ["UpbitError"]


def test_bad_keys(exchange: Exchange) -> None:
    with pytest.raises(pyupbit.JwtVerification):
        pyupbit.Upbit(exchange.access_key, "NOTTHESECRETNOTTHESECRETNOTTHESECRET0001").get_balances()
    # its class for an unknown access key matches no name, so the error is the answer
    answer = pyupbit.Upbit("NOSUCHKEY", exchange.secret_key).get_balances()
    assert answer["error"]["name"] == "invalid_access_key"


def test_limits(limited: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    """It raises TooManyRequests for a plain text body alone; Upbit's JSON it takes for an answer."""
    turn_to(limited, monkeypatch)
    for _ in range(60):
        answer, left = pyupbit.get_current_price(BTC, verbose=True, limit_info=True)
        if isinstance(answer, dict):
            break
    assert answer["error"]["name"] == "too_many_requests"
    assert left == {"group": "ticker", "min": 600, "sec": 0}


# -- streams ----


@pytest.fixture
def streams() -> Iterator[list[Any]]:
    opened: list[Any] = []
    yield opened
    for stream in opened:
        stream.terminate()
        stream.join(10)


@pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork",
    reason="its child would know nothing of this machine's address",
)
@pytest.mark.parametrize("kind", ["ticker", "trade", "orderbook"])
def test_web_socket_manager(kind: str, streams: list[Any]) -> None:
    stream = pyupbit.WebSocketManager(kind, [BTC, XRP])
    streams.append(stream)
    frames = [stream.get() for _ in range(3)]
    assert all(frame["type"] == kind and frame["code"] in (BTC, XRP) for frame in frames)
    assert all(frame["stream_type"] == "REALTIME" for frame in frames)


def test_web_socket_client_reconnects(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that the exchange refuses ends the connection; the client tells so and comes again."""
    told: queue.Queue[Any] = queue.Queue()

    class Enough(Exception):
        pass

    class Listener:
        def put(self, item: Any) -> None:
            told.put(item)
            if told.qsize() == 4:
                raise Enough

    with pytest.raises(Enough):
        pyupbit.WebSocketClient("nonsense", [BTC], Listener())
    answers = [told.get() for _ in range(4)]
    assert answers[0]["error"]["name"] == "INVALID_PARAM"
    assert answers[1] == "ConnectionClosedError"
    assert answers[2:] == answers[:2]

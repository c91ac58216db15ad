"""The running alerts: what they subscribe to, what they fire, and what is left of them after a restart."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.alerts.desk import SAVE_GAP, AlertDesk, TooManyAlerts
from app.alerts.engine import Fired
from app.alerts.habits import Habits
from app.alerts.rules import MOST, Direction, OrderFilled, PriceCrosses
from app.alerts.store import AlertFile
from app.errors import SettingsError
from app.signals import Signal
from app.trading import Broker, OrderRecord, OrderState
from app.websocket_v6 import ConnectionState, ConnectionStatus, DataType, Side, Ticker, WebSocketClient
from tests.app.alerts.samples import NOON
from tests.fakes import Stream, ticker

LIVE = ConnectionStatus(Side.PUBLIC, ConnectionState.SUBSCRIBED)
GONE = ConnectionStatus(Side.PUBLIC, ConnectionState.RECONNECTING)
ABOVE_100 = PriceCrosses(Direction.ABOVE, Decimal(100))


class HeldClock:
    """A wall clock that is moved by hand; monotonic time goes on by itself, as frames need."""

    def __init__(self) -> None:
        self.now_ms = NOON

    def monotonic(self) -> float:
        return time.monotonic()

    def time_ms(self) -> int:
        return self.now_ms

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class House:
    """A directory, a stream and an account; desks of alerts come and go."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.stream = Stream()
        self.clock = HeldClock()
        self.statuses: Signal[ConnectionStatus] = Signal("statuses")
        self.orders: dict[str, OrderRecord] = {}
        self.orders_changed: Signal[frozenset[str]] = Signal("orders")
        self.fired: list[Fired] = []
        self.complaints: list[str] = []
        self.desk = self.open()

    def open(self) -> AlertDesk:
        broker = SimpleNamespace(orders=self.orders, orders_changed=self.orders_changed)
        client = self.stream.client("alerts")
        desk = AlertDesk(
            AlertFile(self.directory, "demo"),
            cast(WebSocketClient, client),
            self.statuses,
            cast(Broker, broker),
            self.clock,
        )
        desk.fired.connect(self.fired.append)
        desk.complained.connect(self.complaints.append)
        desk.open()
        self.desk = desk
        return desk

    async def restart(self) -> None:
        await self.desk.aclose()
        self.open()
        await asyncio.sleep(0)

    async def arm(self, symbol: str = "KRW-BTC", **told: Any) -> int:
        alert = self.desk.add(symbol, ABOVE_100, **told)
        await asyncio.sleep(0)
        return alert.id

    def push(self, price: float, seconds: float = 0, **told: Any) -> None:
        self.stream.push(seen("KRW-BTC", price, NOON + round(seconds * 1000), **told))

    @property
    def watched(self) -> tuple[str, ...]:
        return next((symbols for symbols, _ in self.stream.wishes.values()), ())

    def executed(self, volume: int, **told: Any) -> None:
        told = {"created_at": NOON + 1, "state": OrderState.PARTIAL} | told
        self.orders["k"] = OrderRecord(
            "k", "KRW-BTC", "bid", "limit", executed_volume=Decimal(volume), **told
        )
        self.orders_changed.emit(frozenset({"k"}))


def seen(code: str, price: float, at_ms: int, **told: Any) -> Ticker:
    blank = {"high_price": price, "low_price": price, "prev_closing_price": 90.0, "trade_date": "20251009"}
    return ticker(code, trade_price=price, timestamp=at_ms, **(blank | told))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(tmp_path)
    yield house
    await house.desk.aclose()


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


async def test_exactly_the_markets_that_are_waited_for_are_subscribed(house: House) -> None:
    assert house.watched == () and house.stream.watched == 0
    first = await house.arm("KRW-BTC")
    second = await house.arm("KRW-XRP")
    await house.arm("KRW-XRP")
    assert house.watched == ("KRW-BTC", "KRW-XRP")
    house.desk.enable(first, False)
    await asyncio.sleep(0)
    assert house.watched == ("KRW-XRP",)
    for number in tuple(house.desk.state.alerts):
        house.desk.remove(number)
    await asyncio.sleep(0)
    assert house.watched == () and second not in house.desk.state.alerts
    watched = house.stream.watched
    house.desk.add("", OrderFilled())
    await asyncio.sleep(0)
    assert house.watched == () and house.stream.watched - watched == 0


async def test_an_alert_that_fired_is_told_marked_and_no_longer_subscribed(house: House) -> None:
    number = await house.arm()
    house.push(99.5)
    house.push(100.5, 1)
    assert [(one.alert.id, one.price) for one in house.fired] == [(number, Decimal("100.5"))]
    assert house.desk.history == tuple(house.fired)
    await asyncio.sleep(0)
    assert house.watched == ()


async def test_armed_and_fired_are_as_before_after_a_restart(house: House) -> None:
    fired = await house.arm()
    house.push(99)
    house.push(101, 1)
    armed = await house.arm("KRW-XRP")
    house.desk.live_by(Habits(muted=True))
    await house.restart()
    assert not house.desk.state.is_armed(fired) and house.desk.state.is_armed(armed)
    assert house.desk.history == tuple(house.fired) and house.desk.habits == Habits(muted=True)
    assert house.watched == ("KRW-XRP",)
    assert await house.arm() not in (fired, armed)


async def test_what_crossed_while_hoga_was_closed_is_told_as_that(house: House) -> None:
    await house.arm()
    house.push(99)
    house.clock.now_ms = NOON + 5_000
    await house.restart()
    house.clock.now_ms = NOON + 3_600_000
    house.push(104, 3_600)
    assert [(one.price, one.blind_since) for one in house.fired] == [(Decimal(104), NOON + 5_000)]


async def test_what_crossed_in_an_outage_is_told_as_that_and_once(house: House) -> None:
    await house.arm(repeats=True, cool_down=0)
    house.push(99)
    house.clock.now_ms = NOON + 10_000
    house.statuses.emit(GONE)
    house.clock.now_ms = NOON + 20_000
    house.statuses.emit(GONE)
    house.statuses.emit(LIVE)
    house.push(103, 20)
    house.push(103, 20)
    house.push(103, 21)
    assert [one.blind_since for one in house.fired] == [NOON + 10_000]
    house.push(99, 22)
    house.push(100, 23)
    assert [one.blind_since for one in house.fired] == [NOON + 10_000, None]


async def test_a_picture_from_before_the_data_stopped_fires_nothing(house: House) -> None:
    await house.arm()
    house.push(99)
    _, on_frame = house.stream.wishes["alerts", DataType.TICKER]
    kept = []
    house.stream.wishes["alerts", DataType.TICKER] = (("KRW-BTC",), kept.append)
    house.push(101, 1)
    house.statuses.emit(ConnectionStatus(Side.PUBLIC, ConnectionState.SUBSCRIBED, stale=True))
    on_frame(kept[0])
    assert house.fired == []
    house.statuses.emit(ConnectionStatus(Side.PRIVATE, ConnectionState.RECONNECTING))
    house.stream.wishes["alerts", DataType.TICKER] = (("KRW-BTC",), on_frame)
    house.push(102, 2)
    assert len(house.fired) == 1


async def test_a_frame_that_cannot_be_read_is_left_to_the_library(house: House) -> None:
    await house.arm()
    house.push(0)
    house.push(101, 1)
    house.push(99, 2)
    house.push(101, 3)
    assert len(house.fired) == 1, "a price of nothing is no price below the threshold"


async def test_own_executions_are_told_once_also_those_of_a_restart(house: House) -> None:
    house.executed(1)
    house.executed(1)
    house.executed(3)
    assert [one.fill.volume for one in house.fired if one.fill] == [1, 2]
    await house.desk.aclose()
    house.orders.clear()  # the exchange is asked only after the start, which may not get that far
    house.open()
    await house.restart()
    house.executed(5, state=OrderState.FILLED)
    house.executed(5, state=OrderState.FILLED)
    last = house.fired[-1]
    assert len(house.fired) == 3 and last.fill is not None
    assert (last.fill.volume, last.fill.complete, last.blind_since) == (Decimal(2), True, NOON)


async def test_there_is_an_end_to_alerts(house: House) -> None:
    while len(house.desk.state.alerts) < MOST:
        house.desk.add("KRW-BTC", ABOVE_100)
    with pytest.raises(TooManyAlerts):
        house.desk.add("KRW-BTC", ABOVE_100)


async def test_a_change_is_on_disk_without_a_clean_end(house: House) -> None:
    number = await house.arm()
    file = AlertFile(house.directory, "demo")
    await until(lambda: number in file.load()[0].state.alerts)
    house.push(99)
    house.push(101, 1)
    await until(lambda: file.load()[0].state.watch(number).done)


async def test_a_burst_of_changes_is_a_few_writes(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    saves: list[int] = []
    save = AlertFile.save
    monkeypatch.setattr(AlertFile, "save", lambda file, book: (saves.append(1), save(file, book))[1])
    began = time.monotonic()
    await house.arm(repeats=True, cool_down=0)
    for at in range(500):
        house.push(99 + at % 2, at + 1)
        await asyncio.sleep(0)
    await house.desk.aclose()
    assert len(saves) <= 2 + (time.monotonic() - began) / SAVE_GAP
    assert len(AlertFile(house.directory, "demo").load()[0].fired) == 200 == len(house.desk.history)


async def test_what_cannot_be_saved_is_told_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise SettingsError("no room")

    monkeypatch.setattr(AlertFile, "save", refuse)
    await house.arm()
    await until(lambda: house.complaints)
    await house.arm()
    await house.desk.aclose()
    assert house.complaints == ["no room"]


async def test_a_damaged_file_is_told(house: House) -> None:
    await house.desk.aclose()
    (house.directory / "alerts-demo.json").write_text("{")
    house.open()
    assert len(house.complaints) == 1 and house.desk.state.alerts == {}


async def test_after_the_end_nothing_is_heard(house: House) -> None:
    await house.arm()
    house.push(99)
    await house.desk.aclose()
    await house.desk.aclose()
    house.push(101, 1)
    house.executed(1)
    assert house.fired == [] and len(house.statuses) == 0 and len(house.orders_changed) == 0
    assert set(house.stream.closed) == {"alerts"}


async def test_one_that_was_never_opened_leaves_the_file_alone(house: House, tmp_path: Path) -> None:
    await house.arm()
    await house.desk.aclose()
    kept = (tmp_path / "alerts-demo.json").read_bytes()
    client, broker = house.stream.client("again"), SimpleNamespace(orders={}, orders_changed=Signal("orders"))
    file = AlertFile(tmp_path, "demo")
    await AlertDesk(
        file, cast(WebSocketClient, client), house.statuses, cast(Broker, broker), house.clock
    ).aclose()
    assert (tmp_path / "alerts-demo.json").read_bytes() == kept


async def test_history_can_be_forgotten(house: House) -> None:
    await house.arm()
    house.push(99)
    house.push(101, 1)
    house.desk.forget_history()
    await house.restart()
    assert house.desk.history == ()

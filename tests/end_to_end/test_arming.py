"""LIVE on the real window: locked at every start, let out by a click and a yes, rehearsed once a day."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from app import session
from app.endpoints import Mode, local
from app.keys import Place
from app.trading import OrderState
from app.upbit import sentence
from tests.end_to_end.conftest import CLEAN, RunDesk, Running
from tests.end_to_end.exchange import Exchange
from tests.end_to_end.ordering import (
    SECONDS,
    cell,
    clean_slate,
    fill_in,
    keys,
    notes,
    placed,
    price_at,
    ready,
    send,
)
from tests.end_to_end.test_keys import PASSPHRASE, open_keys, saved
from widgets.my_orders.rows import OPEN, Column
from widgets.settings.key_corner import KeyCorner

TESTED, SENT = "/v1/orders/test", "/v1/orders"
BOTH = [TESTED, SENT]


@pytest.fixture
def upbit(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> Exchange:
    """The local exchange stands where Upbit is: the mode, and all that follows from it, is LIVE."""
    monkeypatch.setattr(session, "UPBIT", replace(local(exchange.rest), mode=Mode.LIVE))
    return exchange


def test_real_orders_are_armed_in_every_session_anew(run_desk: RunDesk, upbit: Exchange) -> None:
    earlier: list[str] = []

    async def first(running: Running) -> None:
        dialog = await open_keys(running)
        await saved(running, dialog, "main", Place.VAULT)
        running.click(dialog.leave)
        await ready(running, "KRW-BTC")
        await nothing_goes_out(running, upbit)
        earlier.extend(await upbit.asked("POST", SENT))  # a key's own test is one of them
        await arm(running)
        await goes_out(running)
        assert await upbit.asked("POST", SENT) == [*earlier, *BOTH], "the day's first order is rehearsed"
        await goes_out(running)
        assert await upbit.asked("POST", SENT) == [*earlier, *BOTH, SENT], "the next one is not"
        # Locked again by hand: no order, but cancels go on.
        running.click(corner(running).arm)
        await running.until(lambda: not running.workspace.session.broker.armed, SECONDS, "locked")
        await clean_slate(running, "KRW-BTC")
        assert await upbit.asked("POST", SENT) == [*earlier, *BOTH, SENT]

    async def second(running: Running) -> None:
        dialog = await open_keys(running)
        assert not corner(running).arm.isEnabled(), "the key is still in its vault"
        running.type_into(dialog.unlock_phrase, PASSPHRASE)
        running.click(dialog.unlock)
        await running.until(lambda: running.workspace.session.keys.shown, 30, f"unlocked: {dialog.message}")
        running.click(dialog.leave)
        await ready(running, "KRW-BTC")
        await nothing_goes_out(running, upbit)
        assert await upbit.asked("POST", SENT) == [*earlier, *BOTH, SENT]

    for scenario in (first, second):
        assert run_desk(scenario, {}, mode=Mode.LIVE).left == CLEAN


def test_a_rehearsal_that_is_refused_sends_no_order(run_desk: RunDesk, upbit: Exchange) -> None:
    async def scenario(running: Running) -> None:
        dialog = await open_keys(running)
        await saved(running, dialog, "main", Place.SESSION)
        running.click(dialog.leave)
        await ready(running, "KRW-BTC")
        await arm(running)
        before, words = await upbit.asked("POST", SENT), str(sentence("out_of_scope"))
        await upbit.fault("refuse", TESTED, status=403, name="out_of_scope")
        await fill_in(running, price=price_at(running, "bid", -10), volume="0.001")
        known = keys(running)
        await send(running)
        await running.until(lambda: words in running.window.notices.texts, SECONDS, words)
        assert await upbit.asked("POST", SENT) == [*before, TESTED]
        assert keys(running) == known

    assert run_desk(scenario, {}, mode=Mode.LIVE).left == CLEAN


def corner(running: Running) -> KeyCorner:
    return running.workspace.keys.corner


async def nothing_goes_out(running: Running, upbit: Exchange) -> None:
    """An order that is not armed is refused in the form, whatever is pressed, and says why."""
    entry, before = running.workspace.order_entry, await upbit.asked("POST", SENT)
    assert corner(running).arm.isVisible() and corner(running).arm.isEnabled()
    assert "잠김" in corner(running).arm.text()
    await fill_in(running, price=price_at(running, "bid", -10), volume="0.001")
    words = str(sentence("not_armed"))
    await running.until(lambda: notes(running)["volume"] == words, SECONDS, f"{words}, not {notes(running)}")
    assert not entry.form.submit.isEnabled()
    running.click(entry.form.submit)
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert entry.dialog is None
    assert await upbit.asked("POST", SENT) == before


async def arm(running: Running) -> None:
    """Click the switch, and agree."""
    running.click(corner(running).arm)
    question = running.workspace.keys.question
    assert question is not None and question.isVisible()
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert not running.workspace.session.broker.armed, "Enter goes back"
    running.click(corner(running).arm)
    question = running.workspace.keys.question
    assert question is not None
    running.click(question.go)
    await running.until(lambda: "켜짐" in corner(running).arm.text(), SECONDS, "armed")


async def goes_out(running: Running) -> None:
    """An order is sent, waits at the exchange, and is shown."""
    await fill_in(running, price=price_at(running, "bid", -10), volume="0.001")
    before = keys(running)
    await send(running)
    key = (await placed(running, before)).key
    broker, model = running.workspace.session.broker, running.workspace.my_orders.open_model
    await running.until(lambda: broker.orders[key].state is OrderState.WORKING, SECONDS, "working")
    await running.until(lambda: cell(model, OPEN, key, Column.STATE) == "대기", SECONDS, "in my orders")

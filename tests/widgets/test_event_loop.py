"""The desk's loop keeps asyncio's promises on Qt: order, turns, readers, errors, and its end."""

from __future__ import annotations

import asyncio
import contextvars
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from PyQt6.QtCore import QEventLoop, QTimer
from PyQt6.QtWidgets import QApplication

from widgets.event_loop import DeskLoop, event_loop

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stock qasync there")

Scenario = Callable[[DeskLoop], Awaitable[Any]]
Play = Callable[[Scenario], Any]


@pytest.fixture
def play(qapp: QApplication) -> Play:
    """Runs a scenario on a new loop, which is closed after it."""

    async def on_its_loop(scenario: Scenario) -> Any:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, DeskLoop)
        return await asyncio.wait_for(scenario(loop), 10)

    def run(scenario: Scenario) -> Any:
        with asyncio.Runner(loop_factory=lambda: event_loop(qapp)) as runner:
            return runner.run(on_its_loop(scenario))

    return run


def test_what_is_asked_for_first_runs_first_and_once(play: Play) -> None:
    async def scenario(loop: DeskLoop) -> list[int]:
        ran: list[int] = []
        for number in range(100):
            loop.call_soon(ran.append, number)
        last = loop.create_future()
        loop.call_soon(last.set_result, None)
        await last
        return ran

    assert play(scenario) == list(range(100))


def test_what_a_callback_asks_for_waits_for_the_next_turn(play: Play) -> None:
    """Else a chain of callbacks would keep the window from being painted."""

    async def scenario(loop: DeskLoop) -> list[str]:
        ran: list[str] = []
        done = loop.create_future()

        def chain(left: int) -> None:
            ran.append("chain")
            loop.call_soon(chain, left - 1) if left else loop.call_soon(done.set_result, None)

        QTimer.singleShot(0, lambda: ran.append("Qt"))
        loop.call_soon(chain, 50)
        await done
        return ran

    ran = play(scenario)
    assert ran.index("Qt") < 10
    assert ran.count("chain") == 51


def test_a_cancelled_callback_does_not_run(play: Play) -> None:
    async def scenario(loop: DeskLoop) -> list[int]:
        ran: list[int] = []
        loop.call_soon(ran.append, 1).cancel()
        loop.call_soon(ran.append, 2)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return ran

    assert play(scenario) == [2]


def test_a_callback_runs_in_the_context_it_was_asked_for_with(play: Play) -> None:
    name = contextvars.ContextVar("name", default="nobody")

    async def scenario(loop: DeskLoop) -> list[str]:
        heard: list[str] = []
        context = contextvars.copy_context()
        context.run(name.set, "somebody")
        loop.call_soon(lambda: heard.append(name.get()), context=context)
        loop.call_soon(lambda: heard.append(name.get()))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return heard

    assert play(scenario) == ["somebody", "nobody"]


def test_a_raising_callback_is_told_and_harms_no_other(play: Play) -> None:
    async def scenario(loop: DeskLoop) -> tuple[list[str], list[int]]:
        told: list[str] = []
        ran: list[int] = []
        loop.set_exception_handler(lambda _, context: told.append(str(context["exception"])))
        loop.call_soon(lambda: 1 // 0)
        loop.call_soon(ran.append, 2)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return told, ran

    told, ran = play(scenario)
    assert len(told) == 1 and "division" in told[0]
    assert ran == [2]


def test_a_qt_loop_within_a_callback_has_its_own_turns(play: Play) -> None:
    """A menu or a drag runs one: what is asked for meanwhile, and what was due, must not wait for its end."""

    async def scenario(loop: DeskLoop) -> list[str]:
        ran: list[str] = []
        inner = QEventLoop()
        done = loop.create_future()

        def menu() -> None:
            loop.call_soon(ran.append, "within")
            loop.call_soon(inner.quit)
            inner.exec()
            ran.append("menu closed")
            loop.call_soon(done.set_result, None)

        loop.call_soon(menu)
        loop.call_soon(ran.append, "was due")
        await done
        return ran

    assert play(scenario) == ["was due", "within", "menu closed"]


def test_a_socket_is_read_whenever_it_has_something(play: Play) -> None:
    async def scenario(loop: DeskLoop) -> bytes:
        near, far = socket.socketpair()
        near.setblocking(False)
        received, complete = bytearray(), loop.create_future()

        def read() -> None:
            received.extend(near.recv(3))
            if len(received) == 10:
                complete.set_result(None)

        with near, far:
            loop.add_reader(near, read)
            far.sendall(b"0123456789")
            await complete
            assert loop.remove_reader(near) is True
            assert loop.remove_reader(near) is False
            far.sendall(b"more")
            await asyncio.sleep(0.02)
        return bytes(received)

    assert play(scenario) == b"0123456789"


def test_a_reader_may_take_itself_away_and_another_its_place(play: Play) -> None:
    async def scenario(loop: DeskLoop) -> list[str]:
        near, far = socket.socketpair()
        near.setblocking(False)
        ran: list[str] = []
        done = loop.create_future()

        def first() -> None:
            ran.append("first")
            loop.remove_reader(near)
            loop.add_reader(near, second)

        def second() -> None:
            ran.append("second")
            loop.remove_reader(near)
            done.set_result(None)

        with near, far:
            loop.add_reader(near, first)
            far.sendall(b"x")
            await done
        return ran

    assert play(scenario) == ["first", "second"]


def test_a_raising_reader_is_told_and_goes_on(play: Play) -> None:
    async def scenario(loop: DeskLoop) -> int:
        near, far = socket.socketpair()
        near.setblocking(False)
        told: list[object] = []
        done = loop.create_future()
        loop.set_exception_handler(lambda _, context: told.append(context["exception"]))

        def read() -> None:
            near.recv(1)
            if len(told) == 2:
                done.set_result(None)
            else:
                raise RuntimeError("broken")

        with near, far:
            loop.add_reader(near, read)
            far.sendall(b"xyz")
            await done
            loop.remove_reader(near)
        return len(told)

    assert play(scenario) == 2


def test_threads_and_delays_work_as_before(play: Play) -> None:
    async def scenario(loop: DeskLoop) -> tuple[int, str]:
        answer = await asyncio.to_thread(lambda: 42)
        delayed = loop.create_future()
        loop.call_later(0.001, delayed.set_result, "later")
        return answer, await delayed

    assert play(scenario) == (42, "later")


def test_the_debug_mode_still_runs_everything(play: Play) -> None:
    async def scenario(loop: DeskLoop) -> str:
        loop.set_debug(True)
        done = loop.create_future()
        loop.call_soon(done.set_result, "run")
        try:
            return str(await done)
        finally:
            loop.set_debug(False)

    assert play(scenario) == "run"


def test_a_closed_loop_lets_go_of_its_sockets(qapp: QApplication) -> None:
    loop = event_loop(qapp)
    near, far = socket.socketpair()
    ran: list[int] = []
    with near, far:
        loop.add_reader(near, ran.append, 1)
        loop.close()
        far.sendall(b"x")
        qapp.processEvents()
    assert ran == []
    assert loop.is_closed()

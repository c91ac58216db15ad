"""Every error name of the sockets (protocol 1.6), provoked on the desk's own: its sentence is in a notice."""

import json
from collections.abc import Iterator

import pytest

from app.websocket_v6 import ConnectionState, Side, backoff
from tests.end_to_end.conftest import Play, Running
from tests.end_to_end.exchange import Exchange
from tests.end_to_end.ordering import SECONDS, dismiss_notices
from tests.resources.test_translations import HANGUL
from widgets.status import refusal_of

TICKET = {"ticket": "x"}
BTC = {"type": "ticker", "codes": ["KRW-BTC"]}
WRONG = {
    "WRONG_FORMAT": "hello",
    "NO_TICKET": json.dumps([BTC]),
    "NO_TYPE": json.dumps([TICKET, {"codes": ["KRW-BTC"]}]),
    "NO_CODES": json.dumps([TICKET, {"type": "ticker"}]),
    "INVALID_PARAM": json.dumps([TICKET, {"type": "weather", "codes": ["KRW-BTC"]}]),
}
LANGUAGES = ("ko", "en")


@pytest.fixture(scope="module")
def exchange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    """With Upbit's limits, and refusing keys by a frame."""
    running = Exchange(tmp_path_factory.mktemp("exchange"), "--auth-frames", limits=True)
    yield running
    running.end()


async def say(running: Running, *requests: str, after: object = None) -> object:
    """Send so many requests over the desk's own public socket, not the one of before; which it was."""
    manager = running.workspace.session.manager
    connection = manager._lanes[Side.PUBLIC].connection

    def is_live() -> bool:
        live = connection.status.state is ConnectionState.SUBSCRIBED and not connection.status.stale
        return live and connection._socket not in (None, after)

    await running.until(is_live, SECONDS, "live prices")
    socket = connection._socket
    assert socket is not None
    for request in requests:
        await socket.send(request)
    return socket


async def is_told(running: Running, name: str, language: str) -> None:
    words = refusal_of(name)
    assert bool(HANGUL.search(words)) == (language == "ko")
    await running.until(lambda: words in running.window.notices.texts, SECONDS, f"{name}: {words}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_of_a_request_is_told_in_words(
    play: Play, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backoff, "NETWORK_DELAYS", (0.0,))  # each refusal ends the socket

    async def scenario(running: Running) -> None:
        await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
        socket = None
        for name, request in WRONG.items():
            dismiss_notices(running)
            socket = await say(running, request, after=socket)
            await is_told(running, name, language)
            assert name in refusal_of(name), "whoever is asked for help needs it"
        # Too fast: told, too, and the desk goes on once it may.
        socket = await say(running, *[json.dumps([TICKET, BTC])] * 7, after=socket)
        await is_told(running, "Too Many Requests", language)
        await say(running, after=socket)

    play(scenario, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_that_a_socket_refuses_are_told_in_words(play: Play, language: str) -> None:
    async def scenario(running: Running) -> None:
        await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
        await is_told(running, "INVALID_AUTH", language)
        await running.until(
            lambda: running.workspace.session.manager.status("private").state is ConnectionState.AUTH_FAILED,
            SECONDS,
            "no more tries",
        )

    play(scenario, "nobody", language=language)

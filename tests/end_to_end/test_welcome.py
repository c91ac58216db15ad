"""The first start says what this is; no later one does, and what was chosen in it is kept."""

import asyncio

from app.endpoints import Mode
from app.options import parse
from tests.end_to_end.conftest import CLEAN, RunDesk, Running
from widgets.desk_commands import DeskCommands

SECONDS = 30.0


async def ready(running: Running) -> DeskCommands:
    await running.until(lambda: running.window.desk_commands is not None, SECONDS, "the commands")
    commands = running.window.desk_commands
    assert commands is not None
    return commands


def test_only_the_first_start_welcomes(run_desk: RunDesk) -> None:
    async def first(running: Running) -> None:
        commands = await ready(running)
        await running.until(lambda: commands._card is not None, SECONDS, "the card")
        card = commands._card
        assert card is not None and card.isVisible() and running.window.mode is Mode.DEMO
        running.click(card.start)
        assert commands._card is None and running.window.settings().welcomed
        assert running.workspace.markets.isAncestorOf(running.window.focusWidget())

    async def second(running: Running) -> None:
        commands = await ready(running)
        await asyncio.sleep(0.5)
        assert commands._card is None
        commands.run("welcome")
        assert commands._card is not None, "it is there for whoever asks for it"

    for scenario in (first, second):
        assert run_desk(scenario).left == CLEAN


def test_without_keys_or_words_it_is_the_demo_exchange() -> None:
    assert parse([]).mode is Mode.DEMO

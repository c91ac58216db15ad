"""What the palette offers: commands, panels, layouts and markets, found by what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QCoreApplication

from app.market.symbols import Catalog
from widgets import panels
from widgets.commands import Command, Commands
from widgets.palette.matching import find

MARKETS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: `kind` is command, panel, layout or market, `target` what of it."""

    kind: str
    target: str
    text: str
    detail: str = ""
    key: str = ""


def entries(
    text: str, commands: Commands, catalog: Catalog, names: Sequence[str], layouts: Sequence[str]
) -> list[Entry]:
    """The lines for what was typed, best first; for nothing, what was used last and then everything."""
    offered = [*_commands(commands), *_panels(names), *_layouts(layouts)]
    found = find(offered, text)
    if not text.strip():
        return _recent_first(found, commands.recent)
    return [*_exact(catalog, text), *found, *_others(catalog, text)]


def _commands(commands: Commands) -> Iterable[tuple[str, Entry]]:
    for command in commands.all():
        entry = Entry("command", command.id, command.text, _scope(command), commands.shown_key(command.id))
        yield f"{command.text}\n{command.words}", entry


def _scope(command: Command) -> str:
    return panels.KINDS[command.scope].title() if command.scope in panels.KINDS else ""


def _panels(names: Sequence[str]) -> Iterable[tuple[str, Entry]]:
    detail = QCoreApplication.translate("Palette", "패널")
    for name in names:
        if "-" in name:  # the first of a kind is reached by its command
            title = panels.title_of(name)
            yield f"{title}\n{name.replace('_', ' ')}", Entry("panel", name, title, detail)


def _layouts(layouts: Sequence[str]) -> Iterable[tuple[str, Entry]]:
    detail = QCoreApplication.translate("Palette", "레이아웃")
    for name in layouts:
        yield f"{name}\nlayout {name}\n{detail} {name}", Entry("layout", name, name, detail)


def _exact(catalog: Catalog, text: str) -> list[Entry]:
    """A market that is called just so comes before any command."""
    wanted = text.strip().upper()
    return [
        entry for entry in _markets(catalog, text) if wanted in (entry.target, entry.target.partition("-")[2])
    ]


def _others(catalog: Catalog, text: str) -> list[Entry]:
    first = {entry.target for entry in _exact(catalog, text)}
    return [entry for entry in _markets(catalog, text) if entry.target not in first]


def _markets(catalog: Catalog, text: str) -> list[Entry]:
    return [
        Entry("market", market.code, market.name, market.code)
        for market in catalog.search(text)[:MARKETS_SHOWN]
    ]


def _recent_first(found: list[Entry], recent: Sequence[str]) -> list[Entry]:
    order = {id_: place for place, id_ in enumerate(recent)}
    return sorted(found, key=lambda entry: order.get(entry.target, len(order)))

"""The key map as a table for the guide, made from the commands themselves."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication

from widgets import panels
from widgets.commands import Commands


def key_table(commands: Commands) -> str:
    """Every command that has a key by default, in Markdown: where it counts, the key, what it does."""
    translate = QCoreApplication.translate
    everywhere = translate("KeyTable", "어디서나")
    head = (translate("KeyTable", "어디서"), translate("KeyTable", "키"), translate("KeyTable", "하는 일"))
    rows = [head, ("---", "---", "---")]
    for scope in ("", *panels.KINDS):
        place = panels.KINDS[scope].title() if scope else everywhere
        rows += [(place, f"`{c.keys}`", c.text) for c in commands.all() if c.scope == scope and c.keys]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"

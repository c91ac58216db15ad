"""Draws the pictures of one scale and language: `python -m tests.golden.render 150 ko FOLDER`.

A process for each, as Qt takes a scale and the desk a language only at the start.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from app.language import choose


def main(scale: int, language: str, folder: Path) -> None:
    """Draw all of them."""
    os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR=str(scale / 100))
    asyncio.run(_draw(scale, language, folder))


async def _draw(scale: int, language: str, folder: Path) -> None:
    import widgets.feed
    from tests.golden.scenes import LOOKS, StillStream, draw, scenes
    from widgets import application, theme

    choose(language)
    qt = application.create(language)
    for scene in scenes():
        if (scene.scale, scene.language) != (scale, language):
            continue
        stream = StillStream()
        widgets.feed.WebSocketClient = stream.client  # type: ignore[assignment,misc]
        theme.apply_look(qt, LOOKS[scene.look])
        picture = await draw(scene, stream)
        if not picture.save(
            str(folder / f"{scene.name}.png"), "PNG", 100
        ):  # 100: not packed, it is read once
            raise OSError(f"cannot write {scene.name}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))

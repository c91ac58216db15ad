"""--profile: the real desk on its demo exchange tells what each hop took and what each panel cost."""

import json
from pathlib import Path
from typing import Any

from tests.end_to_end.conftest import RunDesk, Running
from widgets.profiler import PROFILER


def test_the_profile_of_a_live_desk(run_desk: RunDesk, tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    shown = {"orderbook", "markets", "tape", "chart"}

    def painted() -> bool:
        panels = PROFILER.profile.panels if PROFILER.profile is not None else {}
        return all(name in panels and panels[name].received_to_painted.count > 3 for name in shown)

    async def look(running: Running) -> None:
        await running.until(painted, 30, "every panel paints live data")

    assert run_desk(look, profile=path).left["code"] == 0
    told: dict[str, Any] = json.loads(path.read_text())
    assert all(hop["count"] for hop in told["hops"].values())
    assert all(told["panels"][name]["flush"]["count"] for name in shown)
    assert told["exchange_to_received"]["messages"] > 0
    assert PROFILER.profile is None

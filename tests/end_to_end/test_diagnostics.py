"""The diagnostics panel on the real desk: it measures while it can be seen, and not a moment longer."""

from tests.end_to_end.conftest import CLEAN, RunDesk, Running
from widgets.diagnostics import DiagnosticsPanel
from widgets.profiler import PROFILER


def test_a_click_on_the_status_bar_opens_it(run_desk: RunDesk) -> None:
    async def look(running: Running) -> None:
        await running.until(lambda: running.window.desk_commands is not None, 20, "the commands")
        running.click(running.window.status_bar)
        panel = running.window.findChild(DiagnosticsPanel)
        assert panel is not None
        await running.until(panel.isVisible, 20, "the panel in sight")
        assert panel.tree.topLevelItem(0).child(0).text(0) == "시세"

    assert run_desk(look).left == CLEAN


def test_it_measures_while_it_is_open(run_desk: RunDesk) -> None:
    async def look(running: Running) -> None:
        await running.until(lambda: running.window.workspace is not None, 20, "the panels")
        assert PROFILER.profile is None
        running.window.board.open("diagnostics")
        panel = running.window.findChild(DiagnosticsPanel)
        assert panel is not None

        def told() -> str:
            panel.refresh()
            heads = [panel.tree.topLevelItem(place) for place in range(panel.tree.topLevelItemCount())]
            lines = [(head.child(row), head) for head in heads for row in range(head.childCount())]
            return "\n".join(f"{head.text(0)}: {line.text(0)} {line.text(1)}" for line, head in lines)

        await running.until(lambda: "마켓 그리기 " in told(), 20, "the market list's cost")
        assert PROFILER.profile is not None
        running.window.board.close("diagnostics")
        assert PROFILER.profile is None

    assert run_desk(look).left == CLEAN

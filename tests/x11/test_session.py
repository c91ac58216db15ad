"""The desk in a real window system, driven by mouse and keys: nothing may go wrong, and nothing be said."""

from pathlib import Path

import pytest

from tests.x11.session import Plan, play
from tests.x11.tools import complaint


@pytest.mark.long
@pytest.mark.timeout(420)
@pytest.mark.skipif(bool(complaint()), reason=complaint() or "all is there")
def test_two_minutes_of_trading_leave_no_warning(tmp_path: Path) -> None:
    told = play(Plan(minutes=2.0, seed=1, album=tmp_path, think=(0.02, 0.1)))
    assert told.faults == []
    assert told.facts["exit code"] == 0
    for done in ("orders placed", "orders filled", "orders amended", "orders cancelled"):
        assert told.facts[done], told.facts

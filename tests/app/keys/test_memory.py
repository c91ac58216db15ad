"""A process that has a key in memory leaves no core file when it crashes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CRASH = """
import os, resource
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
from app.keys.memory import forbid_core_dumps
forbid_core_dumps()
print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)
if os.path.exists("/proc/self/status"):
    import ctypes
    print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)  # PR_GET_DUMPABLE
os.abort()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no core files")
def test_no_core_file_is_left(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", CRASH],
        cwd=tmp_path,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode < 0, done.stderr
    told = done.stdout.split("\n")
    assert told[0] == "(0, 0)"
    if sys.platform == "linux":
        assert told[1] == "0", "neither a dump nor another program of the same user may look in"
    assert list(tmp_path.iterdir()) == []

"""The desk as a process under measurement, on a data directory of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def desk(
    *arguments: str, environment: dict[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """The running desk and its data directory, ended on leaving; offscreen unless QT_QPA_PLATFORM is set."""
    with tempfile.TemporaryDirectory(prefix="hoga-bench-") as directory:
        command = [sys.executable, str(ROOT / "run_desktop_ui.py"), "--data-dir", directory, *arguments]
        platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
        variables = {**os.environ, "QT_QPA_PLATFORM": platform, **(environment or {})}
        process = subprocess.Popen(command, env=variables, cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            yield process, Path(directory)
        finally:
            process.terminate()
            process.wait(10)

"""One holder at a time, across processes; a killed holder leaves nothing locked."""

import subprocess
import sys
from pathlib import Path

from app.locks import KernelLock

HOLDER = (
    "import sys; from pathlib import Path; from app.locks import KernelLock\n"
    "lock = KernelLock(Path(sys.argv[1])); print(lock.acquire(), flush=True); sys.stdin.read()\n"
)
ROOT = Path(__file__).resolve().parent.parent.parent


def holder(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def word(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_one_holder_at_a_time_even_within_a_process(tmp_path: Path) -> None:
    first, second = KernelLock(tmp_path / "lock"), KernelLock(tmp_path / "lock")
    assert first.acquire() and first.acquire()
    assert not second.acquire()
    first.release()
    first.release()
    assert second.acquire()
    second.release()
    assert (tmp_path / "lock").stat().st_mode & 0o077 == 0 or sys.platform == "win32"


def test_of_many_starts_at_once_exactly_one_holds_it(tmp_path: Path) -> None:
    starts = [holder(tmp_path / "lock") for _ in range(8)]
    try:
        assert sorted(word(start) for start in starts) == ["False"] * 7 + ["True"]
    finally:
        for start in starts:
            end(start)


def test_a_killed_holder_frees_it(tmp_path: Path) -> None:
    lock = KernelLock(tmp_path / "lock")
    for _ in range(5):
        process = holder(tmp_path / "lock")
        assert word(process) == "True"
        assert not lock.acquire()
        end(process)
        assert lock.acquire()
        lock.release()

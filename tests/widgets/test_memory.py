"""Large pieces of memory go back to the system when they are freed, holes when they are looked for."""

import subprocess
import sys

import pytest
from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QApplication

from widgets.memory import EVERY_MS, keep_small

# A process of its own: what is told to the C library holds for the whole process.
PROGRAM = """
import ctypes, sys
from widgets.memory import give_back_what_is_freed
if sys.argv[1] == "told":
    assert give_back_what_is_freed()
c = ctypes.CDLL(None)
c.malloc.restype, c.malloc.argtypes, c.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
def held():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
def piece(size):
    at = c.malloc(size)
    ctypes.memset(at, 1, size)
    return at
c.free(piece(24_000_000))  # the border between small and large is here now, if it moves
before = held()
pieces = [(piece(2_000_000), piece(1_000)) for _ in range(10)]
for large, _ in pieces:
    c.free(large)
print(held() - before)
"""


def left_behind(how: str) -> int:
    """Bytes that the process still has of ten pictures that were freed, with small things among them."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's own habit")
def test_freed_pictures_leave_no_holes() -> None:
    assert left_behind("told") < 2_000_000


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's own habit")
def test_without_it_they_would() -> None:
    assert left_behind("as it is") > 10_000_000


HOLES = """
import ctypes
from widgets.memory import give_back_holes
c = ctypes.CDLL(None)
c.malloc.restype, c.malloc.argtypes, c.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
def held():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
def piece(size):
    at = c.malloc(size)
    ctypes.memset(at, 1, size)
    return at
pieces = [(piece(20_000), piece(100)) for _ in range(1000)]
for large, _ in pieces:
    c.free(large)
before = held()
assert give_back_holes()
print(before - held())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's own call")
def test_holes_between_small_pieces_go_back() -> None:
    done = subprocess.run([sys.executable, "-c", HOLES], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10_000_000


def test_it_is_done_every_minute_while_the_application_lives(qapp: QApplication) -> None:
    parent = QObject()
    timer = keep_small(parent)
    assert timer.parent() is parent and timer.isActive() and timer.interval() == EVERY_MS
    timer.timeout.emit()  # what it calls takes no argument of Qt's

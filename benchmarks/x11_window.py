"""Any benchmark with a real window: `python -m benchmarks.x11_window desk_flood wire_to_pixel start`.

P2, P3, P4 and P6 again, but drawn by an X server (Xvfb) under a window manager (openbox), not offscreen.
"""

from __future__ import annotations

import os
import sys

from benchmarks.programs import run
from benchmarks.report import finish
from tests.x11.display import display
from tests.x11.tools import complaint

USUAL = ("desk_flood", "wire_to_pixel", "demo_cpu", "start", "x11_burst")


def main() -> int:
    """Run those named on the command line, or the usual ones; 2 without Xvfb."""
    if lacking := complaint():
        print(lacking, file=sys.stderr)
        return 2
    with display() as screen:
        environment = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
        run([f"benchmarks.{name}" for name in sys.argv[1:] or USUAL], environment=environment)
    return 0


if __name__ == "__main__":
    finish(main())

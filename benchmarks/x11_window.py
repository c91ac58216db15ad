"""Any benchmark with a real window: `python -m benchmarks.x11_window desk_flood wire_to_pixel start`.

P2, P3, P4 and P6 again, but drawn by an X server (Xvfb) under a window manager (openbox), not offscreen.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.x11.display import display
from tests.x11.tools import complaint

USUAL = ("desk_flood", "wire_to_pixel", "demo_cpu", "start", "x11_burst")


def main() -> int:
    """Run those named on the command line, or the usual ones; the number that failed, 2 without Xvfb."""
    if lacking := complaint():
        print(lacking, file=sys.stderr)
        return 2
    with display() as screen:
        environment = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
        commands = [[sys.executable, "-m", f"benchmarks.{name}"] for name in sys.argv[1:] or USUAL]
        runs = [subprocess.run(command, env=environment, check=False) for command in commands]
    return sum(run.returncode != 0 for run in runs)


if __name__ == "__main__":
    sys.exit(main())

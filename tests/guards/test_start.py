"""The first window is painted before the network, the numbers and the charts are loaded."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LATER = ("websockets", "aiohttp", "numpy", "pyqtgraph", "talib", "sqlite3", "qtawesome")
PROGRAM = f"""
import sys
import run_desktop_ui
from widgets.main_window import MainWindow
from widgets import application
from app.endpoints import Mode
from app.settings import Settings
qt = application.create("ko")
window = MainWindow(Mode.DEMO, Settings(), "KRW-BTC")
window.show()
window.grab()
print([name for name in {LATER!r} if name in sys.modules])
"""


def test_what_the_first_paint_does_not_need_is_not_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr

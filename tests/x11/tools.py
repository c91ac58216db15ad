"""The programs that a session under X11 needs, and the sentence that says which are missing."""

from __future__ import annotations

import shutil

PACKAGES = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "import": "imagemagick"}
"""Program → the package that has it (Debian's and Ubuntu's name)."""


def complaint() -> str:
    """What is missing, in one sentence; nothing when all is there."""
    missing = [package for program, package in PACKAGES.items() if shutil.which(program) is None]
    if not missing:
        return ""
    return f"This needs a display of its own: please install {' '.join(missing)} (apt-get install …)."

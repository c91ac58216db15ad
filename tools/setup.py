"""Everything a fresh machine needs before Hoga runs: .venv with the locked packages, Qt's system libraries.

Needs nothing but Python 3.11-3.13; run by every verb of the Makefile, and by hand on Windows and macOS.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "hoga-lock.sha256"
SUPPORTED = ((3, 11), (3, 14))

# What Qt loads on Linux, by file, and the Debian package that holds it.
OFFSCREEN_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
DISPLAY_LIBRARIES = {
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class SetupError(Exception):
    """A plain sentence that says what is missing and how to get it."""


def main() -> int:
    """Set up; 0 when Hoga can run, 1 with one sentence on stderr when it can not."""
    try:
        check_python(sys.version_info[:2])
        install_packages()
        if sys.platform == "linux":
            install_libraries()
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    return 0


def check_python(version: tuple[int, int]) -> None:
    """Refuse a Python for which the locked packages have no wheels."""
    low, high = SUPPORTED
    if not low <= version < high:
        raise SetupError(f"Hoga needs Python 3.11, 3.12 or 3.13, this is {version[0]}.{version[1]}.")


def install_packages() -> None:
    """Make .venv and install the locked packages into it, unless that has been done for this lock."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted and python_of_venv().exists():
        return
    if not python_of_venv().exists():
        make_venv()
    say("installing the locked packages into .venv (once)")
    command = [str(python_of_venv()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*command, "--require-hashes", "--requirement", str(LOCK)], "the locked packages can't be installed")
    STAMP.write_text(wanted)


def make_venv() -> None:
    """Make .venv, installing Debian's python3-venv first where that is what is missing."""
    if not has_ensurepip():
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        apt_install([package])
        if not has_ensurepip():
            raise SetupError(f"this Python can't make virtual environments: install {package}.")
    venv.create(VENV, with_pip=True, clear=VENV.exists())


def has_ensurepip() -> bool:
    """Whether this Python can put pip into a new environment (Debian ships that apart)."""
    command = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def python_of_venv() -> Path:
    """The interpreter inside .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install_libraries() -> None:
    """See that Qt's libraries can be loaded; install what is missing, or name it."""
    if not missing_packages(OFFSCREEN_LIBRARIES | DISPLAY_LIBRARIES):
        return
    apt_install(missing_packages(OFFSCREEN_LIBRARIES | DISPLAY_LIBRARIES))
    if needed := missing_packages(OFFSCREEN_LIBRARIES):
        raise SetupError(f"Qt needs system libraries; install them with: {apt_line(needed)}")
    if wished := missing_packages(DISPLAY_LIBRARIES):
        say(f"a window on a display needs more libraries; install them with: {apt_line(wished)}")


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """The packages of those libraries that can't be loaded here."""
    return [package for library, package in libraries.items() if not can_load(library)]


def can_load(library: str) -> bool:
    """Whether the dynamic linker finds that library and all it needs."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: list[str]) -> None:
    """Install Debian packages where this user may; elsewhere do nothing."""
    if os.name == "nt" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    say(f"installing system packages: {' '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *arguments], env=quiet, stdout=subprocess.DEVNULL, check=False)


def apt_line(packages: list[str]) -> str:
    """What the person would type."""
    return f"sudo apt-get install {' '.join(packages)}"


def run(command: list[str], complaint: str) -> None:
    """Run a command; its failure becomes `complaint`."""
    if subprocess.run(command, check=False).returncode != 0:
        raise SetupError(f"{complaint} (see above).")


def say(text: str) -> None:
    """One line of progress."""
    print(f"setup: {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

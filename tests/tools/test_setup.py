"""The set-up says in one sentence what a machine lacks."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def setup() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "tools" / "setup.py"
    spec = importlib.util.spec_from_file_location("hoga_setup", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (2, 7)])
def test_an_unsupported_python_is_refused(setup: ModuleType, version: tuple[int, int]) -> None:
    with pytest.raises(setup.SetupError, match=r"Python 3\.11"):
        setup.check_python(version)


def test_the_python_that_runs_this_is_fine(setup: ModuleType) -> None:
    setup.check_python(sys.version_info[:2])


@pytest.mark.skipif(sys.platform != "linux", reason="system libraries of Linux")
def test_missing_libraries_are_found_by_loading_them(setup: ModuleType) -> None:
    missing = setup.missing_packages({"libc.so.6": "libc6", "libhoga-none.so.9": "libhoga9"})
    assert missing == ["libhoga9"]


def test_without_the_right_to_install_the_sentence_names_the_packages(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "OFFSCREEN_LIBRARIES", {"libhoga-none.so.9": "libhoga9"})
    monkeypatch.setattr(setup, "DISPLAY_LIBRARIES", {})
    monkeypatch.setattr(setup.shutil, "which", lambda _: None)
    with pytest.raises(setup.SetupError, match="sudo apt-get install libhoga9"):
        setup.install_libraries()


def test_a_known_lock_is_not_installed_again(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lock, stamp = tmp_path / "lock", tmp_path / "stamp"
    lock.write_bytes(b"packages")
    ran: list[list[str]] = []
    monkeypatch.setattr(setup, "LOCK", lock)
    monkeypatch.setattr(setup, "STAMP", stamp)
    monkeypatch.setattr(setup, "python_of_venv", lambda: Path(sys.executable))
    monkeypatch.setattr(setup, "run", lambda command, _: ran.append(command))
    setup.install_packages()
    setup.install_packages()
    assert len(ran) == 1 and "--require-hashes" in ran[0]
    lock.write_bytes(b"other packages")
    setup.install_packages()
    assert len(ran) == 2

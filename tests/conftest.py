"""What every test shares: an offscreen Qt, and no environment of the person who runs it."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PyQt6.QtCore import QEvent
from PyQt6.QtWidgets import QApplication

from app.exchange_process import ExchangeOptions
from app.language import choose
from tests.only_loopback import only_this_machine as only_this_machine

# Times say nothing on a busy machine; what is tested is what happens, never how fast.
settings.register_profile("hoga", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("hoga")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if sys.dont_write_bytecode:  # then each worker, desk and exchange would compile all that it imports anew
    sys.pycache_prefix = str(Path(__file__).resolve().parents[1] / ".pytest_cache" / "compiled")
    sys.dont_write_bytecode = False
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole desks first: their tests are the longest, and one worker has them while others do the rest."""
    items.sort(key=lambda item: not item.nodeid.startswith(("tests/end_to_end/", "tests/golden/")))
    for item in items:
        if item.nodeid.startswith("tests/end_to_end/") and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(400))  # a desk takes many times its time on a busy machine


def pytest_collection_finish() -> None:
    """Five thousand tests and what they import stay: no collection of garbage needs to look at them again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """No widget outlives its test: each look that is put on would go over all of them, ever slower.

    What is deleted later goes when some loop is entered next, which would be amid another test.
    """
    yield
    if QApplication.instance() is None:
        return
    for window in QApplication.topLevelWidgets():
        if window.parent() is None:
            window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads keys or exchange of the person who runs it, or writes where their data is."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp()))
    for name in ("HOGA_EXCHANGE_URL", "UPBIT_ACCESS_KEY", "UPBIT_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    for kind in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{kind}_proxy", raising=False)
        monkeypatch.delenv(f"{kind}_proxy".upper(), raising=False)


@pytest.fixture
def few_markets(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exchange that a desk starts lists 45 KRW markets: three hundred take seconds of processor."""
    arguments = ExchangeOptions.arguments
    monkeypatch.setattr(ExchangeOptions, "arguments", lambda self: [*arguments(self), "--markets", "45"])


@pytest.fixture
def english() -> Iterator[None]:
    """The sentences and names of app/ are read in English; in Korean again afterwards."""
    choose("en")
    yield
    choose("ko")

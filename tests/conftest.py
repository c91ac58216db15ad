"""What every test shares: an offscreen Qt, and no environment of the person who runs it."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from app.language import choose

# Times say nothing on a busy machine; what is tested is what happens, never how fast.
settings.register_profile("hoga", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("hoga")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads keys or exchange of the person who runs it, or writes where their data is."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp()))
    for name in ("HOGA_EXCHANGE_URL", "UPBIT_ACCESS_KEY", "UPBIT_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def english() -> Iterator[None]:
    """The sentences and names of app/ are read in English; in Korean again afterwards."""
    choose("en")
    yield
    choose("ko")

"""A fresh exchange process for each client, a second opinion on its answers, and no way out of this machine.

Part of `make interop` only: the clients live in an environment of their own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from local_exchange import Exchange, closed, only_loopback

HERE = Path(__file__).parent


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """`make test` has no clients installed: this folder belongs to its own pytest.ini alone."""
    return None if config.inipath == HERE / "pytest.ini" else True


def pytest_configure(config: pytest.Config) -> None:
    """Refuse every address but loopback, for the whole process."""
    if config.inipath == HERE / "pytest.ini":
        only_loopback()


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No client sees the keys, the proxy or the address of the person who runs the tests."""
    for name in (
        "UPBIT_ACCESS_KEY",
        "UPBIT_SECRET_KEY",
        "UPBIT_BASE_URL",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(scope="module")
def exchange() -> Iterator[Exchange]:
    """An exchange of this module's own, without quotas: a test is faster than a person."""
    with closed(Exchange("--no-limits")) as running:
        yield running


@pytest.fixture
def limited() -> Iterator[Exchange]:
    """An exchange with its quotas, for this test alone."""
    with closed(Exchange()) as running:
        yield running

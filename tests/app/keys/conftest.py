"""Keyrings that behave as no keyring should, and one that does."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from app.upbit import Credentials

KEY = Credentials("ACCESSKEY00000000000000000000000000ABCD", "SECRETKEY00000000000000000000000000000001")
OTHER = Credentials("ACCESSKEY00000000000000000000000000WXYZ", "SECRETKEY00000000000000000000000000000002")
PASSPHRASE = "열쇠는 아무도 모르게 2026"


class GoodBackend:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class NullBackend(GoodBackend):
    """Says yes to everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Forgotten."""

    def delete_password(self, service: str, username: str) -> None:
        """Never there."""


class LockedBackend(GoodBackend):
    """The person has dismissed the prompt."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"locked: {password}")


class ClingingBackend(GoodBackend):
    """Does not delete."""

    def delete_password(self, service: str, username: str) -> None:
        """Stays."""


class HangingBackend(GoodBackend):
    """D-Bus without an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.never = threading.Event()

    def set_password(self, service: str, username: str, password: str) -> None:
        self.never.wait()


@pytest.fixture
def hanging() -> Iterator[HangingBackend]:
    backend = HangingBackend()
    yield backend
    backend.never.set()

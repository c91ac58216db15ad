"""Only keyrings that are named, and only after a round trip; a hanging one costs its time-out, no more."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backends import null

from app.keys.errors import KeyringEntryLost, KeyringUnavailable
from app.keys.keyring import NAMED, PROBE, Backend, OsKeyring, _forget_environment, doors
from tests.app.keys.conftest import (
    ClingingBackend,
    GoodBackend,
    HangingBackend,
    LockedBackend,
    NullBackend,
)


def of(*backends: Backend, seconds: float = 3.0) -> OsKeyring:
    return OsKeyring([(type(backend).__name__, opener(backend)) for backend in backends], seconds)


def opener(backend: Backend) -> Callable[[], Backend]:
    return lambda: backend


async def test_a_keyring_that_stands_a_round_trip_is_used_and_left_clean() -> None:
    good = GoodBackend()
    ring = of(good)
    assert await ring.probe() == "GoodBackend"
    assert good.kept == {}
    await ring.put("Hoga", "entry", "text")
    assert await ring.get("Hoga", "entry") == "text"
    await ring.drop("Hoga", "entry")
    with pytest.raises(KeyringEntryLost):
        await ring.get("Hoga", "entry")


@pytest.mark.parametrize("kind", [NullBackend, LockedBackend, ClingingBackend])
async def test_keyrings_that_lie_or_are_locked_are_passed_over(kind: type[GoodBackend]) -> None:
    with pytest.raises(KeyringUnavailable):
        await of(kind()).probe()
    assert await of(kind(), GoodBackend()).probe() == "GoodBackend"


async def test_a_hanging_keyring_costs_its_time_and_no_more(hanging: HangingBackend) -> None:
    ring = of(hanging, seconds=0.2)
    started = time.monotonic()
    with pytest.raises(KeyringUnavailable):
        await ring.probe()
    with pytest.raises(KeyringEntryLost):
        await ring.get("Hoga", "entry")
    assert time.monotonic() - started < 30


async def test_one_that_locks_itself_later_is_told_without_the_secret(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    backend = GoodBackend()
    ring = of(backend)
    await ring.probe()
    backend.set_password = LockedBackend().set_password  # type: ignore[method-assign]
    with pytest.raises(KeyringUnavailable) as caught:
        await ring.put("Hoga", "entry", "very-secret-text")
    assert "very-secret-text" not in f"{caught.value!r} {caught.value.__context__!r} {caplog.text}" or (
        caught.value.__suppress_context__
    )


@pytest.mark.parametrize("name", ["null", "fail", "chainer", "keyrings.alt.file.PlaintextKeyring"])
def test_no_door_leads_to_what_is_no_keyring(name: str) -> None:
    modules = {module for choices in NAMED.values() for _, module, _ in choices}
    assert not any(name in module for module in modules)
    assert all(module.startswith("keyring.backends.") for module in modules)


async def test_what_the_environment_or_a_file_chooses_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = tmp_path / "python_keyring"
    folder.mkdir()
    (folder / "keyringrc.cfg").write_text("[backend]\ndefault-keyring=keyring.backends.null.Keyring\n")
    keyring.core.init_backend()
    assert isinstance(keyring.get_keyring(), null.Keyring), "keyring itself falls for it"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nothing")
    with pytest.raises(KeyringUnavailable):
        await OsKeyring(doors("linux")).probe()


def test_the_environment_does_not_set_a_backends_properties(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", "/somebody/elses")
    backend = null.Keyring()
    assert vars(backend) == {"preferred_collection": "/somebody/elses"}
    _forget_environment(backend)
    assert vars(backend) == {}


def test_each_system_has_its_own_doors() -> None:
    assert [name for name, _ in doors("linux")] == ["Secret Service", "Secret Service", "KWallet"]
    assert [name for name, _ in doors("darwin")] == ["macOS Keychain"]
    assert [name for name, _ in doors("win32")] == ["Windows Credential Locker"]
    assert doors("plan9") == ()
    assert PROBE != "Hoga live"

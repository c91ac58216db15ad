"""The operating system's keyring: only backends that are named here, believed after a round trip."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Protocol, TypeVar

from app.keys.errors import KeyringEntryLost, KeyringUnavailable
from app.threads import in_thread

T = TypeVar("T")

SECONDS = 3.0  # D-Bus can hang for as long as it likes
PROBE = "Hoga probe"

# Never what keyring would choose by itself: an environment variable or a file can make it choose anything.
NAMED: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "linux": (
        ("Secret Service", "keyring.backends.SecretService", "Keyring"),
        ("Secret Service", "keyring.backends.libsecret", "Keyring"),
        ("KWallet", "keyring.backends.kwallet", "DBusKeyring"),
    ),
    "darwin": (("macOS Keychain", "keyring.backends.macOS", "Keyring"),),
    "win32": (("Windows Credential Locker", "keyring.backends.Windows", "WinVaultKeyring"),),
}

_log = logging.getLogger(__name__)


class Backend(Protocol):
    """What is used of keyring's backends."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


Door = tuple[str, Callable[[], Backend]]


def doors(platform: str = sys.platform) -> tuple[Door, ...]:
    """The keyrings this system may have: a name for the person, and what opens it (it may raise)."""
    return tuple((name, _opener(module, kind)) for name, module, kind in NAMED.get(platform, ()))


class OsKeyring:
    """Speaks with the first keyring that works. Calls never block the loop and take three seconds at most."""

    def __init__(self, choices: Sequence[Door] | None = None, seconds: float = SECONDS) -> None:
        self._doors = doors() if choices is None else tuple(choices)
        self._seconds = seconds
        self._found: tuple[str, Backend] | None = None

    def __repr__(self) -> str:
        return f"<OsKeyring {self._found[0] if self._found else 'not probed'}>"

    async def probe(self) -> str:
        """The keyring's name, after something was written, read back and deleted; KeyringUnavailable."""
        self._found = None
        self._found = await self._in_time(lambda: _first_that_works(self._doors))
        return self._found[0]

    async def put(self, service: str, entry: str, text: str) -> None:
        """Keep `text`, and read it back to be sure; KeyringUnavailable."""
        backend = await self._backend()

        def keep() -> None:
            backend.set_password(service, entry, text)
            if backend.get_password(service, entry) != text:
                raise RuntimeError("what was written did not come back")

        await self._in_time(keep)

    async def get(self, service: str, entry: str) -> str:
        """What was kept; KeyringEntryLost when it is not there or the keyring does not answer."""
        try:
            backend = await self._backend()
            text = await self._in_time(lambda: backend.get_password(service, entry))
        except KeyringUnavailable as error:
            raise KeyringEntryLost(str(error)) from None
        if text is None:
            raise KeyringEntryLost("the keyring has no such entry")
        return text

    async def drop(self, service: str, entry: str) -> None:
        """Delete what was kept; KeyringUnavailable."""
        backend = await self._backend()
        await self._in_time(lambda: backend.delete_password(service, entry))

    async def _backend(self) -> Backend:
        if self._found is None:
            await self.probe()
        assert self._found is not None
        return self._found[1]

    async def _in_time(self, work: Callable[[], T]) -> T:
        try:
            async with asyncio.timeout(self._seconds):
                return await in_thread(work)
        except TimeoutError:
            self._found = None
            raise KeyringUnavailable(f"the keyring did not answer within {self._seconds} s") from None
        except KeyringUnavailable:
            raise
        except Exception as error:  # backends raise whatever D-Bus, Windows or macOS does
            raise KeyringUnavailable(f"the keyring failed: {type(error).__name__}") from None


def _first_that_works(choices: Sequence[Door]) -> tuple[str, Backend]:
    for name, open_door in choices:
        try:
            backend = open_door()
            _go_round(backend)
        except Exception as error:
            _log.info("keyring %s cannot be used: %s", name, type(error).__name__)
            continue
        return name, backend
    raise KeyringUnavailable("no keyring that may be used works here")


def _go_round(backend: Backend) -> None:
    entry, text = secrets.token_hex(8), secrets.token_hex(16)
    backend.set_password(PROBE, entry, text)
    try:
        if backend.get_password(PROBE, entry) != text:
            raise RuntimeError("what was written did not come back")
    finally:
        backend.delete_password(PROBE, entry)
    if backend.get_password(PROBE, entry) is not None:
        raise RuntimeError("what was deleted is still there")


def _opener(module: str, kind: str) -> Callable[[], Backend]:
    def open_door() -> Backend:
        factory = getattr(import_module(module), kind)
        _ = factory.priority  # raises where the backend can't work
        backend: Backend = factory()
        _forget_environment(backend)
        return backend

    return open_door


def _forget_environment(backend: Backend) -> None:
    """keyring lets KEYRING_PROPERTY_* set any attribute: another collection, another application."""
    prefix = "KEYRING_PROPERTY_"
    for name in os.environ:
        if name.startswith(prefix):
            vars(backend).pop(name.removeprefix(prefix).lower(), None)

"""A key survives where it was put, one at a time, and leaves nothing when it goes."""

from __future__ import annotations

import asyncio
import copy
import pickle
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from app.files import replace_file
from app.keys import (
    KeyringEntryLost,
    KeyringUnavailable,
    KeysNotSaved,
    KeyStore,
    OsKeyring,
    PassphraseTooShort,
    Place,
)
from app.keys.errors import VaultError
from tests.app.keys.conftest import KEY, OTHER, PASSPHRASE, GoodBackend, LockedBackend


@pytest.fixture
def backend() -> GoodBackend:
    return GoodBackend()


def store(directory: Path, backend: GoodBackend, realm: str = "live") -> KeyStore:
    return KeyStore(directory, realm, OsKeyring([("good", lambda: backend)]))


def files(directory: Path) -> set[str]:
    return {path.name for path in directory.iterdir()}


def texts(directory: Path) -> list[str]:
    return [path.read_text() for path in directory.iterdir()]


async def test_from_the_keyring(tmp_path: Path, backend: GoodBackend) -> None:
    first = store(tmp_path, backend)
    assert (first.place, first.is_locked, await first.load()) == (None, False, None)
    await first.save(KEY, Place.KEYRING)
    again = store(tmp_path, backend)
    assert (again.place, again.is_locked, again.needs_passphrase) == (Place.KEYRING, True, False)
    assert await again.load() == KEY
    assert not again.is_locked
    assert not any(KEY.secret_key in text for text in texts(tmp_path))


async def test_from_the_vault(tmp_path: Path, backend: GoodBackend) -> None:
    await store(tmp_path, backend).save(KEY, Place.VAULT, PASSPHRASE)
    again = store(tmp_path, backend)
    assert again.needs_passphrase
    assert await again.load() is None
    with pytest.raises(VaultError):
        await again.unlock("not the passphrase")
    assert again.needs_passphrase
    assert await again.unlock(PASSPHRASE) == KEY
    assert backend.kept == {}


class Talkative(ThreadPoolExecutor):
    """Tells what it is given to do, as the window's own executor does at DEBUG."""

    def __init__(self) -> None:
        super().__init__()
        self.told = ""

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **more: Any) -> Future[Any]:
        self.told += f"{work} {arguments} {more}"
        return super().submit(work, *arguments, **more)


async def test_the_thread_that_locks_a_vault_is_told_no_secret(tmp_path: Path, backend: GoodBackend) -> None:
    executor = Talkative()
    asyncio.get_running_loop().set_default_executor(executor)
    await store(tmp_path, backend).save(KEY, Place.VAULT, PASSPHRASE)
    await store(tmp_path, backend).unlock(PASSPHRASE)
    assert executor.told.count("function") == 2
    assert not [secret for secret in (KEY.secret_key, KEY.access_key, PASSPHRASE) if secret in executor.told]


async def test_for_this_session_nothing_is_written(tmp_path: Path, backend: GoodBackend) -> None:
    kept = store(tmp_path, backend)
    await kept.save(KEY, Place.SESSION)
    assert (kept.current, kept.place, files(tmp_path), backend.kept) == (KEY, Place.SESSION, set(), {})
    assert store(tmp_path, backend).place is None


async def test_a_new_key_takes_the_old_ones_place(tmp_path: Path, backend: GoodBackend) -> None:
    kept = store(tmp_path, backend)
    await kept.save(KEY, Place.KEYRING)
    await kept.save(OTHER, Place.KEYRING)
    assert len(backend.kept) == 1
    await kept.save(KEY, Place.VAULT, PASSPHRASE)
    assert backend.kept == {}
    await kept.save(OTHER, Place.KEYRING)
    assert files(tmp_path) == {"keys-live.json"}
    assert await store(tmp_path, backend).load() == OTHER


async def test_what_is_deleted_is_gone(tmp_path: Path, backend: GoodBackend) -> None:
    for place in Place:
        kept = store(tmp_path, backend)
        await kept.save(KEY, place, PASSPHRASE)
        await kept.delete()
        assert (kept.current, kept.place, files(tmp_path), backend.kept) == (None, None, set(), {})


async def test_a_demo_key_is_never_taken_for_a_live_one(tmp_path: Path, backend: GoodBackend) -> None:
    await store(tmp_path, backend, "demo").save(KEY, Place.KEYRING)
    assert store(tmp_path, backend, "live").place is None


async def test_a_failure_changes_nothing(tmp_path: Path, backend: GoodBackend) -> None:
    kept = store(tmp_path, backend)
    await kept.save(KEY, Place.KEYRING)
    with pytest.raises(PassphraseTooShort):
        await kept.save(OTHER, Place.VAULT, "short")
    locked = KeyStore(tmp_path, "live", OsKeyring([("locked", LockedBackend)]))
    with pytest.raises(KeyringUnavailable):
        await locked.save(OTHER, Place.KEYRING)
    assert await store(tmp_path, backend).load() == KEY


async def test_an_entry_that_is_gone_or_no_key_is_told(tmp_path: Path, backend: GoodBackend) -> None:
    await store(tmp_path, backend).save(KEY, Place.KEYRING)
    (entry,) = backend.kept
    backend.kept[entry] = '{"access_key": 1}'
    with pytest.raises(KeyringEntryLost):
        await store(tmp_path, backend).load()
    backend.kept.clear()
    with pytest.raises(KeyringEntryLost):
        await store(tmp_path, backend).load()


@pytest.mark.parametrize("note", [b"", b"{", b'{"place":"cloud"}', b"\xff" * 9000])
async def test_a_damaged_note_still_finds_the_vault(
    tmp_path: Path, backend: GoodBackend, note: bytes
) -> None:
    (tmp_path / "keys-live.json").write_bytes(note)
    assert store(tmp_path, backend).place is None
    await store(tmp_path, backend).save(KEY, Place.VAULT, PASSPHRASE)
    (tmp_path / "keys-live.json").write_bytes(note)
    assert await store(tmp_path, backend).unlock(PASSPHRASE) == KEY


def test_a_key_is_not_shown_pickled_or_copied(tmp_path: Path, backend: GoodBackend) -> None:
    kept = store(tmp_path, backend)
    kept.current = KEY
    for shown in (repr(KEY), str(KEY), f"{kept}", repr([KEY])):
        assert KEY.secret_key not in shown and KEY.access_key not in shown
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            attempt(KEY)
    assert not hasattr(KEY, "__dict__")


def vaults_of(directory: Path) -> list[bytes]:
    return [path.read_bytes() for path in directory.glob("*.vault")]


class FullDisk:
    """A disk that takes a vault and nothing more."""

    def __init__(self, replace: Callable[[Path, bytes], None]) -> None:
        self._replace = replace

    def __call__(self, path: Path, content: bytes) -> None:
        if path.suffix == ".json":
            raise OSError(28, "No space left on device")
        self._replace(path, content)


@pytest.mark.parametrize("place", [Place.KEYRING, Place.VAULT])
@pytest.mark.parametrize("before", [None, Place.KEYRING, Place.VAULT])
async def test_a_note_that_cannot_be_written_leaves_the_old_key_and_nothing_of_the_new(
    tmp_path: Path,
    backend: GoodBackend,
    monkeypatch: pytest.MonkeyPatch,
    before: Place | None,
    place: Place,
) -> None:
    """The new key stayed in the keyring for ever, or a vault had taken the old one's place."""
    kept = store(tmp_path, backend)
    if before is not None:
        await kept.save(OTHER, before, PASSPHRASE)
    entries, vaults = dict(backend.kept), vaults_of(tmp_path)
    with monkeypatch.context() as full:
        full.setattr("app.keys.store.replace_file", FullDisk(replace_file))
        with pytest.raises(KeysNotSaved):
            await kept.save(KEY, place, "another passphrase")
    assert backend.kept == entries
    assert vaults_of(tmp_path) == vaults
    again = store(tmp_path, backend)
    assert again.place is before
    if before is not None:
        found = await (again.unlock(PASSPHRASE) if before is Place.VAULT else again.load())
        assert found == OTHER

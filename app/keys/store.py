"""Where the API key of one data directory and mode is kept: keyring, encrypted file, or memory alone."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import msgspec

from app.errors import KeysError
from app.files import replace_file
from app.keys import vault
from app.keys.errors import KeyringEntryLost, KeysNotSaved, VaultError
from app.keys.keyring import OsKeyring
from app.keys.secret import from_text, to_text
from app.upbit import Credentials

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Place(StrEnum):
    """Where a key is kept."""

    KEYRING = "keyring"
    VAULT = "vault"
    SESSION = "session"


class _Note(msgspec.Struct, frozen=True):
    """What stands in the data directory about a kept key; nothing of the key itself."""

    place: Place
    entry: str = ""  # the keyring's


class KeyStore:
    """Keeps at most one key per `realm` (demo, live): a demo key can never be taken for a live one.

    `current` is the key in use, None before `load` or `unlock`, and when there is none.
    """

    def __init__(self, directory: Path, realm: str, keyring: OsKeyring | None = None) -> None:
        self.current: Credentials | None = None
        self._note_file = directory / f"keys-{realm}.json"
        self._vault_file = directory / f"keys-{realm}.vault"
        self._service = f"Hoga {realm}"
        self._keyring = keyring or OsKeyring()
        self._note = self._read_note()

    def __repr__(self) -> str:
        return f"<KeyStore {self._service} {self.place or 'empty'} {self.current or ''}>"

    @property
    def place(self) -> Place | None:
        """Where the key is kept; None when there is none at all."""
        if self._note is not None:
            return self._note.place
        return Place.SESSION if self.current is not None else None

    @property
    def is_locked(self) -> bool:
        """A key is kept and has not been read yet."""
        return self._note is not None and self.current is None

    @property
    def needs_passphrase(self) -> bool:
        """The kept key waits for `unlock`."""
        return self.is_locked and self.place is Place.VAULT

    async def probe(self) -> str:
        """The name of this system's keyring after a round trip; KeyringUnavailable."""
        return await self._keyring.probe()

    async def load(self) -> Credentials | None:
        """The key from the keyring, if one is kept there; KeyringEntryLost. A vault waits for `unlock`."""
        if self._note is not None and self._note.place is Place.KEYRING:
            text = await self._keyring.get(self._service, self._note.entry)
            try:
                self.current = from_text(text)
            except ValueError as error:
                raise KeyringEntryLost(str(error)) from None
        return self.current

    async def unlock(self, passphrase: str) -> Credentials:
        """Open the vault; VaultError when the passphrase is wrong or the file damaged."""
        content = await _in_thread(lambda: vault.read(self._vault_file, passphrase))
        try:
            self.current = from_text(content)
        except ValueError:
            raise VaultError from None
        return self.current

    async def save(self, credentials: Credentials, place: Place, passphrase: str = "") -> None:
        """Keep the key there and use it; a key kept elsewhere before is deleted once the new one is safe.

        For this session only, nothing is written and what was kept stays kept.
        Raises KeyringUnavailable, PassphraseTooShort or KeysNotSaved; then nothing has changed.
        """
        before = self._note
        if place is Place.KEYRING:
            note = _Note(place, secrets.token_hex(16))
            await self._keyring.put(self._service, note.entry, to_text(credentials))
            try:
                self._write_note(note)
            except KeysNotSaved:
                await self._drop_entry(note)  # nobody would ever find it again, or delete it
                raise
            self._remove_vault()
        elif place is Place.VAULT:
            content, kept = to_text(credentials).encode(), self._kept_vault()
            await _in_thread(lambda: vault.write(self._vault_file, content, passphrase))
            try:
                self._write_note(_Note(place))
            except KeysNotSaved:
                self._put_back(kept)
                raise
        self.current = credentials
        if place is not Place.SESSION:
            await self._drop_entry(before)

    async def delete(self) -> None:
        """Forget the key, here and wherever it is kept; KeysNotSaved when a file can't be removed."""
        before, self._note, self.current = self._note, None, None
        self._remove_vault()
        try:
            self._note_file.unlink(missing_ok=True)
        except OSError as error:
            raise KeysNotSaved(f"cannot remove {self._note_file.name}: {error.strerror}") from error
        await self._drop_entry(before)

    def _kept_vault(self) -> bytes | None:
        try:
            return self._vault_file.read_bytes()
        except OSError:
            return None

    def _put_back(self, kept: bytes | None) -> None:
        """The vault of before, or none; the one that is there is opened by a passphrase that was given up."""
        with contextlib.suppress(OSError):
            if kept is None:
                self._vault_file.unlink(missing_ok=True)
            else:
                replace_file(self._vault_file, kept)

    def _remove_vault(self) -> None:
        try:
            self._vault_file.unlink(missing_ok=True)
        except OSError as error:
            raise KeysNotSaved(f"cannot remove {self._vault_file.name}: {error.strerror}") from error

    async def _drop_entry(self, note: _Note | None) -> None:
        if note is None or note.place is not Place.KEYRING:
            return
        try:
            await self._keyring.drop(self._service, note.entry)
        except KeysError as error:
            _log.warning("an old keyring entry stays: %s", error)

    def _write_note(self, note: _Note) -> None:
        try:
            replace_file(self._note_file, msgspec.json.encode(note))
        except OSError as error:
            raise KeysNotSaved(f"cannot write {self._note_file.name}: {error.strerror}") from error
        self._note = note

    def _read_note(self) -> _Note | None:
        try:
            return msgspec.json.decode(self._note_file.read_bytes()[:4096], type=_Note)
        except FileNotFoundError:
            pass
        except (OSError, msgspec.MsgspecError) as error:
            _log.warning("%s cannot be read: %s", self._note_file.name, type(error).__name__)
        # The file of a key outweighs a note that got lost.
        return _Note(Place.VAULT) if self._vault_file.exists() else None


async def _in_thread(work: Callable[[], T]) -> T:
    """Arguments would stand in the executor's own log, at DEBUG; a function of none shows nothing."""
    return await asyncio.to_thread(work)

"""The encrypted key file: Argon2id for the passphrase, AES-256-GCM for the content.

Layout, big-endian: magic, memory (KiB), passes, lanes, salt (16), nonce (12), then ciphertext and tag.
All that stands before the ciphertext is authenticated with it.
"""

from __future__ import annotations

import os
import struct
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from app.files import replace_file
from app.keys.errors import PASSPHRASE_LENGTH, KeysNotSaved, NoArgon2, PassphraseTooShort, VaultError

MAGIC = b"HOGAKEY1"
LARGEST_FILE = 4096  # bytes; a vault has about 200
_HEADER = struct.Struct(">8sIHH16s12s")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, lanes."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    @property
    def is_sane(self) -> bool:
        """Neither cheaper than OWASP's floor nor a bomb for whoever opens the file."""
        return 19 * 1024 <= self.memory <= 256 * 1024 and 1 <= self.passes <= 8 and 1 <= self.lanes <= 8


STANDARD = Cost()


def seal(content: bytes, passphrase: str, cost: Cost = STANDARD) -> bytes:
    """The bytes of a vault, with a new salt and nonce; PassphraseTooShort."""
    # 8 MB that a desk without a vault never loads.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(_spelled(passphrase)) < PASSPHRASE_LENGTH:
        raise PassphraseTooShort
    salt, nonce = os.urandom(16), os.urandom(12)
    header = _HEADER.pack(MAGIC, cost.memory, cost.passes, cost.lanes, salt, nonce)
    return header + AESGCM(_key(passphrase, salt, cost)).encrypt(nonce, content, header)


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed; VaultError whatever is wrong. Takes about a fifth of a second, on purpose."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not _HEADER.size < len(sealed) <= LARGEST_FILE:
        raise VaultError
    header = sealed[: _HEADER.size]
    magic, memory, passes, lanes, salt, nonce = _HEADER.unpack(header)
    cost = Cost(memory, passes, lanes)
    if magic != MAGIC or not cost.is_sane:
        raise VaultError
    try:
        return AESGCM(_key(passphrase, salt, cost)).decrypt(nonce, sealed[_HEADER.size :], header)
    except InvalidTag:
        raise VaultError from None


def write(path: Path, content: bytes, passphrase: str) -> None:
    """Seal into a file of its owner alone (0600), replaced in one step; PassphraseTooShort, KeysNotSaved."""
    sealed = seal(content, passphrase)
    try:
        replace_file(path, sealed)
    except OSError as error:
        raise KeysNotSaved(f"cannot write {path.name}: {error.strerror}") from error


def read(path: Path, passphrase: str) -> bytes:
    """What the file holds; VaultError."""
    try:
        with path.open("rb") as file:
            sealed = file.read(LARGEST_FILE + 1)
    except OSError:
        raise VaultError from None
    return unseal(sealed, passphrase)


def _key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        kdf = Argon2id(
            salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
        )
    except UnsupportedAlgorithm:
        raise NoArgon2 from None
    return kdf.derive(_spelled(passphrase).encode())


def _spelled(passphrase: str) -> str:
    # The same Hangul may come composed or in letters, depending on the input method.
    return unicodedata.normalize("NFKC", passphrase)

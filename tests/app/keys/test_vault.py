"""The vault opens for its passphrase alone; whatever else is wrong, the answer is one and the same."""

from __future__ import annotations

import base64
import os
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.kdf import argon2
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given, settings
from hypothesis import strategies as st

from app.keys import vault
from app.keys.errors import PassphraseTooShort, VaultError
from app.keys.vault import LARGEST_FILE, MAGIC, Cost, seal, unseal
from tests.app.keys.conftest import PASSPHRASE

CONTENT = b'{"access_key":"a","secret_key":"b"}'
CHEAP = Cost(memory=19 * 1024, passes=1, lanes=1)  # what may be read back; only for speed
SEALED = seal(CONTENT, PASSPHRASE, CHEAP)
SALT_AT = vault._HEADER.size - 28  # before it magic and cost, after it the nonce
# Written by the first version: what is readable today stays so.
FIRST_VERSION = base64.b64decode(
    "SE9HQUtFWTEAAQAAAAMABCxKDXTJsf0Jx3HZ8wSrJ2DsY1ZqAX0CaL8JKiUhR12v"
    "UE6nrr+trTPjOkrrsrbJec8fOiptJVUDJt1eRsqoI7lJxYacebusepf9psDNshA="
)


def told(sealed: bytes, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(VaultError) as caught:
        unseal(sealed, passphrase)
    return caught.value.sentence


def test_argon2id_is_the_one_of_the_standard() -> None:
    """RFC 9106, 5.3."""
    kdf = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    )
    wanted = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    assert kdf.derive(b"\x01" * 32).hex() == wanted


def test_what_was_sealed_comes_back_and_never_looks_the_same() -> None:
    assert unseal(SEALED, PASSPHRASE) == CONTENT
    again = seal(CONTENT, PASSPHRASE, CHEAP)
    assert again[24:] != SEALED[24:]
    assert CONTENT not in SEALED


def test_the_first_version_stays_readable() -> None:
    assert unseal(FIRST_VERSION, PASSPHRASE) == CONTENT


@pytest.fixture(scope="module")
def one_derivation() -> Iterator[None]:
    """A key is derived once for each salt and cost: that is slow, on purpose."""
    derive = cache(vault._key)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault, "_key", derive)
        yield


@pytest.mark.usefixtures("one_derivation")
def test_one_flipped_bit_is_enough() -> None:
    """Every bit there is; of the salt, each of whose bits is a key of its own, one of each byte."""
    salt = range(8 * SALT_AT, 8 * (SALT_AT + 16))
    for bit in range(len(SEALED) * 8):
        if bit in salt and bit % 8 != bit // 8 % 8:
            continue
        damaged = bytearray(SEALED)
        damaged[bit // 8] ^= 1 << bit % 8
        assert told(bytes(damaged)) == WRONG, bit


@given(st.integers(0, len(SEALED) - 1), st.binary(max_size=40))
@settings(max_examples=200)
@pytest.mark.usefixtures("one_derivation")
def test_cut_and_mended_files_are_refused(length: int, tail: bytes) -> None:
    if SEALED[:length] + tail != SEALED:
        assert told(SEALED[:length] + tail) == WRONG


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_nonsense_is_refused(content: bytes) -> None:
    assert told(content) == WRONG
    assert told(MAGIC + content) == WRONG


@pytest.mark.parametrize("wrong", ["", "x", PASSPHRASE + " ", PASSPHRASE.upper() + "!", "a" * 1000])
def test_a_wrong_passphrase_sounds_like_damage(wrong: str) -> None:
    assert told(SEALED, wrong) == WRONG


WRONG = told(SEALED, "quite another phrase")


@pytest.mark.parametrize(
    "cost",
    [
        Cost(memory=2**32 - 1),
        Cost(memory=512 * 1024),
        Cost(memory=8),
        Cost(passes=0),
        Cost(passes=65535),
        Cost(lanes=0),
        Cost(lanes=65535),
    ],
)
def test_a_bomb_is_not_even_tried(cost: Cost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argon2, "Argon2id", None)
    header = vault._HEADER.pack(MAGIC, cost.memory, cost.passes, cost.lanes, b"s" * 16, b"n" * 12)
    assert told(header + b"x" * 40) == WRONG
    assert told(b"x" * (LARGEST_FILE + 1)) == WRONG


def test_short_passphrases_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(PassphraseTooShort):
        vault.write(tmp_path / "keys", CONTENT, "123456789")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_the_file_is_its_owners_even_under_an_open_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        vault.write(tmp_path / "keys", CONTENT, PASSPHRASE)
    finally:
        os.umask(before)
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o600
    assert vault.read(tmp_path / "keys", PASSPHRASE) == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


def test_a_missing_file_sounds_the_same(tmp_path: Path) -> None:
    with pytest.raises(VaultError) as caught:
        vault.read(tmp_path / "keys", PASSPHRASE)
    assert caught.value.sentence == WRONG


def test_the_same_hangul_opens_it_however_it_was_typed() -> None:
    assert unseal(SEALED, unicodedata.normalize("NFD", PASSPHRASE)) == CONTENT

"""G18: what opening the key file takes, what a guess costs, and that no tampered file is ever opened.

A few thousand files by default, `--long` 100,000. A changed salt or cost means a whole derivation again, so
these are as many as chance makes them; for the others the derived key is remembered.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import time
from functools import lru_cache

from app.keys import vault
from app.keys.errors import VaultError
from benchmarks.report import figure, finish, percentile

CONTENT = b'{"access_key":"' + b"a" * 40 + b'","secret_key":"' + b"s" * 40 + b'"}'
PHRASE = "a long enough phrase"
CHEAP = vault.Cost(memory=19 * 1024, passes=1, lanes=1)  # only for speed; the floor of what may be read
CHUNK = 500
_HEADER = 40


def tampered(sealed: bytes, chance: random.Random) -> bytes:
    """The file with something done to it that a thief, a disk or a bad copy may do."""
    kind, damaged = chance.randrange(6), bytearray(sealed)
    if kind == 0:
        bit = chance.randrange(len(sealed) * 8)
        damaged[bit // 8] ^= 1 << bit % 8
    elif kind == 1:
        for _ in range(chance.randint(2, 20)):
            damaged[chance.randrange(_HEADER, len(sealed))] = chance.randrange(256)
    elif kind == 2:
        del damaged[chance.randrange(len(sealed)) :]
    elif kind == 3:
        damaged += chance.randbytes(chance.randint(1, 5000))
    elif kind == 4:
        one, other = sorted(chance.sample(range(_HEADER, len(sealed)), 2))
        damaged[one], damaged[other] = damaged[other], damaged[one]
    else:
        damaged[_HEADER:] = chance.randbytes(len(sealed) - _HEADER)
    return bytes(damaged)


def opened(seed: int) -> int:
    """How many of a chunk of tampered files opened, or failed in another way than they should."""
    chance, wrong = random.Random(seed), 0
    vault._key = lru_cache(maxsize=8)(vault._key)
    sealed = vault.seal(CONTENT, PHRASE, CHEAP)
    for _ in range(CHUNK):
        file = tampered(sealed, chance)
        if file == sealed:
            continue
        try:
            vault.unseal(file, PHRASE)
        except VaultError:
            continue
        wrong += 1
    return wrong


def guesses(number: int) -> list[float]:
    """Milliseconds of each wrong guess at a file as it is written."""
    sealed, took = vault.seal(CONTENT, PHRASE), []
    for turn in range(number):
        began = time.perf_counter()
        try:
            vault.unseal(sealed, f"{PHRASE} {turn}")
        except VaultError:
            took.append((time.perf_counter() - began) * 1000)
    return took


def main() -> None:
    """Times first, while nothing else runs here."""
    took = guesses(20)
    figure("vault: a guess, shortest", min(took), "ms")
    figure("vault: unlock p95", percentile(took, 0.95), "ms", gate=1000.0, goal="G18")
    chunks = 200 if "--long" in sys.argv else 8
    with multiprocessing.Pool(os.cpu_count()) as pool:
        wrong = sum(pool.imap_unordered(opened, range(chunks)))
    figure("vault: tampered files", chunks * CHUNK, "files")
    figure("vault: tampered files opened", wrong, "files", gate=0, goal="G18")


if __name__ == "__main__":
    main()
    finish()

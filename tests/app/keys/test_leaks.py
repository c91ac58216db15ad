"""Ten thousand mistakes that log secrets, a hundred crashes that know them: nothing comes out."""

from __future__ import annotations

import base64
import json
import logging
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from app.logs import Redactor, start_logging
from tests.canary import forms

SECRETS = [f"CANARY/{number:02}+{random.Random(number).getrandbits(130):040x}"[:40] for number in range(20)]

CRASHES = """
import faulthandler, os, sys
from pathlib import Path
from app.keys.memory import forbid_core_dumps
from app.upbit import Credentials

def crash(credentials, place):
    with open(place, "w") as file:
        faulthandler.enable(file, all_threads=True)
        os.abort()

secrets = sys.argv[1:]
forbid_core_dumps()
for number in range(100):
    credentials = Credentials(secrets[number % 20], secrets[(number + 7) % 20])
    if (child := os.fork()) == 0:
        crash(credentials, f"crash-{number}.txt")
    os.waitpid(child, 0)
"""


@pytest.fixture
def redactor(tmp_path: Path) -> Iterator[Redactor]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield start_logging(tmp_path)
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def hits(content: bytes) -> list[str]:
    return [secret for secret in SECRETS if any(form in content for form in forms(secret))]


def dressed(secret: str, chance: random.Random) -> str:
    """A secret as a program may come to write it."""
    claims = json.dumps({"access_key": secret, "nonce": str(chance.random())}).encode()
    return chance.choice(
        (
            secret,
            repr((secret,)),
            f"https://api.upbit.com/v1/order?key={quote(secret, safe='')}&x=1",
            base64.b64encode(b"user:" + secret.encode()).decode(),
            f"Bearer eyJhbGciOiJIUzUxMiJ9.{base64.urlsafe_b64encode(claims).decode().rstrip('=')}.c2ln",
            json.dumps({"secret_key": secret}),
        )
    )


def test_the_search_finds_each_form() -> None:
    chance = random.Random(1)
    assert all(hits(dressed(secret, chance).encode()) == [secret] for secret in SECRETS for _ in range(20))


@pytest.mark.parametrize("mistakes", [1_000, pytest.param(10_000, marks=pytest.mark.long)])
def test_mistakes_write_no_secret(tmp_path: Path, redactor: Redactor, mistakes: int) -> None:
    chance, log = random.Random(2), logging.getLogger("app.mistake")
    console = logging.getLogger().handlers[-1]
    console.setLevel(logging.CRITICAL)
    for secret in SECRETS:
        redactor.hide(secret)
    for number in range(mistakes):
        one, other = (dressed(chance.choice(SECRETS), chance) for _ in range(2))
        try:
            try:
                raise ValueError(one)
            except ValueError as error:
                raise RuntimeError({"body": other}) from error
        except RuntimeError:
            log.exception("mistake %d: %s and %r", number, one, [other], stack_info=number % 10 == 0)
    written = b"".join(path.read_bytes() for path in tmp_path.glob("hoga.log*"))
    assert f"mistake {mistakes - 1}:".encode() in written
    assert hits(written) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_a_hundred_crashes_write_no_secret(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    subprocess.run(
        [sys.executable, "-c", CRASHES, *SECRETS], cwd=tmp_path, env={"PYTHONPATH": str(root)}, check=True
    )
    reports = list(tmp_path.iterdir())
    assert len(reports) == 100, "no core files"
    assert all(b"Aborted" in path.read_bytes() for path in reports)
    assert [path.name for path in reports if hits(path.read_bytes())] == []

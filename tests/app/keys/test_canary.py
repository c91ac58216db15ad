"""Secrets in, at DEBUG, through everything that can go wrong: none of them comes out anywhere."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pytest

from app.endpoints import Mode
from app.exchange.auth import TRADING, Key
from app.exchange.members import AccountSpec
from app.exchange.server import ExchangeConfig, ExchangeServer
from app.keys import Place
from app.logs import start_logging
from app.private_side import KeyNotFit
from app.session import Session
from app.trading import OrderIntent
from app.upbit import Credentials, UpbitError

GOOD = Credentials("CANARYACCESS0000000000000000000000000aaaa", "CANARY/SECRET+0000000000000000000000000bbbb")
BAD = Credentials("CANARYACCESS1111111111111111111111111cccc", "CANARY/SECRET+1111111111111111111111111dddd")
PHRASE = "canary passphrase eeee"


def forms(secret: str) -> set[str]:
    """A secret as it stands, in both base64 alphabets at all three offsets, in URLs and in a JWT."""
    raw = secret.encode()
    found = {secret, quote(secret, safe="")}
    for lead in (b"", b"x", b"xx"):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            # The ends depend on the neighbours: only what is the secret's own.
            found.add(encode(lead + raw).decode()[4:-4])
    return found


CANARIES = {form for key in (GOOD, BAD) for part in (key.access_key, key.secret_key) for form in forms(part)}
CANARIES |= forms(PHRASE)


def hits(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text]


def test_the_canaries_are_found_where_they_are() -> None:
    claims = base64.urlsafe_b64encode(json.dumps({"access_key": GOOD.access_key}).encode()).decode()
    for text in (repr((GOOD.access_key,)), f"?k={quote(GOOD.secret_key, safe='')}", f"eyJ.{claims}.x"):
        assert hits(text), text


@pytest.fixture
def logging_at_debug(tmp_path: Path) -> Iterator[tuple[Path, object]]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    redactor = start_logging(tmp_path)
    root.setLevel(logging.DEBUG)
    loud = {name: logging.getLogger(name).level for name in ("websockets", "aiohttp", "asyncio")}
    for name in loud:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield tmp_path, redactor
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    for name, was in loud.items():
        logging.getLogger(name).setLevel(was)


async def test_no_secret_is_written_logged_or_shown(
    logging_at_debug: tuple[Path, object], capfd: pytest.CaptureFixture[str]
) -> None:
    directory, redactor = logging_at_debug
    key = Key(GOOD.access_key, GOOD.secret_key, "one", TRADING)
    spec = AccountSpec("one", {"KRW": Decimal(10_000_000)}, (key,))
    server = ExchangeServer(ExchangeConfig(markets=1, moving=False, limited=False, accounts=(spec,)))
    addresses = await server.start()
    session = Session(Mode.DEMO, directory, {"HOGA_EXCHANGE_URL": addresses.rest}, redactor)  # type: ignore[arg-type]
    shown: list[str] = []
    session.complained.connect(shown.append)
    await session.open()
    await refused(session, shown)
    await session.keys.save(GOOD, Place.VAULT, PHRASE, lambda found: shown.append(repr(found)))
    await ready(session)
    record = await session.broker.place(
        OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.001"), Decimal(10_000_000))
    )
    await session.broker.cancel(record.key)
    server.cut()
    await session.keys.delete()
    shown += [repr(thing) for thing in (session.keys, session.rest, session.manager, session.broker, GOOD)]
    await fail_with_secrets(shown)
    await session.close()
    await server.stop()
    out, err = capfd.readouterr()
    written = {str(path.relative_to(directory)): read(path) for path in files(directory)}
    assert "hoga.log" in written and "DEBUG" in written["hoga.log"], "it was loud"
    assert {name: hits(text) for name, text in written.items() if hits(text)} == {}
    assert hits("\n".join([out, err, *shown])) == []


async def refused(session: Session, shown: list[str]) -> None:
    """A key that the exchange does not know, and one with a wrong secret."""

    def note(found: object) -> None:
        shown.append(repr(found))

    for wrong in (BAD, Credentials(GOOD.access_key, BAD.secret_key)):
        with pytest.raises(KeyNotFit) as caught:
            await session.keys.save(wrong, Place.SESSION, "", note)
        shown.extend((repr(caught.value), str(caught.value), caught.value.sentence))
    stranger = session.rest.sibling(BAD)
    with pytest.raises(UpbitError) as failed:
        await stranger.accounts()
    await stranger.close()
    shown.extend((repr(failed.value), str(failed.value)))


async def ready(session: Session) -> None:
    changed = asyncio.Event()

    def note(ready: bool) -> None:
        if ready:
            changed.set()

    session.broker.ready_changed.connect(note)
    if not session.broker.ready:
        async with asyncio.timeout(20):
            await changed.wait()


async def fail_with_secrets(shown: list[str]) -> None:
    """A mistake of ours that puts a secret into a log line and a traceback."""
    log = logging.getLogger("app.mistake")
    try:
        raise RuntimeError(f"could not use {GOOD.secret_key} of {GOOD.access_key}")
    except RuntimeError:
        log.exception("sending %s with %r", GOOD.secret_key, {"access_key": BAD.access_key})


def files(directory: Path) -> list[Path]:
    return [path for path in directory.rglob("*") if path.is_file()]


def read(path: Path) -> str:
    return path.read_bytes().decode("latin-1")

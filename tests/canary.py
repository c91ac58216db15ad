"""Watches a whole run for secrets: `python -m pytest -p tests.canary …` fails when one was written anywhere.

Every API key that a client is made with is a canary, and so is every vault's passphrase. All loggers speak at
DEBUG into the desk's own log file, the chatty libraries too. At the end every file of the run, that log, and
all that the tests printed is searched for each canary as it stands, in URLs, and in base64 as in a JWT.
"""

from __future__ import annotations

import base64
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from app import logs
from app.keys import vault
from app.upbit import auth
from app.websocket_v6 import credentials

SHORTEST = 16  # below that a "key" of a test is an ordinary word
LARGEST_FILE = 64 * 1024 * 1024
# The demo exchange's own key stands in its ready line and in the state file; it opens nothing else.
PUBLIC = ("HOGADEMO",)
# What an exchange is started with is its own list of keys: the desk neither writes nor reads it.
OF_THE_EXCHANGE = "accounts.json"

_canaries: set[str] = set()
_printed: list[tuple[str, str]] = []
_log_directory = tempfile.TemporaryDirectory(prefix="hoga-canary-")
_findings: list[str] = []


def forms(secret: str) -> set[bytes]:
    """A secret as it stands, URL-encoded, and in both base64 alphabets at all three offsets."""
    raw = secret.encode()
    found = {raw, quote(secret, safe="").encode()}
    for lead in (b"", b"x", b"xx"):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            found.add(encode(lead + raw)[4:-4])  # the ends depend on the neighbours
    return found


def watch(secret: str) -> None:
    """Make it a canary."""
    if len(secret) >= SHORTEST and not secret.startswith(PUBLIC) and len(set(secret)) > 4:
        _canaries.add(secret)


def _watch_keys(kind: type[Any]) -> None:
    made = kind.__init__

    def watched(self: Any, access_key: str, secret_key: str) -> None:
        made(self, access_key, secret_key)
        watch(secret_key)
        watch(access_key)

    kind.__init__ = watched  # type: ignore[misc]


def pytest_configure(config: pytest.Config) -> None:
    for kind in (auth.Credentials, credentials.Credentials):
        _watch_keys(kind)
    seal = vault.seal

    def watched_seal(content: bytes, passphrase: str, *cost: vault.Cost) -> bytes:
        watch(passphrase)
        return seal(content, passphrase, *cost)

    vault.seal = watched_seal
    _log_as_the_desk_does()


def _log_as_the_desk_does() -> None:
    """Into one file for the whole run; what any desk of a test hides is hidden there, and nothing else."""
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    redactor, hide = logs.start_logging(Path(_log_directory.name)), logs.Redactor.hide
    for handler in root.handlers:
        if handler not in before and not isinstance(handler, logging.FileHandler):
            root.removeHandler(handler)
    root.setLevel(logging.DEBUG)

    def hide_here_too(self: logs.Redactor, secret: str) -> None:
        hide(self, secret)
        hide(redactor, secret)

    logs.Redactor.hide = hide_here_too  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def loud() -> Iterator[None]:
    """Tests start logging anew and set levels: each begins at DEBUG again."""
    for name in ("", "websockets", "aiohttp", "asyncio", "qasync"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    for name, text in report.sections:
        if "log" not in name:  # these are records before the desk's handlers have cleaned them
            _printed.append((f"{report.nodeid} {name}", text))


def pytest_sessionfinish(session: pytest.Session) -> None:
    base = getattr(session.config, "_tmp_path_factory", None)
    places = [Path(_log_directory.name), *([base.getbasetemp()] if base is not None else [])]
    needles = {form: secret for secret in _canaries for form in forms(secret)}
    searched = 0
    for where, content in _contents(places):
        searched += len(content)
        for form, secret in needles.items():
            if form in content:
                _findings.append(f"{where}: …{secret[-4:]} as {form[:6]!r}…")
    summary = f"{len(_canaries)} canaries, {searched:,} bytes searched, {len(_findings)} hits"
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["canary"] = [summary, *_findings]
    else:
        _told.append(summary)
        _told.extend(_findings)
    if _findings and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


_told: list[str] = []


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    _told.extend(getattr(node, "workeroutput", {}).get("canary", ()))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    terminalreporter.section("canaries")
    for line in _told:
        terminalreporter.write_line(line)


def _contents(places: list[Path]) -> Iterator[tuple[str, bytes]]:
    for where, text in _printed:
        yield where, text.encode(errors="replace")
    for place in places:
        for path in sorted(place.rglob("*")):
            if path.name == OF_THE_EXCHANGE or path.is_symlink() or not path.is_file():
                continue
            if path.stat().st_size <= LARGEST_FILE:
                yield str(path), path.read_bytes()

"""No secret reaches a log line, however it gets into the record."""

import logging
import os
import stat
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from app.errors import SettingsError
from app.logs import MASK, Redactor, start_logging

SECRET = "Zk3vT9-canary-secret-0xA1"
TOKEN = "eyJhbGciOiJIUzUxMiJ9.eyJhY2Nlc3Nfa2V5IjoiWCJ9.c2lnbmF0dXJl"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    redactor = start_logging(tmp_path)
    redactor.hide(SECRET)
    yield tmp_path / "hoga.log"
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_secrets_are_masked_in_messages_arguments_and_tracebacks(log_file: Path) -> None:
    log = logging.getLogger("test")
    log.warning("key %s and Authorization: Bearer %s", SECRET, TOKEN)
    try:
        raise ValueError(f"refused {SECRET} in {TOKEN}")
    except ValueError:
        log.exception("failed")
    text = log_file.read_text()
    assert SECRET not in text and TOKEN not in text
    assert "failed" in text and "ValueError" in text
    assert MASK in text


def test_websockets_never_logs_headers_at_debug(log_file: Path) -> None:
    logging.getLogger("websockets.client").debug("> Authorization: Bearer %s", TOKEN)
    assert not log_file.exists() or "Authorization" not in log_file.read_text()


def test_shapes_are_masked_even_when_the_secret_was_never_told() -> None:
    clean = Redactor().clean
    assert TOKEN not in clean(f"GET {TOKEN}")
    assert "abcdefgh12345678" not in clean('{"access_key": "abcdefgh12345678"}')
    assert clean("KRW-BTC 116,540,000") == "KRW-BTC 116,540,000"


def test_a_log_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "hoga.log").mkdir()
    with pytest.raises(SettingsError, match="log"):
        start_logging(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_the_log_and_its_predecessors_are_their_owners_alone(log_file: Path) -> None:
    rotating = next(h for h in logging.getLogger().handlers if isinstance(h, RotatingFileHandler))
    before = os.umask(0)
    try:
        rotating.doRollover()
    finally:
        os.umask(before)
    for path in (log_file, log_file.with_name("hoga.log.1")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_a_short_secret_does_not_mask_ordinary_text() -> None:
    redactor = Redactor()
    redactor.hide("1")
    assert redactor.clean("101") == "101"

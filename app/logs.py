"""Where log lines go, and what is cut out of them before they do."""

from __future__ import annotations

import logging
import os
import re
from base64 import b64encode, urlsafe_b64encode
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from urllib.parse import quote

from app.errors import SettingsError
from app.files import unusable

MASK = "•••"
_SHAPES = re.compile(
    r"(?i)(bearer\s+)\S+"  # Authorization headers
    r"|(eyJ)[\w-]+\.[\w-]+\.[\w-]*"  # a JWT wherever it stands
    r"|((?:access|secret)_?key\W{1,4})[\w./+-]{8,}"
)
# These write headers or every frame at DEBUG.
_CHATTY = ("websockets", "aiohttp", "asyncio", "qasync")


class Redactor(logging.Filter):
    """Masks secrets in every record of the handlers that carry it, tracebacks included."""

    def __init__(self) -> None:
        super().__init__()
        self._secrets: set[str] = set()

    def hide(self, secret: str) -> None:
        """Never let this value through, nor its URL and base64 forms; short ones would mask ordinary text."""
        if len(secret) >= 8:
            self._secrets |= {secret, quote(secret, safe=""), *_in_base64(secret)}

    def clean(self, text: str) -> str:
        """`text` without known secrets and without anything shaped like one."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return _SHAPES.sub(lambda match: next((g for g in match.groups() if g), "") + MASK, text)

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = self.clean(record.getMessage())
        record.args = None
        if record.exc_info and record.exc_text is None:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.clean(record.exc_text)
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return True


def _in_base64(secret: str) -> set[str]:
    """What is the secret's own wherever it stands in a base64 text, in both alphabets."""
    leads = (b"", b"x", b"xx")
    whole = [encode(lead + secret.encode()) for lead in leads for encode in (b64encode, urlsafe_b64encode)]
    cores = {text[4:-4].decode() for text in whole}
    return {core for core in cores if len(core) >= 8}


class _OwnersFile(RotatingFileHandler):
    """A log that nobody else may read (0600), whatever the directory allows."""

    def _open(self) -> TextIOWrapper:
        # Made by us first, so that nobody else may read it in the moment before a chmod.
        os.close(os.open(self.baseFilename, os.O_CREAT | os.O_WRONLY, 0o600))
        return super()._open()


def start_logging(directory: Path) -> Redactor:
    """Write warnings to stderr and everything to `directory`/hoga.log (5 files of 5 MB), redacted."""
    redactor = Redactor()
    path = directory / "hoga.log"
    try:
        file = _OwnersFile(path, maxBytes=5_000_000, backupCount=4, encoding="utf-8")
    except OSError as error:
        told = unusable(path, error)
        raise SettingsError(told.en, told) from error
    logging.raiseExceptions = False  # a log that can't be written later must not write into the terminal
    console = logging.StreamHandler()
    console.setLevel(logging.WARNING)
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    for handler in (file, console):
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        handler.addFilter(redactor)
        root.addHandler(handler)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    return redactor

"""Where log lines go, and what is cut out of them before they do."""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

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
        """Never let this value through; short ones are refused, since they would mask ordinary text."""
        if len(secret) >= 8:
            self._secrets.add(secret)

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
        return True


def start_logging(directory: Path) -> Redactor:
    """Write warnings to stderr and everything to `directory`/hoga.log (5 files of 5 MB), redacted."""
    redactor = Redactor()
    file = RotatingFileHandler(
        directory / "hoga.log", maxBytes=5_000_000, backupCount=4, encoding="utf-8", delay=True
    )
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

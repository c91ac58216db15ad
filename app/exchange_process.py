"""The local exchange as a child process: started, waited for, restarted where it was, ended."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from app.errors import ExchangeProcessError
from app.language import Sentence
from app.threads import in_thread

READY_SECONDS = 15.0
STOP_SECONDS = 2.0
_ROOT = Path(__file__).resolve().parent.parent


class Ready(msgspec.Struct, frozen=True):
    """The one line that the exchange prints when it is ready.

    `state` is what became of the account's file: kept, damaged, in use, unusable; nothing without a file.
    """

    rest: str
    public: str
    private: str
    access_key: str = msgspec.field(default="")
    secret_key: str = msgspec.field(default="")
    state: str = msgspec.field(default="")

    def __repr__(self) -> str:
        return f"Ready(rest={self.rest!r})"


@dataclass(frozen=True, slots=True)
class ExchangeOptions:
    """What the child is started with; port 0 lets it choose a free one, no key lets it make one.

    `state` is the file that keeps its accounts and orders from one start to the next.
    """

    port: int = 0
    seed: int | None = None
    access_key: str = ""
    secret_key: str = ""
    state: Path | None = None

    def __repr__(self) -> str:
        return f"ExchangeOptions(port={self.port}, seed={self.seed})"

    def arguments(self) -> list[str]:
        """The command line after `python -m app.exchange`."""
        seed = [] if self.seed is None else ["--seed", str(self.seed)]
        keys = ["--access-key", self.access_key, "--secret-key", self.secret_key] if self.access_key else []
        # The child runs in another directory than this one.
        state = [] if self.state is None else ["--state", str(self.state.absolute()), "--begin-anew"]
        return ["--port", str(self.port), *seed, *keys, *state, "--until-stdin-closes"]

    def again_at(self, ready: Ready) -> ExchangeOptions:
        """The same, at the address and with the key of an earlier start, so that clients find it again."""
        port = urlsplit(ready.rest).port or 0
        return replace(self, port=port, access_key=ready.access_key, secret_key=ready.secret_key)


class ExchangeProcess:
    """One child; it ends when its stdin closes, so it cannot outlive its parent, SIGKILL included.

    Waiting happens in threads: asyncio's own subprocesses need a child watcher that qasync lacks.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.ready = Ready("", "", "")
        self.last_complaint = ""  # what it wrote to stderr last, once it has ended

    def __repr__(self) -> str:
        return f"<ExchangeProcess {self._process and self._process.pid} {self.ready.rest}>"

    async def start(self, options: ExchangeOptions) -> Ready:
        """Start the exchange and wait for its ready line; ExchangeProcessError with its own sentence."""
        self.last_complaint = ""
        try:
            self._process = _spawn(options)
            async with asyncio.timeout(READY_SECONDS):
                line = await in_thread(partial(_first_line, self._process))
            self.ready = msgspec.json.decode(line, type=Ready)
        except (TimeoutError, msgspec.DecodeError):
            reason = "no ready line"
        except OSError as error:
            reason = str(error)
        else:
            return self.ready
        await self.aclose()
        raise _not_started(self.last_complaint or reason)

    async def wait(self) -> int:
        """Return its exit code when it has ended by itself."""
        assert self._process is not None, "start() comes first"
        code = await in_thread(self._process.wait)
        await self.aclose()
        return code

    async def aclose(self) -> None:
        """End it, first politely; idempotent."""
        process, self._process = self._process, None
        if process is not None:
            self.last_complaint = await in_thread(partial(_end, process))

    def kill(self) -> None:
        """End it at once, from wherever; for when there is no time left."""
        if self._process is not None:
            self._process.kill()


def _not_started(reason: str) -> ExchangeProcessError:
    return ExchangeProcessError(
        f"the exchange did not get ready: {reason}",
        Sentence(
            f"데모 거래소를 시작하지 못했습니다: {reason}",
            f"The demo exchange could not be started: {reason}",
        ),
    )


def _spawn(options: ExchangeOptions) -> subprocess.Popen[bytes]:
    # A file, not a pipe: nobody reads it while the child lives, and a full pipe would stop the child.
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            [sys.executable, "-m", "app.exchange", *options.arguments()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            cwd=_ROOT,
            # Ctrl-C in the terminal is the desk's to handle; it ends the child by itself.
            start_new_session=True,
        )
        process.stderr = os.fdopen(os.dup(complaints.fileno()), "rb")
        return process


def _first_line(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    return process.stdout.readline()


def _end(process: subprocess.Popen[bytes]) -> str:
    """Close its stdin, which is its signal to end; then insist. Returns its last line on stderr."""
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
    with process.stderr as complaints:
        complaints.seek(0)
        lines = complaints.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""

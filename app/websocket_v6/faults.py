"""What ended a connection, told from the exception that it ended with."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass

from websockets.exceptions import InvalidHandshake, InvalidStatus, ProxyError

from app.errors import EndpointError
from app.websocket_v6.backoff import Fault

BLOCKED = 418
BLOCK_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class End:
    """Why a socket ended, or was never open; no fault means that it was meant.

    `waited`: seconds that an attempt took which never gave a socket. `silence`: seconds for which the
    exchange wants to be left alone.
    """

    fault: Fault | None
    reason: str
    waited: float = 0.0
    silence: float = 0.0


def end_of_connect(error: Exception, *, has_keys: bool) -> End:
    """Why a socket could not be opened; a refusal is only about the keys where keys were shown."""
    if isinstance(error, InvalidStatus):
        code = error.response.status_code
        if has_keys and code in (401, 403):
            return End(Fault.AUTH, f"the exchange answered {code} to the keys")
        answer = error.response
        silence = silence_of(
            code, answer.headers.get("Retry-After", ""), (answer.body or b"").decode(errors="replace")
        )
        return End(Fault.REFUSED, f"the exchange answered {code}", silence=silence)
    if isinstance(error, ssl.SSLCertVerificationError):
        return End(Fault.UNTRUSTED, "the connection is not trusted: the certificate does not fit")
    if isinstance(error, EndpointError):
        return End(Fault.UNTRUSTED, str(error))
    if isinstance(error, TimeoutError):
        return End(Fault.NETWORK, "the exchange did not answer in time")
    if isinstance(error, ProxyError):
        return End(Fault.REFUSED, f"the proxy of this computer does not lead there: {type(error).__name__}")
    if isinstance(error, InvalidHandshake):
        return End(Fault.REFUSED, f"the exchange did not accept the connection: {type(error).__name__}")
    return End(Fault.NETWORK, f"no connection: {error}")


def silence_of(code: int, retry_after: str, text: str) -> float:
    """Seconds to leave the exchange alone: what it says, and for a block (418) at least that and a second.

    A block whose length is in its text has it as the largest number there; without one it lasts a minute.
    """
    said = [float(retry_after)] if re.fullmatch(r"\d{1,6}", retry_after.strip()) else []
    if code != BLOCKED:
        return said[0] if said and code in (429, 503) else 0.0
    numbers = said or [float(number) for number in re.findall(r"(?<![\d.])\d{1,6}(?![\d.])", text)]
    return max(numbers, default=BLOCK_SECONDS) + 1.0

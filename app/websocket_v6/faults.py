"""What ended a connection, told from the exception that it ended with."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

from websockets.exceptions import InvalidHandshake, InvalidStatus

from app.errors import EndpointError
from app.websocket_v6.backoff import Fault


@dataclass(frozen=True, slots=True)
class End:
    """Why a socket ended, or was never open; no fault means that it was meant.

    `waited`: seconds that an attempt took which never gave a socket.
    """

    fault: Fault | None
    reason: str
    waited: float = 0.0


def end_of_connect(error: Exception, *, has_keys: bool) -> End:
    """Why a socket could not be opened; a refusal is only about the keys where keys were shown."""
    if isinstance(error, InvalidStatus):
        code = error.response.status_code
        if has_keys and code in (401, 403):
            return End(Fault.AUTH, f"the exchange answered {code} to the keys")
        return End(Fault.REFUSED, f"the exchange answered {code}")
    if isinstance(error, ssl.SSLCertVerificationError):
        return End(Fault.UNTRUSTED, "the connection is not trusted: the certificate does not fit")
    if isinstance(error, EndpointError):
        return End(Fault.UNTRUSTED, str(error))
    if isinstance(error, TimeoutError):
        return End(Fault.NETWORK, "the exchange did not answer in time")
    if isinstance(error, InvalidHandshake):
        return End(Fault.REFUSED, f"the exchange did not accept the connection: {type(error).__name__}")
    return End(Fault.NETWORK, f"no connection: {error}")

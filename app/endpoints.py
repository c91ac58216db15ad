"""Which exchange a mode talks to, and the only hosts that its clients may reach."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from app.errors import EndpointError
from app.language import Sentence

EXCHANGE_URL_VARIABLE = "HOGA_EXCHANGE_URL"
PUBLIC_PATH = "/websocket/v1"
PRIVATE_PATH = "/websocket/v1/private"


class Mode(StrEnum):
    """How Hoga is used: on the local exchange, or with real money at Upbit."""

    DEMO = "demo"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The addresses of one exchange.

    `rest` has no trailing slash; `hosts` are `scheme://host:port` origins, the only ones `check` lets pass.
    """

    mode: Mode
    rest: str
    public: str
    private: str
    hosts: frozenset[str]

    def check(self, url: str) -> str:
        """Return `url` unchanged, or raise EndpointError when its host is not this exchange's."""
        if _authority(urlsplit(url)) not in self.hosts:
            place = _authority(urlsplit(url))
            raise EndpointError(
                f"{self.mode} mode may not talk to {place}",
                Sentence(
                    f"{self.mode.upper()} 모드는 {place}에 연결할 수 없습니다.",
                    f"{self.mode.upper()} mode may not talk to {place}.",
                ),
            )
        return url


UPBIT = Endpoints(
    mode=Mode.LIVE,
    rest="https://api.upbit.com",
    public="wss://api.upbit.com/websocket/v1",
    private="wss://api.upbit.com/websocket/v1/private",
    hosts=frozenset({"https://api.upbit.com:443", "wss://api.upbit.com:443"}),
)


def local(rest: str) -> Endpoints:
    """The endpoints of a local exchange from its REST address; any host but loopback is refused."""
    try:
        parts = urlsplit(rest)
        port = parts.port
    except ValueError:
        raise _unusable(rest, Sentence("주소가 아닙니다", "is no address")) from None
    if parts.scheme != "http" or not port or parts.path not in ("", "/") or parts.query:
        form = "http://127.0.0.1:PORT"
        raise _unusable(rest, Sentence(f"{form} 꼴이 아닙니다", f"is not of the form {form}"))
    if not is_loopback(parts.hostname or ""):
        far = Sentence(
            "이 컴퓨터의 주소가 아닙니다. 루프백 주소만 쓸 수 있습니다",
            "is not on this computer: only a loopback address is allowed",
        )
        raise _unusable(rest, far)
    place = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return Endpoints(
        mode=Mode.DEMO,
        rest=f"http://{place}:{port}",
        public=f"ws://{place}:{port}{PUBLIC_PATH}",
        private=f"ws://{place}:{port}{PRIVATE_PATH}",
        hosts=frozenset({f"http://{place}:{port}", f"ws://{place}:{port}"}),
    )


def from_environment(environment: Mapping[str, str]) -> Endpoints | None:
    """The exchange that HOGA_EXCHANGE_URL names, or None when it is not set; EndpointError if unusable."""
    url = environment.get(EXCHANGE_URL_VARIABLE, "").strip()
    if not url:
        return None
    try:
        return local(url)
    except EndpointError as error:
        raise EndpointError(
            f"{EXCHANGE_URL_VARIABLE}: {error}", f"{EXCHANGE_URL_VARIABLE}: {error.sentence}"
        ) from None


def _unusable(address: str, why: Sentence) -> EndpointError:
    return EndpointError(
        f"{address!r} {why.en}", Sentence(f"'{address}': {why.ko}.", f"'{address}' {why.en}.")
    )


def is_loopback(host: str) -> bool:
    """Whether a host's name or address is this computer's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _authority(parts: SplitResult) -> str:
    default = {"https": 443, "wss": 443, "http": 80, "ws": 80}.get(parts.scheme, 0)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    try:
        port = parts.port or default
    except ValueError:
        raise _unusable(parts.netloc, Sentence("쓸 수 있는 포트가 없습니다", "has no usable port")) from None
    return f"{parts.scheme}://{host}:{port}"

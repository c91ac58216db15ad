"""Which of the system's proxies a connection to the exchange has to take; REST and sockets take the same."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from app.endpoints import is_loopback
from app.errors import EndpointError
from app.language import Sentence

# What Python calls the settings of system and environment, in the order of their weight.
_KINDS = ("https", "all", "socks")


def proxy_of(url: str) -> str | None:
    """The HTTP proxy for an https or wss address, None for a direct way; EndpointError for any other kind.

    A proxy sees the exchange's name and encrypted bytes. Where it can't be used a direct connection would
    show the exchange another address than the one that API keys are bound to.
    """
    host = urlsplit(url).hostname or ""
    if is_loopback(host) or proxy_bypass(host):
        return None
    return chosen(getproxies())


def chosen(proxies: Mapping[str, str]) -> str | None:
    """Of settings by kind, the address to use."""
    for kind in _KINDS:
        address = proxies.get(kind, "").strip()
        if not address:
            continue
        scheme, mark, place = address.partition("://")
        if not mark:
            scheme, place = "http", address
        if scheme.lower() != "http" or kind == "socks":
            raise _unusable("socks" if kind == "socks" else scheme)
        return f"http://{place}"
    return None


def _unusable(scheme: str) -> EndpointError:
    # Never the address itself: it may hold a password.
    return EndpointError(
        f"the proxy of this computer is of the kind {scheme!r}: only http proxies can be used",
        Sentence(
            f"이 컴퓨터에 설정된 프록시({scheme})는 쓸 수 없습니다. HTTP 프록시를 설정하세요.",
            f"The proxy set on this computer ({scheme}) cannot be used; set an HTTP proxy.",
        ),
    )

"""A proxy is taken by all connections or by none; one that can't be used is told of, not gone around."""

from __future__ import annotations

import pytest

from app.errors import EndpointError
from app.proxies import chosen, proxy_of


@pytest.mark.parametrize(
    ("proxies", "address"),
    [
        ({}, None),
        ({"http": "http://10.0.0.1:3128"}, None),
        ({"https": "http://10.0.0.1:3128"}, "http://10.0.0.1:3128"),
        ({"https": " 10.0.0.1:3128 "}, "http://10.0.0.1:3128"),
        ({"https": "HTTP://a:b@proxy.example:3128"}, "http://a:b@proxy.example:3128"),
        ({"all": "http://10.0.0.1:1"}, "http://10.0.0.1:1"),
        ({"https": "http://10.0.0.1:3128", "socks": "http://10.0.0.1:1080"}, "http://10.0.0.1:3128"),
    ],
)
def test_the_nearest_http_proxy_is_chosen(proxies: dict[str, str], address: str | None) -> None:
    assert chosen(proxies) == address


@pytest.mark.parametrize(
    "proxies",
    [
        {"https": "socks5h://trader:hidden@10.0.0.1:1080"},
        {"all": "socks5://trader:hidden@10.0.0.1:1080"},
        {"socks": "http://trader:hidden@10.0.0.1:1080"},
        {"https": "https://trader:hidden@10.0.0.1:443"},
    ],
)
def test_another_kind_is_an_error_without_its_password(proxies: dict[str, str]) -> None:
    with pytest.raises(EndpointError) as caught:
        chosen(proxies)
    assert "HTTP 프록시" in caught.value.sentence
    assert "hidden" not in f"{caught.value}{caught.value.sentence}"


@pytest.mark.parametrize("url", ["http://127.0.0.1:80/x", "ws://localhost:80", "https://[::1]:443/v1"])
def test_this_computer_is_reached_without_one(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://10.0.0.1:3128")
    monkeypatch.setenv("ALL_PROXY", "socks5://10.0.0.1:3128")
    assert proxy_of(url) is None


def test_exceptions_of_the_system_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://10.0.0.1:3128")
    assert proxy_of("https://api.upbit.com/v1/ticker") == "http://10.0.0.1:3128"
    monkeypatch.setenv("NO_PROXY", "upbit.com")
    assert proxy_of("wss://api.upbit.com/websocket/v1") is None

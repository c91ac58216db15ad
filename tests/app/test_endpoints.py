"""A mode talks to its own hosts and to no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.endpoints import UPBIT, Mode, from_environment, local
from app.errors import EndpointError


def test_local_addresses_follow_from_the_rest_address() -> None:
    endpoints = local("http://127.0.0.1:8123")
    assert endpoints.mode is Mode.DEMO
    assert endpoints.public == "ws://127.0.0.1:8123/websocket/v1"
    assert endpoints.private == "ws://127.0.0.1:8123/websocket/v1/private"


@pytest.mark.parametrize("url", ["http://localhost:80/", "http://[::1]:9000", "http://127.1.2.3:1"])
def test_every_loopback_address_is_local(url: str) -> None:
    endpoints = local(url)
    assert endpoints.check(endpoints.rest + "/v1/ticker")
    assert endpoints.check(endpoints.private)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.upbit.com",
        "http://api.upbit.com:80",
        "http://192.168.0.7:8000",
        "http://0.0.0.0:8000",
        "http://127.0.0.1",
        "http://127.0.0.1:99999",
        "http://127.0.0.1.evil.example:80",
        "http://127.0.0.1:80/path",
        "ftp://127.0.0.1:80",
        "127.0.0.1:80",
        "http://127.0.0.1:0",
        "http://[::1",
        "nonsense",
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(EndpointError):
        local(url)


def test_the_environment_is_optional_and_its_error_names_the_variable() -> None:
    assert from_environment({}) is None
    assert from_environment({"HOGA_EXCHANGE_URL": " "}) is None
    found = from_environment({"HOGA_EXCHANGE_URL": "http://127.0.0.1:5000"})
    assert found is not None and found.rest == "http://127.0.0.1:5000"
    with pytest.raises(EndpointError, match="HOGA_EXCHANGE_URL"):
        from_environment({"HOGA_EXCHANGE_URL": "https://api.upbit.com:443"})


def test_live_never_talks_to_the_local_exchange_and_demo_never_to_upbit() -> None:
    demo = local("http://127.0.0.1:5000")
    with pytest.raises(EndpointError):
        demo.check(UPBIT.rest + "/v1/orders")
    with pytest.raises(EndpointError):
        UPBIT.check(demo.rest + "/v1/orders")
    assert UPBIT.check("https://api.upbit.com/v1/orders")


@given(st.integers(1, 65535), st.integers(1, 65535))
def test_another_port_is_another_exchange(port: int, other: int) -> None:
    endpoints = local(f"http://127.0.0.1:{port}")
    if other == port:
        assert endpoints.check(f"http://127.0.0.1:{other}/v1/accounts")
    else:
        with pytest.raises(EndpointError):
            endpoints.check(f"http://127.0.0.1:{other}/v1/accounts")


@pytest.mark.parametrize("url", ["http://api.upbit.com/v1/orders", "https://api.upbit.com.evil.example/v1"])
def test_a_look_alike_of_upbit_is_not_upbit(url: str) -> None:
    with pytest.raises(EndpointError):
        UPBIT.check(url)


REFUSED = {
    "http://[::1": ("주소가 아닙니다", "is no address"),
    "ftp://127.0.0.1:80": ("http://127.0.0.1:PORT 꼴이 아닙니다", "is not of the form http://127.0.0.1:PORT"),
    "http://192.168.0.7:8000": ("루프백 주소만 쓸 수 있습니다", "only a loopback address is allowed"),
}


@pytest.mark.parametrize("url", REFUSED)
def test_a_person_reads_why_in_their_language(url: str) -> None:
    with pytest.raises(EndpointError) as raised:
        from_environment({"HOGA_EXCHANGE_URL": url})
    assert raised.value.sentence.startswith(f"HOGA_EXCHANGE_URL: '{url}': ")
    assert REFUSED[url][0] in raised.value.sentence


@pytest.mark.parametrize("url", REFUSED)
@pytest.mark.usefixtures("english")
def test_and_in_english(url: str) -> None:
    with pytest.raises(EndpointError) as raised:
        from_environment({"HOGA_EXCHANGE_URL": url})
    assert raised.value.sentence.startswith(f"HOGA_EXCHANGE_URL: '{url}' ")
    assert REFUSED[url][1] in raised.value.sentence
    with pytest.raises(EndpointError) as refused:
        UPBIT.check("http://127.0.0.1:1")
    assert refused.value.sentence == "LIVE mode may not talk to http://127.0.0.1:1."

"""Tokens: what is accepted, what is refused and by which name."""

import hashlib
from typing import Any

import pytest

from app.exchange.auth import Authenticator, AuthError, Key, decoded_body, hashed_body, hashed_query

ACCESS, SECRET = "TESTACCESSKEY0000000000000000000000000001", "TESTSECRETKEY0000000000000000000000000001"
# The HS512 vector of protocol 5.2.
VECTOR = (
    "eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.eyJhY2Nlc3Nfa2V5IjoiVEVTVEFDQ0VTU0tFWTAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw"
    "MDEiLCJub25jZSI6IjExMTExMTExLTIyMjItNDMzMy04NDQ0LTU1NTU1NTU1NTU1NSJ9.McmFOm49A_eIunAfMG_E7Hak3fLsJaiuj5iXedUI"
    "dPYWByPer4Tm9lBxiTA0m-78Yby7mySb1myla-Y66RZvxQ"
)


def guard() -> Authenticator:
    return Authenticator({ACCESS: Key(ACCESS, SECRET, "me")})


def refusal(guard: Authenticator, authorization: str | None, hashed: tuple[str, ...] | None = None) -> str:
    with pytest.raises(AuthError) as caught:
        guard.check(authorization, hashed)
    return caught.value.name


def test_the_protocols_token_is_accepted_once() -> None:
    doors = guard()
    assert doors.check(f"Bearer {VECTOR}", None).account == "me"
    assert refusal(doors, f"Bearer {VECTOR}") == "nonce_used"


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_three_algorithms_are_accepted(tools: Any, algorithm: str) -> None:
    token = tools.signed(SECRET, {"access_key": ACCESS, "nonce": "n"}, algorithm)
    assert guard().check(f"bearer {token}", None).access_key == ACCESS


def test_every_mistake_has_its_name(tools: Any) -> None:
    def token(secret: str = SECRET, algorithm: str = "HS512", **claims: Any) -> str:
        return "Bearer " + tools.signed(secret, {"access_key": ACCESS, "nonce": "n"} | claims, algorithm)

    assert refusal(guard(), None) == "no_authorization_token"
    assert refusal(guard(), "Basic x") == "no_authorization_token"
    assert refusal(guard(), "Bearer rubbish") == "jwt_verification"
    assert refusal(guard(), "Bearer " + "[" * 9 + ".e30.x") == "jwt_verification"
    assert refusal(guard(), "Bearer W10.W10.x") == "jwt_verification"
    assert refusal(guard(), token(secret="other")) == "jwt_verification"
    assert refusal(guard(), token(algorithm="none")) == "jwt_verification"
    assert refusal(guard(), token(access_key="unknown")) == "invalid_access_key"
    assert refusal(guard(), token(nonce=5)) == "invalid_query_payload"
    assert refusal(guard(), token(), ("a=1",)) == "invalid_query_payload"
    assert refusal(guard(), token(query_hash="0" * 128), ("a=1",)) == "invalid_query_payload"
    assert refusal(guard(), token(query_hash="0" * 128), ("",)) == "invalid_query_payload"
    assert refusal(guard(), token(query_hash="한글"), ("a=1",)) == "invalid_query_payload"


def test_a_forged_token_uses_up_no_nonce(tools: Any) -> None:
    doors = guard()
    claims = {"access_key": ACCESS, "nonce": "n"}
    assert refusal(doors, "Bearer " + tools.signed("other", claims)) == "jwt_verification"
    assert doors.check("Bearer " + tools.signed(SECRET, claims), None)


def test_the_hash_covers_the_decoded_query(tools: Any) -> None:
    # q1 of protocol 5.2, sent with encoded brackets as some clients do
    raw = "market=KRW-BTC&states%5B%5D=wait&states[]=watch&limit=10"
    digest = (
        "e3cfc649139c595e1c26a8aa2b3c8504f4b15011fc2b819081451e5e845172bd"
        "5dbbb5110ec5d7a3d1d32ff71f46a78323a040e8bedf8672021fd2206190a3a8"
    )
    claims = {"access_key": ACCESS, "nonce": "n", "query_hash": digest, "query_hash_alg": "SHA512"}
    assert guard().check("Bearer " + tools.signed(SECRET, claims), hashed_query(raw))


def test_the_hash_covers_a_bodys_members_in_order() -> None:
    raw = (
        b'{"market":"KRW-BTC","side":"bid","volume":"0.001","price":"116000000",'
        b'"ord_type":"limit","identifier":null}'
    )
    body = decoded_body(raw)
    assert body is not None
    (text,) = hashed_body(body)
    assert hashlib.sha512(text.encode()).hexdigest().startswith("61a4acff37b39168f0fc09467844640d")


def test_numbers_in_a_body_are_hashed_as_they_were_written() -> None:
    body = decoded_body(b'{"a":0.10,"b":1e-7,"c":true,"d":12}')
    assert body is not None
    assert hashed_body(body) == ("a=0.10&b=1e-7&c=true&d=12",)


@pytest.mark.parametrize("raw", [b"[1]", b"{", b'{"a":NaN}', b'"x"', b"\xff", b"[" * 100_000])
def test_what_is_no_json_object_is_nothing(raw: bytes) -> None:
    assert decoded_body(raw) is None


def test_an_empty_body_has_no_members() -> None:
    assert decoded_body(b" ") == {}
    assert hashed_body({}) == ("",)

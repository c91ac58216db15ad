"""The signature, against the vectors of the protocol page."""

import jwt
import pytest

from app.upbit.auth import Credentials, encoded_query, hashed_text, query_hash, token

KEY = Credentials("TESTACCESSKEY0000000000000000000000000001", "TESTSECRETKEY0000000000000000000000000001")
NONCE = "11111111-2222-4333-8444-555555555555"


def test_query_with_an_array_hashes_as_the_vector_says() -> None:
    pairs = [("market", "KRW-BTC"), ("states[]", "wait"), ("states[]", "watch"), ("limit", "10")]
    assert hashed_text(pairs) == "market=KRW-BTC&states[]=wait&states[]=watch&limit=10"
    assert query_hash(hashed_text(pairs)) == (
        "e3cfc649139c595e1c26a8aa2b3c8504f4b15011fc2b819081451e5e845172bd"
        "5dbbb5110ec5d7a3d1d32ff71f46a78323a040e8bedf8672021fd2206190a3a8"
    )


def test_order_body_hashes_as_the_vector_says() -> None:
    text = "market=KRW-BTC&side=bid&volume=0.001&price=116000000&ord_type=limit"
    assert query_hash(text) == (
        "61a4acff37b39168f0fc09467844640dc3fd2987b492d745129cb4d1a3c2e3c6"
        "06db80fb4e5b9de9f661e2620324dd42518cef248fb1dcce061175d08c5afd8e"
    )


def test_token_without_parameters_is_the_vector_byte_for_byte() -> None:
    assert token(KEY, NONCE) == (
        "eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9."
        "eyJhY2Nlc3Nfa2V5IjoiVEVTVEFDQ0VTU0tFWTAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDEiLCJub25jZSI6IjExMTEx"
        "MTExLTIyMjItNDMzMy04NDQ0LTU1NTU1NTU1NTU1NSJ9."
        "McmFOm49A_eIunAfMG_E7Hak3fLsJaiuj5iXedUIdPYWByPer4Tm9lBxiTA0m-78Yby7mySb1myla-Y66RZvxQ"
    )


@pytest.mark.filterwarnings("ignore::jwt.InsecureKeyLengthWarning")
def test_token_with_parameters_carries_their_hash() -> None:
    claims = jwt.decode(token(KEY, NONCE, "market=KRW-BTC"), KEY.secret_key, algorithms=["HS512"])
    assert claims == {
        "access_key": KEY.access_key,
        "nonce": NONCE,
        "query_hash": query_hash("market=KRW-BTC"),
        "query_hash_alg": "SHA512",
    }


def test_url_encodes_values_and_leaves_array_brackets() -> None:
    pairs = [("uuids[]", "a b"), ("end_time", "2026-11-21T12:00:00+09:00"), ("pairs", "KRW-BTC,KRW-ETH")]
    assert encoded_query(pairs) == (
        "uuids[]=a%20b&end_time=2026-11-21T12%3A00%3A00%2B09%3A00&pairs=KRW-BTC%2CKRW-ETH"
    )


def test_credentials_show_neither_key() -> None:
    shown = repr(KEY) + str(KEY) + f"{[KEY]}"
    assert KEY.secret_key not in shown
    assert KEY.access_key not in shown
    assert "secret" not in repr(Credentials("short", "secret"))


def test_fingerprints_tell_keys_apart_without_telling_them() -> None:
    other = Credentials("TESTACCESSKEY0000000000000000000000000002", KEY.secret_key)
    assert KEY.fingerprint() != other.fingerprint()
    assert KEY.fingerprint() not in KEY.access_key

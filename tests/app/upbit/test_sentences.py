"""Every error name of the protocol page has a sentence in both languages."""

import re
from collections.abc import Iterator

import pytest

from app.language import choose
from app.upbit.errors import Banned, refusal
from app.upbit.sentences import SENTENCES, sentence

PROTOCOL_NAMES = [
    "validation_error",
    "invalid_parameter",
    "bad_request",
    "QUERY_PARAMETER_NOT_SUPPORTED",
    "create_ask_error",
    "create_bid_error",
    "insufficient_funds_ask",
    "insufficient_funds_bid",
    "under_min_total_ask",
    "under_min_total_bid",
    "over_krw_funds_ask",
    "over_krw_funds_bid",
    "over_max_total_price_bid",
    "invalid_price_ask",
    "invalid_price_bid",
    "invalid_volume_ask",
    "invalid_volume_bid",
    "invalid_funds_bid",
    "volume_too_large",
    "out_of_capacity",
    "invalid_time_in_force",
    "invalid_post_only",
    "not_supported_ord_type",
    "duplicated_identifier",
    "notfoundmarket",
    "market_does_not_exist",
    "withdraw_address_not_registered",
    "no_authorization_token",
    "jwt_verification",
    "invalid_query_payload",
    "invalid_access_key",
    "expired_access_key",
    "nonce_used",
    "no_authorization_ip",
    "no_authorization_i_p",
    "out_of_scope",
    "market_offline",
    "open_api_withdraw_locked",
    "thirdparty_agreement_required",
    "order_not_found",
    "pocket_not_found",
    "currency_not_found",
    "too_many_requests",
    "internal_server_error",
    "server_error",
]


@pytest.fixture(autouse=True)
def korean_again() -> Iterator[None]:
    yield
    choose("ko")


@pytest.mark.parametrize("name", PROTOCOL_NAMES)
def test_every_name_of_the_protocol_has_both_languages(name: str) -> None:
    korean, english = sentence(name)
    assert re.search("[가-힣]", korean)
    assert not re.search("[가-힣]", english)
    assert name not in korean + english


def test_every_sentence_ends_like_one() -> None:
    for ko, en in SENTENCES.values():
        assert ko.endswith(".")
        assert en.endswith(".")


def test_an_unknown_name_is_told_word_for_word() -> None:
    assert all("brand_new_error" in text for text in sentence("brand_new_error"))


def test_an_error_speaks_both_languages_and_keeps_the_detail_for_the_log() -> None:
    error = refusal(400, "insufficient_funds_bid", "주문가능한 금액(KRW)이 부족합니다.")
    assert error.sentence == "주문 가능 금액이 부족합니다."
    choose("en")
    assert error.sentence == "There is not enough money for this order."
    assert str(error).startswith("400 insufficient_funds_bid")


def test_a_block_tells_when_it_ends() -> None:
    """The time of day in Korea, rounded up: not a moment too early."""
    error = Banned("blocked for 600 seconds", 1_795_230_000_001)
    assert error.sentence == "요청이 너무 많아 거래소가 잠시 접속을 막았습니다. 12:00:01에 풀립니다."
    choose("en")
    assert error.sentence.endswith("It ends at 12:00:01 KST.")

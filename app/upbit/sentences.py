"""What a person reads for each of the exchange's error names, in Korean and English."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from app.language import Sentence

_KST = timezone(timedelta(hours=9), "KST")


def _both(ko: str, en: str, *names: str) -> dict[str, Sentence]:
    return dict.fromkeys(names, Sentence(ko, en))


SENTENCES: dict[str, Sentence] = {
    # the request itself
    **_both(
        "주문 내용이 거래소 형식에 맞지 않습니다.",
        "The exchange does not accept the form of this request.",
        "validation_error",
        "invalid_parameter",
        "bad_request",
        "QUERY_PARAMETER_NOT_SUPPORTED",
    ),
    **_both(
        "매도 주문의 항목 조합이 올바르지 않습니다.",
        "This combination of fields is not possible for a sell order.",
        "create_ask_error",
    ),
    **_both(
        "매수 주문의 항목 조합이 올바르지 않습니다.",
        "This combination of fields is not possible for a buy order.",
        "create_bid_error",
    ),
    # funds and sizes
    **_both(
        "매도할 수량이 부족합니다.", "You do not hold enough to sell this much.", "insufficient_funds_ask"
    ),
    **_both(
        "주문 가능 금액이 부족합니다.", "There is not enough money for this order.", "insufficient_funds_bid"
    ),
    **_both(
        "최소 주문 금액보다 작습니다.",
        "The order is below the minimum total.",
        "under_min_total_ask",
        "under_min_total_bid",
    ),
    **_both(
        "최대 주문 금액을 넘었습니다.",
        "The order is above the maximum total.",
        "over_krw_funds_ask",
        "over_krw_funds_bid",
        "over_max_total_price_ask",
        "over_max_total_price_bid",
    ),
    **_both(
        "주문 가격이 호가 단위에 맞지 않습니다.",
        "The price is not a multiple of the tick size.",
        "invalid_price_ask",
        "invalid_price_bid",
    ),
    **_both(
        "주문 수량이 올바르지 않습니다. 소수점 8자리까지 입력할 수 있습니다.",
        "The volume is not valid: up to 8 decimals are possible.",
        "invalid_volume_ask",
        "invalid_volume_bid",
    ),
    **_both("주문 총액이 올바르지 않습니다.", "The total of the order is not valid.", "invalid_funds_bid"),
    **_both("주문 수량이 너무 큽니다.", "The order is too large.", "volume_too_large", "out_of_capacity"),
    # types
    **_both(
        "이 주문 유형에는 선택한 체결 조건(IOC/FOK/Post-only)을 쓸 수 없습니다.",
        "The chosen time in force is not possible with this order type.",
        "invalid_time_in_force",
    ),
    **_both(
        "Post-only 주문에는 자전거래 방지 옵션을 함께 쓸 수 없습니다.",
        "Post-only cannot be combined with self-match prevention.",
        "invalid_post_only",
    ),
    **_both(
        "이 마켓에서 지원하지 않는 주문 유형입니다.",
        "This market does not support that order type.",
        "not_supported_ord_type",
    ),
    **_both(
        "이미 사용한 주문 식별값입니다. 먼저 보낸 주문을 확인합니다.",
        "This order identifier was used before; the earlier order is being looked up.",
        "duplicated_identifier",
    ),
    **_both(
        "거래소에 없는 마켓입니다.",
        "The exchange does not know this market.",
        "notfoundmarket",
        "market_does_not_exist",
    ),
    **_both(
        "출금 주소가 등록되어 있지 않습니다.",
        "The withdrawal address is not registered.",
        "withdraw_address_not_registered",
    ),
    # keys
    **_both("API 키가 전송되지 않았습니다.", "No API key was sent.", "no_authorization_token"),
    **_both(
        "Secret Key가 Access Key와 맞지 않습니다.",
        "The secret key does not belong to this access key.",
        "jwt_verification",
    ),
    **_both(
        "요청 서명을 거래소가 확인하지 못했습니다.",
        "The exchange could not verify the signature of the request.",
        "invalid_query_payload",
    ),
    **_both("등록되지 않은 API 키입니다.", "The exchange does not know this API key.", "invalid_access_key"),
    **_both(
        "API 키의 유효 기간이 지났습니다. 새 키를 발급해 주세요.",
        "The API key has expired; please issue a new one.",
        "expired_access_key",
    ),
    **_both(
        "같은 요청이 두 번 전송되어 거절되었습니다.",
        "The same signed request arrived twice and was refused.",
        "nonce_used",
    ),
    **_both(
        "이 컴퓨터의 IP 주소가 API 키에 허용되어 있지 않습니다.",
        "This computer's IP address is not on the API key's list.",
        "no_authorization_ip",
        "no_authorization_i_p",
    ),
    **_both(
        "API 키에 이 기능의 권한이 없습니다.",
        "The API key has no permission for this.",
        "out_of_scope",
    ),
    # the exchange's state
    **_both(
        "이 마켓은 점검 중이라 주문할 수 없습니다.",
        "This market is under maintenance; orders are not possible.",
        "market_offline",
    ),
    **_both(
        "출금이 제한된 계정입니다.", "Withdrawals of this account are locked.", "open_api_withdraw_locked"
    ),
    **_both(
        "업비트에서 이 마켓의 이용 동의가 먼저 필요합니다.",
        "Upbit first needs your consent for this market, given on its own page.",
        "thirdparty_agreement_required",
    ),
    **_both("주문을 찾을 수 없습니다.", "There is no such order.", "order_not_found"),
    **_both("포켓을 찾을 수 없습니다.", "There is no such pocket.", "pocket_not_found"),
    **_both("거래소에 없는 통화입니다.", "The exchange does not know this currency.", "currency_not_found"),
    **_both("거래소에 없는 주소로 요청했습니다.", "The exchange does not know this request.", "not_found"),
    **_both(
        "요청이 많아 잠시 속도를 줄입니다.",
        "Too many requests; slowing down for a moment.",
        "too_many_requests",
    ),
    **_both(
        "요청이 너무 많아 거래소가 잠시 접속을 막았습니다.",
        "The exchange has blocked requests for a while because there were too many.",
        "banned",
    ),
    **_both(
        "거래소 내부 오류가 발생했습니다.",
        "The exchange had an internal error.",
        "internal_server_error",
        "server_error",
    ),
    # what only this side can know
    **_both(
        "거래소에 연결할 수 없습니다. 요청은 전송되지 않았습니다.",
        "The exchange cannot be reached; nothing was sent.",
        "not_sent",
    ),
    **_both(
        "연결을 신뢰할 수 없어 요청을 보내지 않았습니다. 네트워크와 시계를 확인해 주세요.",
        "The connection cannot be trusted, so nothing was sent; check the network and the clock.",
        "untrusted",
    ),
    **_both(
        "거래소의 응답을 받지 못했습니다. 결과를 확인하고 있습니다.",
        "No answer from the exchange; the outcome is being checked.",
        "unanswered",
    ),
    **_both("거래소가 점검 중입니다.", "The exchange is under maintenance.", "maintenance"),
    **_both("거래소의 응답을 이해할 수 없습니다.", "The exchange's answer made no sense.", "unusable_answer"),
    **_both(
        "거래소와 주문 상태를 맞추는 중입니다. 잠시 후 다시 시도해 주세요.",
        "Orders are being compared with the exchange; try again in a moment.",
        "not_ready",
    ),
    **_both(
        "실거래 주문이 잠겨 있습니다. 상태 표시줄에서 켜 주세요.",
        "Live orders are off; enable them in the status bar.",
        "not_armed",
    ),
    **_both(
        "주문 기록을 저장할 수 없어 주문을 보내지 않았습니다.",
        "The order journal cannot be written, so nothing was sent.",
        "journal",
    ),
    **_both(
        "주문이 거래소에 도착하지 않았습니다. 필요하면 다시 주문해 주세요.",
        "The order did not reach the exchange; place it again if you still want it.",
        "not_received",
    ),
    **_both(
        "대기 중인 지정가 주문만 정정할 수 있습니다.",
        "Only limit orders that wait in the book can be amended.",
        "not_amendable",
    ),
    **_both(
        "원주문이 먼저 모두 체결되어 정정 주문은 나가지 않았습니다.",
        "The order was filled before it could be amended; nothing new was placed.",
        "amended_too_late",
    ),
    **_both(
        "API 키가 없어 계좌 정보와 주문을 이용할 수 없습니다.",
        "Without an API key there are no account data and no orders.",
        "no_credentials",
    ),
    **_both(
        "저장된 API 키가 잠겨 있어 계좌 정보와 주문을 이용할 수 없습니다. Ctrl+,에서 잠금을 풀어 주세요.",
        "The saved API key is locked; unlock it (Ctrl+,) for account data and orders.",
        "key_locked",
    ),
    **_both(
        "이 API 키는 실행 중인 다른 Hoga가 사용하고 있습니다.",
        "Another running Hoga uses this API key.",
        "key_taken",
    ),
    **_both(
        "다른 서버로 보내려던 요청을 막았습니다.",
        "A request to a foreign server was stopped.",
        "foreign_host",
    ),
    **_both(
        "이 컴퓨터의 프록시로는 거래소에 연결할 수 없어 보내지 않았습니다. HTTP 프록시인지 확인하세요.",
        "The proxy set on this computer does not lead to the exchange, so nothing was sent; it must be an "
        "HTTP proxy.",
        "proxy",
    ),
}

_REFUSED = Sentence("거래소가 요청을 거절했습니다 ({name}).", "The exchange refused the request ({name}).")


def sentence(name: str) -> Sentence:
    """What a person reads for an error name, in both languages; an unknown name is told word for word.

    `str()` of it is the text in the language that was chosen.
    """
    known = SENTENCES.get(name)
    return known or Sentence(*(text.replace("{name}", name) for text in _REFUSED))


def banned_until(until_ms: int) -> Sentence:
    """That the exchange has blocked requests, and the time of day in Korea (from ms UTC) when that ends."""
    end = datetime.fromtimestamp(-(-until_ms // 1000), UTC).astimezone(_KST)
    known = SENTENCES["banned"]
    return Sentence(f"{known.ko} {end:%H:%M:%S}에 풀립니다.", f"{known.en} It ends at {end:%H:%M:%S} KST.")

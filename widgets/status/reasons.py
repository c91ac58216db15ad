"""Why a connection is down, as a sentence for the trader instead of the library's own words."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication


def sentence_of(reason: str) -> str:
    """What a connection's reason means and what happens now; empty for none."""
    if not reason:
        return ""
    for beginning, sentence in _sentences().items():
        if reason.startswith(beginning):
            return sentence
    return QCoreApplication.translate("Connection", "거래소와의 연결이 끊겼습니다. 자동으로 다시 연결합니다.")


def complaint_of(reason: str) -> str:
    """What takes points from the connection's health, as the library says it."""
    translate = QCoreApplication.translate
    known = {
        "public: no data": translate("Connection", "시세 자료가 오지 않음"),
        "private: no data": translate("Connection", "주문 자료가 오지 않음"),
        "public": translate("Connection", "시세 연결이 끊김"),
        "private": translate("Connection", "주문 연결이 끊김"),
        "five or more": translate("Connection", "다섯 번 넘게 이어서 연결하지 못함"),
        "data is": translate("Connection", "자료가 거래소보다 1초 넘게 늦음"),
    }
    failed = translate("Connection", "받은 자료의 처리 오류: {0}").format(reason.partition(" of the")[0])
    return next((sentence for beginning, sentence in known.items() if reason.startswith(beginning)), failed)


def refusal_of(name: str) -> str:
    """What an error frame of that name means and what happens now."""
    translate = QCoreApplication.translate
    if name == "INVALID_AUTH":
        return sentence_of("the exchange answered INVALID_AUTH")
    if name in ("Too Many Requests", "too_many_requests"):
        return translate(
            "Connection",
            "요청이 많아 거래소가 시세 구독을 잠시 받지 않습니다. 잠시 뒤 자동으로 다시 보냅니다.",
        )
    if name == "I'm a teapot":
        return translate(
            "Connection",
            "요청이 너무 많아 거래소가 시세 구독을 막았습니다. 풀릴 때까지 보내지 않고 기다립니다.",
        )
    # What is left is wrong with the request itself: nothing that the trader did, or could do.
    return translate(
        "Connection", "거래소가 시세 구독 하나를 받아들이지 않았습니다({0}). 나머지 시세는 계속 받습니다."
    ).format(name)


def _sentences() -> dict[str, str]:
    """By how the library's reason begins; the longer beginnings first."""
    translate = QCoreApplication.translate
    keys = translate(
        "Connection", "거래소가 API 키를 받아들이지 않았습니다. API 키 관리에서 키를 확인하세요."
    )
    refused = translate("Connection", "거래소가 연결을 거절했습니다. 점검 중이거나 요청이 많을 수 있습니다.")
    unreachable = translate("Connection", "거래소에 닿지 못했습니다. 인터넷 연결을 확인하세요.")
    silent = translate("Connection", "거래소에서 자료가 오지 않아 연결을 새로 맺습니다.")
    return {
        "the exchange answered INVALID_AUTH": keys,
        "the exchange answered 401": keys,
        "the exchange answered 403": keys,
        "the exchange answered 429": translate(
            "Connection", "요청이 많아 거래소가 잠시 기다리라고 했습니다. 조금 뒤 다시 연결합니다."
        ),
        "the exchange answered": refused,
        "the exchange did not accept": refused,
        "closed by the exchange": translate("Connection", "거래소가 연결을 닫았습니다. 다시 연결합니다."),
        "the exchange restarts": translate(
            "Connection", "거래소가 다시 시작하는 중입니다. 곧 다시 연결합니다."
        ),
        "the connection is not trusted": translate(
            "Connection", "거래소의 인증서를 믿을 수 없어 연결하지 않았습니다. 네트워크와 시계를 확인하세요."
        ),
        "the proxy": translate(
            "Connection",
            "이 컴퓨터에 설정된 프록시로는 거래소에 연결할 수 없습니다. HTTP 프록시인지 확인하세요.",
        ),
        "the exchange did not answer in time": unreachable,
        "no connection": unreachable,
        "no answer to a ping": silent,
        "no data for": silent,
        "the data is": translate("Connection", "자료가 너무 늦게 와서 연결을 새로 맺습니다."),
        "the computer has slept": translate("Connection", "컴퓨터가 잠들었다 깨어나 연결을 새로 맺습니다."),
    }

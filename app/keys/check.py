"""What a key may do, found out by harmless calls: connection, signature, address, permissions, expiry."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

from app.language import Sentence
from app.upbit import (
    ApiKey,
    Banned,
    KeyRefused,
    NewOrder,
    NotFound,
    NotSent,
    Refused,
    Throttled,
    UpbitError,
    UpbitRest,
    sentence,
)

MARKET = "KRW-BTC"
WARN_DAYS = 30

_V4 = r"\d{1,3}(?:\.\d{1,3}){3}"
_V6 = r"(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}"
_ADDRESS = re.compile(rf"(?<![\w.:])(?:{_V4}|{_V6})(?![\w:]|\.\w)")  # the full stop of a sentence may follow
_IP_NAMES = ("no_authorization_ip", "no_authorization_i_p")

_OK = Sentence("확인", "OK")
_MAY = Sentence("가능", "Allowed")
_MAY_NOT = Sentence("권한 없음", "No permission")
_UNKNOWN = Sentence("확인하지 못함", "Could not be checked")
_NOT_ALLOWED_IP = Sentence(
    "이 컴퓨터의 IP 주소{0}가 키에 허용되어 있지 않습니다. 업비트의 Open API 관리에서 추가해 주세요.",
    "This computer's address{0} is not on the key's list; add it on Upbit's Open API page.",
)
_WITHDRAWS = Sentence(
    "출금에 접근할 수 있는 키라서 저장하지 않습니다. 출금 권한이 없는 새 키를 발급해 주세요.",
    "This key reaches withdrawals. Issue a new one without them; this one is not saved.",
)
_NO_WITHDRAWS = Sentence("출금 권한 없음 (안전)", "No access to withdrawals (safe)")
_WITHDRAWS_UNKNOWN = Sentence(
    "출금 권한이 없음을 확인하지 못해 저장할 수 없습니다. 잠시 후 다시 시험해 주세요.",
    "It could not be made sure that the key reaches no withdrawals; test again in a moment.",
)
_EXPIRES = Sentence("{0}까지 · {1}일 남음", "{0} · {1} days left")
_LISTED_NOT = Sentence("만료일을 알 수 없음", "The expiry date is not known")


class Subject(StrEnum):
    """What is looked at, in this order."""

    NETWORK = "network"
    SIGNATURE = "signature"
    ADDRESS = "address"
    EXPIRY = "expiry"
    ASSETS = "assets"
    ORDERS = "orders"
    TRADING = "trading"
    WITHDRAWAL = "withdrawal"


class Mark(StrEnum):
    """How it stands."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One subject's result with its sentence."""

    subject: Subject
    mark: Mark
    told: Sentence


@dataclass(frozen=True, slots=True)
class KeyReport:
    """All findings of one test; those that could not be reached any more are absent."""

    findings: tuple[Finding, ...]

    @property
    def may_be_saved(self) -> bool:
        """The exchange knows the key, accepts it from here, and it does not reach withdrawals."""
        marks = {finding.subject: finding.mark for finding in self.findings}
        wanted = (Subject.NETWORK, Subject.SIGNATURE, Subject.ADDRESS, Subject.WITHDRAWAL)
        return all(marks.get(subject) is Mark.GOOD for subject in wanted)


Tell = Callable[[Finding], object]


async def check_key(rest: UpbitRest, now_ms: Callable[[], int], tell: Tell) -> KeyReport:
    """Test the key that `rest` signs with; each finding is told as soon as it is known."""
    findings: list[Finding] = []

    def note(subject: Subject, mark: Mark, told: Sentence) -> None:
        findings.append(Finding(subject, mark, told))
        tell(findings[-1])

    if await _identity(rest, now_ms, note):
        for subject, reading in _permissions(rest):
            note(subject, *await _may(reading))
        note(Subject.WITHDRAWAL, *await _withdrawal(rest))
    return KeyReport(tuple(findings))


Note = Callable[[Subject, Mark, Sentence], None]


async def _identity(rest: UpbitRest, now_ms: Callable[[], int], note: Note) -> bool:
    """Connection, signature, address, expiry; False when there is no point in going on."""
    try:
        await rest.tickers([MARKET])
        note(Subject.NETWORK, Mark.GOOD, _OK)
    except UpbitError as error:
        note(Subject.NETWORK, Mark.BAD, sentence(error.name))
        return False
    try:
        keys = await rest.api_keys()
    except KeyRefused as error:
        _note_refusal(error, note)
        return False
    except UpbitError as error:
        note(Subject.NETWORK, Mark.BAD, sentence(error.name))
        return False
    note(Subject.SIGNATURE, Mark.GOOD, _OK)
    note(Subject.ADDRESS, Mark.GOOD, _MAY)
    assert rest.credentials is not None
    mine = next((key.expire_at for key in keys if key.access_key == rest.credentials.access_key), None)
    note(Subject.EXPIRY, *_expiry(mine, now_ms()))
    return True


def _note_refusal(error: KeyRefused, note: Note) -> None:
    if error.name in _IP_NAMES:
        # The signature is checked before the address.
        note(Subject.SIGNATURE, Mark.GOOD, _OK)
        note(Subject.ADDRESS, Mark.BAD, refused_address(error.message))
    elif error.name == "expired_access_key":
        note(Subject.EXPIRY, Mark.BAD, sentence(error.name))
    else:
        note(Subject.SIGNATURE, Mark.BAD, sentence(error.name))


def refused_address(message: str) -> Sentence:
    """The sentence for an address that is not on the key's list, with the address where it is told."""
    found = _ADDRESS.search(message)
    where = f" {found.group()}" if found else ""
    return Sentence(*(text.format(where) for text in _NOT_ALLOWED_IP))


def days_left(keys: Iterable[ApiKey], access_key: str, now_ms: int) -> int | None:
    """Whole days until that key expires, negative afterwards; None where the list does not tell. Pure."""
    stamp = next((key.expire_at for key in keys if key.access_key == access_key), None)
    try:
        ends = datetime.fromisoformat(stamp or "")
    except ValueError:
        return None
    return (ends.astimezone(UTC) - datetime.fromtimestamp(now_ms / 1000, UTC)).days


def _expiry(stamp: str | None, now_ms: int) -> tuple[Mark, Sentence]:
    try:
        ends = datetime.fromisoformat(stamp or "")
    except ValueError:
        return Mark.WARN, _LISTED_NOT
    left = ends.astimezone(UTC) - datetime.fromtimestamp(now_ms / 1000, UTC)
    mark = Mark.GOOD if left.days >= WARN_DAYS else Mark.WARN
    return mark, Sentence(*(text.format(f"{ends:%Y-%m-%d %H:%M}", left.days) for text in _EXPIRES))


def _permissions(rest: UpbitRest) -> tuple[tuple[Subject, Callable[[], Awaitable[object]]], ...]:
    # The exchange checks this order's form and places nothing; that it may refuse the form is no matter.
    order = NewOrder(market=MARKET, side="bid", ord_type="price", price=Decimal(5000))
    return (
        (Subject.ASSETS, rest.accounts),
        (Subject.ORDERS, lambda: rest.chance(MARKET)),
        (Subject.TRADING, lambda: rest.test(order)),
    )


async def _may(reading: Callable[[], Awaitable[object]]) -> tuple[Mark, Sentence]:
    try:
        await reading()
    except KeyRefused as error:
        return Mark.WARN, _MAY_NOT if error.name == "out_of_scope" else sentence(error.name)
    except (Throttled, Banned, NotFound):
        return Mark.WARN, _UNKNOWN
    except Refused:
        return Mark.GOOD, _MAY  # what was asked for is refused, not the key
    except UpbitError:
        return Mark.WARN, _UNKNOWN
    return Mark.GOOD, _MAY


async def _withdrawal(rest: UpbitRest) -> tuple[Mark, Sentence]:
    """Only a plain "not in the key's scope" is good news."""
    try:
        await rest.probe_withdrawals()
    except KeyRefused as error:
        if error.name == "out_of_scope":
            return Mark.GOOD, _NO_WITHDRAWS
        return Mark.BAD, _WITHDRAWS_UNKNOWN
    except NotSent as error:
        return Mark.BAD, sentence(error.name)
    except Refused as error:
        locked = error.name == "open_api_withdraw_locked"
        return Mark.BAD, _WITHDRAWS if locked else _WITHDRAWS_UNKNOWN
    except UpbitError:
        return Mark.BAD, _WITHDRAWS_UNKNOWN
    return Mark.BAD, _WITHDRAWS

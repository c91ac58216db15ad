"""What all REST answers share: parameters, error bodies, headers and quotas (protocol 3.1, 4.1, 6)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from app.exchange.auth import Authenticator, AuthError
from app.exchange.flow import Flow
from app.exchange.limits import Group, Quotas, Verdict
from app.exchange.venue import Venue
from app.exchange.wire import object_of, text

if TYPE_CHECKING:
    from multidict import MultiMapping

MISSING = "Missing request parameter error. Check the required parameters!"
MISMATCH = "Type mismatch error. Check the parameters type!"
INVALID = "Invalid parameter. Check the given value!"
NOT_FOUND = "Code not found"


@dataclass(frozen=True)
class Desk:
    """What the handlers work on."""

    venue: Venue
    flow: Flow
    authenticator: Authenticator
    quotas: Quotas
    limited: bool
    now_ms: Callable[[], int]


@dataclass(frozen=True)
class Call:
    """One request as the handlers see it; `account`, `access_key` and `body` are set on signed ones."""

    query: MultiMapping[str]
    match_info: Mapping[str, str]
    account: str = ""
    access_key: str = ""
    body: dict[str, Any] = field(default_factory=dict)


Handler = Callable[[Desk, Call], Awaitable[web.StreamResponse]]


class WireError(Exception):
    """An error answer: HTTP status, name (an integer on quotation calls) and message."""

    def __init__(self, status: int, name: str | int, message: str) -> None:
        super().__init__(f"{status} {name}")
        self.status = status
        self.name = name
        self.message = message


def bad(message: str) -> WireError:
    """A quotation error 400."""
    return WireError(400, 400, message)


def error_text(name: str | int, message: str) -> str:
    """The body of an error."""
    spelled = str(name) if isinstance(name, int) else text(name)
    return f'{{"error":{object_of([("name", spelled), ("message", text(message))])}}}'


def json_response(body: str, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """A JSON answer from ready text."""
    return web.Response(
        text=body, status=status, content_type="application/json", charset="utf-8", headers=headers
    )


def required(call: Call, name: str) -> str:
    """A parameter that has to be there; one that was given several times is a list, as with commas."""
    value = ",".join(call.query.getall(name, []))
    if not value:
        raise bad(MISSING)
    return value


def integer(call: Call, name: str, default: int) -> int:
    """A whole number parameter."""
    value = call.query.get(name)
    if value is None or value == "":
        return default
    try:
        return int(value)
    except ValueError:
        raise bad(MISMATCH) from None


def flag(call: Call, *names: str) -> bool:
    """A boolean parameter under any of its spellings."""
    return any(call.query.get(name, "").lower() == "true" for name in names)


def moment(value: str) -> datetime:
    """An ISO 8601 time; without an offset it is UTC. ValueError otherwise."""
    parsed = datetime.fromisoformat(value.strip())
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def allow(
    desk: Desk, group: Group, caller: str, *, origin: bool, quota_of: dict[str, Group]
) -> dict[str, str]:
    """Count a request; its quota header, or WireError 429/418 when there is none left."""
    now = desk.now_ms() / 1000
    judged = quota_of["origin"] if origin else group
    verdict = desk.quotas.ask(judged, caller, now) if desk.limited else Verdict(200, judged.limit - 1)
    headers = {"Remaining-Req": f"group={judged.name}; min={judged.minute}; sec={verdict.left}"}
    if verdict.status == 200:
        return headers
    raise QuotaError(verdict, headers)


def error_response(error: WireError | AuthError) -> web.Response:
    """The answer to a request that was refused."""
    body = error_text(error.name, error.message)
    if isinstance(error, AuthError):
        return json_response(body, error.status)
    return json_response(body, error.status, error.headers if isinstance(error, QuotaError) else None)


class QuotaError(WireError):
    """Too many requests, with the headers that belong to it."""

    def __init__(self, verdict: Verdict, headers: dict[str, str]) -> None:
        blocked = verdict.status == 418
        message = (
            f"Too many API requests. Blocked for {verdict.blocked_s} seconds."
            if blocked
            else "Too many API requests."
        )
        super().__init__(verdict.status, "too_many_requests", message)
        self.headers = {**headers, "Retry-After": str(verdict.blocked_s)} if blocked else headers


def members_json(row: dict[str, Any]) -> str:
    """A JSON object of string and None values, None left out (protocol 4.1: REST omits nulls)."""
    return object_of((key, text(value)) for key, value in row.items() if value is not None)

"""What a signed request asks for, in its query or its body, and which texts its query hash may cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from multidict import MultiDict

from app.exchange.auth import decoded_body, hashed_body, hashed_query

if TYPE_CHECKING:
    from multidict import MultiMapping


@dataclass(frozen=True)
class Signed:
    """The parameters of a signed request; `body` is None when a POST holds no JSON object.

    `hashed` is what `Authenticator.check` takes.
    """

    query: MultiMapping[str]
    body: dict[str, Any] | None
    hashed: tuple[str, ...] | None


def signed_parameters(method: str, query: MultiMapping[str], raw_query: str, raw: bytes) -> Signed:
    """Read a request: a POST's JSON, else its query, else the body that pyupbit puts its parameters into."""
    if method == "POST":
        body = decoded_body(raw)
        return Signed(query, body, None if body is None else hashed_body(body))
    if raw_query or not raw:
        return Signed(query, {}, hashed_query(raw_query))
    members = decoded_body(raw)
    if members is not None:
        return Signed(_texts(members), {}, hashed_body(members))
    form = raw.decode(errors="replace")
    return Signed(MultiDict(_pairs(form)), {}, hashed_query(form))


def _texts(members: Mapping[str, Any]) -> MultiDict[str]:
    return MultiDict((name, str(value)) for name, value in members.items() if value is not None)


def _pairs(form: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(form, keep_blank_values=True, max_num_fields=1000)
    except ValueError:
        return []

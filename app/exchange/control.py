"""The hand for tests by HTTP: `POST /control` with {"do": ...}. Upbit has no such path; off by default."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any, Protocol

from aiohttp import web

from app.exchange.faults import Faults
from app.exchange.rest_common import WireError, json_response
from app.exchange.sockets import InboundFrame, OutboundFrame

PATH = "/control"


class Hand(Protocol):
    """What can be done to an exchange; `ExchangeServer` in truth."""

    faults: Faults

    @property
    def requests(self) -> list[Any]: ...

    @property
    def frames(self) -> list[InboundFrame]: ...

    @property
    def sent(self) -> list[OutboundFrame]: ...

    def push(self, frame: Mapping[str, Any]) -> None: ...

    def cut(self, side: str | None = None) -> None: ...

    def close(self, code: int, side: str | None = None) -> None: ...

    def freeze(self) -> None: ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def refuse(self, count: int, status: int = 503) -> None: ...

    def set_idle(self, seconds: float) -> None: ...

    def play(self, scenario: str) -> None: ...

    def set_online(self, market: str, online: bool) -> None: ...

    def revoke(self, access_key: str) -> None: ...


class Control:
    """Turns commands into the hand's methods."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._commands: dict[str, tuple[Callable[..., None], dict[str, type | tuple[type, ...]]]] = {
            "push": (hand.push, {"frame": dict}),
            "cut": (hand.cut, {"side": str}),
            "close": (hand.close, {"code": int, "side": str}),
            "freeze": (hand.freeze, {}),
            "pause": (hand.pause, {}),
            "resume": (hand.resume, {}),
            "refuse": (hand.refuse, {"count": int, "status": int}),
            "idle": (hand.set_idle, {"seconds": (int, float)}),
            "scenario": (hand.play, {"scenario": str}),
            "online": (hand.set_online, {"market": str, "online": bool}),
            "revoke": (hand.revoke, {"access_key": str}),
            "answer": (hand.faults.answer, _ANSWER),
            "frame": (hand.faults.frame, _FRAME),
            "clear": (hand.faults.clear, {}),
        }

    async def command(self, request: web.Request) -> web.StreamResponse:
        """POST /control: one command; 400 with a message when it makes no sense."""
        if "Origin" in request.headers or request.content_type != "application/json":
            # A web page somewhere must not be able to steer what runs on this computer.
            raise WireError(403, "forbidden", "Send application/json, and no Origin.")
        try:
            body = json.loads(await request.read(), parse_float=Decimal)
        except (ValueError, RecursionError):
            raise _bad("The body is no JSON.") from None
        if not isinstance(body, dict) or body.get("do") not in self._commands:
            raise _bad(f"do is one of {', '.join(self._commands)}.")
        act, kinds = self._commands[body.pop("do")]
        try:
            act(**{name: _value(name, value, kinds) for name, value in body.items()})
        except (TypeError, ValueError, KeyError) as error:
            raise _bad(f"{error}") from None
        return json_response('{"done":true}')

    async def log(self, request: web.Request) -> web.StreamResponse:
        """GET /control/log?since=MS: requests, received and sent frames with their times."""
        try:
            since = int(request.query.get("since", "0"))
        except ValueError:
            raise _bad("since is a time in milliseconds.") from None
        hand = self._hand
        logs = {"requests": hand.requests, "received": hand.frames, "sent": hand.sent}
        return json_response(
            json.dumps(
                {
                    name: [asdict(line) for line in lines if line.time_ms >= since]
                    for name, lines in logs.items()
                },
                ensure_ascii=False,
            )
        )


_RANGES: dict[str, tuple[Any, Any]] = {
    "seconds": (0, 3600),
    "status": (400, 599),
    "count": (1, 1_000_000),
    "copies": (1, 1000),
    "code": (1000, 4999),
}
_ANSWER: dict[str, type | tuple[type, ...]] = {
    "kind": str,
    "count": (int, type(None)),
    "method": str,
    "path": str,
    "status": int,
    "name": str,
    "seconds": (int, float),
}
_FRAME: dict[str, type | tuple[type, ...]] = {
    "kind": str,
    "count": (int, type(None)),
    "side": str,
    "containing": str,
    "seconds": (int, float),
    "copies": int,
}


def _value(name: str, value: Any, kinds: Mapping[str, type | tuple[type, ...]]) -> Any:
    """A member as the hand takes it; ValueError for strangers, wrong types and wild numbers."""
    wanted = kinds.get(name)
    if isinstance(value, Decimal) and wanted == (int, float):
        value = float(value)
    if wanted is None or not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise ValueError(f"{name} does not belong here, or is no {wanted}.")
    least, most = _RANGES.get(name, (None, None))
    if least is not None and value is not None and not least <= value <= most:
        raise ValueError(f"{name} lies between {least} and {most}.")
    if name == "side" and value not in ("public", "private"):
        raise ValueError("side is public or private.")
    return value


def _bad(message: str) -> WireError:
    return WireError(400, "invalid_parameter", message)

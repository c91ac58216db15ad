"""Answers that nobody wants: what an exchange in trouble sends (protocol 4.17, 6)."""

from __future__ import annotations

import logging

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from app.exchange.rest_common import error_text, json_response

_BLOCKED_S = 10
_MAINTENANCE = "<html><head><title>503</title></head><body><h1>Service Unavailable</h1></body></html>"


def _is_ours(record: logging.LogRecord) -> bool:
    """Whether a failure is this program's; one about what is no HTTP at all is its sender's."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError | ConnectionError)


HTTP_LOG = logging.getLogger(__name__)
"""What the HTTP server complains to."""
HTTP_LOG.addFilter(_is_ours)


def failure(status: int, name: str = "") -> web.Response:
    """An error of this status as Upbit spells it, or of that name; a 503 is a page of the load balancer."""
    if name:
        return json_response(error_text(name, "An error on request of the test hand."), status)
    if status == 503:
        return web.Response(text=_MAINTENANCE, status=503, content_type="text/html")
    if status == 429:
        return json_response(error_text("too_many_requests", "Too many API requests."), 429)
    if status == 418:
        message = f"Too many API requests. Blocked for {_BLOCKED_S} seconds."
        return json_response(error_text("too_many_requests", message), 418, {"Retry-After": str(_BLOCKED_S)})
    name = "server_error" if status >= 500 else "bad_request"
    return json_response(error_text(name, "An error on request of the test hand."), status)


def garbage(response: web.StreamResponse) -> web.Response:
    """An answer with the right status whose body breaks off in the middle."""
    text = response.text if isinstance(response, web.Response) else None
    whole = text or "{}"
    return web.Response(
        text=whole[: max(1, len(whole) // 2)], status=response.status, content_type="application/json"
    )

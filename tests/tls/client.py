"""Asks servers as the desk asks the exchange, over REST and a WebSocket, and prints how each try ended.

A process of its own, since what is trusted is read when aiohttp is imported. Ports on stdin, JSON on stdout.
"""

from __future__ import annotations

import asyncio
import json
import sys
from decimal import Decimal

from app.endpoints import Endpoints, Mode
from app.errors import HogaError
from app.upbit import Credentials, UpbitRest
from app.upbit.models import NewOrder
from app.websocket_v6.faults import end_of_connect
from app.websocket_v6.transport import Address, open_socket

ORDER = NewOrder(market="KRW-BTC", side="bid", ord_type="price", price=Decimal(5000), identifier="hoga-1")
SECRET = "s" * 40


async def main() -> None:
    """Each port in turn."""
    ends = {port: [await order(port), await stream(port)] for port in json.loads(sys.stdin.read())}
    sys.stdout.write(json.dumps(ends))


def endpoints(port: int) -> Endpoints:
    """What Upbit's would be if it were on this machine."""
    place = f"localhost:{port}"
    hosts = frozenset({f"https://{place}", f"wss://{place}"})
    return Endpoints(Mode.LIVE, f"https://{place}", f"wss://{place}/p", f"wss://{place}/p", hosts)


async def order(port: int) -> str:
    """What becomes of an order: the error's name, or "sent"."""
    rest = UpbitRest(endpoints(port), Credentials("a" * 40, SECRET))
    try:
        await rest.place(ORDER)
    except HogaError as error:
        return f"{type(error).__name__} {getattr(error, 'name', '')}"
    finally:
        await rest.close()
    return "sent"


async def stream(port: int) -> str:
    """What becomes of the account's stream: the fault's name, or "open"."""
    place = endpoints(port)
    address = Address(place.private, place.check, lambda: {"Authorization": f"Bearer {SECRET}"})
    try:
        await open_socket(address, open_within=10, close_within=1)
    except Exception as error:
        return end_of_connect(error, has_keys=True).fault.name
    return "open"


asyncio.run(main())

"""A book in the terminal at up to 60 frames a second; type a market and Enter to switch, q to leave.

HOGA_EXCHANGE_URL=http://127.0.0.1:8000 python -m examples.terminal_orderbook [SECONDS]
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from threading import Thread

from app.websocket_v6 import DataType, Frame, Orderbook, WebSocketClient, WebSocketError, exact

ROWS = 8
FRAME = 1 / 60


class BookView:
    """Keeps the newest frame undecoded and draws it at the next tick: what is overtaken costs nothing."""

    def __init__(self) -> None:
        self._client = WebSocketClient("terminal_orderbook")
        self._waiting: Frame | None = None
        self._loop = asyncio.get_running_loop()
        self.done = asyncio.Event()

    def show(self, symbol: str) -> None:
        """Switch; nothing of the old market is drawn afterwards."""
        self._waiting = None
        try:
            self._client.watch(DataType.ORDERBOOK, [symbol], self._take)
        except WebSocketError as error:
            print(error)

    def obey(self, line: str) -> None:
        """One line from the keyboard."""
        if line.strip() == "q":
            self.done.set()
        elif line.strip():
            self.show(line)

    def _take(self, frame: Frame) -> None:
        if self._waiting is None:
            self._loop.call_later(FRAME, self._draw)
        self._waiting = frame

    def _draw(self) -> None:
        frame, self._waiting = self._waiting, None
        if frame is not None:
            book = frame.event()
            assert isinstance(book, Orderbook)
            print("\x1b[H\x1b[J" + text_of(book), flush=True)


def text_of(book: Orderbook) -> str:
    """Asks above, bids below, the touch in the middle."""
    asks = [f"{exact(price):>16,}  {size:>16.8f}" for price, size in reversed(book.asks[:ROWS])]
    bids = [f"{exact(price):>16,}  {size:>16.8f}" for price, size in book.bids[:ROWS]]
    return "\n".join([book.symbol, *asks, "-" * 34, *bids])


def listen(view: BookView, loop: asyncio.AbstractEventLoop) -> None:
    """The keyboard blocks, so it has a thread; a daemon, since nothing can interrupt a read."""
    for line in sys.stdin:
        loop.call_soon_threadsafe(view.obey, line)


async def main(seconds: float = 3600) -> None:
    """Draw until the time is up or q is typed."""
    view = BookView()
    view.show("KRW-BTC")
    if sys.stdin.isatty():
        Thread(target=listen, args=(view, asyncio.get_running_loop()), daemon=True).start()
    with suppress(TimeoutError):
        await asyncio.wait_for(view.done.wait(), seconds)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):  # Ctrl-C is as good as q
        asyncio.run(main(*map(float, sys.argv[1:])))

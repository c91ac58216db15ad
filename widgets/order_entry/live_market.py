"""What the order form knows of its market at this moment: last price, ticks, book, and what follows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.market.symbols import Catalog
from app.settings import OrderGuards
from app.trading import Assessment, Depth, assess
from app.websocket_v6 import DataType, exact
from widgets.depth import depth_of
from widgets.feed import Batch
from widgets.freshness import Freshness
from widgets.order_entry import draft as drafts
from widgets.order_entry.draft import Draft, Terms
from widgets.order_entry.known_ticks import KnownTicks


class LiveMarket:
    """Keeps the newest of each; what came before an outage counts no more, even when the stream is back."""

    def __init__(self) -> None:
        self.guards = OrderGuards()
        self._freshness = Freshness()
        self.last: Decimal | None = None
        self.depth: Depth | None = None
        self._ticks = KnownTicks(Catalog())

    def know(self, catalog: Catalog) -> None:
        """The exchange's markets are known, or have changed."""
        self._ticks = KnownTicks(catalog)

    def forget(self) -> None:
        """Nothing is known of prices: another market is shown, or the data stopped."""
        self.last = self.depth = None

    def show_stale(self, stale: bool, now: float) -> None:
        """The live data stopped, or is back, at that time in monotonic seconds."""
        self._freshness.show_stale(stale, now)
        if stale:
            self.forget()

    def tickers(self, market: str) -> list[str]:
        """The market's own ticker; and until its ticks are known, those of the same quote currency."""
        return sorted({market, *self._ticks.unpriced(market)})

    def take(self, batch: Batch, market: str) -> bool:
        """Take what is new; True when the `tickers` that are wanted are others by that."""
        tickers = batch.latest(DataType.TICKER)
        ticker, book = tickers.get(market), batch.latest(DataType.ORDERBOOK).get(market)
        since = self._freshness.since
        if ticker is not None and market not in batch.received_before(DataType.TICKER, since):
            self.last = exact(ticker.trade_price)
        if book is not None and market not in batch.received_before(DataType.ORDERBOOK, since):
            self.depth = depth_of(book)
        if not self._ticks.unpriced(market):
            return False
        self._ticks.learn({code: exact(each.trade_price) for code, each in tickers.items()})
        return not self._ticks.unpriced(market)

    def terms(self, draft: Draft, terms: Terms, available: Decimal | None) -> Terms:
        """The terms of a draft as they are now."""
        last = self.last
        tick, step = self._ticks.around(draft.market, draft.price or last) or (None, None)
        assessment = self._assessed(draft, tick)
        return replace(terms, available=available, tick=tick, step=step, last=last, assessment=assessment)

    def _assessed(self, draft: Draft, tick: Decimal | None) -> Assessment:
        if not drafts.is_complete(draft):
            return Assessment()
        return assess(drafts.intent_of(draft), self.guards, self.depth, self.last, tick=tick)

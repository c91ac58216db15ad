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
from widgets.order_entry import draft as drafts
from widgets.order_entry.draft import Draft, Terms
from widgets.order_entry.known_ticks import KnownTicks


class LiveMarket:
    """Keeps the newest of each; while `stale`, no price and no book counts as live."""

    def __init__(self) -> None:
        self.guards = OrderGuards()
        self.stale = False
        self.last: Decimal | None = None
        self.depth: Depth | None = None
        self._ticks = KnownTicks(Catalog())

    def know(self, catalog: Catalog) -> None:
        """The exchange's markets are known, or have changed."""
        self._ticks = KnownTicks(catalog)

    def forget(self) -> None:
        """Another market is shown."""
        self.last = self.depth = None

    def tickers(self, market: str) -> list[str]:
        """The market's own ticker; and until its ticks are known, those of the same quote currency."""
        return sorted({market, *self._ticks.unpriced(market)})

    def take(self, batch: Batch, market: str) -> bool:
        """Take what is new; True when the `tickers` that are wanted are others by that."""
        tickers = batch.latest(DataType.TICKER)
        ticker, book = tickers.get(market), batch.latest(DataType.ORDERBOOK).get(market)
        if ticker is not None:
            self.last = exact(ticker.trade_price)
        if book is not None:
            self.depth = depth_of(book)
        if not self._ticks.unpriced(market):
            return False
        self._ticks.learn({code: exact(each.trade_price) for code, each in tickers.items()})
        return not self._ticks.unpriced(market)

    def terms(self, draft: Draft, terms: Terms, available: Decimal | None) -> Terms:
        """The terms of a draft as they are now."""
        # A price that is no longer live is neither shown nor taken, and nothing is estimated from it.
        last = None if self.stale else self.last
        tick, step = self._ticks.around(draft.market, draft.price or last) or (None, None)
        assessment = self._assessed(draft, last)
        return replace(terms, available=available, tick=tick, step=step, last=last, assessment=assessment)

    def _assessed(self, draft: Draft, last: Decimal | None) -> Assessment:
        if not drafts.is_complete(draft):
            return Assessment()
        depth = None if self.stale else self.depth
        return assess(drafts.intent_of(draft), self.guards, depth, last)

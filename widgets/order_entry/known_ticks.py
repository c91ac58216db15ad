"""What the exchange has said about tick sizes: of every market, at the price it had at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.market import ticks
from app.market.symbols import Catalog

# So many batches in a row without a new price, some seconds of a moving market: the others never traded.
PATIENCE = 300


class KnownTicks:
    """The catalog tells each market's tick at the price of the moment; prices go with it once.

    Later prices are not taken: a market may have left the band that its tick was told for.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._samples: dict[str, list[tuple[Decimal, Decimal]]] = {}
        self._in_vain = 0
        self._unpriced = {
            quote: {market.code for market in catalog.of_quote(quote) if market.tick_size is not None}
            for quote in catalog.quotes()
        }

    def unpriced(self, market: str) -> list[str]:
        """The markets of the same quote currency whose price is still wanted."""
        return sorted(self._unpriced.get(market.partition("-")[0], ()))

    def learn(self, prices: Mapping[str, Decimal]) -> None:
        """Take the first price of each market; what stays without one for long is waited for no more."""
        self._in_vain += bool(prices)
        for code, price in prices.items():
            market = self._catalog.get(code)
            if market is None or market.tick_size is None or code not in self._unpriced[market.quote]:
                continue
            self._unpriced[market.quote].remove(code)
            self._samples.setdefault(market.quote, []).append((price, market.tick_size))
            self._in_vain = 0
        for samples in self._samples.values():
            samples.sort()
        if self._in_vain >= PATIENCE:
            self._in_vain = 0
            for quote in {code.partition("-")[0] for code in prices} & self._samples.keys():
                self._unpriced[quote].clear()

    def around(self, code: str, price: Decimal | None) -> tuple[Decimal, Decimal] | None:
        """The finest and the coarsest tick that may hold at a price; None for an unknown market.

        While prices are still missing, or for no price, the market's own tick is both.
        """
        market = self._catalog.get(code)
        if market is None or market.tick_size is None:
            return None
        if price is None or self._unpriced[market.quote]:
            return market.tick_size, market.tick_size
        return ticks.tick_range(price, market.tick_size, self._samples[market.quote])

"""Which tick may hold at a price, from what the exchange has said of the ticks of all its markets."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.market import ticks
from app.market.symbols import Catalog


class TickBands:
    """Ticks and the prices that they were told for; nothing is known before both have come."""

    def __init__(self, catalog: Catalog | None = None, prices: Mapping[str, Decimal] | None = None) -> None:
        self._catalog = catalog or Catalog()
        self._samples: dict[str, list[tuple[Decimal, Decimal]]] = {}
        for market in self._catalog:
            price = (prices or {}).get(market.code)
            if price is not None and market.tick_size is not None:
                self._samples.setdefault(market.quote, []).append((price, market.tick_size))
        for samples in self._samples.values():
            samples.sort()

    def tick_at(self, code: str, price: Decimal) -> Decimal | None:
        """The tick at that price where it is sure: the market itself or its neighbours in price agree.

        None leaves the price to the exchange.
        """
        market = self._catalog.get(code)
        samples = self._samples.get(code.partition("-")[0])
        if market is None or market.tick_size is None or not samples:
            return None
        finest, coarsest = ticks.tick_range(price, market.tick_size, samples)
        beyond = not samples[0][0] <= price <= samples[-1][0]
        # Above and below every price that was told there may be bands that no market is in.
        return None if beyond or finest != coarsest else finest

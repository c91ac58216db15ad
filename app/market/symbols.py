"""The exchange's markets: names, tick sizes and the search a trader types into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Market:
    """One market of `/v1/market/all`, with its tick size of `/v1/orderbook/instruments` when known."""

    code: str
    korean_name: str
    english_name: str
    warning: bool = False
    cautions: frozenset[str] = frozenset()
    tick_size: Decimal | None = None

    @property
    def quote(self) -> str:
        """The currency that prices are in: KRW, BTC or USDT."""
        return self.code.partition("-")[0]

    @property
    def base(self) -> str:
        """The currency that is bought and sold."""
        return self.code.partition("-")[2]


@dataclass(frozen=True)
class Catalog:
    """All markets of the exchange, in its order."""

    markets: tuple[Market, ...] = ()
    _by_code: dict[str, Market] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {market.code: market for market in self.markets})

    def __iter__(self) -> Iterator[Market]:
        return iter(self.markets)

    def __len__(self) -> int:
        return len(self.markets)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Market | None:
        """The market of that code, or None."""
        return self._by_code.get(code)

    def of_quote(self, quote: str) -> tuple[Market, ...]:
        """The markets whose prices are in that currency."""
        return tuple(market for market in self.markets if market.quote == quote)

    def quotes(self) -> tuple[str, ...]:
        """The quote currencies that there are, KRW first."""
        return tuple(dict.fromkeys(sorted((m.quote for m in self.markets), key=lambda q: (q != "KRW", q))))


def catalog_of(markets: Iterable[Market]) -> Catalog:
    """A catalog of those markets."""
    return Catalog(tuple(markets))

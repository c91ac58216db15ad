"""The exchange's markets: names, tick sizes and the search a trader types into."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from app.language import chosen

# How well a market answers a search, best first.
EXACT, BEGINS, CONTAINS = 0, 1, 2

# What an IME makes of two initial consonants typed one after the other: ㅂㅅ arrives as ㅄ.
_PAIRS = {"ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ"}
_PAIRS |= {"ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ"}
_SPLIT_PAIRS = str.maketrans(_PAIRS)


@dataclass(frozen=True, slots=True)
class Market:
    """One market of `/v1/market/all`, with its tick size of `/v1/orderbook/instruments` when known.

    `levels` are the units by which the exchange groups its book, ascending; empty where it does not.
    """

    code: str
    korean_name: str
    english_name: str
    warning: bool = False
    cautions: frozenset[str] = frozenset()
    tick_size: Decimal | None = None
    levels: tuple[Decimal, ...] = ()

    @property
    def name(self) -> str:
        """What the market is called in the chosen language; its coin's code where it has no such name."""
        return (self.english_name if chosen() == "en" else self.korean_name) or self.base

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

    def search(self, text: str) -> tuple[Market, ...]:
        """The markets that answer `text`, best first, KRW before the other quote currencies."""
        found = search(self.markets, text)
        quotes = self.quotes()
        matches = (market for market in self.markets if market.code in found)
        return tuple(sorted(matches, key=lambda m: (found[m.code], quotes.index(m.quote))))

    def quotes(self) -> tuple[str, ...]:
        """The quote currencies that there are, KRW first."""
        return tuple(dict.fromkeys(sorted((m.quote for m in self.markets), key=lambda q: (q != "KRW", q))))


def is_code(text: str) -> bool:
    """Whether that could be a market: quote first, such as KRW-BTC or BTC-2Z (Upbit's grammar)."""
    return re.fullmatch(r"(KRW|BTC|USDT)-[0-9A-Z]+", text) is not None


def catalog_of(markets: Iterable[Market]) -> Catalog:
    """A catalog of those markets."""
    return Catalog(tuple(markets))


def prepare_search() -> None:
    """Load what the first search needs, some 50 ms, at a moment when nobody is typing."""
    import hangulpy  # noqa: F401 - the import is the work


def rank(market: Market, text: str) -> int | None:
    """How well a market answers `text`: EXACT, BEGINS or CONTAINS; None when it does not.

    Korean names also answer to their initial consonants and to syllables that are still being
    composed (ㅂㅌ, 비ㅌ, 빝 → 비트코인). The quote currency alone is no match: it names every market.
    """
    query = _plain(text)
    return _rank(market, query) if query else CONTAINS


def search(markets: Iterable[Market], text: str) -> dict[str, int]:
    """The codes that answer `text` with their ranks, in the order of `markets`; all for no text.

    What nothing answers to is tried once more as if typed with the other keyboard layout
    (ㅠㅅㅊ → btc, qlxm → 비트).
    """
    markets = tuple(markets)
    query = _plain(text)
    if not query:
        return {market.code: CONTAINS for market in markets}
    return _ranks(markets, query) or _ranks(markets, _other_layout(query))


def _ranks(markets: tuple[Market, ...], query: str) -> dict[str, int]:
    if not query:
        return {}
    found = ((market.code, _rank(market, query)) for market in markets)
    return {code: how for code, how in found if how is not None}


def _rank(market: Market, query: str) -> int | None:
    base, english = market.base.lower(), _plain(market.english_name)
    korean = _plain(market.korean_name)
    if query in (base, market.code.lower(), english, korean):
        return EXACT
    at = _find_korean(korean, query)
    if at == 0 or base.startswith(query) or english.startswith(query):
        return BEGINS
    # "krw-b" is the beginning of a code; "krw" and "r" would only find the quote currency.
    if "-" in query and market.code.lower().startswith(query):
        return BEGINS
    return CONTAINS if at > 0 or query in base or query in english else None


def _find_korean(name: str, query: str) -> int:
    if query.isascii():
        return name.find(query)
    # Imported late: it takes some 50 ms, which the first window need not wait for.
    from hangulpy import hangul_search

    at: int = hangul_search(name, query)
    if at >= 0:
        return at
    return _find_mixed(name, query.translate(_SPLIT_PAIRS))


def _find_mixed(name: str, query: str) -> int:
    """Where `query` is found when its lone consonants stand for syllables (비ㅌ코 → 비트코인), or -1."""
    from hangulpy import get_chosung_string, hangul_search

    if not any("ㄱ" <= character <= "ㅎ" for character in query):
        return -1
    for start in range(len(name) - len(query) + 1):
        window = "".join(
            get_chosung_string(letter) if "ㄱ" <= wanted <= "ㅎ" else letter
            for letter, wanted in zip(name[start:], query, strict=False)
        )
        # Only the last syllable may be unfinished: the search sees to that.
        if hangul_search(window, query) == 0:
            return start
    return -1


def _other_layout(query: str) -> str:
    from hangulpy import convert_hangul_to_qwerty, convert_qwerty_to_hangul

    if len(query) < 2:
        return ""  # a single wrong letter would find half of the exchange
    other: str = convert_qwerty_to_hangul(query) if query.isascii() else convert_hangul_to_qwerty(query)
    return "" if other == query else _plain(other)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Lower case, composed syllables and no spaces, so that what looks the same is the same."""
    return "".join(unicodedata.normalize("NFC", text).lower().split())

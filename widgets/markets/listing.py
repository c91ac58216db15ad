"""Which markets the list shows, and in which order: pure decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.market.symbols import Catalog, Market
from widgets.markets.rows import Column, Row

QUOTES = ("KRW", "BTC", "USDT")
PRICED = (Column.PRICE, Column.VALUE, Column.HIGH, Column.LOW)


class Tab(StrEnum):
    """The lists to choose from."""

    KRW = "KRW"
    BTC = "BTC"
    USDT = "USDT"
    HELD = "HELD"
    STARRED = "STARRED"

    @property
    def mixes_quotes(self) -> bool:
        """Whether prices of several currencies stand below each other."""
        return self in (Tab.HELD, Tab.STARRED)


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column, and whether the largest comes first."""

    column: Column = Column.VALUE
    descending: bool = True

    def clicked(self, column: Column) -> Sorting:
        """The sorting after a click on that column's head: turned round, or the column's own sense."""
        if column is self.column:
            return Sorting(column, not self.descending)
        return Sorting(column, column is not Column.NAME)


def members(
    tab: Tab, catalog: Catalog, holdings: Collection[str], favourites: Iterable[str]
) -> tuple[Market, ...]:
    """The markets of a tab before any search."""
    if tab is Tab.STARRED:
        return tuple(market for code in favourites if (market := catalog.get(code)))
    if tab is Tab.HELD:
        held = (_where_traded(currency, catalog) for currency in sorted(holdings))
        return tuple(market for market in held if market)
    return catalog.of_quote(tab.value)


def _where_traded(currency: str, catalog: Catalog) -> Market | None:
    found = (catalog.get(f"{quote}-{currency}") for quote in QUOTES)
    return next((market for market in found if market), None)


def arrange(
    rows: Iterable[Row], ranks: Mapping[str, int] | None, starred: Collection[str], sorting: Sorting
) -> list[Row]:
    """The rows to show from top to bottom.

    `ranks` are the matches of a search, None without one. Starred markets come first, also among
    matches; then the better match; then the sorting. Rows without figures are last either way.
    """
    if ranks is not None:
        rows = [row for row in rows if row.code in ranks]
    known: list[Row] = []
    unknown: list[Row] = []
    for row in rows:
        (unknown if _figure(row, sorting.column) is None else known).append(row)
    # Two stable sorts: a name breaks ties upwards, whichever way the figures run.
    known.sort(key=_name)
    known.sort(key=lambda row: _key(row, sorting.column), reverse=sorting.descending)
    ordered = known + unknown
    ordered.sort(key=lambda row: (row.code not in starred, ranks[row.code] if ranks else 0))
    return ordered


def _name(row: Row) -> tuple[str, str]:
    return row.name.casefold(), row.code


def _key(row: Row, column: Column) -> tuple[int, float | str | None]:
    # Prices in different currencies do not compare; KRW counts as the largest.
    by_currency = column in PRICED and row.market.quote in QUOTES
    return -QUOTES.index(row.market.quote) if by_currency else 0, _figure(row, column)


def _figure(row: Row, column: Column) -> float | str | None:
    if column is Column.PRICE:
        return row.price
    if column is Column.RATE:
        return row.rate
    figures = {Column.VALUE: row.value, Column.HIGH: row.high, Column.LOW: row.low}
    return figures[column] if column in figures else row.name.casefold()

"""Composes the ladder's picture: how wide the columns are and how many decimals their numbers get."""

from __future__ import annotations

from collections.abc import Sequence

from app.market.book import Book, row_price
from widgets import format
from widgets.orderbook import geometry as place
from widgets.orderbook.own import Own, marks
from widgets.orderbook.painting import LadderPainter
from widgets.orderbook.rows import Picture, PriceTexts, View, picture_of


class Composer:
    """Remembers of one market what keeps its columns still from one book to the next.

    Attributes: `columns` where they are, `size_width` the widest size so far, `size_decimals` how
    exactly sizes are told, `price_decimals` how exactly prices are.
    """

    def __init__(self, painter: LadderPainter) -> None:
        self.columns = place.columns(0, 0, 0)
        self.size_decimals = self.size_width = 0
        self._painter = painter
        self._texts = PriceTexts()
        self._widths = (0, 0)  # the widest price and change so far

    @property
    def price_decimals(self) -> int:
        return self._texts.decimals

    def reset(self, price_decimals: int) -> None:
        """Begin with another market, or a finer tick of the same one."""
        self._texts.reset(price_decimals)
        self._widths = (0, 0)
        self.size_decimals = self.size_width = 0

    def begin(self, book: Book) -> None:
        """The first book of a market tells how exact its sizes are."""
        touch = (book.asks or book.bids)[:1]
        quote = book.symbol.partition("-")[0]
        self.size_decimals = format.size_decimals(touch[0].price, quote) if touch else 4

    def refine(self, price_decimals: int) -> bool:
        """Give prices at least that many decimals; whether that is more than before."""
        if price_decimals <= self._texts.decimals:
            return False
        self._texts.reset(price_decimals)
        return True

    def compose(self, book: Book, view: View, own: Sequence[Own], width: int) -> Picture:
        """The picture of this book in a ladder of that width."""
        self._texts.compare_with(view.previous_close)
        self._texts.learn(book)
        self.columns = self._columns_for(book, width)
        room = min(self.columns.price, self.columns.right - self.columns.bid) - 2 * place.PAD
        last = None if view.last_price is None else row_price(book, view.last_price, bought=view.bought)
        while True:
            decimals = self.size_decimals
            owned = marks(own, book, decimals) if own else {}
            full = View(
                decimals, view.previous_close, last, view.bought, view.cumulative, self.columns.bar, owned
            )
            picture = picture_of(book, self._texts, full)
            widest = max(map(self._painter.figure.width, _size_texts(picture)))
            if widest <= room or self.size_decimals == 0:
                break
            # A number that has lost its first digits would lie: rather fewer decimals for all.
            self.size_decimals -= 1
        self.size_width = max(self.size_width, min(widest, room))
        return picture

    def _columns_for(self, book: Book, width: int) -> place.Columns:
        # The outermost prices have the longest texts.
        outer = [self._texts.of(side[-1].price) for side in (book.asks, book.bids) if side]
        widths = self._widths
        self._widths = (
            max((widths[0], *(self._painter.price.width(text) for text, _, _ in outer))),
            max((widths[1], *(self._painter.change.width(text) for _, text, _ in outer))),
        )
        return place.columns(width, *self._widths)


def _size_texts(picture: Picture) -> list[str]:
    return [row.size_text for row in picture.rows] + list(picture.foot[:2])

"""The exchange's state in one place: the engine and the markets with their past, figures and tape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial

from app.exchange.bars import Chance
from app.exchange.engine import AssetChanged, Engine, Event, OrderChanged, TradeHappened
from app.exchange.frames import Depth, grouped
from app.exchange.history import ChanceOf, History
from app.exchange.kept import Tape
from app.exchange.market_model import CommonMove, MarketModel, Quote
from app.exchange.matching import BookSideName
from app.exchange.rules import supported_levels, tick_size, tick_units
from app.exchange.series import Series
from app.exchange.statistics import Figures, LastTrade, Statistics
from app.exchange.units import UNIT, from_units
from app.exchange.universe import MarketSpec

SLOTS = 30
"""The visible levels of a book side."""
_TAPE = 1000  # two of Upbit's pages; older trades are made again from their second's bar
_SWEEP = 4  # levels that a house order takes at most: nobody empties a book by accident


class Market:
    """One market: its spec, model, candles, figures and newest trades."""

    def __init__(self, spec: MarketSpec, history: History, begin: int, phase: int) -> None:
        self.spec = spec
        self.phase = phase
        self.series = Series(history, spec.code, begin)
        self.statistics = Statistics(self.series, begin)
        self.tape = Tape(_TAPE)
        self.newest: TradeHappened | None = None
        self.last = self._last_of_the_past(begin)
        self.model = MarketModel(spec, self.last.price, partial(tick_units, spec.quote))
        self.book_ms = self.last.time_ms
        self._history = history
        self._begin = begin

    def _last_of_the_past(self, begin: int) -> LastTrade:
        deal = next(self.series.past_deals(begin - 3 * 86400, begin))
        return LastTrade(
            deal.price, deal.volume, self.past_side(deal.price), deal.time_ms, deal.time_ms * 10_000
        )

    @staticmethod
    def past_side(price: int) -> str:
        """The taker's side of a trade of the past: any fixed choice is as good."""
        return "bid" if price % 7 < 4 else "ask"

    @property
    def price(self) -> Decimal:
        """The last trade price."""
        return from_units(self.last.price)

    def figures(self, now_ms: int) -> Figures:
        """The figures of the day, 24 hours and 52 weeks."""
        return self.statistics.figures(now_ms // 1000)

    def record(self, event: TradeHappened) -> None:
        """Take an execution into candles, figures and tape."""
        price, volume = int(event.price * UNIT), int(event.volume * UNIT)
        self.newest = event
        self.last = LastTrade(price, volume, event.taker_side, event.time_ms, event.sequential_id)
        self.tape.append(self.last)
        self.series.add(price, volume, event.time_ms)
        self.statistics.add(event.taker_side, volume, event.time_ms // 1000)
        self.model.traded(event.taker_side, price, volume)


class Venue:
    """All markets around one engine. Time is passed in; `now_ms` at the start is where the past ends.

    `restore` may bring back accounts and open orders. Those whose price the market has passed meanwhile are
    executed at it, before the first quotes: members hear of it at the first `settle`, the public does not,
    for its market has not been there.
    """

    def __init__(
        self,
        specs: Iterable[MarketSpec],
        chance_of: ChanceOf,
        new_id: Callable[[], str],
        now_ms: int,
        restore: Callable[[Engine], None] | None = None,
    ) -> None:
        by_code = {spec.code: spec for spec in specs}
        history = History(by_code, chance_of)
        begin = now_ms // 1000
        self.engine = Engine(new_id)
        self.chance: Chance = chance_of("live")
        self.common = CommonMove()
        self.markets: dict[str, Market] = {}
        for code, spec in by_code.items():
            self.engine.open_market(code)
            self.markets[code] = Market(spec, history, begin, int(self.chance.random() * 100))
        if restore is not None:
            restore(self.engine)
        for market in self.markets.values():
            quotes = market.model.quotes(self.chance)
            self._catch_up(market.spec.code, quotes, now_ms)
            self.quote(market, quotes, now_ms)
            market.book_ms = now_ms
        self._untold = [
            event for event in self.engine.drain() if isinstance(event, OrderChanged | AssetChanged)
        ]

    def __repr__(self) -> str:
        return f"<Venue {len(self.markets)} markets {self.engine!r}>"

    # -- the market's own flow ----

    def _catch_up(self, code: str, quotes: Iterable[Quote], now_ms: int) -> None:
        """Execute the restored orders that cross a market's first quotes."""
        best = {
            "bid": max((quote.price for quote in quotes if quote.side == "bid"), default=0),
            "ask": min((quote.price for quote in quotes if quote.side == "ask"), default=0),
        }
        sides: tuple[tuple[BookSideName, BookSideName], ...] = (("ask", "bid"), ("bid", "ask"))
        for side, facing in sides:
            waiting = self.engine.total_size(code, facing)
            if waiting and best[side]:
                self.engine.take(code, side, waiting, now_ms, from_units(best[side]))

    def quote(self, market: Market, quotes: Iterable[Quote], now_ms: int) -> None:
        """Let the engine carry out the model's quotes."""
        for quote in quotes:
            self.engine.set_level(
                market.spec.code, quote.side, from_units(quote.price), from_units(quote.size), now_ms
            )

    def stir(self, market: Market, seconds: float, now_ms: int) -> None:
        """One step of a market's price and quotes after so much time."""
        market.model.move(seconds, self.common.total, self._ratio(market.spec), self.chance)
        self.quote(market, market.model.quotes(self.chance), now_ms)

    def trade(self, market: Market, now_ms: int) -> None:
        """One order of the market's own."""
        order = market.model.order(self.chance)
        code = market.spec.code
        facing: BookSideName = "ask" if order.side == "bid" else "bid"
        if len(self.engine.depth(code, facing, SLOTS + _SWEEP)) < SLOTS + _SWEEP:
            # Quiet markets are quoted rarely; what traded meanwhile has to be there again first.
            self.quote(market, market.model.quotes(self.chance), now_ms)
        within = self.engine.depth(code, facing, _SWEEP)
        volume = min(order.volume, int(sum(size for _, size in within) * UNIT))
        if volume <= 0:
            return
        self.engine.take(code, order.side, from_units(volume), now_ms)

    def _ratio(self, spec: MarketSpec) -> float | None:
        if spec.quote == "KRW":
            return None
        coin, money = self.markets[f"KRW-{spec.base}"], self.markets[f"KRW-{spec.quote}"]
        return coin.model.fair / money.model.fair * UNIT

    def settle(self) -> list[Event]:
        """Drain the engine, let the markets take notice of their trades; the events are for publishing."""
        events = [*self._untold, *self.engine.drain()]
        self._untold = []
        for event in events:
            if isinstance(event, TradeHappened):
                self.markets[event.market].record(event)
        return events

    # -- what people ask ----

    def depth(self, code: str, level: Decimal = Decimal(0)) -> tuple[Depth, Depth, tuple[Decimal, Decimal]]:
        """Asks, bids (30 a side at most, grouped on request) and the two total sizes."""
        totals = (self.engine.total_size(code, "ask"), self.engine.total_size(code, "bid"))
        if not level:
            return self.engine.depth(code, "ask", SLOTS), self.engine.depth(code, "bid", SLOTS), totals
        asks = grouped(self.engine.depth(code, "ask", 10_000), level, up=True)
        bids = grouped(self.engine.depth(code, "bid", 10_000), level, up=False)
        return asks[:SLOTS], bids[:SLOTS], totals

    def level(self, code: str, wanted: Decimal) -> Decimal | None:
        """The grouping unit to serve for a wanted one; None if the market lacks it (protocol 2.3, 9.17)."""
        market = self.markets[code]
        if wanted == 0 or (market.spec.quote == "KRW" and wanted == tick_size("KRW", market.price)):
            return Decimal(0)
        if wanted not in supported_levels(market.spec.quote, market.price):
            return None
        # Thirty rows of a coarse unit reach far: what stands there is laid when somebody first looks.
        self.quote(market, market.model.deepen(), market.book_ms)
        return wanted

    def trades(self, code: str, begin: int, before: int) -> Iterator[LastTrade]:
        """Trades in [begin, before) seconds, newest first; those of the past are numbered like live ones."""
        market = self.markets[code]
        border = market.tape.lost_before or market.series.begin
        yield from market.tape.backwards(max(begin, border) * 1000, before * 1000)
        number: dict[int, int] = {}
        for deal in market.series.past_deals(begin, min(before, border)):
            place = number[deal.time_ms] = number.get(deal.time_ms, -1) + 1
            identifier = deal.time_ms * 10_000 + 99 - place
            yield LastTrade(deal.price, deal.volume, market.past_side(deal.price), deal.time_ms, identifier)

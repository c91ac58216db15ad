"""What a market allows, told by the exchange: rules that orders are checked by, and the day's rehearsal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from app import exact
from app.clock import Clock
from app.trading import guards
from app.trading.errors import GuardError, RulesUnread
from app.trading.guards import Violation
from app.trading.orders import OrderIntent
from app.trading.portfolio import Balance
from app.upbit.errors import Unanswered
from app.upbit.models import Chance
from app.upbit.rest import UpbitRest

T = TypeVar("T")

CHANCE_SECONDS = 10.0
# Fees and minimums change by notice only: an order need not wait for them to be asked again.
RULES_SECONDS = 600.0
_KST_MS, _DAY_MS = 9 * 3600 * 1000, 24 * 3600 * 1000

TickOf = Callable[[str, Decimal], Decimal | None]


class MarketTerms:
    """Keeps what the exchange has told of each market for a while. With `rehearses` the first order of each
    day (KST) is shown to orders/test before it is sent (protocol 4.7)."""

    def __init__(
        self, rest: UpbitRest, clock: Clock, *, tick_of: TickOf | None = None, rehearses: bool = False
    ) -> None:
        self._rest = rest
        self._clock = clock
        self._tick_of = tick_of
        self._rehearses = rehearses
        self._rehearsed_day = -1
        self._chances: dict[str, tuple[float, Chance]] = {}

    def __repr__(self) -> str:
        return f"<MarketTerms of {len(self._chances)} markets>"

    async def chance(self, market: str, seconds: float = CHANCE_SECONDS) -> Chance:
        """Fees, types and totals of a market, at most so old."""
        now, chances = self._clock.monotonic(), self._chances
        known = chances.get(market)
        if known is not None and now - known[0] < seconds:
            return known[1]
        chance = await self._rest.chance(market)
        chances[market] = (now, chance)  # of the account that asked, which may be another than the next one
        return chance

    async def check(
        self, intent: OrderIntent, balances: Mapping[str, Balance], freed: Decimal = Decimal(0)
    ) -> None:
        """Raise GuardError for an order that breaks a rule; `freed` is locked in the order it replaces.

        RulesUnread when the exchange did not answer, another UpbitError when it refused.
        """
        if not guards.check(intent):
            await _answer(self.chance(intent.market, RULES_SECONDS))
        wrong = self.violations(intent, balances, freed)
        if wrong:
            raise GuardError(wrong)

    def violations(
        self, intent: OrderIntent, balances: Mapping[str, Balance], freed: Decimal = Decimal(0)
    ) -> tuple[Violation, ...]:
        """Every rule that the order breaks, by what the exchange has told so far; `freed` as for `check`."""
        known = self._chances.get(intent.market)
        held = balances.get(guards.spends(intent))
        free = exact.total((freed, held.balance if held is not None else Decimal(0)))
        tick = self._tick_of(intent.market, intent.price) if self._tick_of and intent.price else None
        return guards.check(intent, known and known[1], available=free, tick=tick)

    async def rehearse(self, intent: OrderIntent) -> None:
        """Show the day's first order to the exchange without placing it; raises as `check` where it fails."""
        today = (self._clock.time_ms() + _KST_MS) // _DAY_MS
        if not self._rehearses or today == self._rehearsed_day:
            return
        # Without an identifier: one that was shown may be used up.
        await _answer(self._rest.test(intent.order(None)))
        self._rehearsed_day = today

    def forget(self) -> None:
        """Another account comes."""
        self._chances = {}
        self._rehearsed_day = -1


async def _answer(asked: Awaitable[T]) -> T:
    """No answer to a question about an order is not "the outcome is unknown": there is no order yet."""
    try:
        return await asked
    except Unanswered as error:
        raise RulesUnread(error) from error

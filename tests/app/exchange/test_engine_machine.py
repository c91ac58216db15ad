"""The engine under random use: whatever happens in whatever order, the books and the ledger stay true."""

import os
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.exchange.engine import Engine, Fill, Order, OrderChanged, OrderRequest, Refusal, TradeHappened
from app.exchange.execution import Floor
from app.exchange.matching import BookSideName, Resting
from app.exchange.orders import LiveOrder
from app.exchange.units import FUNDS, MONEY, UNIT, to_money

D = Decimal
MARKET = "BTC-ETH"
FEE = D("0.0025")
ACCOUNTS = ("ann", "bob", "cho")
START = {"BTC": D(5), "ETH": D(100)}
# A narrow band of prices, so that orders meet; odd satoshis, so that every product has digits to lose.
BASE_PRICE = 3_000_007

NEXT_STATES: dict[str | None, set[str]] = {
    None: {"wait"},
    "wait": {"trade", "prevented", "cancel"},
    "trade": {"trade", "prevented", "done", "cancel"},
    "prevented": {"trade", "prevented", "cancel"},
    "done": set(),
    "cancel": set(),
}

prices = st.integers(-6, 6).map(lambda step: D(BASE_PRICE + step).scaleb(-8))
volumes = st.one_of(
    st.integers(1, 9).map(lambda n: D(n) / 2), st.integers(200_000, 10**9).map(lambda n: D(n).scaleb(-8))
)
totals = st.integers(5_000, 50_000_000).map(lambda n: D(n).scaleb(-8))
sides = st.sampled_from(["bid", "ask"])
modes = st.sampled_from([None, "cancel_maker", "cancel_taker", "reduce", "none"])
accounts = st.sampled_from(ACCOUNTS)


class ExchangeUse(RuleBasedStateMachine):
    """Three members and the house on one market; what the house gave and got is counted from the events."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000
        self.ids = 0
        self.engine = Engine(self.new_id)
        self.engine.open_market(MARKET)
        for name in ACCOUNTS:
            self.engine.open_account(name, START)
        self.states: dict[str, str] = {}
        self.told: Counter[str] = Counter()
        self.house: dict[str, Decimal] = defaultdict(Decimal)
        self.last_sequential_id = 0

    def new_id(self) -> str:
        self.ids += 1
        return f"id-{self.ids}"

    @property
    def floor(self) -> Floor:
        return self.engine._floor

    @initialize(size=volumes)
    def open_quotes(self, size: Decimal) -> None:
        for step in (1, 2, 3):
            self.engine.set_level(MARKET, "ask", D(BASE_PRICE + step).scaleb(-8), size, self.now)
            self.engine.set_level(MARKET, "bid", D(BASE_PRICE - step).scaleb(-8), size, self.now)

    # -- what anyone may do ------------------------------------------------------------------------

    @rule(
        account=accounts,
        side=sides,
        price=prices,
        volume=volumes,
        tif=st.sampled_from([None, None, None, "ioc", "fok", "post_only"]),
        mode=modes,
    )
    def place_limit(
        self, account: str, side: str, price: Decimal, volume: Decimal, tif: str | None, mode: str | None
    ) -> None:
        self.submit(account, OrderRequest(MARKET, side, "limit", volume, price, tif, mode))

    @rule(account=accounts, total=totals, kind=st.sampled_from([None, "ioc", "fok"]), mode=modes)
    def buy_at_market(self, account: str, total: Decimal, kind: str | None, mode: str | None) -> None:
        ord_type = "best" if kind else "price"
        self.submit(account, OrderRequest(MARKET, "bid", ord_type, None, total, kind, mode))

    @rule(account=accounts, volume=volumes, kind=st.sampled_from([None, "ioc", "fok"]), mode=modes)
    def sell_at_market(self, account: str, volume: Decimal, kind: str | None, mode: str | None) -> None:
        ord_type = "best" if kind else "market"
        self.submit(account, OrderRequest(MARKET, "ask", ord_type, volume, None, kind, mode))

    @rule(account=accounts, choice=st.integers(0, 10))
    def cancel(self, account: str, choice: int) -> None:
        open_orders = self.engine.open_orders(account)
        if open_orders:
            uuid = open_orders[choice % len(open_orders)].uuid
            self.engine.cancel(account, uuid, self.tick())
            assert self.engine.order(account, uuid=uuid).state == "cancel"

    @rule(side=sides, price=prices, size=st.one_of(st.just(D(0)), volumes))
    def quote(self, side: str, price: Decimal, size: Decimal) -> None:
        places = self.user_places()
        self.engine.set_level(MARKET, side, price, size, self.tick())
        left = self.user_places()
        # Whoever is still there has nobody in front who was not there before.
        for uuid, ahead in left.items():
            assert set(ahead) <= set(places[uuid])
        # All of it is quoted, unless part of it traded on the way in.
        assert self.engine.house_size(MARKET, side, price) <= size

    @rule(side=sides, volume=volumes, limit=st.one_of(st.none(), prices))
    def take(self, side: str, volume: Decimal, limit: Decimal | None) -> None:
        queue = self.queue_against(side)
        taken = self.engine.take(MARKET, side, volume, self.tick(), limit)
        assert 0 <= taken <= volume
        require_served_in_turn(queue)

    # -- what must hold ----------------------------------------------------------------------------

    def submit(self, account: str, request: OrderRequest) -> None:
        queue = self.queue_against(request.side)
        try:
            self.engine.check(account, request)
        except Refusal as refusal:
            before = self.engine.account(account)
            try:
                self.engine.place(account, request, self.tick())
            except Refusal as again:
                assert again.name == refusal.name
            else:
                raise AssertionError(f"{request} was refused by check and accepted by place")
            assert self.engine.account(account) == before
            return
        own = {order.uuid: order.prevented_volume for order in self.engine.open_orders(account)}
        order = self.engine.place(account, request, self.tick())
        assert order.state == "wait"
        require_served_in_turn(queue)
        after = self.engine.order(account, uuid=order.uuid)
        makers = [self.engine.order(account, uuid=uuid).prevented_volume - own[uuid] for uuid in own]
        require_prevention(after, sum(makers, D(0)))
        prices_paid = [fill.price for fill in after.trades]
        assert prices_paid == sorted(prices_paid, reverse=request.side == "ask")
        require_time_in_force(after)

    def queue_against(self, side: str) -> list[tuple[Resting, int]]:
        """Everything an order of this side could trade with, in its turn, and how much there is of each."""
        levels = self.floor.markets[MARKET].book.against(side).levels()
        return [(entry, entry.remaining) for level in levels for entry in level.queue]

    def user_places(self) -> dict[str, list[int]]:
        """For every resting user order the entries in front of it at its price."""
        places = {}
        for side in ("bid", "ask"):
            for level in self.floor.markets[MARKET].book.side(side).levels():
                entries = list(level.queue)
                for index, entry in enumerate(entries):
                    if isinstance(entry, LiveOrder):
                        places[entry.uuid] = [id(other) for other in entries[:index]]
        return places

    def tick(self) -> int:
        self.now += 1
        return self.now

    @invariant()
    def events_are_legal_and_the_tape_counts_the_house(self) -> None:
        trade: TradeHappened | None = None
        for event in self.engine.drain():
            if isinstance(event, OrderChanged):
                self.require_legal_step(event)
                if event.trade is not None:
                    assert trade is not None
                    self.count_fill(event.trade, trade)
            elif isinstance(event, TradeHappened):
                assert event.sequential_id > self.last_sequential_id
                self.last_sequential_id = event.sequential_id
                trade = event
        for name in ACCOUNTS:
            for order in self.engine.orders(name):
                assert (self.states[order.uuid] in ("done", "cancel")) == (order.state != "wait")

    def require_legal_step(self, event: OrderChanged) -> None:
        uuid = event.order.uuid
        assert event.state in NEXT_STATES[self.states.get(uuid)]
        assert (event.trade is not None) == (event.state == "trade")
        self.states[uuid] = event.state
        self.told[event.state] += 1

    def count_fill(self, fill: Fill, trade: TradeHappened) -> None:
        """A user's fill is the trade on the tape just before it; what users get in sum, the house gives."""
        assert (fill.sequential_id, fill.price, fill.volume) == (
            trade.sequential_id,
            trade.price,
            trade.volume,
        )
        assert fill.is_maker == (fill.side != trade.taker_side)
        sign = 1 if fill.side == "bid" else -1
        self.house["ETH"] -= sign * fill.volume
        self.house["BTC"] += sign * fill.funds
        self.house["fee"] += fill.fee

    @invariant()
    def money_and_coins_are_conserved(self) -> None:
        for currency in ("BTC", "ETH"):
            wallets = [self.floor.accounts[name].wallet(currency) for name in ACCOUNTS]
            users = sum(wallet.available + wallet.locked for wallet in wallets)
            fees = to_money(self.house["fee"]) if currency == "BTC" else 0
            assert users + to_money(self.house[currency]) + fees == len(ACCOUNTS) * START[currency] * MONEY

    @invariant()
    def nothing_is_negative_and_locks_are_open_orders(self) -> None:
        for name in ACCOUNTS:
            member = self.floor.accounts[name]
            held = {"BTC": 0, "ETH": 0}
            for order in member.open_orders.values():
                assert order.remaining > 0
                if order.side == "bid":
                    held["BTC"] += order.price * order.remaining * int(UNIT * (1 + FEE))
                else:
                    held["ETH"] += order.remaining * FUNDS
            for currency, wallet in member.wallets.items():
                assert wallet.available >= 0
                assert wallet.locked == held[currency]

    @invariant()
    def the_book_is_not_crossed_and_holds_exactly_the_open_orders(self) -> None:
        bids, asks = self.engine.depth(MARKET, "bid", 1), self.engine.depth(MARKET, "ask", 1)
        assert not bids or not asks or bids[0][0] < asks[0][0]
        for side in ("bid", "ask"):
            levels = list(self.floor.markets[MARKET].book.side(side).levels())
            assert all((one.price > two.price) == (side == "bid") for one, two in pairwise(levels))
            for level in levels:
                # Ids count up, and an order rests as soon as it has entered: the oldest stands in front.
                numbers = [int(entry.uuid[3:]) for entry in level.queue if isinstance(entry, LiveOrder)]
                assert numbers == sorted(numbers)
        queues = self.queue_against("bid") + self.queue_against("ask")
        resting = {entry.uuid for entry, _ in queues if isinstance(entry, LiveOrder)}
        assert resting == {o.uuid for name in ACCOUNTS for o in self.engine.open_orders(name)}
        for side in ("bid", "ask"):
            assert self.engine.total_size(MARKET, side) == sum(
                size for _, size in self.engine.depth(MARKET, side, 1000)
            )

    @invariant()
    def orders_are_the_sum_of_their_fills(self) -> None:
        for name in ACCOUNTS:
            for seen in self.engine.orders(name):
                order = self.engine.order(name, uuid=seen.uuid)
                assert order.executed_volume == sum(fill.volume for fill in order.trades)
                assert order.executed_funds == sum(fill.funds for fill in order.trades)
                assert order.paid_fee == sum(fill.fee for fill in order.trades) == order.executed_funds * FEE
                assert order.trades_count == len(order.trades)
                if order.volume is not None and order.remaining_volume is not None:
                    assert (
                        order.volume
                        == order.executed_volume + order.remaining_volume + order.prevented_volume
                    )
                if order.ord_type == "limit" and order.price is not None:
                    worst = max if order.side == "bid" else min
                    assert all(worst(fill.price, order.price) == order.price for fill in order.trades)


def require_served_in_turn(queue: list[tuple[Resting, int]]) -> None:
    """Served whole, then at most one in part, then nobody: anything else broke price-time priority."""
    is_over = False
    for entry, before in queue:
        assert entry.remaining == before or not is_over, f"{entry} was served before its turn"
        is_over = is_over or entry.remaining > 0


def require_prevention(taker: Order, makers: Decimal) -> None:
    """The taker's mode says which side gave way; `makers` is what its own resting orders lost."""
    if taker.smp_type in ("none", "cancel_taker"):
        assert makers == 0
    if taker.smp_type in ("none", "cancel_maker"):
        assert taker.prevented_volume == 0
    if taker.smp_type == "reduce":
        assert taker.prevented_volume == makers


def require_time_in_force(order: Order) -> None:
    """What became of an order right after its entry is what its time in force allows."""
    if order.time_in_force == "fok" and order.trades:
        assert order.prevented_volume == 0
        if order.volume is None and order.price is not None:
            # The dust of a total is less than the smallest volume costs.
            assert order.price - order.executed_funds < order.trades[-1].price * D("0.00000001")
        else:
            assert order.executed_volume == order.volume
    if order.time_in_force == "post_only":
        assert not order.trades
    if order.ord_type != "limit" or order.time_in_force in ("ioc", "fok"):
        assert order.state != "wait"


TestExchangeUse = ExchangeUse.TestCase
TestExchangeUse.settings = settings(max_examples=100, stateful_step_count=50, deadline=None)


class Crowd:
    """Plain chance at the same machine: many more operations than Hypothesis tries, and far more cancels."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.use = ExchangeUse()
        self.use.open_quotes(size=D(3))
        self.done: Counter[str] = Counter()

    def act(self) -> None:
        """One operation, and a look at what it told."""
        chance, use = self.chance, self.use
        kind = chance.choices(("limit", "buy", "sell", "cancel", "quote", "take"), (8, 1, 1, 4, 3, 2))[0]
        self.done[kind] += 1
        account = chance.choice(ACCOUNTS)
        side: BookSideName = "bid" if chance.random() < 0.5 else "ask"
        price = D(BASE_PRICE + chance.randint(-6, 6)).scaleb(-8)
        volume = D(chance.randint(200_000, 10**9)).scaleb(-8)
        mode = chance.choice((None, "cancel_maker", "cancel_taker", "reduce", "none"))
        tif = chance.choice((None, "ioc", "fok"))
        if kind == "limit":
            use.place_limit(account, side, price, volume, chance.choice((None, None, tif, "post_only")), mode)
        elif kind == "buy":
            use.buy_at_market(account, D(chance.randint(5_000, 50_000_000)).scaleb(-8), tif, mode)
        elif kind == "sell":
            use.sell_at_market(account, volume, tif, mode)
        elif kind == "cancel":
            use.cancel(account, chance.randrange(100))
        elif kind == "quote":
            use.quote(side, price, volume * chance.randrange(2))
        else:
            use.take(side, volume, price)
        use.events_are_legal_and_the_tape_counts_the_house()
        use.money_and_coins_are_conserved()
        use.nothing_is_negative_and_locks_are_open_orders()
        use.the_book_is_not_crossed_and_holds_exactly_the_open_orders()


def crowded(operations: int) -> Counter[str]:
    """So many operations in lives of 250, and what the exchange told of them, counted."""
    done: Counter[str] = Counter()
    for seed in range(-(-operations // 250)):
        crowd = Crowd(seed)
        for _ in range(250):
            crowd.act()
        crowd.use.orders_are_the_sum_of_their_fills()
        done += crowd.done
        done += Counter({f"told {state}": count for state, count in crowd.use.told.items()})
    return done


def require_variety(done: Counter[str], operations: int) -> None:
    """Nothing was left out: every kind of operation and of event was there often enough to mean something."""
    kinds = [done[kind] for kind in ("limit", "buy", "sell", "cancel", "quote", "take")]
    assert sum(kinds) >= operations and min(kinds) > operations // 40
    assert min(done[f"told {state}"] for state in ("wait", "trade", "done", "cancel")) > operations // 20
    assert done["told prevented"] > operations // 1000


def test_twenty_thousand_operations() -> None:
    require_variety(crowded(20_000), 20_000)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_very_many_operations() -> None:
    operations = int(os.environ.get("HOGA_OPERATIONS", "200000"))
    require_variety(crowded(operations), operations)

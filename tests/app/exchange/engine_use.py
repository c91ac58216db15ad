"""What every test of the engine does: places orders and looks at what followed."""

from collections.abc import Iterable
from decimal import Decimal

from app.exchange.engine import Engine, Event, Order, OrderChanged, OrderRequest, TradeHappened

D = Decimal
MARKET = "KRW-BTC"
NOW = 1_790_133_435_102


def empty_engine(default_smp: str | None = "cancel_maker") -> Engine:
    numbers = iter(range(10**9))
    return Engine(lambda: f"id-{next(numbers)}", default_smp)


def limit(
    side: str, price: object, volume: object, tif: str | None = None, **more: str | None
) -> OrderRequest:
    return OrderRequest(MARKET, side, "limit", D(str(volume)), D(str(price)), tif, **more)


def place(engine: Engine, account: str, request: OrderRequest) -> str:
    return engine.place(account, request, NOW).uuid


def free(engine: Engine, account: str, currency: str) -> Decimal:
    return engine.account(account)[currency].balance


def steps(events: Iterable[Event], account: str = "a") -> list[str]:
    return [event.state for event in events if isinstance(event, OrderChanged) and event.account == account]


def trades(events: Iterable[Event]) -> list[tuple[Decimal, Decimal, str]]:
    return [(e.price, e.volume, e.taker_side) for e in events if isinstance(e, TradeHappened)]


def last(engine: Engine, account: str, uuid: str) -> Order:
    return engine.order(account, uuid=uuid)


# -- limit orders -----------------------------------------------------------------------------------

"""Each execution is told once, whatever the order in which the exchange tells of it."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.alerts.fills import Executed, new_fills, to_keep
from app.trading import OrderRecord, OrderState

START = 1_000


def order(
    volume: int, *, key: str = "k", created: int = START + 1, state: OrderState = OrderState.PARTIAL
) -> OrderRecord:
    return OrderRecord(
        key,
        "KRW-BTC",
        "bid",
        "limit",
        state,
        executed_volume=Decimal(volume),
        executed_funds=Decimal(volume * 100),
        created_at=created,
    )


@given(st.lists(st.integers(0, 20), max_size=30))
def test_told_volumes_add_up_to_what_was_executed(seen: list[int]) -> None:
    known: dict[str, Executed] = {}
    told = Decimal(0)
    for volume in seen:
        known, fills = new_fills(known, [order(volume)], START)
        told += sum(fill.volume for fill in fills)
    assert told == max(seen, default=0)


def test_an_old_order_is_only_noted() -> None:
    known, fills = new_fills({}, [order(5, created=START - 1)], START)
    assert fills == ()
    _, fills = new_fills(known, [order(7, state=OrderState.FILLED, created=START - 1)], START)
    assert [(fill.volume, fill.price, fill.complete) for fill in fills] == [(2, 100, True)]


def test_an_order_of_the_last_run_tells_what_was_executed_meanwhile() -> None:
    _, fills = new_fills({"k": Executed(Decimal(1), Decimal(100))}, [order(3, created=1)], START)
    assert [fill.volume for fill in fills] == [2]


def test_only_what_can_still_be_executed_is_kept() -> None:
    known = {name: Executed() for name in ("open", "done", "awaited", "gone")}
    records = {"open": order(1, key="open"), "done": order(1, key="done", state=OrderState.FILLED)}
    assert set(to_keep(known, records, {"awaited"})) == {"open", "awaited"}

"""J11 on the real window: a clicked price is exact, and the least volume at it is one that is accepted."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

import pytest

from app.market.ticks import VOLUME_STEP
from app.trading import OrderState
from app.websocket_v6 import exact
from tests.end_to_end.conftest import RunDesk, Running
from tests.end_to_end.exchange import Exchange
from tests.end_to_end.ordering import SECONDS, clean_slate, keys, notes, placed, send
from widgets import format as fmt
from widgets.order_entry.draft import Field
from widgets.orderbook import geometry as place
from widgets.orderbook.rows import BID

LEAST_TOTAL = Decimal(5000)
BELOW = 4  # levels under the best bid: an order that waits


@pytest.fixture(scope="module")
def many_markets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    """KRW-XEC, at about 0.0123 KRW, is far down the list."""
    running = Exchange(tmp_path_factory.mktemp("exchange"), "--markets", "85")
    yield running
    running.end()


def click_a_bid(running: Running) -> Decimal:
    """Click the price of a bid; what the exchange has sent as that price."""
    ladder = running.workspace.orderbook._ladder
    slots = [slot for slot, row in enumerate(ladder.picture.rows) if row.side == BID and row.price]
    price = ladder.picture.rows[slots[BELOW]].price
    running.click(ladder, place.row_rect(slots[BELOW], ladder._top, ladder.width()).center())
    assert price is not None
    return exact(price)


@pytest.mark.parametrize("symbol", ["KRW-XEC", "KRW-BTC"])
def test_a_clicked_price_is_exact_and_tells_the_least_volume(
    run_desk: RunDesk, many_markets: Exchange, symbol: str
) -> None:
    async def scenario(running: Running) -> None:
        await clean_slate(running, symbol)
        entry, before = running.workspace.order_entry, keys(running)
        price = click_a_bid(running)
        assert entry.draft.price == price
        least = (LEAST_TOTAL / price).quantize(VOLUME_STEP, ROUND_CEILING)
        assert notes(running)["volume"] == f"최소 {fmt.exact(least)}"
        running.type_into(entry.form.edits[Field.VOLUME], f"{least - VOLUME_STEP:f}")
        assert "5,000" in notes(running)["volume"]
        assert entry.form.notes[Field.VOLUME].values == (least,)
        assert not entry.form.submit.isEnabled()
        entry.form.notes[Field.VOLUME]._buttons[0].click()
        assert entry.draft.volume == least
        await send(running)
        key = (await placed(running, before)).key
        orders = running.workspace.session.broker.orders
        await running.until(lambda: orders[key].state is OrderState.WORKING, SECONDS, "accepted")
        assert (orders[key].price, orders[key].volume) == (price, least)
        await clean_slate(running, symbol)

    assert run_desk(scenario, many_markets.environment("main")).left["errors"] == []

"""Grouping on the real desk: the exchange's process groups, everybody else keeps the book as it is."""

from decimal import Decimal

from tests.end_to_end.conftest import RunDesk, Running
from widgets.orderbook import OrderbookPanel
from widgets.orderbook import geometry as place


async def shown(running: Running, step: int) -> OrderbookPanel:
    """Wait until the book by that unit has its thirty rows a side."""

    def is_shown() -> bool:
        desk = running.window.workspace
        book = desk.orderbook.book if desk is not None else None
        return book is not None and book.step == step and len(book.asks) == len(book.bids) == 30

    await running.until(is_shown, 20, f"thirty rows a side by {step}")
    await running.until(running.window.frame_clock.is_asleep, 10, "the painted book")
    return running.workspace.orderbook


def choose(panel: OrderbookPanel, text: str) -> None:
    menu = panel._grouping.menu()
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_the_exchange_groups_what_one_panel_shows(run_desk: RunDesk) -> None:
    """Ten, hundred and thousand times the tick, a click into the form, and the choice after a restart."""

    async def group(running: Running) -> None:
        panel = await shown(running, 0)
        await running.until(lambda: panel._grouping.choices, 10, "the units")
        form = running.workspace.order_entry
        for text, step in (("10,000", 10_000), ("100,000", 100_000), ("1,000,000", 1_000_000)):
            choose(panel, text)
            assert panel.book is None
            await shown(running, step)
            assert panel.book is not None
            assert all(level.price % step == 0 for level in (*panel.book.asks, *panel.book.bids))
        await running.until(lambda: form._live.depth is not None, 10, "the form's own book")
        depth = form._live.depth
        assert depth is not None and depth.asks[0][0] - depth.bids[0][0] < 10_000
        ladder = panel._ladder
        clicked = ladder.picture.rows[32]
        at = place.row_rect(32, place.centred_top(ladder._rows_height), ladder.width()).center()
        running.click(ladder, at)
        assert form._draft.price is not None and form._draft.price % 1_000_000 == 0
        assert abs(form._draft.price - Decimal(clicked.price)) <= 1_000_000  # the market moves on
        await running.until(lambda: panel.book is not None and panel.is_reliable, 10, "a live book")
        choose(panel, "10,000")
        await shown(running, 10_000)

    async def again(running: Running) -> None:
        panel = await shown(running, 10_000)
        assert panel._grouping.text() == "10,000"
        choose(panel, "모아보지 않음")
        await shown(running, 0)

    for scenario in (group, again):
        running = run_desk(scenario)
        assert running.left["errors"] == []

"""The journal on the real window: without one no order leaves, and one that was damaged is told of."""

from pathlib import Path

from app.trading import OrderState
from app.upbit import sentence
from tests.end_to_end.conftest import Play, Running
from tests.end_to_end.exchange import Exchange
from tests.end_to_end.ordering import (
    SECONDS,
    clean_slate,
    fill_in,
    keys,
    notes,
    placed,
    price_at,
    ready,
    send,
)

DAMAGED = b"this was a journal once"


def test_without_a_journal_no_order_leaves(play: Play, exchange: Exchange, tmp_path: Path) -> None:
    (tmp_path / "journal.db").mkdir()
    (tmp_path / "journal.db" / "in the way").touch()

    async def scenario(running: Running) -> None:
        sent = len(await exchange.asked("POST", "/v1/orders"))
        await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
        told = str(sentence("journal"))
        await running.until(lambda: notes(running)["volume"] == told, SECONDS, f"not {notes(running)}")
        await running.until(lambda: running.workspace.orderbook.is_reliable, SECONDS, "a live book")
        assert not running.workspace.session.broker.ready
        assert not running.workspace.order_entry.form.submit.isEnabled()
        assert len(await exchange.asked("POST", "/v1/orders")) == sent

    play(scenario)


def test_a_damaged_journal_is_kept_told_and_orders_go_on_once_all_is_compared(
    play: Play, tmp_path: Path
) -> None:
    (tmp_path / "journal.db").write_bytes(DAMAGED * 400)

    async def scenario(running: Running) -> None:
        await running.until(lambda: running.window.notices.texts, SECONDS, "a notice")
        texts = running.window.notices.texts
        (name,) = kept(tmp_path)
        assert any(name in text for text in texts), texts
        await ready(running, "KRW-BTC")
        before = keys(running)
        await fill_in(running, price=price_at(running, "bid", -10), volume="0.01")
        await send(running)
        record = await placed(running, before)
        assert record.state is OrderState.WORKING
        await clean_slate(running, "KRW-BTC")

    play(scenario)


def kept(directory: Path) -> list[str]:
    """The names under which the damaged journal was kept."""
    return [path.name for path in directory.glob("journal*") if DAMAGED in path.read_bytes()]

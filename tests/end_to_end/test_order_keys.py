"""The order form's keys on the real window: as they come, and as the trader has changed them."""

from decimal import Decimal

from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from tests.end_to_end.conftest import Play, Running
from tests.end_to_end.ordering import SECONDS, clean_slate, keys, price_at
from widgets.order_entry import OrderEntryPanel
from widgets.order_entry.draft import Field, Style

K = Qt.Key


def press(running: Running, key: Qt.Key) -> OrderEntryPanel:
    """Press a key with the keyboard on the form itself."""
    entry = running.workspace.order_entry
    entry.setFocus()
    QTest.keyClick(entry, key)
    return entry


def test_sides_ticks_shares_enter_and_escape(play: Play) -> None:
    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        before, entry = keys(running), running.workspace.order_entry
        assert press(running, K.Key_S).draft.side == "ask"
        assert press(running, K.Key_B).draft.side == "bid"
        price, step = price_at(running, "bid", -10), entry._terms.step
        assert step is not None
        entry.take_price(price)
        assert press(running, K.Key_Up).draft.price == price + step
        assert press(running, K.Key_Down).draft.price == price
        for key, percent in ((K.Key_1, 10), (K.Key_2, 25), (K.Key_3, 50), (K.Key_4, 100)):
            assert press(running, key).draft.share == percent
        running.type_into(entry.form.edits[Field.VOLUME], "0.001")
        await running.until(entry.form.submit.isEnabled, SECONDS, "a legal order")
        press(running, K.Key_Return)
        dialog = entry.dialog
        assert dialog is not None
        QTest.keyClick(dialog, K.Key_Escape)
        assert entry.dialog is None
        assert (entry.draft.price, entry.draft.volume) == (price, Decimal("0.001"))
        assert keys(running) == before, "nothing was sent"

    play(scenario)


def test_a_key_that_was_changed_is_the_only_one(play: Play) -> None:
    """Also after a restart: the choice is kept."""

    async def change(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        commands = running.window.commands
        commands.bind("order.sell", "N")
        commands.bind("order.share_50", "6")
        assert press(running, K.Key_N).draft.side == "ask"
        assert press(running, K.Key_B).draft.side == "bid"
        assert press(running, K.Key_S).draft.side == "bid", "no longer a key"
        assert press(running, K.Key_6).draft.share == 50
        running.click(running.workspace.order_entry.form.clear)
        assert press(running, K.Key_3).draft.share is None

    async def kept(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        assert press(running, K.Key_N).draft.side == "ask"
        assert press(running, K.Key_B).draft.style is Style.LIMIT
        assert press(running, K.Key_S).draft.side == "bid"
        running.window.commands.reset()
        assert press(running, K.Key_S).draft.side == "ask"

    play(change)
    play(kept)

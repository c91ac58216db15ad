"""Orders on the real window against the real exchange: every type, the guards, and a book that moves."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QPainter
from PyQt6.QtTest import QTest

from app.settings import SettingsFile, Threshold
from app.trading import OrderState
from tests.end_to_end.conftest import Play, Running
from tests.end_to_end.exchange import WON, Exchange
from tests.end_to_end.ordering import (
    SECONDS,
    cell,
    clean_slate,
    fill_in,
    keys,
    notes,
    placed,
    price_at,
    question,
    send,
)
from widgets import format as fmt
from widgets.my_orders.rows import DONE, OPEN, Column
from widgets.order_entry.draft import Field, Style
from widgets.preferences import PreferencesDialog


@dataclass(frozen=True)
class Kind:
    """An order as the form is filled in, what goes over the wire, and how it ends."""

    name: str
    style: Style
    side: str
    force: str | None
    percent: int  # of a limit price beyond the best one
    ord_type: str
    state: OrderState
    told: str  # in my orders


LIMIT, MARKET, BEST = Style.LIMIT, Style.MARKET, Style.BEST
WAITS, DONE_ALL, GONE = OrderState.WORKING, OrderState.FILLED, OrderState.CANCELLED
KINDS = (
    Kind("limit", LIMIT, "bid", None, -10, "limit", WAITS, "지정가"),
    Kind("limit ask", LIMIT, "ask", None, -10, "limit", WAITS, "지정가"),
    Kind("limit ioc", LIMIT, "bid", "ioc", 1, "limit", DONE_ALL, "지정가 IOC"),
    Kind("limit ioc unmet", LIMIT, "ask", "ioc", -10, "limit", GONE, "지정가 IOC"),
    Kind("limit fok", LIMIT, "ask", "fok", 1, "limit", DONE_ALL, "지정가 FOK"),
    Kind("limit fok unmet", LIMIT, "bid", "fok", -10, "limit", GONE, "지정가 FOK"),
    Kind("post only", LIMIT, "bid", "post_only", -10, "limit", WAITS, "지정가 PO"),
    Kind("post only unmet", LIMIT, "bid", "post_only", 1, "limit", GONE, "지정가 PO"),
    Kind("market buy", MARKET, "bid", None, 0, "price", DONE_ALL, "시장가"),
    Kind("market sell", MARKET, "ask", None, 0, "market", DONE_ALL, "시장가"),
    Kind("best ioc buy", BEST, "bid", "ioc", 0, "best", DONE_ALL, "최유리 IOC"),
    Kind("best fok buy", BEST, "bid", "fok", 0, "best", DONE_ALL, "최유리 FOK"),
    Kind("best ioc sell", BEST, "ask", "ioc", 0, "best", DONE_ALL, "최유리 IOC"),
    Kind("best fok sell", BEST, "ask", "fok", 0, "best", DONE_ALL, "최유리 FOK"),
)


def test_every_order_type_goes_out_as_the_form_says(play: Play) -> None:
    async def scenario(running: Running) -> None:
        for kind in KINDS:
            await clean_slate(running, "KRW-BTC")
            await goes_out(running, kind)

    play(scenario)


async def goes_out(running: Running, kind: Kind) -> None:
    """Send one order of that kind; what the exchange has of it, and what my orders show."""
    spends_total = kind.style is not LIMIT and kind.side == "bid"
    price = price_at(running, kind.side, kind.percent) if kind.style is LIMIT else None
    amount = {"total": "123456"} if spends_total else {"volume": "0.00123456"}
    await fill_in(running, side=kind.side, style=kind.style, force=kind.force, price=price, **amount)
    before, broker = keys(running), running.workspace.session.broker
    await send(running)
    record = await placed(running, before)
    await running.until(lambda: broker.orders[record.key].state is kind.state, SECONDS, f"{kind.state}")
    wire = await running.workspace.session.rest.order(uuid=broker.orders[record.key].uuid)
    assert (wire.market, wire.side, wire.ord_type) == ("KRW-BTC", kind.side, kind.ord_type), kind.name
    assert wire.time_in_force == kind.force
    assert wire.price == (Decimal(123456) if spends_total else price)
    assert wire.volume == (None if spends_total else Decimal("0.00123456"))
    panel = running.workspace.my_orders
    model, columns = (panel.open_model, OPEN) if kind.state is WAITS else (panel.done_model, DONE)
    await running.until(lambda: cell(model, columns, record.key, Column.TYPE), SECONDS, "in my orders")
    assert cell(model, columns, record.key, Column.TYPE) == kind.told


def test_a_guard_that_refuses_lets_nothing_out(play: Play) -> None:
    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        before, entry = keys(running), running.workspace.order_entry
        await fill_in(running, price=price_at(running, "bid", 25), volume="0.001")
        await running.until(lambda: "주문 불가" in notes(running)["price"], SECONDS, "the refusal")
        assert not entry.form.submit.isEnabled()
        QTest.keyClick(entry, Qt.Key.Key_Return)
        assert entry.dialog is None
        assert keys(running) == before

    play(scenario)


def test_a_guard_that_asks_again_wants_a_tick(play: Play) -> None:
    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        before, entry = keys(running), running.workspace.order_entry
        await fill_in(running, price=price_at(running, "bid", 5), volume="0.001")
        assert "불리" in notes(running)["price"]
        dialog = await question(running)
        assert "불리하게 체결될 수 있습니다" in dialog.cautions.text
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert dialog.isVisible() and not dialog.can_send
        assert keys(running) == before
        # A lively book takes the tick back: it is given again until Enter may send.
        await agree(running)
        record = await placed(running, before)
        broker = running.workspace.session.broker
        await running.until(lambda: broker.orders[record.key].state is DONE_ALL, SECONDS, "a fill")
        assert entry.dialog is None

    play(scenario)


async def agree(running: Running) -> None:
    """Tick what is asked, and press Enter at once."""
    entry = running.workspace.order_entry

    def answered() -> bool:
        dialog = entry.dialog
        if dialog is None:
            return True
        if not dialog.cautions.tick.isChecked():
            QTest.mouseClick(dialog.cautions.tick, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        return False

    await running.until(answered, SECONDS, "an order on its way")


def test_the_limits_are_set_from_the_form_and_count_at_once(play: Play, tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        entry = running.workspace.order_entry
        await fill_in(running, price=price_at(running, "bid", 5), volume="0.001")
        dialog = await question(running)
        dialog.cautions.tick.setChecked(True)
        running.click(entry.form.guards)
        shown = running.window.findChildren(PreferencesDialog)
        await running.until(lambda: shown and shown[0].isVisible(), SECONDS, "the limits")
        page = shown[0].guards
        assert shown[0].tabs.currentWidget() is page
        running.type_into(page.fields["through"][1], "4")
        QTest.keyClick(page.fields["through"][1], Qt.Key.Key_Return)
        # The question that stands there is judged anew: what was ticked is refused now.
        assert "보낼 수 없습니다" in dialog.cautions.text
        assert not dialog.can_send
        assert "주문 불가" in notes(running)["price"]
        dialog.reject()
        shown[0].close()

    play(scenario)
    saved, _ = SettingsFile(tmp_path).load()
    assert saved.guards.through == Threshold(ask=Decimal(3), refuse=Decimal(4))


def test_a_confirmation_whose_book_moves_asks_again(play: Play, exchange: Exchange) -> None:
    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-XRP")
        before = keys(running)
        await fill_in(running, style=MARKET, total="1000000")
        dialog = await question(running)
        assert dialog.can_send and dialog.cautions.isHidden()
        await exchange.sweep("KRW-XRP", 6)
        await running.until(
            lambda: "호가가 움직였습니다" in dialog.cautions.text, SECONDS, "the movement told"
        )
        assert not dialog.can_send
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert dialog.isVisible() and keys(running) == before
        await agree(running)
        await placed(running, before)

    play(scenario)


def test_a_question_that_is_left_sends_nothing(play: Play) -> None:
    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        before, entry = keys(running), running.workspace.order_entry
        await fill_in(running, style=MARKET, total="10000")
        QTest.keyClick(await question(running), Qt.Key.Key_Escape)
        await running.until(lambda: entry.dialog is None, SECONDS, "the question gone")
        # Another market takes the question and the price away.
        await fill_in(running, price=price_at(running, "bid", -10), volume="0.01")
        await question(running)
        running.window.link.pick("KRW-ETH")
        assert entry.dialog is None
        assert entry.form.edits[Field.PRICE].text() == ""
        assert keys(running) == before

    play(scenario)


EXACT = (
    ("BTC-ETH", "bid", "0.00001234", "12345.12345678", "0.1523388234566652"),
    ("KRW-BTC", "ask", "158000000", "0.12345678", "19506171.24"),
)


@pytest.mark.parametrize(("market", "side", "price", "volume", "total"), EXACT)
def test_every_digit_survives(
    play: Play, market: str, side: str, price: str, volume: str, total: str
) -> None:
    """From the screen over journal and wire and back to the screen."""

    async def scenario(running: Running) -> None:
        await clean_slate(running, market)
        await fill_in(running, side=side, price=Decimal(price), volume=volume)
        entry, before = running.workspace.order_entry, keys(running)
        assert entry.form.edits[Field.TOTAL].text().replace(",", "") == total
        dialog = await question(running)
        quote, base = market.split("-")
        lines = dict(dialog.lines)
        assert lines["가격"] == f"{fmt.exact(Decimal(price))} {quote}"
        assert lines["수량"] == f"{fmt.exact(Decimal(volume))} {base}"
        assert lines["총액"] == f"{fmt.exact(Decimal(total))} {quote}"
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        record = await placed(running, before)
        session = running.workspace.session
        wire = await session.rest.order(uuid=session.broker.orders[record.key].uuid)
        assert (str(wire.price), str(wire.volume)) == (price, volume)
        journal = running.data_dir / "journal.db"
        assert written(journal, record.key) == (price, volume)
        model = running.workspace.my_orders.open_model
        await running.until(lambda: cell(model, OPEN, record.key, Column.PRICE), SECONDS, "in my orders")
        assert cell(model, OPEN, record.key, Column.PRICE) == fmt.exact(Decimal(price))
        assert cell(model, OPEN, record.key, Column.VOLUME) == fmt.exact(Decimal(volume))

    play(scenario)


def written(journal: Path, identifier: str) -> tuple[str, str]:
    """Price and volume of an intent as the journal has them on disk."""
    with closing(sqlite3.connect(journal)) as rows:
        (found,) = rows.execute(
            "SELECT price, volume FROM intents WHERE identifier = ?", (identifier,)
        ).fetchall()
    return found  # type: ignore[no-any-return]


def painted(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What the desk draws from now on, as it is drawn."""
    seen: set[str] = set()
    draw: Callable[..., object] = QPainter.drawText

    def drawn(painter: QPainter, *arguments: object) -> object:
        seen.update(argument for argument in arguments if isinstance(argument, str))
        return draw(painter, *arguments)

    monkeypatch.setattr(QPainter, "drawText", drawn)
    return seen


def test_a_balance_of_twenty_digits_is_shown_whole(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a window of 1280 by 800, where columns are narrow: columns grow, no figure is cut.

    SOL has them; what is left of KRW depends on the tests that this file began with.
    """
    assert len(WON.replace(".", "")) == 20
    seen = painted(monkeypatch)

    async def scenario(running: Running) -> None:
        running.window.resize(1280, 800)
        await clean_slate(running, "KRW-BTC")
        assets, session = running.workspace.assets, running.workspace.session
        running.window.docks["assets"].setAsCurrentTab()
        model = assets._model

        def tips() -> list[str]:
            rows = (model.index(row, 0) for row in range(model.rowCount()))
            return [index.data(Qt.ItemDataRole.ToolTipRole) for index in rows]

        await running.until(lambda: any(fmt.exact(Decimal(WON)) in tip for tip in tips()), SECONDS, "SOL")
        held = {row.currency: row.balance for row in await session.rest.accounts()}
        assert held["SOL"] == Decimal(WON)
        won = running.workspace.order_entry.form.available.toolTip()
        assert fmt.exact(held["KRW"]) in won
        whole = fmt.exact(Decimal(WON))
        await running.until(lambda: whole in seen, SECONDS, f"{whole} on the screen")

    play(scenario)


def test_what_an_order_locks_is_drawn_to_the_last_digit(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """From what is typed to what the assets and my orders draw, in a window 1280 wide.

    It is high enough for lines below the totals of so rich an account, which grow with their figures.
    """
    seen, whole = painted(monkeypatch), fmt.exact(Decimal(WON))

    def is_drawn(running: Running, dock: str, figures: set[str]) -> bool:
        seen.clear()
        running.workspace.panels[dock].grab()
        cut = [text for text in seen if text[:1].isdigit() and text.endswith("…")]
        return figures <= seen and not cut

    async def scenario(running: Running) -> None:
        running.window.resize(1280, 1300)
        await clean_slate(running, "KRW-SOL")
        before = keys(running)
        await fill_in(running, side="ask", price=price_at(running, "ask", -10), volume="123.12345678")
        await send(running)
        key = (await placed(running, before)).key
        model = running.workspace.my_orders.open_model
        await running.until(lambda: cell(model, OPEN, key, Column.REMAINING), SECONDS, "in my orders")
        for dock, figures in (("my_orders", {"123.12345678"}), ("assets", {whole})):
            running.window.docks[dock].setAsCurrentTab()
            await running.until(lambda: is_drawn(running, dock, figures), SECONDS, dock)  # noqa: B023
        # What is locked has a column where there is room for one, and else stands in the tip.
        model, view = running.workspace.assets._model, running.workspace.assets._view

        def tip() -> list[str]:
            places = (row for row, line in enumerate(model.lines) if line.currency == "SOL")
            return view.tip(next(places)).splitlines()

        await running.until(lambda: "주문중 123.12345678" in tip(), SECONDS, f"in the tip, not {tip()}")
        running.window.resize(1920, 1080)
        figures = {"123.12345678", whole}
        await running.until(lambda: is_drawn(running, "assets", figures), SECONDS, "a column for it")
        await clean_slate(running, "KRW-SOL")

    play(scenario)

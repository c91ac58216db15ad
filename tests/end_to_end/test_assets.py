"""Assets on the real window: balances by the private stream, values by the tickers, profit after fees."""

from decimal import Decimal

import pytest

from app.upbit import Account, NewOrder
from tests.end_to_end.conftest import Play, Running
from tests.end_to_end.exchange import Exchange
from tests.end_to_end.ordering import SECONDS, clean_slate, price_at
from widgets import format as fmt
from widgets.assets.lines import Column, Line

FEE = Decimal("0.0005")


def line(running: Running, currency: str) -> Line:
    """What the assets panel shows of a currency."""
    return next(line for line in running.workspace.assets._model.lines if line.currency == currency)


def figure(shown: Line, column: Column) -> Decimal:
    return Decimal(shown.texts[column].replace(",", "").rstrip("%"))


async def shown(running: Running) -> None:
    """In front, and every price is there."""
    await clean_slate(running, "KRW-BTC")
    running.window.docks["assets"].setAsCurrentTab()
    lines = running.workspace.assets._model

    def is_valued() -> bool:
        return len(lines.lines) >= 4 and all(each.texts[Column.SHARE] != fmt.NOTHING for each in lines.lines)

    await running.until(is_valued, SECONDS, "every asset valued")


async def account(running: Running, currency: str) -> Account:
    rows = await running.workspace.session.rest.accounts()
    return next(row for row in rows if row.currency == currency)


def test_balances_follow_what_is_done_elsewhere(play: Play, exchange: Exchange) -> None:
    async def scenario(running: Running) -> None:
        await shown(running)
        elsewhere = exchange.trader("spare")
        try:
            await elsewhere.place(
                NewOrder(market="KRW-BTC", side="bid", ord_type="price", price=Decimal(70_000))
            )
            bought = await account(running, "BTC")
            texts = (fmt.exact(bought.balance), "0")
            await running.until(
                lambda: line(running, "BTC").texts[Column.TOTAL : Column.LOCKED + 1] == texts,
                SECONDS,
                f"{texts}",
            )
            price = price_at(running, "ask", -10)
            order = NewOrder(
                market="KRW-BTC", side="ask", ord_type="limit", volume=Decimal("0.01"), price=price
            )
            made = await elsewhere.place(order)
            await running.until(
                lambda: line(running, "BTC").texts[Column.LOCKED] == "0.01", SECONDS, "locked"
            )
            assert line(running, "BTC").texts[Column.TOTAL] == texts[0], "what is locked is still owned"
            await elsewhere.cancel(uuid=made.uuid)
            await running.until(
                lambda: line(running, "BTC").texts[Column.LOCKED] == "0", SECONDS, "free again"
            )
        finally:
            await elsewhere.close()

    play(scenario)


def test_values_follow_the_market_and_profit_is_after_fees(play: Play) -> None:
    async def scenario(running: Running) -> None:
        await shown(running)
        seen = line(running, "BTC").texts[Column.VALUE]
        await running.until(
            lambda: line(running, "BTC").texts[Column.VALUE] != seen, SECONDS, "another value"
        )
        held, btc = await account(running, "BTC"), line(running, "BTC")
        assert held.avg_buy_price > 0
        total, value = held.balance + held.locked, figure(btc, Column.VALUE)
        cost = held.avg_buy_price * total * (1 + FEE)
        profit = value * (1 - FEE) - cost
        assert figure(btc, Column.PROFIT) == pytest.approx(profit, abs=2)  # the value is in whole won
        assert figure(btc, Column.RATE) == pytest.approx(profit / cost * 100, abs=Decimal("0.02"))
        lines = running.workspace.assets._model.lines
        assert sum(each.share for each in lines) == pytest.approx(1)
        worth = sum(figure(each, Column.VALUE) for each in lines)
        assert btc.share == pytest.approx(float(value / worth), rel=1e-3)

    play(scenario)

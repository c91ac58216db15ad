"""Deeds with orders: each is done on the screen and looked up at the exchange."""

from __future__ import annotations

from decimal import Decimal

from tests.x11.eye import Facts
from tests.x11.trader import Trader, amount, require

FORM = "^order_entry$"


def buy_low(trader: Trader) -> None:
    """A bid deep in the book: price by a click there, volume by ten percent, sent by the mouse."""
    _side(trader, "매수")
    price = _price_from_book(trader, "bid")
    trader.click(kind="QPushButton", text="^10%$", dock=FORM)
    before = trader.known_orders()
    _submit(trader)
    trader.click(kind="QPushButton", text=r"주문 \(Enter\)")
    placed = trader.order_of(before)
    require(Decimal(placed["price"]) == price, f"clicked {price}, the exchange has {placed['price']}")
    trader.done["orders placed"] += 1
    trader.photograph("bid")


def sell_high_by_keys(trader: Trader) -> None:
    """An ask deep in the book: F5, S, the price of a row, volume typed, Enter and Enter."""
    _to_bitcoin(trader)
    trader.hand.key("F5", "s")
    trader.eye.one(kind="QPushButton", text="^매도 BTC", dock=FORM)
    price = _price_from_book(trader, "ask")
    trader.fill("수량", f"0.{trader.chance.randint(10, 400):04d}")
    before = trader.known_orders()
    trader.eye.one(kind="QPushButton", text="^매도", dock=FORM, enabled="True")
    trader.hand.key("Return")
    trader.eye.one(kind="QPushButton", text=r"주문 \(Enter\)", enabled="True")
    trader.hand.key("Return")
    placed = trader.order_of(before)
    require(
        Decimal(placed["price"]) == price and placed["side"] == "ask", f"not the ask at {price}: {placed}"
    )
    trader.done["orders placed"] += 1


def buy_at_market(trader: Trader) -> None:
    """A market order by total; the exchange has to have filled it."""
    _side(trader, "매수")
    trader.click(kind="QPushButton", text="^시장가$", dock=FORM)
    trader.fill("총액", str(trader.chance.randint(6, 90) * 1000))
    before = trader.known_orders()
    _submit(trader)
    trader.hand.key("Return")
    placed = trader.order_of(before)
    trader.until_ended(placed["uuid"])
    trader.done["orders placed"] += 1
    trader.done["orders filled"] += 1
    trader.click(kind="QPushButton", text="^지정가$", dock=FORM)


def think_better_of_it(trader: Trader) -> None:
    """Ask for an order and go back by Escape: nothing may be sent."""
    _side(trader, "매수")
    _price_from_book(trader, "bid")
    trader.click(kind="QPushButton", text="^25%$", dock=FORM)
    before = trader.known_orders()
    _submit(trader)
    trader.photograph("confirmation")
    trader.hand.key("Escape")
    trader.eye.gone(kind="QPushButton", text=r"주문 \(Enter\)")
    require(trader.known_orders() == before, "an order was sent though Escape was pressed")
    trader.click(kind="QPushButton", text="^초기화$", dock=FORM)
    trader.eye.until(lambda: not trader.field("수량")["text"], "an empty form")


def cancel_by_button(trader: Trader) -> None:
    """The cross of a row."""
    row = _open_row(trader)
    known = {one["uuid"] for one in trader.account.open()}
    cells = trader.eye.some(kind="^cell$", dock="^my_orders$")
    last = max((c for c in cells if c["row"] == row["row"]), key=lambda cell: cell["column"])
    trader.hand.click(last["place"])
    _one_less(trader, known)


def cancel_by_key(trader: Trader) -> None:
    """A row, then Delete."""
    row = _open_row(trader)
    known = {one["uuid"] for one in trader.account.open()}
    trader.hand.click(row["place"])
    trader.eye.one(kind="OrdersTable", focus="True")
    trader.hand.key("Delete")
    _one_less(trader, known)


def amend(trader: Trader) -> None:
    """F2 on a row, another price, Enter: cancelled and placed anew."""
    row = _open_row(trader)
    before = trader.known_orders()
    trader.hand.click(row["place"])
    trader.eye.one(kind="OrdersTable", focus="True")
    trader.hand.key("F2")
    edit = trader.eye.one(kind="AmountEdit", spoken="^남은 수량$", within="AmendDialog")
    trader.photograph("amend")
    volume = amount(edit["text"])
    assert volume is not None
    trader.hand.click(edit["place"], at=(0.3, 0.5))
    trader.hand.rewrite(f"{(volume * Decimal('0.9')).quantize(Decimal('0.00000001')):f}")
    trader.eye.one(kind="QPushButton", text="^정정 주문", enabled="True")
    trader.hand.key("Return")  # to the button
    trader.eye.one(kind="QPushButton", text="^정정 주문", focus="True")
    trader.hand.key("Return")
    placed = trader.order_of(before)
    require(Decimal(placed["volume"]) < volume, f"amended to {placed['volume']}, was {volume}")
    trader.eye.gone(within="AmendDialog")
    trader.done["orders amended"] += 1


def cancel_all(trader: Trader) -> None:
    """The button above the list, and everywhere."""
    _open_row(trader)
    known = len(trader.account.open())
    trader.click(kind="QPushButton", text="^전체 취소$", dock="^my_orders$", enabled="True")
    trader.photograph("cancel-all")
    trader.click(kind="QPushButton", text="^모든 마켓", enabled="True")
    trader.eye.until(lambda: not trader.account.open(), "no open order")
    trader.done["orders cancelled"] += known


def look_at_the_ended(trader: Trader) -> None:
    """Their list, and back."""
    _show_orders(trader)
    trader.click(kind="^tab$", text="^체결", dock="^my_orders$")
    trader.eye.one(kind="^cell$", dock="^my_orders$")
    trader.photograph("ended")
    trader.click(kind="^tab$", text="^미체결", dock="^my_orders$")


def look_at_the_assets(trader: Trader) -> None:
    """Their tab, and back to the orders."""
    trader.hand.key("F7")
    trader.eye.one(kind="AssetsPanel")
    trader.photograph("assets")
    trader.hand.key("F6")
    trader.eye.one(kind="MyOrdersPanel")


def _to_bitcoin(trader: Trader) -> None:
    if trader.symbol() != "KRW-BTC":
        trader.hand.key("ctrl+f")
        trader.eye.one(kind="SearchLine", focus="True")
        trader.hand.rewrite("btc")
        trader.hand.key("Return")
        trader.until_symbol("KRW-BTC")
        trader.hand.key("Escape")


def _side(trader: Trader, word: str) -> None:
    trader.click(kind="QPushButton", text=f"^{word}$", dock=FORM)
    trader.eye.one(kind="QPushButton", text=f"^{word} .", dock=FORM)


def _price_from_book(trader: Trader, side: str) -> Decimal:
    """Click a price deep in the book; it has to stand in the form."""
    trader.click(kind="QPushButton", text="^지정가$", dock=FORM)
    rows = trader.eye.some(kind="^price$", dock="^orderbook$")
    deep = rows[-3:-1] if side == "bid" else rows[1:3]
    trader.hand.point(deep[0]["place"])
    row = trader.eye.until(lambda: _near(trader, deep[0]), "the row under the pointer")
    trader.hand.tell("click", 1, what="clicks")
    trader.eye.until(
        lambda: trader.field("가격")["text"], f"a price in the form after a click on {row['text']}"
    )
    price = amount(trader.field("가격")["text"])
    assert price is not None
    return price


def _near(trader: Trader, place: Facts) -> Facts | None:
    middle = place["place"][1] + place["place"][3] / 2
    rows = trader.eye.all(kind="^price$", dock="^orderbook$")
    return next((r for r in rows if abs(r["place"][1] + r["place"][3] / 2 - middle) < 14), None)


def _submit(trader: Trader) -> None:
    trader.click(kind="QPushButton", text="^매(수|도) .", dock=FORM, enabled="True")
    trader.eye.one(kind="QPushButton", text=r"주문 \(Enter\)", enabled="True")


def _show_orders(trader: Trader) -> None:
    if not trader.eye.all(kind="MyOrdersPanel"):
        trader.hand.key("F6")
    trader.eye.one(kind="MyOrdersPanel")


def _open_row(trader: Trader) -> Facts:
    """A row of the open orders; one is placed first where there is none."""
    if not trader.account.open():
        buy_low(trader)
    _show_orders(trader)
    trader.click(kind="^tab$", text="^미체결", dock="^my_orders$")
    cells = trader.eye.some(kind="^cell$", dock="^my_orders$")
    first: list[Facts] = [cell for cell in cells if cell["column"] == 1]
    return trader.chance.choice(first)


def _one_less(trader: Trader, known: set[str]) -> None:
    trader.eye.until(lambda: {one["uuid"] for one in trader.account.open()} < known, "one order less")
    trader.done["orders cancelled"] += 1

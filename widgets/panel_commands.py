"""The commands of the panels: done to the panel that has the keyboard, with keys that count only there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PyQt6.QtCore import QCoreApplication

from widgets.commands import Command

if TYPE_CHECKING:
    from widgets.chart import ChartPanel
    from widgets.markets import MarketsPanel
    from widgets.my_orders import MyOrdersPanel
    from widgets.order_entry import OrderEntryPanel
    from widgets.orderbook import OrderbookPanel

_SHARES = {10: "1", 25: "2", 50: "3", 100: "4"}


def panel_commands() -> Iterable[Command]:
    """All of them, panel by panel."""
    yield from _markets()
    yield from _orderbook()
    yield from _order_entry()
    yield from _chart()
    yield from _my_orders()


def _markets() -> Iterable[Command]:
    translate = QCoreApplication.translate
    text = translate("Commands", "고른 종목을 관심 종목에 넣거나 빼기")
    yield Command("markets.star", text, _star, "Ctrl+D", "markets", "star favourite")


def _orderbook() -> Iterable[Command]:
    translate = QCoreApplication.translate
    texts = {
        "centre": translate("Commands", "호가 중간값을 가운데에"),
        "cumulative": translate("Commands", "누적 잔량 켜고 끄기"),
        "next": translate("Commands", "다음 관심 종목"),
        "previous": translate("Commands", "이전 관심 종목"),
    }
    scope = "orderbook"
    yield Command("orderbook.centre", texts["centre"], _centre, "Space", scope, "centre follow")
    yield Command("orderbook.cumulative", texts["cumulative"], _cumulate, "C", scope, "cumulative")
    yield Command(
        "orderbook.next", texts["next"], partial(_step, step=1), "Ctrl+Down", scope, "next favourite"
    )
    yield Command(
        "orderbook.previous",
        texts["previous"],
        partial(_step, step=-1),
        "Ctrl+Up",
        scope,
        "previous favourite",
    )


def _order_entry() -> Iterable[Command]:
    translate = QCoreApplication.translate
    scope = "order_entry"
    buy, sell = translate("Commands", "매수로"), translate("Commands", "매도로")
    yield Command("order.buy", buy, partial(_side, side="bid"), "B", scope, "buy bid")
    yield Command("order.sell", sell, partial(_side, side="ask"), "S", scope, "sell ask")
    up, down = translate("Commands", "가격 한 호가 위로"), translate("Commands", "가격 한 호가 아래로")
    yield Command("order.up", up, _tick_up, "Up", scope, "price tick up")
    yield Command("order.down", down, _tick_down, "Down", scope, "price tick down")
    for percent, key in _SHARES.items():
        text = translate("Commands", "주문 가능의 {0} %").format(percent)
        share = partial(_share, percent=percent)
        yield Command(f"order.share_{percent}", text, share, key, scope, f"{percent} percent")
    yield Command(
        "order.submit", translate("Commands", "주문 확인창 열기"), _submit, "Return", scope, "submit order"
    )
    yield Command(
        "order.clear", translate("Commands", "주문서 비우기"), _clear, "Delete", scope, "clear form"
    )


def _chart() -> Iterable[Command]:
    translate = QCoreApplication.translate
    longer, shorter = translate("Commands", "더 긴 봉 간격"), translate("Commands", "더 짧은 봉 간격")
    yield Command("chart.longer", longer, partial(_interval, step=1), "Alt+Right", "chart", "longer interval")
    yield Command(
        "chart.shorter", shorter, partial(_interval, step=-1), "Alt+Left", "chart", "shorter interval"
    )


def _my_orders() -> Iterable[Command]:
    translate = QCoreApplication.translate
    amend, cancel = translate("Commands", "고른 주문 정정…"), translate("Commands", "고른 주문 취소")
    yield Command("orders.amend", amend, _amend, "F2", "my_orders", "amend order")
    yield Command("orders.cancel", cancel, _cancel, "Delete", "my_orders", "cancel order")
    fills = translate("Commands", "고른 주문의 체결 내역…")
    yield Command("orders.fills", fills, _fills, "Space", "my_orders", "fills executions of order")
    text = translate("Commands", "미체결 주문 전체 취소…")
    yield Command("orders.cancel_all", text, _cancel_all, "Ctrl+Delete", "my_orders", "cancel all orders")


def _star(panel: MarketsPanel) -> None:
    panel.star_current()


def _centre(panel: OrderbookPanel) -> None:
    panel.centre()


def _cumulate(panel: OrderbookPanel) -> None:
    panel.toggle_cumulative()


def _step(panel: OrderbookPanel, step: int) -> None:
    panel.step_favourite(step)


def _side(panel: OrderEntryPanel, side: str) -> None:
    panel.choose_side(side)


def _tick_up(panel: OrderEntryPanel) -> None:
    panel.form.up.click()


def _tick_down(panel: OrderEntryPanel) -> None:
    panel.form.down.click()


def _share(panel: OrderEntryPanel, percent: int) -> None:
    panel.choose_share(percent)


def _submit(panel: OrderEntryPanel) -> None:
    panel.form.submit.click()


def _clear(panel: OrderEntryPanel) -> None:
    panel.form.clear.click()


def _interval(panel: ChartPanel, step: int) -> None:
    panel.step_interval(step)


def _amend(panel: MyOrdersPanel) -> None:
    for key in _chosen(panel)[:1]:
        panel.amending.open(key)


def _cancel(panel: MyOrdersPanel) -> None:
    keys = _chosen(panel)
    if keys:
        panel.open_table.cancel_wanted.emit(keys)


def _chosen(panel: MyOrdersPanel) -> list[str]:
    """The chosen open orders, or the one the keyboard is at: in a table of one row no key chooses it."""
    table, model = panel.open_table, panel.open_model
    row = table.currentIndex().row()
    if not table.isVisible():
        return []
    return table.selected_keys() or [
        model.row(row).record.key for row in (row,) if 0 <= row < model.rowCount()
    ]


def _fills(panel: MyOrdersPanel) -> None:
    panel.show_fills()


def _cancel_all(panel: MyOrdersPanel) -> None:
    panel.cancel_all.click()

"""The kinds of panels: what each is called, how it is made, and where it stands when it is opened.

A new kind is one entry of `KINDS`; its code is loaded when the first one is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PyQt6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from widgets.alerts.here import PriceAt
    from widgets.panel import Panel
    from widgets.workspace import Workspace

FLOAT, RIGHT, BELOW, TAB = "float", "right", "below", "tab"


@dataclass(frozen=True, slots=True)
class PanelKind:
    """One kind of panel.

    `several`: more than one can stand on the desk; `linked`: it follows the market of a colour;
    `at_start`: it is there at the first start; `firm`: a small window does not squeeze it; `beside` and
    `side`: where it goes when it is opened.
    """

    name: str
    title: Callable[[], str]
    make: Callable[[Workspace], Panel]
    several: bool = False
    linked: bool = True
    at_start: bool = True
    firm: bool = False
    beside: str = "chart"
    side: str = TAB


def kind_of(name: str) -> PanelKind | None:
    """The kind of the panel of that name: `chart` and `chart-2` are charts."""
    stem, _, number = name.partition("-")
    kind = KINDS.get(stem)
    if kind is None or (number and not (kind.several and number.isdecimal())):
        return None
    return kind


def title_of(name: str) -> str:
    """What stands on the panel's tab, such as 차트 or 차트 2."""
    stem, _, number = name.partition("-")
    title = KINDS[stem].title()
    return f"{title} {number}" if number else title


def free_name(kind: PanelKind, taken: object) -> str:
    """A name for one more panel of that kind: chart, chart-2, chart-3 …"""
    names = set(taken)  # type: ignore[call-overload]
    number = 1
    while (name := kind.name if number == 1 else f"{kind.name}-{number}") in names:
        number += 1
    return str(name)


def at_start() -> tuple[str, ...]:
    """The panels of the first start."""
    return tuple(kind.name for kind in KINDS.values() if kind.at_start)


def _title(name: str) -> Callable[[], str]:
    def title() -> str:
        return _titles()[name]

    return title


def _titles() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "markets": translate("Docks", "마켓"),
        "chart": translate("Docks", "차트"),
        "orderbook": translate("Docks", "호가"),
        "order_entry": translate("Docks", "주문"),
        "my_orders": translate("Docks", "주문 내역"),
        "assets": translate("Docks", "자산"),
        "tape": translate("Docks", "체결"),
        "alerts": translate("Docks", "알림"),
        "diagnostics": translate("Docks", "연결 진단"),
    }


def _markets(desk: Workspace) -> Panel:
    from widgets.markets import MarketsPanel

    return MarketsPanel(desk.window.frame_clock, desk.window.favourites, desk.window)


def _chart(desk: Workspace) -> Panel:
    from widgets.chart import ChartPanel

    window, broker = desk.window, desk.session.broker
    panel = ChartPanel(window.frame_clock, desk.history, window, drawings=window.drawings, broker=broker)
    panel.amend_wanted.connect(desk.chart_orders.amend)
    panel.show_marks(desk.window.chart_marks)
    _alert_here(desk, panel, panel.price_at)
    return panel


def _orderbook(desk: Workspace) -> Panel:
    from widgets.click_trade import ClickTrader
    from widgets.orderbook import OrderbookPanel

    panel = OrderbookPanel(desk.window.frame_clock, desk.window.favourites, desk.window)
    panel.price_picked.connect(desk.on_price_picked)
    panel.cancel_wanted.connect(desk.actions.cancel)
    ClickTrader(panel, desk.actions, desk.limits, desk.window.notices)
    _alert_here(desk, panel, panel.price_at)
    panel.show_orders(desk.session.broker.orders.values())
    return panel


def _order_entry(desk: Workspace) -> Panel:
    from widgets.order_entry import OrderEntryPanel
    from widgets.order_entry.draft import Field

    panel = OrderEntryPanel(desk.window.frame_clock, desk.session.broker, desk.actions, desk.window)
    panel.guard(desk.window.guards)
    panel.guards_wanted.connect(desk.on_guards_wanted)
    panel.setFocusProxy(panel.form.edits[Field.PRICE])
    return panel


def _tape(desk: Workspace) -> Panel:
    from widgets.tape import TapePanel

    return TapePanel(desk.window.frame_clock, desk.window)


def _my_orders(desk: Workspace) -> Panel:
    from widgets.my_orders import MyOrdersPanel

    window, broker = desk.window, desk.session.broker
    panel = MyOrdersPanel(broker, desk.actions, window, frame_clock=window.frame_clock)
    panel.guard(window.guards)
    panel.setFocusProxy(panel.open_table)
    return panel


def _assets(desk: Workspace) -> Panel:
    from widgets.assets import AssetsPanel

    return AssetsPanel(desk.window.frame_clock, desk.session.broker, desk.actions, desk.window)


def _alert_here(desk: Workspace, panel: Panel, price_at: PriceAt) -> None:
    """The panel's view offers an alert at the price under the pointer."""
    from widgets.alerts.here import AlertHere

    view = panel.focusProxy()
    assert view is not None
    AlertHere(view, price_at, desk.bell.add_alert_at)


def _alerts(desk: Workspace) -> Panel:
    from widgets.alerts.panel import AlertsPanel

    panel = AlertsPanel(desk.window.frame_clock, desk.session.alerts, desk.window)
    panel.failed.connect(desk.window.notices.error)
    return panel


def _diagnostics(desk: Workspace) -> Panel:
    from widgets.diagnostics import DiagnosticsPanel

    return DiagnosticsPanel(desk.session, desk.window.frame_clock, desk.window.mode.value, desk.window)


_ALL = (
    PanelKind("markets", _title("markets"), _markets, side=RIGHT),
    PanelKind("chart", _title("chart"), _chart, several=True, beside="markets", side=RIGHT),
    PanelKind("orderbook", _title("orderbook"), _orderbook, several=True, side=RIGHT),
    PanelKind("order_entry", _title("order_entry"), _order_entry, firm=True, beside="orderbook", side=RIGHT),
    PanelKind("my_orders", _title("my_orders"), _my_orders, side=BELOW),
    PanelKind("assets", _title("assets"), _assets, beside="my_orders"),
    PanelKind("tape", _title("tape"), _tape, several=True, beside="order_entry", side=BELOW),
    PanelKind("alerts", _title("alerts"), _alerts, at_start=False, beside="my_orders"),
    PanelKind("diagnostics", _title("diagnostics"), _diagnostics, linked=False, at_start=False, side=FLOAT),
)
KINDS = {kind.name: kind for kind in _ALL}

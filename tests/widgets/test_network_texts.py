"""Names, codes and reasons from the exchange are never HTML, wherever they are shown."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.market.symbols import Market, catalog_of
from app.settings import OrderGuards
from app.trading import Balance, OrderState, appraise
from tests.fakes import Stream
from tests.widgets.my_orders.conftest import order
from tests.widgets.order_entry.double import FakeBroker
from widgets.actions import Actions
from widgets.assets.lines import Totals, lines_of
from widgets.assets.model import AssetsModel
from widgets.assets.totals import TotalsBand
from widgets.markets.model import MarketsModel
from widgets.my_orders import MyOrdersPanel, rows
from widgets.my_orders.amend_dialog import AmendDialog
from widgets.my_orders.model import OrdersModel
from widgets.order_entry.confirm import ConfirmDialog
from widgets.order_entry.draft import Draft, Terms
from widgets.order_entry.form import OrderForm
from widgets.order_entry.receipt import lines_of as receipt_of

EVIL = '<b>x</b><img src="file:///etc/hostname">'
TIP = Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def formats(widget: QWidget) -> set[Qt.TextFormat]:
    labels = widget.findChildren(QLabel)
    assert labels
    return {label.textFormat() for label in labels}


def is_harmless(tip: str) -> bool:
    """Whether nothing of EVIL is left that Qt would take for a tag."""
    return "x" in tip and "<b>" not in tip and "<img" not in tip


def test_labels_of_the_order_form_and_its_confirmation(window: QWidget) -> None:
    draft = Draft(f"KRW-{EVIL}", "bid", price=Decimal(100), volume=Decimal(1))
    confirm = ConfirmDialog(draft, receipt_of(draft, Terms(), EVIL), window)
    for widget in (confirm, OrderForm(window)):
        assert formats(widget) == {Qt.TextFormat.PlainText}


def test_labels_of_own_orders_and_of_the_question_for_an_amendment(window: QWidget, stream: Stream) -> None:
    broker = FakeBroker()
    actions = Actions(broker)  # type: ignore[arg-type]
    panel = MyOrdersPanel(broker, actions, window)  # type: ignore[arg-type]
    assert formats(panel) == {Qt.TextFormat.PlainText}
    dialog = AmendDialog(order(1), EVIL, None, OrderGuards(), lambda *amounts: (), window)
    assert formats(dialog) == {Qt.TextFormat.PlainText}
    panel.close_panel()


def test_tool_tips(window: QWidget) -> None:
    market = Market("KRW-XYZ", EVIL, EVIL)
    markets = MarketsModel(window)
    markets.show_markets([market])
    assets = AssetsModel(window)
    held = Balance(EVIL, Decimal(1))
    portfolio = appraise([held], {}, None)
    assets.show_lines(lines_of(portfolio, [EVIL], catalog_of([market]), complete=False))
    orders = OrdersModel(rows.DONE, lambda code: EVIL, window)
    orders.put([replace(order(1), state=OrderState.REJECTED, reason=EVIL)])
    totals = TotalsBand(window)
    totals.show_totals(Totals(None, None, None, None, None, (EVIL,)))
    tips = (
        markets.index(0, 1).data(TIP),
        assets.index(0, 0).data(TIP),
        orders.index(0, rows.DONE.index(rows.Column.STATE)).data(TIP),
        totals.toolTip(),
    )
    assert [tip for tip in tips if not is_harmless(tip)] == []

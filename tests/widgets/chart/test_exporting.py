"""The chart as a file: what is seen, without what is owned, and without holding up the window."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.widgets.chart.double import Chart, candles
from tests.widgets.chart.test_view import holds, picture
from widgets import theme
from widgets.chart.account import Account, OrderLine


@pytest.fixture
def shown(chart: Chart) -> Chart:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(300))
    return chart


def test_the_dialog_does_not_block_and_proposes_a_name(shown: Chart) -> None:
    export = shown.panel.export
    shown.panel._png.click()
    dialog = export.dialog
    assert dialog is not None
    (name,) = dialog.selectedFiles()
    assert Path(name).name.startswith("hoga-KRW-BTC-1m-") and name.endswith(".png")
    shown.panel._png.click()
    assert export.dialog is dialog
    shown.panel.close_panel()
    assert export.dialog is None


def test_the_picture_has_candles_and_a_title_but_no_order(shown: Chart, qtbot: QtBot, tmp_path: Path) -> None:
    panel, colour = shown.panel, theme.palette().accent
    line = OrderLine("hoga-1", "bid", Decimal(100), Decimal(1), amendable=True)
    panel.account.account = Account((line,), Decimal(99))
    panel._view.point_at(QPointF(300, 100))
    panel.drawings.add("KRW-BTC", _flat(100.5))
    before = picture(panel._view)
    assert holds(before, theme.palette().muted)
    panel._png.click()
    with qtbot.waitSignal(panel.export.said, timeout=20_000) as told:
        panel.export.save(str(tmp_path / "chart.png"))
    assert "chart.png" in told.args[0]
    saved = QImage(str(tmp_path / "chart.png"))
    view = panel._view.size()
    assert (saved.width(), saved.height()) == (view.width(), view.height() + 30)
    assert holds(saved, colour)
    assert holds(saved, theme.palette().rise)
    panel.account.account = Account()
    panel._view.point_at(None)
    plain = panel._view.take_picture().convertToFormat(saved.format())
    assert saved.copy(0, 30, view.width(), view.height()) == plain
    assert panel._view._note == told.args[0]


def test_a_file_that_can_not_be_written_is_told(shown: Chart, qtbot: QtBot, tmp_path: Path) -> None:
    shown.panel._png.click()
    with qtbot.waitSignal(shown.panel.export.said, timeout=20_000) as told:
        shown.panel.export.save(str(tmp_path / "no" / "chart.png"))
    assert "없습니다" in told.args[0]
    assert list(tmp_path.iterdir()) == []


def _flat(price: float) -> object:
    from app.market.drawings import Anchor, Drawing, Shape

    return Drawing(Shape.HORIZONTAL, (Anchor(0, price),))

import re

import pytest
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QSpinBox, QToolButton
from pytestqt.qtbot import QtBot

from app.market.indicators import Indicator, Kind, Place
from app.websocket_v6 import DataType
from tests.widgets.chart.double import Chart, candles, ticker
from tests.widgets.chart.test_view import holds, picture
from widgets.chart.canvas import Canvas
from widgets.chart.indicators import names
from widgets.chart.indicators.colours import colour_of


def shown(chart: Chart) -> Chart:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(300))
    return chart


def test_the_menu_turns_indicators_on_and_off(chart: Chart) -> None:
    choice = shown(chart).panel.indicators
    menu = choice.menu_now()
    action = next(one for one in menu.actions() if one.data() == Kind.RSI)
    assert not action.isChecked()
    action.trigger()
    assert [one.kind for one in chart.panel._model.studies.indicators] == [Kind.RSI]
    checked = [one for one in choice.menu_now().actions() if one.isChecked()]
    assert [one.text() for one in checked] == [names.name(Kind.RSI)]
    checked[0].trigger()
    assert chart.panel._model.studies.indicators == ()


def test_an_indicator_comes_back_as_it_was_set(chart: Chart) -> None:
    choice, mine = shown(chart).panel.indicators, Indicator(Kind.RSI, (9,), ("#123456",))
    chart.panel.restore_state({"indicators": [{"kind": "rsi", "values": [9], "colours": ["#123456"]}]})
    choice.switch(Kind.RSI)
    choice.switch(Kind.RSI)
    assert choice.indicators == (mine,)


def test_an_indicator_is_painted_and_gets_a_pane_of_its_own(chart: Chart) -> None:
    """J5: the lines belong to the series that is shown."""
    view = shown(chart).panel._view
    height = view._layout.price.height()  # type: ignore[union-attr]
    for kind in (Kind.MA, Kind.MACD):
        chart.panel.indicators.switch(kind)
    assert len(view._layout.studies) == 1  # type: ignore[union-attr]
    assert view._layout.price.height() < height  # type: ignore[union-attr]
    image = picture(view)
    assert holds(image, colour_of(Indicator.of(Kind.MA), 0))
    chart.panel.show_symbol("KRW-ETH")
    assert not holds(picture(view), colour_of(Indicator.of(Kind.MA), 0))
    chart.panel.indicators.switch(Kind.MACD)
    chart.reader.answer(candles(300))
    assert view._layout.price.height() == height  # type: ignore[union-attr]
    assert [pane.isVisible() for pane in view._panes] == [False]


def test_a_live_trade_moves_the_line_but_not_the_cached_layer(chart: Chart) -> None:
    view = shown(chart).panel._view
    chart.panel.indicators.switch(Kind.RSI)
    view.refresh()
    picture(view)
    (pane,) = view._panes
    painted = pane.repaints
    before = float(view.picture().own_lines[0].lines[0, -1])  # type: ignore[union-attr]
    chart.push(DataType.TICKER, ticker(99.5))
    picture(view)
    assert float(view.picture().own_lines[0].lines[0, -1]) != before  # type: ignore[union-attr]
    assert pane.repaints == painted


def test_settings_change_the_chart_at_once(chart: Chart, qtbot: QtBot) -> None:
    choice = shown(chart).panel.indicators
    choice.switch(Kind.MA)
    choice.open_settings()
    settings = choice.settings
    assert settings is not None and not settings.isModal()
    choice.open_settings()
    assert choice.settings is settings
    settings.findChildren(QSpinBox)[0].setValue(7)
    assert chart.panel._model.studies.indicators[0].values == (7, 20, 60, 120)
    swatch = next(one for one in settings.findChildren(QToolButton) if not one.icon().isNull())
    swatch.click()
    settings._on_colour(QColor("#00ff00"))
    assert chart.panel._model.studies.indicators[0].colours[0] == "#00ff00"
    assert chart.panel.save_state()["indicators"] == [
        {"kind": "ma", "values": [7, 20, 60, 120], "colours": ["#00ff00", "", "", ""]}
    ]
    settings._on_usual()
    assert chart.panel._model.studies.indicators == (Indicator.of(Kind.MA),)
    next(one for one in settings.findChildren(QToolButton) if one.text() == "✕").click()
    assert chart.panel._model.studies.indicators == ()
    settings.accept()
    assert choice.settings is None


def test_the_read_out_tells_every_value(chart: Chart) -> None:
    from widgets.chart.indicators.readout import parts

    panel = shown(chart).panel
    for kind in Kind:
        panel.indicators.switch(kind)
    bucket, series = panel._model.newest_bucket, panel._model.series
    assert bucket is not None
    texts = {
        lines.indicator.kind: "".join(text for part in parts(series, lines, bucket, 2) for text, _, _ in part)
        for lines in panel._model.studies._lines.values()
    }
    mean = float(series.closes[-5:].mean())
    assert f"5 {mean:.2f} " in texts[Kind.MA]
    assert texts[Kind.RSI].startswith("RSI 14 ")
    assert "–" in "".join(
        text for part in parts(series, panel._model.studies.at(Place.PRICE)[0], 0, 2) for text, _, _ in part
    )


def test_a_value_without_room_takes_its_name_along(chart: Chart, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = shown(chart).panel
    panel.indicators.switch(Kind.MACD)
    seen: list[str] = []
    text = Canvas.text
    monkeypatch.setattr(Canvas, "text", lambda self, *of: (seen.append(of[2]), text(self, *of))[1])
    counts = set()
    for width in range(200, 420, 5):
        panel.resize(width, 400)
        seen.clear()
        panel._view.refresh()
        named = [number for number, one in enumerate(seen) if one.strip() in ("시그널", "오실")]
        assert all(re.fullmatch(r" -?[\d.,]+ ", seen[number + 1]) for number in named)
        counts.add(len(named))
    assert counts == {0, 1, 2}

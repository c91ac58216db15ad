"""A market is found by name, initial consonants or code, and only one that there is."""

from collections.abc import Iterator

import pytest
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.alerts.conftest import CATALOG
from widgets.alerts.market_edit import MarketEdit


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[MarketEdit]:
    parent = QWidget()
    qtbot.addWidget(parent)
    field = MarketEdit(parent)
    field.show_catalog(CATALOG)
    parent.show()
    yield field


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("eth", "KRW-ETH"),
        ("btc-eth", "BTC-ETH"),
        ("KRW-BTC", "KRW-BTC"),
        ("비트", "KRW-BTC"),
        ("ㅂㅌ", "KRW-BTC"),
        ("nothing", ""),
        ("", ""),
    ],
)
def test_what_is_typed_means_a_market(field: MarketEdit, typed: str, code: str) -> None:
    """J20: by Korean name and by code."""
    field.setText(typed)
    field.textEdited.emit(typed)
    assert field.code == code


def test_a_chosen_market_is_shown_by_name_and_told(qtbot: QtBot, field: MarketEdit) -> None:
    field.show_code("KRW-ETH")
    assert field.text() == "이더리움 KRW-ETH"
    with qtbot.waitSignal(field.changed):
        field.clear()
        QTest.keyClicks(field, "KRW-BTC")
    assert field.code == "KRW-BTC"
    field.completer().activated.emit("이더리움 BTC-ETH")
    assert field.code == "BTC-ETH"


def test_a_code_is_taken_before_the_markets_are_known(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    field = MarketEdit(parent)
    field.show_code("KRW-ETH")
    assert (field.code, field.text()) == ("KRW-ETH", "KRW-ETH")
    field.show_catalog(CATALOG)
    assert field.text() == "이더리움 KRW-ETH"

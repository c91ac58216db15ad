"""A group shows one symbol; favourites keep their order."""

from PyQt6.QtCore import QObject
from pytestqt.qtbot import QtBot

from widgets.links import Favourites, LinkGroup


def test_picking_tells_the_group_once(qtbot: QtBot) -> None:
    owner = QObject()
    group = LinkGroup("KRW-BTC", owner)
    told: list[str] = []
    group.symbol_changed.connect(told.append)
    for symbol in ("KRW-ETH", "KRW-ETH", "", "KRW-XRP"):
        group.pick(symbol)
    assert told == ["KRW-ETH", "KRW-XRP"]
    assert group.symbol == "KRW-XRP"


def test_favourites_toggle_and_keep_order(qtbot: QtBot) -> None:
    owner = QObject()
    favourites = Favourites(["KRW-BTC", "KRW-ETH", "KRW-BTC"], owner)
    with qtbot.waitSignal(favourites.changed):
        favourites.toggle("KRW-XRP")
    favourites.toggle("KRW-BTC")
    assert favourites.codes == ("KRW-ETH", "KRW-XRP")
    assert "KRW-ETH" in favourites and "KRW-BTC" not in favourites

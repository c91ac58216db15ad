"""A group shows one symbol; favourites keep their order."""

from PyQt6.QtCore import QObject
from pytestqt.qtbot import QtBot

from widgets.links import MAIN, Favourites, LinkGroup, Links


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


def test_groups_have_markets_of_their_own_once_they_are_used(qtbot: QtBot) -> None:
    owner = QObject()
    main = LinkGroup("KRW-BTC", owner)
    links = Links(main, {"3": "KRW-SOL", "4": "no market", "9": "KRW-XRP"}, owner)
    told: list[tuple[str, str]] = []
    links.symbol_changed.connect(lambda *what: told.append(what))
    assert [links.symbol(group) for group in ("1", "2", "3")] == ["KRW-BTC", "KRW-BTC", "KRW-SOL"]
    links.keep("2")
    links.pick(MAIN, "KRW-ETH")
    links.pick("2", "KRW-XRP")
    links.pick("2", "KRW-XRP")
    links.pick("3", "")
    assert told == [("1", "KRW-ETH"), ("2", "KRW-XRP")]
    assert main.symbol == "KRW-ETH"
    assert links.symbols == {"2": "KRW-XRP", "3": "KRW-SOL"}

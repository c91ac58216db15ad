"""The palette offers commands, panels, layouts and markets, the likeliest first."""

from tests.widgets.palette.conftest import Room
from widgets.palette.entries import entries


def found(room: Room, text: str) -> list[tuple[str, str]]:
    names, layouts = ("chart", "chart-2"), ("단타", "밤")
    return [(e.kind, e.target) for e in entries(text, room.commands, room.catalog, names, layouts)]


def test_nothing_typed_offers_everything_but_markets(room: Room) -> None:
    kinds = [kind for kind, _ in found(room, "")]
    assert kinds == ["command"] * 5 + ["panel", "layout", "layout"]


def test_what_was_used_last_comes_first(room: Room) -> None:
    room.commands.run("retry")
    assert found(room, "")[0] == ("command", "retry")


def test_a_code_is_a_market_before_it_is_anything_else(room: Room) -> None:
    assert found(room, "xrp")[:2] == [("market", "KRW-XRP"), ("market", "BTC-XRP")]


def test_markets_come_by_name_and_consonants_after_commands(room: Room) -> None:
    assert ("market", "KRW-BTC") in found(room, "비트")
    assert ("market", "KRW-BTC") in found(room, "ㅂㅌ")


def test_panels_and_layouts_are_found_by_name(room: Room) -> None:
    assert found(room, "차트 2")[0] == ("panel", "chart-2")
    assert found(room, "단타")[0] == ("layout", "단타")


def test_a_command_shows_its_key_and_a_panels_one_where_it_belongs(room: Room) -> None:
    entry = entries("매수", room.commands, room.catalog, (), ())[0]
    assert (entry.key, entry.detail) == ("B", "주문")

from typing import Any

import pytest

from app.market.drawings import MOST, Anchor, Drawing, Drawings, Shape

LINE = Drawing(Shape.TREND, (Anchor(1000, 5.5), Anchor(2000, 6.0)), "#00ff00")
FLAT = Drawing(Shape.HORIZONTAL, (Anchor(1000, 98_000_000.0),))


def test_what_was_drawn_comes_back() -> None:
    drawings = Drawings()
    drawings.add("KRW-BTC", LINE)
    drawings.add("KRW-BTC", FLAT)
    drawings.add("KRW-ETH", FLAT)
    drawings.add("KRW-XLM", Drawing(Shape.TEXT, (Anchor(5, 6.0),), text="지지선"))
    again = Drawings(drawings.state())
    assert list(again.of("KRW-BTC").values()) == [LINE, FLAT]
    assert list(again.of("KRW-ETH").values()) == [FLAT]
    assert [one.text for one in again.of("KRW-XLM").values()] == ["지지선"]
    assert again.state() == drawings.state()
    assert again.of("KRW-XRP") == {}


def test_every_change_is_told_with_its_symbol() -> None:
    drawings, told = Drawings(), []
    drawings.changed.connect(told.append)
    key = drawings.add("KRW-BTC", LINE)
    assert key is not None
    drawings.replace("KRW-BTC", key, FLAT)
    drawings.replace("KRW-BTC", key, FLAT)
    drawings.replace("KRW-BTC", key + 1, LINE)
    drawings.remove("KRW-BTC", key)
    drawings.remove("KRW-BTC", key)
    drawings.clear("KRW-BTC")
    assert told == ["KRW-BTC"] * 3
    assert drawings.state() == {}
    drawings.add("KRW-BTC", LINE)
    drawings.clear("KRW-BTC")
    assert drawings.of("KRW-BTC") == {}


def test_there_is_an_end_to_how_many_there_may_be() -> None:
    drawings = Drawings()
    keys = [drawings.add("KRW-BTC", FLAT) for _ in range(MOST + 1)]
    assert keys[-1] is None
    assert len(drawings.of("KRW-BTC")) == MOST


GOOD = {"shape": "trend", "anchors": [[1, 2.0], [3, 4.0]], "colour": ""}


@pytest.mark.parametrize(
    "wrong",
    [
        {"shape": "blot"},
        {"shape": "text", "anchors": [[1, 2.0]]},
        {"shape": "text", "anchors": [[1, 2.0]], "text": "  "},
        {"text": 5},
        {"text": "a line says nothing"},
        {"shape": ["trend"]},
        {"shape": "horizontal"},
        {"anchors": None},
        {"anchors": [[1, 2.0]]},
        {"anchors": [[1, 2.0], [3]]},
        {"anchors": [[1, 2.0], [3, 0.0]]},
        {"anchors": [[1, 2.0], [3, float("nan")]]},
        {"anchors": [[1, 2.0], [-3, 4.0]]},
        {"anchors": [[1, 2.0], [10**18, 4.0]]},
        {"anchors": [[1, 2.0], ["3", 4.0]]},
    ],
)
def test_what_is_no_drawing_is_left_out(wrong: dict[str, Any]) -> None:
    assert Drawings({"KRW-BTC": [{**GOOD, **wrong}, GOOD]}).state() == {"KRW-BTC": [GOOD]}


@pytest.mark.parametrize("state", [{"KRW-BTC": 5}, {"KRW-BTC": ["x"]}, {}, {"KRW-BTC": [None]}])
def test_nonsense_is_no_drawing(state: dict[str, Any]) -> None:
    assert Drawings(state).state() == {}


def test_a_wrong_colour_is_the_themes() -> None:
    assert Drawings({"A": [{**GOOD, "colour": "red"}]}).state() == {"A": [GOOD]}

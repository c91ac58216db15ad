import pytest

from app.market.indicators import Indicator, Kind, Place
from widgets.chart.indicators.studies import Studies, restored, saved


def test_what_is_saved_comes_back() -> None:
    chosen = (Indicator(Kind.MA, (5, 10, 0, 200), ("", "#ff0000", "", "")), Indicator.of(Kind.RSI))
    assert restored(saved(chosen)) == chosen


@pytest.mark.parametrize(
    "state", [None, "ma", 5, [1, "ma"], [{}], [{"kind": "nonsense"}], [{"kind": ["ma"]}], {"kind": "ma"}]
)
def test_what_is_no_indicator_is_left_out(state: object) -> None:
    assert restored(state) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"values": [5, 20]},
        {"values": [5, 20, 60, -1]},
        {"values": ["5", 20, 60, 120]},
        {"values": None},
        {"colours": ["red", "", "", ""]},
        {"colours": ["#12345g", "", "", ""]},
        {"colours": [5, "", "", ""]},
    ],
)
def test_what_is_wrong_in_one_is_as_it_comes(wrong: dict[str, object]) -> None:
    (row,) = saved([Indicator.of(Kind.MA)])
    assert restored([{**row, **wrong}]) == (Indicator.of(Kind.MA),)


def test_they_stand_in_the_order_of_the_kinds_each_in_its_place() -> None:
    studies = Studies()
    assert studies.show([Indicator.of(Kind.MACD), Indicator.of(Kind.RSI), Indicator.of(Kind.MA)])
    assert [one.kind for one in studies.indicators] == [Kind.MA, Kind.RSI, Kind.MACD]
    assert [lines.indicator.kind for lines in studies.at(Place.OWN)] == [Kind.RSI, Kind.MACD]
    assert studies.at(Place.VOLUME) == []


def test_only_a_change_is_one_and_another_colour_keeps_the_lines() -> None:
    studies = Studies()
    studies.show([Indicator.of(Kind.RSI)])
    version, (lines,) = studies.version, studies.at(Place.OWN)
    assert not studies.show([Indicator.of(Kind.RSI)])
    assert studies.version == version
    assert studies.show([Indicator(Kind.RSI, (14,), ("#00ff00",))])
    assert studies.at(Place.OWN) == [lines]
    assert studies.version > version
    studies.show([Indicator(Kind.RSI, (9,), ("#00ff00",))])
    assert studies.at(Place.OWN) != [lines]

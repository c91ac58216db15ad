"""A name is found by its beginning, its words, its consonants, its English, and some of its letters."""

import pytest

from widgets.palette.matching import find, plain, rank

NAMES = [
    "레이아웃 저장…\nsave layout",
    "레이아웃 관리…\nlayouts",
    "호가 패널로\ngo to orderbook",
    "전체 화면\nfull screen",
]
PAIRS = [(name, name.split("\n")[0]) for name in NAMES]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("레이아웃 저", "레이아웃 저장…"),
        ("ㄹㅇㅇㅇㅈㅈ", "레이아웃 저장…"),
        ("저장", "레이아웃 저장…"),
        ("관ㄹ", "레이아웃 관리…"),
        ("ㅎㄱ", "호가 패널로"),
        ("ㅈㅊ ㅎㅁ", "전체 화면"),
        ("save", "레이아웃 저장…"),
        ("orderb", "호가 패널로"),
        ("fscr", "전체 화면"),
        ("FULL", "전체 화면"),
        ("ghrk", "호가 패널로"),  # 호가, typed with the English layout
        ("ㅐㄱㅇㄷㄱ", "호가 패널로"),  # order, typed with the Korean one
    ],
)
def test_the_one_that_is_meant_comes_first(typed: str, first: str) -> None:
    assert find(PAIRS, typed)[0] == first


def test_nothing_typed_finds_all_and_rubbish_nothing() -> None:
    assert find(PAIRS, " ") == [text for _, text in PAIRS]
    assert find(PAIRS, "쀍쀍") == []


def test_letters_here_and_there_count_only_where_nothing_better_is() -> None:
    names = [("open\nopen", "open"), ("o p e n e d things", "scattered")]
    assert find(names, "open") == ["open", "scattered"]
    assert find([("open", "open"), ("oxpxexn", "scattered")], "open") == ["open"]


def test_a_beginning_is_better_than_a_middle() -> None:
    best, worse = rank("chart", plain("cha")), rank("a chart", plain("cha"))
    assert best is not None and worse is not None and best < worse
    assert rank("tape", plain("cha")) is None

"""The search must find what a trader means while he is still typing it."""

import subprocess
import sys
import unicodedata

import pytest
from hangulpy import assemble, disassemble, get_chosung_string
from hypothesis import given
from hypothesis import strategies as st

from app.market.symbols import BEGINS, CONTAINS, EXACT, Catalog, Market, catalog_of, rank, search

BTC = Market("KRW-BTC", "비트코인", "Bitcoin")
MARKETS = (
    Market("BTC-ETH", "이더리움", "Ethereum"),
    BTC,
    Market("KRW-ETH", "이더리움", "Ethereum"),
    Market("KRW-ETC", "이더리움클래식", "Ethereum Classic"),
    Market("KRW-USDT", "테더", "Tether"),
    Market("KRW-XRP", "엑스알피(리플)", "XRP"),
    Market("KRW-BSV", "비트코인에스브이", "Bitcoin SV"),
    Market("KRW-BCH", "비트코인캐시", "Bitcoin Cash"),
    Market("KRW-SAND", "샌드박스", "The Sandbox"),
    Market("KRW-MEW", "캣인어독스월드", "cat in a dogs world"),
    Market("KRW-2Z", "더블제로", "DoubleZero"),
    Market("USDT-BTC", "비트코인", "Bitcoin"),
)
CATALOG = catalog_of(MARKETS)


def codes(text: str) -> list[str]:
    return [market.code for market in CATALOG.search(text)]


@pytest.mark.parametrize(
    "text",
    [
        "비트코인",
        "ㅂㅌ",
        "ㅂㅌㅋㅇ",
        "비ㅌ",
        "빝",
        "비틐",
        "비트콩",
        "비트ㅋ인",
        "ㅂ트코",
        "ㅂㅌ코ㅇ",
        "BTC",
        "btc",
        "bitcoin",
        "BIT COIN",
        " 비트 코인 ",
    ],
)
def test_finds_bitcoin_by_whatever_a_trader_types(text: str) -> None:
    assert rank(BTC, text) is not None
    assert codes(text)[0] == "KRW-BTC"


@pytest.mark.parametrize("text", ["비트킨", "ㅂㅋ", "bitcoinx", "ㅌㅂ", "krw", "KR", "비튼"])
def test_does_not_find_bitcoin_by_something_else(text: str) -> None:
    assert rank(BTC, text) is None


def test_finds_in_the_middle_of_a_name() -> None:
    assert codes("리플") == ["KRW-XRP"]
    assert codes("ㅋㅅ") == ["KRW-BCH"]
    assert codes("dogs") == ["KRW-MEW"]


def test_consonants_that_the_ime_ran_together_are_two_initials() -> None:
    # ㄴㅈ does not compose to one of these names; ㄷㅂ does not compose at all; ㅂㅅ does, in 샌드박스.
    assert codes("ㅂㅅ") == codes("ㅄ") == ["KRW-SAND"]


def test_exact_comes_before_beginning_before_containing() -> None:
    assert rank(MARKETS[2], "eth") == EXACT
    assert rank(MARKETS[3], "eth") == BEGINS
    assert rank(MARKETS[4], "eth") == CONTAINS
    assert codes("eth") == ["KRW-ETH", "BTC-ETH", "KRW-ETC", "KRW-USDT"]


def test_a_whole_code_finds_its_market_and_its_beginning_the_quote() -> None:
    assert codes("KRW-BTC") == ["KRW-BTC"]
    assert codes("krw-b") == ["KRW-BTC", "KRW-BSV", "KRW-BCH"]


def test_the_wrong_keyboard_layout_is_understood() -> None:
    assert codes("ㅠㅅㅊ")[0] == "KRW-BTC"
    assert codes("qlxm")[0] == "KRW-BTC"
    assert codes("ㅠ") == []


def test_no_text_finds_everything_and_nonsense_nothing() -> None:
    assert list(search(MARKETS, "  ")) == [market.code for market in MARKETS]
    assert search(MARKETS, "zzzz") == {}
    assert Catalog().search("btc") == ()


@given(st.sampled_from(MARKETS), st.integers(1, 12))
def test_every_moment_of_typing_a_name_finds_it(market: Market, strokes: int) -> None:
    # What the IME shows after so many key strokes: the last syllable swallows the next initial.
    name = "".join(character for character in market.korean_name if "가" <= character <= "힣")
    composing = assemble(disassemble(name)[:strokes])
    if name in market.korean_name:
        assert rank(market, composing) is not None


@given(st.sampled_from(MARKETS), st.data())
def test_any_stretch_of_initials_finds_the_name(market: Market, data: st.DataObject) -> None:
    initials = get_chosung_string(market.korean_name.partition("(")[0])
    start = data.draw(st.integers(0, len(initials) - 1))
    end = data.draw(st.integers(start + 1, len(initials)))
    assert rank(market, initials[start:end]) is not None


@given(st.sampled_from(MARKETS))
def test_decomposed_unicode_is_the_same_name(market: Market) -> None:
    assert rank(market, unicodedata.normalize("NFD", market.korean_name)) == EXACT


@given(st.text(max_size=12))
def test_no_text_breaks_the_search(text: str) -> None:
    found = search(MARKETS, text)
    assert set(found) <= {market.code for market in MARKETS}
    assert [market.code for market in CATALOG.search(text)] == sorted(
        found, key=lambda code: (found[code], CATALOG.quotes().index(code.partition("-")[0]))
    )


def test_catalog_looks_up_and_groups_by_quote() -> None:
    assert "KRW-BTC" in CATALOG
    assert "KRW-DOGE" not in CATALOG
    assert CATALOG.get("KRW-BTC") is BTC
    assert CATALOG.quotes() == ("KRW", "BTC", "USDT")
    assert [market.base for market in CATALOG.of_quote("USDT")] == ["BTC"]
    assert len(CATALOG) == len(list(CATALOG)) == len(MARKETS)


def test_the_search_can_be_prepared_before_it_is_needed() -> None:
    program = (
        "import sys; from app.market import symbols; assert 'hangulpy' not in sys.modules;"
        "symbols.prepare_search(); assert 'hangulpy' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=30).returncode == 0


def test_a_market_is_named_in_korean_first() -> None:
    assert BTC.name == "비트코인"


@pytest.mark.usefixtures("english")
def test_a_market_is_named_in_the_chosen_language_and_found_by_both_names() -> None:
    assert BTC.name == "Bitcoin"
    assert codes("비트코인")[0] == codes("bitcoin")[0] == "KRW-BTC"


def test_a_market_without_a_name_is_called_by_its_code() -> None:
    assert Market("KRW-NEW", "", "").name == "NEW"

"""A sentence is read in the language that was chosen at the start."""

from collections.abc import Iterator

import pytest

from app.errors import HogaError
from app.language import Sentence, choose, chosen

THOUGHT = Sentence("잔고가 부족합니다.", "Not enough money.")


@pytest.fixture(autouse=True)
def korean_again() -> Iterator[None]:
    yield
    choose("ko")


def test_korean_first() -> None:
    assert chosen() == "ko"
    assert str(THOUGHT) == "잔고가 부족합니다."


def test_an_error_speaks_the_chosen_language_even_if_it_was_made_before() -> None:
    error = HogaError("insufficient_funds_bid", THOUGHT)
    choose("en")
    assert error.sentence == "Not enough money."
    assert str(error) == "insufficient_funds_bid"


def test_without_a_sentence_the_detail_is_shown() -> None:
    assert HogaError("port 80 is in use").sentence == "port 80 is in use"

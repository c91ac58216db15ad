"""Folding bars and trades into bars."""

from app.exchange.bars import Bar, Deal, extend, fold


def test_fold_of_nothing_is_nothing() -> None:
    assert fold(0, []) is None


def test_extend_counts_a_trade() -> None:
    bar = extend(extend(None, 60, 100, 5, 60_010), 60, 90, 2, 60_020)
    assert bar == Bar(60, 100, 100, 90, 90, 7, 680, 2, 60_020)
    assert Deal(1, 2, 3).volume == 3

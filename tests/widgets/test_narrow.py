"""A table without room for all its columns leaves out what matters least, and no more than it has to."""

import pytest

from widgets.narrow import left_out

WIDTHS = {"asset": 70, "value": 80, "rate": 60, "share": 100}
GIVES_WAY = ("share", "rate")


@pytest.mark.parametrize(
    ("room", "gone"),
    [(310, ()), (309, ("share",)), (210, ("share",)), (209, ("share", "rate")), (0, ("share", "rate"))],
)
def test_columns_go_in_their_order_until_the_others_fit(room: int, gone: tuple[str, ...]) -> None:
    assert left_out(WIDTHS, GIVES_WAY, room) == frozenset(gone)

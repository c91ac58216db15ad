from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from widgets.chart.tags import GAP, HEIGHT, apart

ROOM = 400.0


@given(
    st.lists(st.floats(0, ROOM - HEIGHT), max_size=6),
    st.floats(150, 220),
)
def test_no_price_touches_another_where_there_is_room(tops: list[float], last: float) -> None:
    fixed = (last, last + 32.0)
    found = apart(tops, fixed, ROOM - HEIGHT)
    boxes = sorted([*((top, top + HEIGHT) for top in found), fixed])
    inside = [box for box in boxes if box[0] > 0 and box[1] < ROOM]
    assert all(one[1] + GAP <= other[0] + 1e-9 for one, other in pairwise(inside))
    assert all(0 <= top <= ROOM - HEIGHT for top in found)


def test_who_is_alone_stays_where_it_belongs() -> None:
    assert apart([100.0, 300.0], (190.0, 222.0), 382.0) == [100.0, 300.0]
    assert apart([100.0, 110.0], None, 382.0) == [100.0, 118.0 + GAP]


def test_an_order_at_the_last_price_stands_beside_it() -> None:
    assert apart([194.0], (195.0, 227.0), 382.0) == [177.0 - GAP]
    assert apart([196.0], (195.0, 227.0), 382.0) == [227.0 + GAP]

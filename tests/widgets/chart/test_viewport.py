import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.chart.viewport import STEP_MAX, STEP_MIN, Viewport

VIEWS = st.builds(
    Viewport, st.floats(100, 4000), st.floats(-1e6, 3e7), st.floats(STEP_MIN, STEP_MAX, exclude_max=True)
)


@given(VIEWS, st.floats(0.2, 5), st.floats(0, 1))
def test_what_is_under_the_pointer_stays_there_when_zooming(
    view: Viewport, factor: float, share: float
) -> None:
    x = view.width * share
    zoomed = view.zoomed(factor, x)
    assert zoomed.left + x / zoomed.step == pytest.approx(view.left + x / view.step, abs=1e-5)
    assert STEP_MIN <= zoomed.step <= STEP_MAX


@given(VIEWS, st.floats(-1e5, 1e5))
def test_scrolling_moves_by_pixels_and_back(view: Viewport, pixels: float) -> None:
    moved = view.scrolled(pixels)
    assert (moved.right - view.right) * view.step == pytest.approx(pixels, abs=0.1)
    assert moved.scrolled(-pixels).right == pytest.approx(view.right, abs=1e-6)


@given(VIEWS, st.integers(0, 10**6), st.integers(0, 10**5))
def test_some_candle_always_stays_in_view(view: Viewport, oldest: int, count: int) -> None:
    newest = oldest + count
    clamped = view.clamped(oldest, newest)
    assert clamped.span <= max(2 * (count + 1), view.width / 4) * 1.001 or clamped.step == view.step
    assert clamped.left < newest + 0.5 and clamped.right > oldest - 0.5
    assert clamped.clamped(oldest, newest).right == pytest.approx(clamped.right)


@given(VIEWS, st.integers(0, 10**6))
def test_the_live_edge_shows_the_newest_candle_with_room_to_its_right(view: Viewport, newest: int) -> None:
    edge = view.at_edge(newest)
    assert edge.shows(newest)
    assert edge.x_of(newest + 0.5) <= view.width - min(60, view.width * 0.15)


def test_the_bucket_under_a_column() -> None:
    view = Viewport(width=100, right=10.5, step=10)
    assert view.left == 0.5
    assert [view.bucket_at(x) for x in (0, 9.9, 10.1, 99.9)] == [1, 1, 2, 10]
    assert not view.shows(11)


def test_a_series_of_few_candles_opens_wider() -> None:
    view = Viewport(width=1000)
    assert view.opened(2017, 2026).step == 28
    assert view.opened(0, 10_000).step == 8

import math

from hypothesis import given
from hypothesis import strategies as st

from widgets.chart.layout import arrange


@given(
    st.integers(160, 3000),
    st.integers(120, 2000),
    st.sampled_from([1.0, 1.25, 1.5, 1.75, 2.0, 3.0]),
    st.integers(0, 3),
)
def test_the_parts_cover_every_pixel_of_the_view(width: int, height: int, ratio: float, studies: int) -> None:
    layout = arrange(width, height, ratio, 62, studies=studies)
    parts = (layout.price, layout.volume, layout.price_axis, layout.volume_axis, layout.time_axis)
    covered = sum(part.width() * part.height() for part in (*parts, *layout.studies))
    assert covered == math.ceil(width * ratio) * math.ceil(height * ratio)

"""The band above the list: five figures, spendable money never rounded up."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.assets.lines import Totals
from widgets.assets.totals import HEIGHT, PADDING, TotalsBand, places

LOSS = Totals(Decimal(900), Decimal(400), Decimal(-50), Decimal("-0.1111"), Decimal("499.99"), ())


@pytest.fixture
def band(qtbot: QtBot):
    band = TotalsBand(None)
    qtbot.addWidget(band)
    band.resize(700, 44)
    yield band


def colours(band: TotalsBand) -> set[str]:
    image = band.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_placeholders_before_anything_is_known(band: TotalsBand) -> None:
    assert band.texts == ("–",) * 5


def test_a_loss_has_its_sign_and_colour(band: TotalsBand) -> None:
    band.show_totals(LOSS)
    assert band.texts == ("900", "400", "-50", "-11.11%", "499")
    assert theme.palette().fall.name() in colours(band)
    assert theme.palette().rise.name() not in colours(band)
    assert "평가손익 -50" in band.accessibleDescription()


def test_old_prices_have_no_colour(band: TotalsBand) -> None:
    band.show_totals(LOSS)
    band.show_stale(True)
    assert theme.palette().fall.name() not in colours(band)


def test_what_is_left_out_is_named(band: TotalsBand) -> None:
    band.show_totals(Totals(Decimal(1), Decimal(0), Decimal(0), None, Decimal(1), ("ARK",)))
    assert band._exclusion() == "(ARK 제외)"
    assert band.toolTip().endswith("ARK")
    band.show_totals(Totals(Decimal(1), Decimal(0), Decimal(0), None, Decimal(1), ("ARK", "XYZ")))
    assert band._exclusion() == "(2종 제외)"


@given(st.lists(st.floats(20, 400), min_size=1, max_size=6), st.integers(400, 2000))
def test_no_figure_touches_its_neighbour(wants: list[float], room: int) -> None:
    boxes = places(wants, room)
    for want, box in zip(wants, boxes, strict=True):
        assert box.width() >= want - PADDING - 1e-6
        assert box.right() <= room + 1e-6
    for box, after in pairwise(boxes):
        assert after.y() >= box.y() and (after.y() > box.y() or after.x() >= box.right())


def test_the_band_grows_until_every_figure_of_a_rich_account_is_whole(band: TotalsBand) -> None:
    band.show()
    band.show_totals(LOSS)
    assert band.height() == HEIGHT
    rich = Decimal(15_960_740_904_396_881)
    band.show_totals(Totals(rich, rich, rich, Decimal("0.03"), rich, ()))
    assert band.height() == 2 * HEIGHT
    band.resize(300, band.height())
    assert band.height() == 5 * HEIGHT
    band.resize(1400, band.height())
    assert band.height() == HEIGHT

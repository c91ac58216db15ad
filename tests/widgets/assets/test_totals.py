"""The band above the list: five figures, spendable money never rounded up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.assets.lines import Totals
from widgets.assets.totals import TotalsBand

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

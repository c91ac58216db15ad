"""The frame that is on screen, and what its items need of the model to paint it."""

from __future__ import annotations

from functools import cached_property

from app.market.indicators import Place
from widgets.chart.geometry import CandleRects
from widgets.chart.indicators.curves import Columns
from widgets.chart.model import ChartModel
from widgets.chart.plan import Plan, live_rects, still_rects

Pair = tuple[CandleRects, CandleRects]


class Picture:
    """One planned frame; the still part is computed only when a layer has to be renewed.

    smooth: whether lines are drawn without steps, which they are while nothing moves.
    """

    def __init__(self, model: ChartModel, plan: Plan) -> None:
        self.model = model
        self.plan = plan
        self.price_lines = model.studies.at(Place.PRICE)
        self.volume_lines = model.studies.at(Place.VOLUME)
        self.own_lines = model.studies.at(Place.OWN)
        self.columns = Columns(model.series, plan.price)
        self.smooth = True
        self.live: Pair = live_rects(model, plan)

    def still(self) -> Pair:
        """Candles and volumes of the cached layers."""
        return self._still

    @cached_property
    def _still(self) -> Pair:
        return still_rects(self.model, self.plan)

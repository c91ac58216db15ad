"""The frame that is on screen, and what its items need of the model to paint it."""

from __future__ import annotations

from app.market.indicators import Place
from widgets.chart.indicators.curves import Columns
from widgets.chart.model import ChartModel
from widgets.chart.plan import LiveBoxes, Plan, live_boxes


class Picture:
    """One planned frame, and what has to be looked up only once in it."""

    def __init__(self, model: ChartModel, plan: Plan) -> None:
        self.model = model
        self.plan = plan
        self.price_lines = model.studies.at(Place.PRICE)
        self.volume_lines = model.studies.at(Place.VOLUME)
        self.own_lines = model.studies.at(Place.OWN)
        self.columns = Columns(model.series, plan.price)
        self.live: tuple[LiveBoxes, LiveBoxes] = live_boxes(model, plan)

"""The indicators of one chart, their lines, and how they are saved."""

from __future__ import annotations

from collections.abc import Iterable

from app.market.candles import CandleSeries
from app.market.drawings import is_colour
from app.market.indicators import Indicator, IndicatorLines, Kind, Place


class Studies:
    """At most one indicator of a kind, in the order of the kinds; no Qt in it.

    `version` changes when an indicator comes, goes or is set otherwise.
    """

    def __init__(self) -> None:
        self.version = 0
        self._lines: dict[Kind, IndicatorLines] = {}

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Those that are on."""
        return tuple(lines.indicator for lines in self._lines.values())

    def show(self, indicators: Iterable[Indicator]) -> bool:
        """Show these and no others; whether anything changed. What stays as it is keeps its lines."""
        wanted = {one.kind: one for one in indicators}
        if tuple(wanted[kind] for kind in Kind if kind in wanted) == self.indicators:
            return False
        before, self._lines = self._lines, {}
        for kind in Kind:
            if kind in wanted:
                kept = before.get(kind)
                same = kept is not None and kept.indicator.values == wanted[kind].values
                lines = kept if kept is not None and same else IndicatorLines(wanted[kind])
                lines.indicator = wanted[kind]
                self._lines[kind] = lines
        self.version += 1
        return True

    def at(self, place: Place) -> list[IndicatorLines]:
        """The lines that belong in a place."""
        return [lines for lines in self._lines.values() if lines.indicator.kind.spec.place is place]

    def update(self, series: CandleSeries) -> None:
        """Let every line follow the series."""
        for lines in self._lines.values():
            lines.update(series)


def saved(indicators: Iterable[Indicator]) -> list[dict[str, object]]:
    """Indicators as JSON values."""
    return [
        {"kind": one.kind.value, "values": list(one.values), "colours": list(one.colours)}
        for one in indicators
    ]


def restored(state: object) -> tuple[Indicator, ...]:
    """The indicators of `saved`; what is no indicator is left out, what is wrong in one is as it comes."""
    rows = state if isinstance(state, list) else []
    return tuple(one for row in rows if isinstance(row, dict) and (one := _indicator(row)) is not None)


def _indicator(row: dict[str, object]) -> Indicator | None:
    if row.get("kind") not in list(Kind):
        return None
    kind = Kind(str(row["kind"]))
    spec, usual = kind.spec, Indicator.of(kind)
    values, colours = row.get("values"), row.get("colours")
    if not isinstance(values, list) or len(values) != len(spec.parameters):
        values = list(usual.values)
    good = all(one.accepts(value) for one, value in zip(spec.parameters, values, strict=True))
    if not isinstance(colours, list) or len(colours) != spec.lines or not all(map(is_colour, colours)):
        colours = list(usual.colours)
    return Indicator(kind, tuple(values) if good else usual.values, tuple(colours))

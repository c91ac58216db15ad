"""The mouse that draws: makes shapes click by click or in one drag, moves them, deletes them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from PyQt6.QtCore import QObject, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent

from app.language import chosen
from app.market.drawings import LONGEST, Anchor, Drawing, Drawings, Shape
from widgets import theme
from widgets.chart.drawings.painting import paint_drawing
from widgets.chart.drawings.projection import REACH, Projection
from widgets.chart.model import ChartModel
from widgets.chart.plan import Plan
from widgets.chart.sheet import Mark, Sheet
from widgets.chart.tags import Tag

_DRAGGED = 4.0  # logical pixels from which a press is a drag


class DrawingHand(QObject):
    """Draws with the tool that was taken, else moves what is under the pointer.

    Signals:
        tool_changed(Shape | None): another tool is in the hand
        text_wanted(): a text was placed; `write` what it says
    """

    tool_changed = pyqtSignal(object)
    text_wanted = pyqtSignal()

    def __init__(
        self, model: ChartModel, drawings: Drawings, mark: Callable[[], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._drawings = drawings
        self._mark = mark
        self.tool: Shape | None = None
        self.selected: int | None = None
        self._draft: Drawing | None = None
        self._held: tuple[int | None, QPointF, Drawing] | None = None  # handle, where, and what it was
        self._pressed: QPointF | None = None
        self._place: tuple[str, Anchor] | None = None  # where a text goes that is being typed
        # What was noted last, the tags and marks: most frames change nothing of it.
        self._noted: tuple[object, list[Tag], list[Mark]] = (None, [], [])
        drawings.changed.connect(self._on_changed)

    def take(self, tool: Shape | None) -> None:
        """Put a tool into the hand; None: the hand that moves."""
        self._draft, self.selected = None, None
        if tool is not self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)
        self._mark()

    def write(self, text: str) -> None:
        """Say this where the last text was placed; nothing for no text."""
        place, self._place = self._place, None
        if place is not None and text.strip():
            symbol, anchor = place
            self._drawings.add(symbol, Drawing(Shape.TEXT, (anchor,), text=text.strip()[:LONGEST]))

    def delete_selected(self) -> None:
        """Delete the drawing that is selected."""
        if self.selected is not None:
            self._drawings.remove(self._model.symbol, self.selected)
            self.selected = None

    def close(self) -> None:
        """Hear of no drawing any more."""
        self._drawings.changed.disconnect(self._on_changed)

    # Hand

    def paint(self, sheet: Sheet, plan: Plan) -> list[Tag]:
        """Draw everything, and what is being drawn."""
        known = self._drawings.of(self._model.symbol)
        if not known and self._draft is None:
            return []
        decimals = max(plan.price_decimals, self._model.decimals())
        shown = tuple(known.items()), self.selected, self._draft
        key = (*shown, plan.price, plan.layout, decimals, self._model.interval, theme.palette(), chosen())
        if key != self._noted[0]:
            mine = sheet.another()
            self._noted = key, self._note(mine, plan, known, decimals), mine.marks
        sheet.marks += self._noted[2]
        return self._noted[1]

    def _note(self, sheet: Sheet, plan: Plan, known: Mapping[int, Drawing], decimals: int) -> list[Tag]:
        projection, tags = Projection(plan, self._model.interval), []
        for key, drawing in known.items():
            tags += paint_drawing(sheet, projection, drawing, decimals, selected=key == self.selected)
        if self._draft is not None:
            tags += paint_drawing(sheet, projection, self._draft, decimals, selected=True)
        return tags

    def press(self, at: QPointF, plan: Plan) -> bool:
        """Set an anchor, or take hold of the drawing that is there."""
        projection = Projection(plan, self._model.interval)
        if not projection.pane.contains(at):
            self._select(None)
            return False
        if self.tool is not None:
            self._pressed = at
            self._anchor(projection, at)
            return True
        key, handle = self._under(projection, at)
        self._select(key)
        if key is None:
            return False
        self._held = handle, at, self._drawings.of(self._model.symbol)[key]
        return True

    def move(self, at: QPointF, plan: Plan) -> Qt.CursorShape | None:
        """Follow with what is being drawn or moved."""
        projection = Projection(plan, self._model.interval)
        if self._draft is not None:
            point = self._snapped(projection, at)
            self._draft = replace(self._draft, anchors=(self._draft.anchors[0], point))
        elif self._held is not None and self.selected is not None:
            self._drawings.replace(self._model.symbol, self.selected, self._moved(projection, at))
            return Qt.CursorShape.ClosedHandCursor
        if self.tool is not None:
            return Qt.CursorShape.CrossCursor
        key, handle = self._under(projection, at)
        if key is None:
            return None
        return Qt.CursorShape.PointingHandCursor if handle is None else Qt.CursorShape.SizeAllCursor

    def release(self, at: QPointF, plan: Plan) -> None:
        """A drag ends the shape; a click leaves it open for the second one."""
        self._held = None
        pressed, self._pressed = self._pressed, None
        if self._draft is not None and pressed is not None and _apart(pressed, at) > _DRAGGED:
            self._finish(Projection(plan, self._model.interval), at)

    def key(self, event: QKeyEvent) -> bool:
        """Delete what is selected; Esc puts the tool away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selected is not None:
            self.delete_selected()
            return True
        busy = self.tool is not None or self.selected is not None
        if event.key() == Qt.Key.Key_Escape and busy:
            self.take(None)
            return True
        return False

    def give_up(self) -> None:
        """Drop what is half drawn and let go."""
        self._draft, self._held, self._pressed, self.selected = None, None, None, None

    # what happens

    def _anchor(self, projection: Projection, at: QPointF) -> None:
        assert self.tool is not None
        if self._draft is not None:
            self._finish(projection, at)
            return
        point = self._snapped(projection, at)
        if self.tool is Shape.TEXT:
            self._place = self._model.symbol, point
            self.take(None)
            self.text_wanted.emit()
        elif self.tool.anchors == 1:
            self._keep(Drawing(self.tool, (point,)))
        else:
            self._draft = Drawing(self.tool, (point, point))

    def _finish(self, projection: Projection, at: QPointF) -> None:
        draft, self._draft = self._draft, None
        end = self._snapped(projection, at)
        if draft is not None and end != draft.anchors[0]:
            self._keep(replace(draft, anchors=(draft.anchors[0], end)))

    def _keep(self, drawing: Drawing) -> None:
        key = self._drawings.add(self._model.symbol, drawing)
        self.take(None)
        self.selected = key

    def _moved(self, projection: Projection, at: QPointF) -> Drawing:
        assert self._held is not None
        handle, begun, before = self._held
        anchors = list(before.anchors)
        if handle is not None:
            anchors[handle] = self._snapped(projection, at)
            return replace(before, anchors=tuple(anchors))
        way = at - begun
        moved = (self._snapped(projection, projection.point(one) + way) for one in anchors)
        return replace(before, anchors=tuple(moved))

    def _snapped(self, projection: Projection, at: QPointF) -> Anchor:
        price = self._model.on_tick(max(1e-12, projection.price(at.y())))
        return projection.anchor(at, price if price > 0 else None)

    def _under(self, projection: Projection, at: QPointF) -> tuple[int | None, int | None]:
        """The drawing at a point, the newest first, and which of its anchors is meant."""
        known = self._drawings.of(self._model.symbol)
        if self.selected is not None and self.selected in known:
            handle = projection.handle(known[self.selected], at)
            if handle is not None:
                return self.selected, handle
        for key, drawing in reversed(list(known.items())):
            if projection.distance(drawing, at) <= REACH:
                return key, projection.handle(drawing, at)
        return None, None

    def _select(self, key: int | None) -> None:
        if key != self.selected:
            self.selected = key
            self._mark()

    def _on_changed(self, symbol: str) -> None:
        if symbol == self._model.symbol:
            self._mark()


def _apart(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())

"""Own orders, fills and the average price on the chart; an order's line is dragged to amend it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PyQt6.QtCore import QCoreApplication, QObject, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QKeyEvent

from app.look import ChartMarks
from app.market import ticks
from app.trading import Broker
from widgets import format as fmt
from widgets import theme
from widgets.chart.account import Account, FillMark, OrderLine, account_of
from widgets.chart.drawings.projection import REACH, Projection
from widgets.chart.model import ChartModel
from widgets.chart.plan import Plan
from widgets.chart.sheet import Sheet
from widgets.chart.tags import Tag

translate = QCoreApplication.translate

_LABEL, _MARK = 18, 5.0
_BETWEEN = 4  # labels side by side
_READ_OUT = 28.0  # the height of the candle's figures


class AccountLines(QObject):
    """Follows the broker; asks for an amendment, and never sends one itself.

    Signals:
        amend_wanted(str, Decimal): the trader dragged the order with this key to this price
    """

    amend_wanted = pyqtSignal(str, object)

    def __init__(
        self, model: ChartModel, broker: Broker | None, mark: Callable[[], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._broker = broker
        self._mark = mark
        self.account = Account()
        self.marks = ChartMarks()
        self.hidden = False  # while a picture for others is taken
        self._marks: tuple[object, tuple[FillMark, ...]] = (None, ())
        self._taken: list[tuple[float, float]] = []  # left and top of the labels of this paint
        self._dragged: OrderLine | None = None
        self._price: Decimal | None = None
        if broker is not None:
            broker.orders_changed.connect(self._on_changed)
            broker.balances_changed.connect(self._on_changed)

    def update(self) -> None:
        """Look at the account again: another symbol, or news."""
        if self._broker is not None:
            orders, balances = self._broker.orders.values(), self._broker.balances
            self.account = account_of(self._model.symbol, orders, balances)
            if self._dragged is not None and self._dragged not in self.account.orders:
                self._let_go()  # it was filled or cancelled in the hand
            self._mark()

    def show_marks(self, marks: ChartMarks) -> None:
        """Show these of the trader's own."""
        self.marks = marks
        self._let_go()

    def close(self) -> None:
        """Hear of nothing any more."""
        if self._broker is not None:
            self._broker.orders_changed.disconnect(self._on_changed)
            self._broker.balances_changed.disconnect(self._on_changed)
            self._broker = None

    # Hand

    def paint(self, sheet: Sheet, plan: Plan) -> list[Tag]:
        """Draw fills, the average price, and the orders over both."""
        if self.hidden:
            return []
        self._taken.clear()
        projection = Projection(plan, self._model.interval)
        if self.marks.fills:
            self._paint_fills(sheet, projection)
        average, tags = self.account.average if self.marks.average else None, []
        if average is not None:
            colour, text = theme.palette().muted, self._profit(average)
            tags += self._line(sheet, projection, float(average), colour, text, 6)
        for order in self._orders:
            if order is not self._dragged:
                tags += self._paint_order(sheet, projection, order, order.price)
        if self._dragged is not None and self._price is not None:
            tags += self._paint_order(sheet, projection, self._dragged, self._price)
        return tags

    def press(self, at: QPointF, plan: Plan) -> bool:
        """Take hold of the order whose line is there."""
        self._dragged = self._under(at, plan)
        self._price = self._dragged.price if self._dragged is not None else None
        return self._dragged is not None

    def move(self, at: QPointF, plan: Plan) -> Qt.CursorShape | None:
        """Take the order along, from one price that can be traded at to the next."""
        if self._dragged is None:
            return Qt.CursorShape.SizeVerCursor if self._under(at, plan) is not None else None
        price, tick = Projection(plan, self._model.interval).price(at.y()), self._model.tick_size
        if tick is not None and price > 0:
            self._price = ticks.snap(Decimal(repr(price)), tick)
        return Qt.CursorShape.SizeVerCursor

    def release(self, at: QPointF, plan: Plan) -> None:
        """Ask for the new price; where the order stood, nothing."""
        self.move(at, plan)
        order, price = self._dragged, self._price
        self._let_go()
        inside = Projection(plan, self._model.interval).pane.contains(at)
        if order is not None and price is not None and price != order.price and inside:
            self.amend_wanted.emit(order.key, price)

    def key(self, event: QKeyEvent) -> bool:
        """Esc puts the order back."""
        if event.key() == Qt.Key.Key_Escape and self._dragged is not None:
            self._let_go()
            return True
        return False

    def give_up(self) -> None:
        """Put the order back."""
        self._let_go()

    # what happens

    @property
    def _orders(self) -> tuple[OrderLine, ...]:
        """Those that are shown: what cannot be seen is not dragged either."""
        return self.account.orders if self.marks.orders else ()

    def _let_go(self) -> None:
        self._dragged, self._price = None, None

    def _under(self, at: QPointF, plan: Plan) -> OrderLine | None:
        projection = Projection(plan, self._model.interval)
        if self._model.tick_size is None or not projection.pane.contains(at):
            return None
        near = [
            (abs(projection.y(float(order.price)) - at.y()), order)
            for order in self._orders
            if order.amendable
        ]
        close = [one for one in near if one[0] <= REACH]
        return min(close, key=lambda one: one[0])[1] if close else None

    def _paint_order(
        self, sheet: Sheet, projection: Projection, order: OrderLine, price: Decimal
    ) -> list[Tag]:
        colours = theme.palette()
        side = translate("Chart", "매수") if order.side == "bid" else translate("Chart", "매도")
        text = f"{side} {fmt.exact(order.remaining)}"
        if price != order.price:
            text = f"{text}  {fmt.exact(order.price)} → {fmt.exact(price)}"
        colour = colours.rise if order.side == "bid" else colours.fall
        return self._line(sheet, projection, float(price), colour, text, 3)

    def _line(
        self, sheet: Sheet, projection: Projection, price: float, colour: QColor, text: str, on: int
    ) -> list[Tag]:
        y, pane = projection.y(price), projection.pane
        if not pane.top() <= y <= pane.bottom():
            return []
        font = theme.number_font(theme.SMALL)
        sheet.dashes(0, y, pane.right(), colour, on=on)
        width = sheet.width(text, font) + 12
        # At the edge of the pane it would be cut off, and at the top under the read-out.
        top = max(min(y - _LABEL / 2, pane.bottom() - _LABEL - 1), min(_READ_OUT, pane.height() / 2))
        left = _free_right(pane.right() - 8, top, self._taken) - width
        self._taken.append((left, top))
        sheet.fill(left, top, width, _LABEL, colour)
        sheet.fill(left + 1, top + 1, width - 2, _LABEL - 2, theme.palette().panel)
        sheet.text(left + 6, top + _LABEL / 2, text, font, colour)
        return [(y, self._on_axis(sheet, projection.plan, price), colour)]

    def _on_axis(self, sheet: Sheet, plan: Plan, price: float) -> str:
        """The price in full; an average, which has more decimals than a price, with those that fit."""
        room = plan.layout.logical(plan.layout.price_axis).width() - 10
        decimals = max(plan.price_decimals, self._model.decimals(price))
        while decimals > plan.price_decimals:
            if sheet.width(fmt.price(price, decimals), theme.number_font(theme.SMALL)) <= room:
                break
            decimals -= 1
        return fmt.price(price, decimals)

    def _profit(self, average: Decimal) -> str:
        name, price = translate("Chart", "평단"), self._model.price
        if price is None or self._model.stale:
            return name
        return f"{name} {fmt.percent(price / float(average) - 1)}"

    def _paint_fills(self, sheet: Sheet, projection: Projection) -> None:
        key = (self.account.fills, self._model.interval)
        if self._marks[0] != key:
            self._marks = key, self.account.marks(self._model.interval)
        plan, colours, pane = projection.plan, theme.palette(), projection.pane
        left, right, ratio = plan.viewport.left - 1, plan.viewport.right + 1, plan.layout.ratio
        for mark in self._marks[1]:
            if not left <= mark.bucket <= right:
                continue
            at = QPointF(plan.price.x_of(mark.bucket) / ratio, projection.y(mark.price))
            if pane.contains(at):
                colour = colours.rise if mark.side == "bid" else colours.fall
                sheet.polygon(_arrow(at * ratio, _MARK * ratio, up=mark.side == "bid"), colour, colours.text)

    def _on_changed(self, _keys: frozenset[str]) -> None:
        self.update()


def _free_right(right: float, top: float, taken: list[tuple[float, float]]) -> float:
    """Where a label of that height may end: left of those that it would cover."""
    beside = [left for left, other in taken if abs(other - top) < _LABEL]
    return min([right, *(left - _BETWEEN for left in beside)])


def _arrow(tip: QPointF, size: float, *, up: bool) -> list[QPointF]:
    """A triangle that points at a fill: from below for what was bought, from above for what was sold."""
    base = tip.y() + (2 * size if up else -2 * size)
    return [tip, QPointF(tip.x() - size, base), QPointF(tip.x() + size, base)]

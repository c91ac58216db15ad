"""The chart's surface: lays out pyqtgraph's panes and axes, follows the pointer, plans each frame."""

from __future__ import annotations

import pyqtgraph as pg
from PyQt6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QGraphicsView, QWidget

from app.market.indicators import Place
from widgets import profiler, theme
from widgets.chart.canvas import Canvas, Stamps, count_in_device_pixels
from widgets.chart.geometry import Scale
from widgets.chart.hands import Hands
from widgets.chart.indicators.pane import StudyPane
from widgets.chart.items import CandlestickItem, PriceAxis, TimeAxis, VolumeAxis, VolumeItem
from widgets.chart.layout import Layout, arrange
from widgets.chart.model import ChartModel
from widgets.chart.overlay import Overlay, paint_placeholder
from widgets.chart.picture import Picture
from widgets.chart.plan import Plan, plan
from widgets.chart.ticks import remaining_text
from widgets.chart.viewport import Viewport
from widgets.format import price as price_text
from widgets.frame_clock import FrameClock

_AXIS_LEAST = 62
_WHEEL_ZOOM = 1.15
_KEY_SCROLL = 60.0
_NOTE_MS = 5000


class ChartView(pg.GraphicsView):
    """Shows a ChartModel; owns where the trader looks.

    Signals:
        history_wanted(): the left edge is within a screen of the oldest candle
        edge_changed(bool): whether the newest candle is in view
    """

    history_wanted = pyqtSignal()
    edge_changed = pyqtSignal(bool)

    def __init__(self, model: ChartModel, frame_clock: FrameClock, parent: QWidget) -> None:
        # The parts cover everything and paint opaquely: a ground of the view's own would be painted twice.
        super().__init__(parent, background=None)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setAutoFillBackground(False)
        self._model = model
        self._viewport = Viewport(0.0)
        self._layout: Layout | None = None
        self._axis_width = _AXIS_LEAST
        self._picture: Picture | None = None
        self._newest: int | None = None
        self._generation = -1
        self._at_edge = True
        self._moved = False
        self._pointer: QPointF | None = None
        self._dragged_from: QPointF | None = None
        self._loading = False
        self._ranges: tuple[float, float, Scale, Scale] | None = None
        self._log = False
        self._note = ""
        self._panes: list[StudyPane] = []
        self.hands = Hands()
        self._stamps = Stamps()
        self._build()
        self._beat = frame_clock.join(self.refresh, self)
        self._seconds = QTimer(self)
        self._seconds.setObjectName("chart countdown")
        self._seconds.setSingleShot(True)
        self._seconds.timeout.connect(self._on_second)
        self._noted = QTimer(self)
        self._noted.setObjectName("chart note")
        self._noted.setSingleShot(True)
        self._noted.timeout.connect(self._on_noted)

    def _build(self) -> None:
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(self.tr("차트"))
        self.price_box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self.volume_box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self._price_axis = PriceAxis(self.picture, self._stamps)
        self._volume_axis = VolumeAxis(self.picture, self._stamps)
        self._time_axis = TimeAxis(self.picture, self._stamps)
        for box in (self.price_box, self.volume_box):
            box.disableAutoRange()
            self.scene().addItem(box)
        for axis in (self._price_axis, self._volume_axis, self._time_axis):
            self.scene().addItem(axis)
        self._candles = CandlestickItem(self.picture, self._stamps, self.price_box)
        self._volumes = VolumeItem(self.picture, self._stamps, self.volume_box)
        self.volume_box.setXLink(self.price_box)

    # what the panel asks for

    @property
    def log_scale(self) -> bool:
        """Whether prices stand on a logarithmic scale."""
        return self._log

    def set_log_scale(self, log: bool) -> None:
        """Put prices on a logarithmic or a linear scale."""
        self._log = log
        self.refresh()

    def set_loading(self, loading: bool) -> None:
        """Whether an older page is on its way."""
        self._loading = loading
        self._beat.mark()

    def say(self, note: str) -> None:
        """Show a sentence for a few seconds."""
        self._note = note
        self._noted.start(_NOTE_MS)
        self._beat.mark()

    def take_picture(self) -> QImage:
        """The chart as it is, without the cross-hair and what is said for a moment."""
        kept = self._pointer, self._note
        self._pointer, self._note = None, ""
        self.refresh()
        picture = self.grab().toImage()
        self._pointer, self._note = kept
        return picture

    def go_to_edge(self) -> None:
        """Bring the newest candle back into view and follow it."""
        newest = self._model.newest_bucket
        if newest is not None:
            self._viewport = self._viewport.at_edge(newest)
        self.refresh()

    def mark(self) -> None:
        """The model changed: paint in the next frame."""
        self._beat.mark()

    def picture(self) -> Picture | None:
        """The frame on screen; None while there is none."""
        return self._picture

    @property
    def _plan_shown(self) -> Plan | None:
        return self._picture.plan if self._picture is not None else None

    def point_at(self, pointer: QPointF | None) -> None:
        """Where the cross-hair stands, in logical pixels of the view."""
        self._pointer = pointer
        self._beat.mark()

    @property
    def visible_buckets(self) -> tuple[float, float]:
        """The stretch of the bucket axis in view."""
        return self._viewport.left, self._viewport.right

    def refresh(self) -> None:
        """Plan the frame for what the model says now, and ask for its painting."""
        self._follow()
        self._arrange()
        frame = self._plan()
        if frame is not None and self._widen_axis(frame):
            self._arrange()
            frame = self._plan()
        self._picture = Picture(self._model, frame) if frame is not None else None
        if frame is not None:
            self._set_ranges(frame)
        self._tell()
        self.viewport().update()

    def _plan(self) -> Plan | None:
        if self._layout is None:
            return None
        before = self._picture.plan if self._picture is not None else None
        return plan(self._model, self._viewport, self._layout, self._log, before)

    def _set_ranges(self, frame: Plan) -> None:
        ranges = (frame.viewport.left, frame.viewport.right, frame.price, frame.volume)
        if ranges == self._ranges:
            return
        self._ranges = ranges
        x, y = ranges[:2], (frame.price.bottom, frame.price.top)
        self.price_box.setRange(xRange=x, yRange=y, padding=0)
        self.volume_box.setYRange(frame.volume.bottom, frame.volume.top, padding=0)

    def close_view(self) -> None:
        """Paint nothing more; idempotent."""
        self._beat.close()
        self._seconds.stop()
        self._noted.stop()

    # where to look

    def _follow(self) -> None:
        newest, oldest = self._model.newest_bucket, self._model.series.first_bucket
        if self._generation != self._model.generation:
            self._generation, self._newest, self._moved = self._model.generation, None, False
            self._axis_width = _AXIS_LEAST
            self.hands.give_up()
        if newest is None or oldest is None:
            return
        if self._newest is None:
            self._viewport = self._viewport.opened(oldest, newest)
        elif newest != self._newest and self._viewport.shows(self._newest):
            moved = (newest - self._newest) * self._viewport.step
            self._viewport = self._viewport.scrolled(moved)
        self._newest = newest
        self._viewport = self._viewport.clamped(oldest, newest)

    def _widen_axis(self, frame: Plan) -> bool:
        """Make room for the axis' widest text; whether more was needed.

        It only grows while a series is shown: a breathing axis would make the candles jump.
        """
        texts = [price_text(mark, frame.price_decimals) for mark in frame.price_marks[-1:]]
        price = self._model.price
        if price is not None:
            texts.append(price_text(price, self._model.decimals(price)))
        texts.append(remaining_text(self._model.interval, self._model.now_ms()) or "")
        font = theme.number_font(theme.SMALL, bold=True)
        widest = max(round(self._stamps.width(text, font)) + 18 for text in texts)
        if widest <= self._axis_width:
            return False
        self._axis_width = widest
        return True

    def _arrange(self) -> None:
        size, ratio = self.viewport().size(), self.devicePixelRatioF()
        studies = self._model.studies
        own, over = len(studies.at(Place.OWN)), len(studies.at(Place.PRICE))
        layout = arrange(size.width(), size.height(), ratio, self._axis_width, studies=own, readouts=1 + over)
        if layout == self._layout:
            return
        self._layout = layout
        self._stamps.set_ratio(ratio)
        self._viewport = self._viewport.resized(layout.pane_width)
        oldest = self._model.series.first_bucket
        if not self._moved and self._newest is not None and oldest is not None:
            # Nobody has looked elsewhere yet: a panel that was hidden so far opens as on the first view.
            self._viewport = self._viewport.opened(oldest, self._newest)
        self.price_box.setGeometry(layout.logical(layout.price))
        self.volume_box.setGeometry(layout.logical(layout.volume))
        self._price_axis.place(layout.logical(layout.price_axis))
        self._volume_axis.place(layout.logical(layout.volume_axis))
        self._time_axis.place(layout.logical(layout.time_axis))
        self._place_studies(layout)
        for pane in (self._candles, self._volumes):
            pane.place(pane.parentItem().rect())

    def _place_studies(self, layout: Layout) -> None:
        while len(self._panes) < len(layout.studies):
            pane = StudyPane(self.picture, self._stamps, len(self._panes))
            self.scene().addItem(pane)
            self._panes.append(pane)
        for number, pane in enumerate(self._panes):
            # Never removed: an item that is hidden costs nothing, and comes back as it was.
            pane.setVisible(number < len(layout.studies))
            if number < len(layout.studies):
                pane.place(layout.logical(layout.studies[number]))

    def _tell(self) -> None:
        newest, oldest = self._model.newest_bucket, self._model.series.first_bucket
        if newest is None or oldest is None:
            return
        at_edge = self._viewport.shows(newest)
        if at_edge != self._at_edge:
            self._at_edge = at_edge
            self.edge_changed.emit(at_edge)
        if self._viewport.first_wanted() < oldest:
            self.history_wanted.emit()

    def zoom(self, factor: float, x: float) -> None:
        """Make candles wider (factor > 1) or narrower about a column, in logical pixels."""
        self._moved = True
        self._viewport = self._viewport.zoomed(factor, min(x, self._viewport.width))
        self._beat.mark()

    def pan(self, pixels: float) -> None:
        """Look into the future (pixels > 0) or the past by so many logical pixels."""
        self._moved = True
        self._viewport = self._viewport.scrolled(pixels)
        self._beat.mark()

    def _on_noted(self) -> None:
        self._note = ""
        self._beat.mark()

    def _on_second(self) -> None:
        self._beat.mark()
        self._seconds.start(1000 - self._model.now_ms() % 1000)

    # Qt overrides

    def drawForeground(self, painter: QPainter, rect: object) -> None:
        ratio = self.devicePixelRatioF()
        count_in_device_pixels(painter, ratio, QPoint())
        canvas = Canvas(painter, self._stamps, ratio)
        if self._picture is None:
            paint_placeholder(canvas, QRectF(self.viewport().rect()), self._model)
        else:
            tags = self.hands.paint(painter, canvas, self._picture.plan)
            Overlay(self._model, self._pointer, self._loading, self._note, tags).paint(canvas, self._picture)

    @profiler.painted
    def paintEvent(self, event: QPaintEvent) -> None:
        # Not pyqtgraph's: its scene's bookkeeping for hovering items is not used here.
        QGraphicsView.paintEvent(self, event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_seconds"):
            self.refresh()

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._seconds.start(1000 - self._model.now_ms() % 1000)

    def hideEvent(self, event: QHideEvent | None) -> None:
        super().hideEvent(event)
        self._seconds.stop()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if abs(turn.x()) > abs(turn.y()) or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(-(turn.x() or turn.y()) / 120 * _KEY_SCROLL)
        elif turn.y():
            self.zoom(_WHEEL_ZOOM ** (turn.y() / 120), event.position().x())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self.hands.press(event.position(), self._plan_shown):
            self._beat.mark()
            return
        self._dragged_from = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._dragged_from is not None:
            self.pan(self._dragged_from.x() - self._pointer.x())
            self._dragged_from = self._pointer
        else:
            wanted = self.hands.move(self._pointer, self._plan_shown)
            self.setCursor(Qt.CursorShape.CrossCursor if wanted is None else wanted)
        self._beat.mark()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self.hands.release(event.position(), self._plan_shown):
            self._beat.mark()
        else:
            self._dragged_from = None
            self.setCursor(Qt.CursorShape.CrossCursor)

    def leaveEvent(self, event: object) -> None:
        self._pointer = None
        self._beat.mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, middle = event.key(), self._viewport.width / 2
        if self.hands.key(event):
            self._beat.mark()
        elif key == Qt.Key.Key_End:
            self.go_to_edge()
        elif key == Qt.Key.Key_Home:
            self.pan(-1e12)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.pan(_KEY_SCROLL if key == Qt.Key.Key_Right else -_KEY_SCROLL)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.pan(self._viewport.width * (0.9 if key == Qt.Key.Key_PageDown else -0.9))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Up):
            self.zoom(_WHEEL_ZOOM, middle)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Down):
            self.zoom(1 / _WHEEL_ZOOM, middle)
        else:
            event.ignore()

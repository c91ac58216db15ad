"""The chart's surface: lays out pyqtgraph's panes and axes, follows the pointer, plans each frame."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from PyQt6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QGraphicsView, QWidget

from app.language import chosen
from app.market.indicators import Place
from widgets import profiler, theme
from widgets.chart.camera import Camera
from widgets.chart.canvas import Canvas, Stamps, count_in_device_pixels
from widgets.chart.hands import Hands
from widgets.chart.indicators.pane import StudyPane
from widgets.chart.items import CandlestickItem, Part, PriceAxis, TimeAxis, VolumeAxis, VolumeItem
from widgets.chart.layout import Layout, arrange
from widgets.chart.model import ChartModel
from widgets.chart.overlay import Overlay, paint_placeholder, paint_price_line
from widgets.chart.picture import Picture
from widgets.chart.plan import Plan, plan
from widgets.chart.sheet import Mark, Notes, Sheet, in_logical_pixels, with_corners
from widgets.chart.viewport import Viewport
from widgets.frame_clock import FrameClock

_AXIS_LEAST = 62
_WHEEL_ZOOM = 1.15
_KEY_SCROLL = 60.0
_NOTE_MS = 5000
_SETTLED_MS = 100  # after the last movement, lines are drawn smoothly again


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
        self._camera = Camera(model)
        self._layout: Layout | None = None
        self._axis_width = _AXIS_LEAST
        self._picture: Picture | None = None
        self._notes = Notes()
        self._due = True  # something changed since the last frame was planned
        self._look: object = None
        self._exposed = QRegion()
        self._pointer: QPointF | None = None
        self._dragged_from: QPointF | None = None
        self._loading = False
        self._log = False
        self._note = ""
        self._panes: list[StudyPane] = []
        self.hands = Hands()
        self._stamps = Stamps()
        self._build()
        self._beat = frame_clock.join(self._on_beat, self)
        self._seconds = self._timer("chart countdown", self._on_second)
        self._noted = self._timer("chart note", self._on_noted)
        self._settled = self._timer("chart stands still", self.mark)

    def _timer(self, name: str, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setObjectName(name)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer

    def _build(self) -> None:
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        # What has to be painted is known here better than by the scene.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.NoViewportUpdate)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(self.tr("차트"))
        self.price_box = CandlestickItem(self.picture, self._stamps)
        self._volumes = VolumeItem(self.picture, self._stamps)
        self._price_axis = PriceAxis(self.picture, self._stamps)
        self._volume_axis = VolumeAxis(self.picture, self._stamps)
        self._time_axis = TimeAxis(self.picture, self._stamps)
        self._parts: list[Part] = [
            self.price_box,
            self._volumes,
            self._price_axis,
            self._volume_axis,
            self._time_axis,
        ]
        for part in self._parts:
            self.scene().addItem(part)

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
        self.mark()

    def say(self, note: str) -> None:
        """Show a sentence for a few seconds."""
        self._note = note
        self._noted.start(_NOTE_MS)
        self.mark()

    def take_picture(self) -> QImage:
        """The chart as it is, without the cross-hair and what is said for a moment."""
        kept = self._pointer, self._note
        self._pointer, self._note = None, ""
        self.refresh()
        picture = self.grab().toImage()
        self._pointer, self._note = kept
        self.mark()
        return picture

    def go_to_edge(self) -> None:
        """Bring the newest candle back into view and follow it."""
        self._camera.go_to_edge()
        self.refresh()

    def mark(self) -> None:
        """Something changed: paint in the next frame."""
        self._due = True
        self._beat.mark()

    def picture(self) -> Picture | None:
        """The frame on screen; None while there is none."""
        return self._picture

    def point_at(self, pointer: QPointF | None) -> None:
        """Where the cross-hair stands, in logical pixels of the view."""
        self._pointer = pointer
        self.mark()

    @property
    def _viewport(self) -> Viewport:
        return self._camera.viewport

    @property
    def visible_buckets(self) -> tuple[float, float]:
        """The stretch of the bucket axis in view."""
        return self._viewport.left, self._viewport.right

    def refresh(self) -> None:
        """Plan the frame for what the model says now, and ask for the painting of what it changes."""
        self._ask_for(self._prepare())

    def _ask_for(self, dirty: QRegion) -> None:
        if not dirty.isEmpty():
            self.viewport().update(with_corners(dirty, self.viewport().rect()))

    def _on_beat(self) -> None:
        if self._due:
            self.refresh()

    def _prepare(self) -> QRegion:
        """Plan the frame; where it differs from the last one, in logical pixels."""
        self._due, self._look = False, self._outside()
        before = self._picture
        if self._camera.follow():
            self._axis_width = _AXIS_LEAST
            self.hands.give_up()
        self._arrange()
        frame = self._plan()
        if frame is not None and self._widen_axis(frame):
            self._arrange()
            frame = self._plan()
        picture = self._picture = Picture(self._model, frame) if frame is not None else None
        self._tell()
        dirty = QRegion() if picture is None else self._write_down(picture)
        same = picture is not None and before is not None and before.plan.layout == picture.plan.layout
        return dirty if same else QRegion(self.viewport().rect())

    def _write_down(self, picture: Picture) -> QRegion:
        """Note what is painted over the layers; where they or the notes differ from the last frame."""
        plan, dirty = picture.plan, QRegion()
        ratio = plan.layout.ratio
        parts = self._shown_parts(picture)
        for part in parts:
            if part.take(picture):
                dirty += in_logical_pixels(part.area(plan), ratio)
        if not all(part.smooth for part in parts):
            self._settled.start(_SETTLED_MS)
        return dirty.united(self._notes.renew(self._marks(picture, parts), ratio))

    def _shown_parts(self, picture: Picture) -> list[Part]:
        return [*self._parts, *self._panes[: len(picture.plan.panes)]]

    def _marks(self, picture: Picture, parts: list[Part]) -> list[Mark]:
        over = Sheet(self._stamps, picture.plan.layout.ratio)
        for part in parts:
            part.note_live(over, picture)
        paint_price_line(over, self._model, picture.plan)
        tags = self.hands.paint(over, picture.plan)
        Overlay(self._model, self._pointer, self._loading, self._note, tags).paint(over, picture)
        return over.marks

    def _outside(self) -> object:
        """What a frame depends on besides the model: colours, language, scaling."""
        return theme.palette(), chosen(), self.devicePixelRatioF()

    def _plan(self) -> Plan | None:
        if self._layout is None:
            return None
        return plan(self._model, self._viewport, self._layout, self._log, self._shown)

    @property
    def _shown(self) -> Plan | None:
        return self._picture.plan if self._picture is not None else None

    def close_view(self) -> None:
        """Paint nothing more; idempotent."""
        self._beat.close()
        for timer in (self._seconds, self._noted, self._settled):
            timer.stop()

    # where to look

    def _widen_axis(self, frame: Plan) -> bool:
        """Make room for the axis' widest text; whether more was needed.

        It only grows while a series is shown: a breathing axis would make the candles jump.
        """
        widest = self._price_axis.width_for(self._model, frame)
        wider, self._axis_width = widest > self._axis_width, max(widest, self._axis_width)
        return wider

    def _arrange(self) -> None:
        size, ratio = self.viewport().size(), self.devicePixelRatioF()
        studies = self._model.studies
        own, over = len(studies.at(Place.OWN)), len(studies.at(Place.PRICE))
        layout = arrange(size.width(), size.height(), ratio, self._axis_width, studies=own, readouts=1 + over)
        if layout == self._layout:
            return
        self._layout = layout
        self._stamps.set_ratio(ratio)
        self._camera.resize(layout.pane_width)
        places = (layout.price, layout.volume, layout.price_axis, layout.volume_axis, layout.time_axis)
        for part, place in zip(self._parts, places, strict=True):
            part.place(layout.logical(place))
        self._place_studies(layout)

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
        if self._camera.came_to_edge():
            self.edge_changed.emit(self._camera.at_edge)
        if self._camera.needs_history():
            self.history_wanted.emit()

    def zoom(self, factor: float, x: float) -> None:
        """Make candles wider (factor > 1) or narrower about a column, in logical pixels."""
        self._camera.zoom(factor, x)
        self.mark()

    def pan(self, pixels: float) -> None:
        """Look into the future (pixels > 0) or the past by so many logical pixels."""
        self._camera.pan(pixels)
        self.mark()

    def _on_noted(self) -> None:
        self._note = ""
        self.mark()

    def _on_second(self) -> None:
        self.mark()
        self._seconds.start(1000 - self._model.now_ms() % 1000)

    # Qt overrides

    def drawForeground(self, painter: QPainter, rect: object) -> None:
        ratio = self.devicePixelRatioF()
        count_in_device_pixels(painter, ratio, QPoint())
        if self._picture is None:
            canvas = Canvas(painter, self._stamps, ratio)
            paint_placeholder(canvas, QRectF(self.viewport().rect()), self._model)
        else:
            self._notes.paint(painter, self._exposed, ratio)

    @profiler.painted
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._due or self._look != self._outside():
            # Painted for another reason than a new frame: what has changed elsewhere follows at once.
            self._ask_for(self._prepare().subtracted(event.region()))
        self._exposed = event.region()
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
        if self.hands.press(event.position(), self._shown):
            self.mark()
            return
        self._dragged_from = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._dragged_from is not None:
            self.pan(self._dragged_from.x() - self._pointer.x())
            self._dragged_from = self._pointer
        else:
            wanted = self.hands.move(self._pointer, self._shown)
            self.setCursor(Qt.CursorShape.CrossCursor if wanted is None else wanted)
        self.mark()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self.hands.release(event.position(), self._shown):
            self.mark()
        else:
            self._dragged_from = None
            self.setCursor(Qt.CursorShape.CrossCursor)

    def leaveEvent(self, event: object) -> None:
        self._pointer = None
        self.mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, middle = event.key(), self._viewport.width / 2
        if self.hands.key(event):
            self.mark()
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

"""A notch is three rows, and parts of one are not lost."""

from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent

from widgets.wheel import Wheel


def turned(by: int) -> QWheelEvent:
    at, none = QPointF(0, 0), QPoint(0, 0)
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    return QWheelEvent(at, at, none, QPoint(0, by), buttons, keys, Qt.ScrollPhase.NoScrollPhase, False)


def test_notches_in_both_directions() -> None:
    wheel = Wheel()
    assert [wheel.rows(turned(by)) for by in (120, -120, -240)] == [-3, 3, 6]


def test_parts_of_a_notch_add_up() -> None:
    wheel = Wheel()
    assert [wheel.rows(turned(-50)) for _ in range(5)] == [0, 0, 3, 0, 3]


def test_the_event_is_taken() -> None:
    event = turned(15)
    event.ignore()
    assert Wheel().rows(event) == 0 and event.isAccepted()

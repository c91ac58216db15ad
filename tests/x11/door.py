"""The desk itself, with a door beside it: where its widgets are on the screen and what they say.

Only for looking. Everything that is done goes through the window system, as with any person.
"""

from __future__ import annotations

import json
import re
import socket
import sys
from collections.abc import Iterator
from typing import Any

from PyQt6.QtCore import QObject, QPoint, QRect, QSocketNotifier, Qt
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTabBar,
    QTableView,
    QTreeView,
    QWidget,
)

import run_desktop_ui
from widgets import application
from widgets.orderbook.ladder import Ladder

Facts = dict[str, Any]


class Door(QObject):
    """Answers each line `{field: regular expression, …}` with the visible widgets that it fits."""

    def __init__(self, descriptor: int, parent: QObject) -> None:
        super().__init__(parent)
        self._line = socket.socket(fileno=descriptor)
        self._reader = self._line.makefile("r", encoding="utf-8")
        self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._answer)

    def _answer(self) -> None:
        line = self._reader.readline()
        if not line:
            self._notifier.setEnabled(False)
            return
        wanted = {field: re.compile(pattern) for field, pattern in json.loads(line).items()}
        try:
            answer: object = [facts for facts in everything() if fits(facts, wanted)]
        except Exception as error:  # whoever asks waits for an answer
            answer = repr(error)
        self._line.sendall((json.dumps(answer, ensure_ascii=False) + "\n").encode())


def fits(facts: Facts, wanted: dict[str, re.Pattern[str]]) -> bool:
    """Whether each wanted field is there and has the pattern in it."""
    return all(pattern.search(str(facts.get(field, ""))) for field, pattern in wanted.items())


def everything() -> Iterator[Facts]:
    """All that can be seen, windows first, each with what stands in it."""
    focus = QApplication.focusWidget()
    for window in QApplication.topLevelWidgets():
        if not window.isVisible():
            continue
        for widget in (window, *window.findChildren(QWidget)):
            if widget.window() is window and widget.isVisible():
                facts = facts_of(widget, widget is focus)
                if facts is not None:
                    yield facts
                    yield from parts_of(widget, facts)


def facts_of(widget: QWidget, focused: bool) -> Facts | None:
    """One widget, or nothing when none of it can be seen."""
    region = widget.visibleRegion().boundingRect()
    if region.isEmpty():
        return None
    return {
        "kind": type(widget).__name__,
        "name": widget.objectName(),
        "text": text_of(widget),
        "spoken": widget.accessibleName(),
        "tip": widget.toolTip(),
        "dock": dock_of(widget),
        "window": widget.window().windowTitle(),
        "within": type(widget.window()).__name__,
        "active": widget.isActiveWindow(),
        "native": not widget.isWindow() and widget.windowHandle() is not None,
        "enabled": widget.isEnabled(),
        "focus": focused,
        "checked": bool(getattr(widget, "isChecked", bool)()),
        "cursor": widget.cursor().shape().name,
        "place": on_screen(widget, region),
    }


def text_of(widget: QWidget) -> str:
    """What is written on it."""
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else widget.windowTitle() if widget.isWindow() else ""


def dock_of(widget: QWidget) -> str:
    """The name of the dock that it stands in."""
    one: QWidget | None = widget
    while one is not None and type(one).__name__ != "CDockWidget":
        one = one.parentWidget()
    return one.objectName() if one is not None else ""


def parts_of(widget: QWidget, owner: Facts) -> Iterator[Facts]:
    """Rows, menu entries, tabs, prices: what can be pointed at though it is no widget."""
    for kind, text, place, more in _parts(widget):
        region = place & widget.visibleRegion().boundingRect()
        if not region.isEmpty():
            yield {**owner, "kind": kind, "text": text, "place": on_screen(widget, region), **more}


def _parts(widget: QWidget) -> Iterator[tuple[str, str, QRect, Facts]]:
    if isinstance(widget, QMenu):
        for action in widget.actions():
            if not action.isSeparator():
                more = {"enabled": action.isEnabled(), "checked": action.isChecked()}
                yield "entry", action.text(), widget.actionGeometry(action), more
    elif isinstance(widget, QTabBar):
        for number in range(widget.count()):
            more = {"checked": number == widget.currentIndex()}
            yield "tab", widget.tabText(number), widget.tabRect(number), more
    elif isinstance(widget, Ladder):
        yield from _prices(widget)
    parent = widget.parentWidget()
    if isinstance(parent, QHeaderView) and widget is parent.viewport():
        yield from _heads(parent)
    elif isinstance(parent, QAbstractItemView) and widget is parent.viewport():
        yield from _cells(parent)


def _prices(ladder: Ladder) -> Iterator[tuple[str, str, QRect, Facts]]:
    seen = None
    for y in range(0, ladder.height(), 4):
        row = ladder.row_at(y)
        if row is not None and row.price > 0 and row is not seen:
            seen = row
            place = QRect(ladder.width() // 2 - 20, y, 40, 12)
            yield "price", repr(row.price), place, {"side": str(row.side), "own": bool(row.own)}


def _heads(header: QHeaderView) -> Iterator[tuple[str, str, QRect, Facts]]:
    model = header.model()
    if model is None or header.orientation() is not Qt.Orientation.Horizontal:
        return
    for column in range(header.count()):
        text = str(model.headerData(column, header.orientation()) or "")
        place = QRect(header.sectionViewportPosition(column), 0, header.sectionSize(column), header.height())
        yield "head", text, place, {"column": column}


def _cells(view: QAbstractItemView) -> Iterator[tuple[str, str, QRect, Facts]]:
    model, root = view.model(), view.rootIndex()
    if model is None:
        return
    height = view.viewport().height()
    columns = model.columnCount(root) if isinstance(view, QTableView | QTreeView) else 1
    for number in range(model.rowCount(root)):
        for column in range(columns):
            index = model.index(number, column, root)
            place = view.visualRect(index)
            if place.bottom() < 0 or place.top() > height:
                break
            chosen = view.selectionModel() is not None and view.selectionModel().isSelected(index)
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
            more = {"row": number, "column": column, "checked": chosen, "spoken": spoken}
            yield "cell", text, place, more


def on_screen(widget: QWidget, region: QRect) -> list[int]:
    """x, y, width and height on the screen, in its own pixels."""
    ratio = widget.devicePixelRatioF()
    corner = widget.mapToGlobal(QPoint(region.x(), region.y()))
    return [round(n * ratio) for n in (corner.x(), corner.y(), region.width(), region.height())]


def main() -> int:
    """`door.py DESCRIPTOR OPTIONS…`: run the desk with these options."""
    create, descriptor = application.create, int(sys.argv[1])

    def create_with_door(*given: Any, **named: Any) -> QApplication:
        made = create(*given, **named)
        Door(descriptor, made)
        return made

    application.create = create_with_door
    return run_desktop_ui.main(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())

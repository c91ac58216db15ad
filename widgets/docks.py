"""Where the panels stand: the dock library, its look, and the layout of the first start."""

from __future__ import annotations

from collections.abc import Mapping

import PyQt6Ads as ads  # noqa: N813 - the name its own examples use
from PyQt6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PyQt6.QtWidgets import QAbstractButton, QSplitter, QWidget

from widgets import marks, panels, theme

_Flag = ads.CDockManager.eConfigFlag
_WANTED = (
    _Flag.AlwaysShowTabs,
    _Flag.OpaqueSplitterResize,
    _Flag.MiddleMouseButtonClosesTab,
    _Flag.EqualSplitOnInsertion,
    _Flag.DisableStylesheet,  # its own look comes back with every change of the palette
)
# The buttons at a dock's corner: a tab is dragged out or double-clicked instead, and closed by its own cross.
_UNWANTED = (_Flag.DockAreaHasCloseButton, _Flag.DockAreaHasUndockButton, _Flag.DockAreaHasTabsMenuButton)
_Area = ads.DockWidgetArea
_Feature = ads.CDockWidget.DockWidgetFeature
_SIDES = {panels.RIGHT: _Area.RightDockWidgetArea, panels.BELOW: _Area.BottomDockWidgetArea}

# Widths and heights of the first start at 1920×1080; the splitters keep their proportions.
COLUMNS = [330, 850, 370, 360]
CHART_OVER_ORDERS = [680, 330]
ENTRY_OVER_TAPE = [345, 665]
FLOATING_SIZE = (760, 620)
# Four columns of it fit into a window of 1280 × 800, and two rows into half of that height; who needs more,
# as with a remark of many lines, can do with less. A firm panel is as high as it needs to be.
LARGEST_LEAST, FIRM_LEAST = QSize(340, 180), QSize(340, 330)
# A laptop of 1280 × 720 at 125 % has 1024 × 576 for all of it; panels bear this share of what they need.
SMALLEST, BEARABLE = QSize(950, 440), 0.7


def manager(parent: QWidget) -> ads.CDockManager:
    """The dock manager in Hoga's look."""
    for flag in _WANTED:
        ads.CDockManager.setConfigFlag(flag, True)
    for flag in _UNWANTED:
        ads.CDockManager.setConfigFlag(flag, False)
    docks = ads.CDockManager(parent)
    docks.setStyleSheet(style_sheet())
    return docks


def arrange(docks: ads.CDockManager, made: dict[str, ads.CDockWidget]) -> None:
    """Put the panels of the first start where they belong."""
    left = docks.addDockWidget(_Area.LeftDockWidgetArea, made["markets"])
    chart = docks.addDockWidget(_Area.RightDockWidgetArea, made["chart"])
    book = docks.addDockWidget(_Area.RightDockWidgetArea, made["orderbook"])
    entry = docks.addDockWidget(_Area.RightDockWidgetArea, made["order_entry"])
    orders = docks.addDockWidget(_Area.BottomDockWidgetArea, made["my_orders"], chart)
    docks.addDockWidgetTabToArea(made["assets"], orders)
    docks.addDockWidget(_Area.BottomDockWidgetArea, made["tape"], entry)
    made["my_orders"].setAsCurrentTab()
    docks.setSplitterSizes(left, COLUMNS)
    docks.setSplitterSizes(book, COLUMNS)
    docks.setSplitterSizes(orders, CHART_OVER_ORDERS)
    docks.setSplitterSizes(entry, ENTRY_OVER_TAPE)


def put(dock: ads.CDockWidget, panel: QWidget) -> None:
    """Replace what stands in the dock by its panel."""
    old = dock.takeWidget()
    if old is not None:
        old.deleteLater()
    dock.setWidget(panel, ads.CDockWidget.eInsertMode.ForceNoScrollArea)
    manager = dock.dockManager()
    assert manager is not None
    fit(manager)


def fit(docks: ads.CDockManager) -> None:
    """In a small window the panels with room to spare give it up first: no other is squeezed or cut off.

    The docking library asks a panel for its least size only when it is put in, which is before there is one.
    What is too small for all of them squeezes those that can bear it, so that it may be as small as a laptop.
    """
    needs = {area: _need(area) for area in docks.openedDockAreas()}
    if not needs:
        return
    root = _root(next(iter(needs)))
    floors = {area: need if _is_firm(area) else need * BEARABLE for area, need in needs.items()}
    need, floor, room = _sum(root, needs), _sum(root, floors), docks.size()
    for area in needs:
        mine, bearable = needs[area], floors[area]
        width = squeezed(mine.width(), bearable.width(), need.width(), floor.width(), room.width())
        height = squeezed(mine.height(), bearable.height(), need.height(), floor.height(), room.height())
        area.setMinimumSize(width, height)
    docks.setMinimumSize(floor.boundedTo(SMALLEST))


def squeezed(need: int, floor: int, needs: int, floors: int, room: int) -> int:
    """What one panel gets at least of `room`, where all together would like `needs` and can bear `floors`."""
    if room >= needs:
        return need
    if room <= floors:
        return floor * room // max(1, floors)
    return floor + (need - floor) * (room - floors) // (needs - floors)


def _root(area: QWidget) -> QWidget:
    """The outermost splitter around an area."""
    while isinstance(parent := area.parentWidget(), QSplitter):
        area = parent
    return area


def _is_firm(area: ads.CDockAreaWidget) -> bool:
    kinds = [panels.kind_of(dock.objectName()) for dock in area.dockWidgets()]
    return any(kind is not None and kind.firm for kind in kinds)


def _need(area: ads.CDockAreaWidget) -> QSize:
    least = QSize(0, 0)
    for dock in area.dockWidgets():
        if dock.widget() is not None:
            least = least.expandedTo(dock.widget().minimumSizeHint())
    largest = FIRM_LEAST if _is_firm(area) else LARGEST_LEAST
    head = QMargins(0, area.titleBar().height(), 0, 0)
    return least.boundedTo(largest).grownBy(head + area.contentsMargins())  # the frame's lines, too


def _sum(widget: QWidget, needs: Mapping[ads.CDockAreaWidget, QSize]) -> QSize:
    """What a splitter and all within it need, the handles included."""
    if not isinstance(widget, QSplitter):
        return needs[widget] if isinstance(widget, ads.CDockAreaWidget) else QSize(0, 0)
    children = [widget.widget(number) for number in range(widget.count())]
    sizes = [_sum(child, needs) for child in children if child is not None and not child.isHidden()]
    gaps = widget.handleWidth() * (len(sizes) - 1)
    widths, heights = [size.width() for size in sizes] or [0], [size.height() for size in sizes] or [0]
    if widget.orientation() is Qt.Orientation.Horizontal:
        return QSize(sum(widths) + gaps, max(heights))
    return QSize(max(widths), sum(heights) + gaps)


def make(docks: ads.CDockManager, name: str, content: QWidget) -> ads.CDockWidget:
    """A dock that asks before it is closed, and stands nowhere yet."""
    dock = ads.CDockWidget(docks, panels.title_of(name))
    dock.setObjectName(name)  # the saved layout finds the dock by this name
    # Both: so a floating window that is closed asks for each of its docks, too.
    dock.setFeature(_Feature.DockWidgetDeleteOnClose, True)
    dock.setFeature(_Feature.CustomCloseHandling, True)
    dock.setWidget(content, ads.CDockWidget.eInsertMode.ForceNoScrollArea)
    for cross in dock.tabWidget().findChildren(QAbstractButton):
        cross.setIcon(marks.close_icon())
    return dock


def place(docks: ads.CDockManager, dock: ads.CDockWidget, made: dict[str, ads.CDockWidget]) -> None:
    """Put a new dock where its kind belongs: beside its like or its neighbour, or in a window of its own."""
    kind = panels.kind_of(dock.objectName())
    assert kind is not None
    like = next(
        (made[name] for name in made if panels.kind_of(name) is kind and made[name] is not dock), None
    )
    neighbour = like or made.get(kind.beside)
    if kind.side == panels.FLOAT:
        _float(docks, dock)
    elif neighbour is None or neighbour.dockAreaWidget() is None:
        docks.addDockWidget(_Area.RightDockWidgetArea, dock)
    elif like is None and kind.side == panels.TAB:
        docks.addDockWidgetTabToArea(dock, neighbour.dockAreaWidget())
    else:
        side = _Area.BottomDockWidgetArea if like is not None else _SIDES[kind.side]
        docks.addDockWidget(side, dock, neighbour.dockAreaWidget())


def tear_off(docks: ads.CDockManager, dock: ads.CDockWidget) -> None:
    """Give the dock a window of its own, or put one that has it back to the others."""
    if not dock.isInFloatingContainer():
        _float(docks, dock)
        return
    others = {name: other for name, other in docks.dockWidgetsMap().items() if other is not dock}
    inside = {name: other for name, other in others.items() if not other.isInFloatingContainer()}
    docks.removeDockWidget(dock)
    kind = panels.kind_of(dock.objectName())
    if kind is not None and kind.side == panels.FLOAT:
        docks.addDockWidget(_Area.RightDockWidgetArea, dock)
    else:
        place(docks, dock, inside)


def _float(docks: ads.CDockManager, dock: ads.CDockWidget) -> None:
    # A panel keeps its size; one that was nowhere yet has none.
    size = dock.size() if dock.dockAreaWidget() is not None else QSize(*FLOATING_SIZE)
    floating = docks.addDockWidgetFloating(dock)
    place = QRect(QPoint(0, 0), size)
    place.moveCenter(docks.window().frameGeometry().center())
    floating.setGeometry(place)


def style_sheet() -> str:
    """The look of tabs, frames and gaps."""
    c = theme.palette().names()
    return f"""
    ads--CDockContainerWidget {{ background: {c["window"]}; }}
    ads--CDockContainerWidget ads--CDockSplitter::handle {{ background: {c["window"]}; }}
    ads--CDockAreaWidget {{ background: {c["panel"]}; border: 1px solid {c["border"]}; }}
    ads--CDockAreaTitleBar {{ background: {c["header"]}; border-bottom: 1px solid {c["border"]}; }}
    ads--CDockWidgetTab {{ background: {c["header"]}; border: none; padding: 2px 10px; }}
    ads--CDockWidgetTab[activeTab="true"] {{ border-bottom: 2px solid {c["accent"]}; }}
    ads--CDockWidgetTab QLabel {{ color: {c["muted"]}; }}
    ads--CDockWidgetTab[activeTab="true"] QLabel {{ color: {c["text"]}; }}
    ads--CDockWidgetTab QPushButton {{ background: transparent; border: none; padding: 0; margin-left: 4px; }}
    ads--CDockWidgetTab QPushButton:hover {{ background: {c["selected"]}; }}
    ads--CDockWidget {{ background: {c["panel"]}; border: none; }}
    ads--CDockOverlayCross {{
        qproperty-iconFrameColor: {c["accent"]}; qproperty-iconBackgroundColor: {c["panel"]};
        qproperty-iconOverlayColor: {c["selected"]}; qproperty-iconArrowColor: {c["text"]};
    }}
    ads--CTitleBarButton {{ border: none; background: transparent; padding: 0 2px; }}
    """

"""Where the panels stand: the dock library, its look, and the layout of the first start."""

from __future__ import annotations

from collections.abc import Callable

import PyQt6Ads as ads  # noqa: N813 - the name its own examples use
from PyQt6.QtCore import QCoreApplication
from PyQt6.QtWidgets import QWidget

from widgets import theme

_Flag = ads.CDockManager.eConfigFlag
_WANTED = (_Flag.AlwaysShowTabs, _Flag.OpaqueSplitterResize)
# The buttons at a dock's corner: a tab is dragged out or double-clicked instead.
_UNWANTED = (_Flag.DockAreaHasCloseButton, _Flag.DockAreaHasUndockButton, _Flag.DockAreaHasTabsMenuButton)
_Area = ads.DockWidgetArea

# Widths and heights of the first start at 1920×1080; the splitters keep their proportions.
COLUMNS = [330, 850, 370, 360]
CHART_OVER_ORDERS = [680, 330]
ENTRY_OVER_TAPE = [345, 665]


def manager(parent: QWidget) -> ads.CDockManager:
    """The dock manager in Hoga's look."""
    for flag in _WANTED:
        ads.CDockManager.setConfigFlag(flag, True)
    for flag in _UNWANTED:
        ads.CDockManager.setConfigFlag(flag, False)
    docks = ads.CDockManager(parent)
    docks.setStyleSheet(_style_sheet())
    return docks


def build(docks: ads.CDockManager, placeholder: Callable[[], QWidget]) -> dict[str, ads.CDockWidget]:
    """One dock a panel, in the default layout, each with a placeholder until its panel exists."""
    made = {name: _dock(docks, name, title, placeholder()) for name, title in _titles().items()}
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
    return made


def put(dock: ads.CDockWidget, panel: QWidget) -> None:
    """Replace what stands in the dock by its panel."""
    old = dock.takeWidget()
    if old is not None:
        old.deleteLater()
    dock.setWidget(panel, ads.CDockWidget.eInsertMode.ForceNoScrollArea)


def _titles() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "markets": translate("Docks", "마켓"),
        "chart": translate("Docks", "차트"),
        "orderbook": translate("Docks", "호가"),
        "order_entry": translate("Docks", "주문"),
        "my_orders": translate("Docks", "주문 내역"),
        "assets": translate("Docks", "자산"),
        "tape": translate("Docks", "체결"),
    }


def _dock(docks: ads.CDockManager, name: str, title: str, content: QWidget) -> ads.CDockWidget:
    dock = ads.CDockWidget(docks, title)
    dock.setObjectName(name)  # the saved layout finds the dock by this name
    dock.setFeature(ads.CDockWidget.DockWidgetFeature.DockWidgetClosable, False)
    dock.setWidget(content, ads.CDockWidget.eInsertMode.ForceNoScrollArea)
    return dock


def _style_sheet() -> str:
    c = {name: getattr(theme.palette(), name).name() for name in theme.Palette.__slots__}
    return f"""
    ads--CDockContainerWidget {{ background: {c["window"]}; }}
    ads--CDockContainerWidget ads--CDockSplitter::handle {{ background: {c["window"]}; }}
    ads--CDockAreaWidget {{ background: {c["panel"]}; border: 1px solid {c["border"]}; }}
    ads--CDockAreaTitleBar {{ background: {c["header"]}; border-bottom: 1px solid {c["border"]}; }}
    ads--CDockWidgetTab {{ background: {c["header"]}; border: none; padding: 2px 10px; }}
    ads--CDockWidgetTab[activeTab="true"] {{ border-bottom: 2px solid {c["accent"]}; }}
    ads--CDockWidgetTab QLabel {{ color: {c["muted"]}; }}
    ads--CDockWidgetTab[activeTab="true"] QLabel {{ color: {c["text"]}; }}
    ads--CDockWidget {{ background: {c["panel"]}; border: none; }}
    ads--CTitleBarButton {{ border: none; background: transparent; padding: 0 2px; }}
    """

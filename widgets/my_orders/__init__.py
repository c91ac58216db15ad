"""My orders: the open ones live, the ended ones back through time."""

from widgets.my_orders.panel import MyOrdersPanel

__all__ = ["MyOrdersPanel"]

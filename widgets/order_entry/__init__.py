"""Order entry: one order for the linked market, typed, checked, confirmed and sent once."""

from widgets.order_entry.panel import OrderEntryPanel

__all__ = ["OrderEntryPanel"]

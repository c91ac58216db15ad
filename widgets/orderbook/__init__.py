"""The orderbook panel (호가창)."""

from widgets.orderbook.panel import OrderbookPanel

__all__ = ["OrderbookPanel"]

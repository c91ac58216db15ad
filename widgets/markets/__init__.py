"""The market list: every market of a quote currency, live, searchable and sortable."""

from widgets.markets.panel import MarketsPanel

__all__ = ["MarketsPanel"]

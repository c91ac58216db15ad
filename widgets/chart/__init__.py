"""The chart panel; imports numpy and pyqtgraph, so import it after the window's first paint."""

from widgets.chart.panel import ChartPanel

__all__ = ["ChartPanel"]

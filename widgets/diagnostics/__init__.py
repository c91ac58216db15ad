"""The panel about the connection: what runs, how fast, and what the log says."""

from widgets.diagnostics.panel import DiagnosticsPanel

__all__ = ["DiagnosticsPanel"]

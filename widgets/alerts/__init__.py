"""Alerts: the panel with its list and editor, and the bell that tells what fired."""

from widgets.alerts.bell import AlertBell

__all__ = ["AlertBell"]

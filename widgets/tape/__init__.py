"""The trades tape panel (체결)."""

from widgets.tape.panel import TapePanel

__all__ = ["TapePanel"]

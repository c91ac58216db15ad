"""How the desk is connected: the status bar and the strip that speaks up when it is not."""

from widgets.status.bar import StatusBar, mode_colour
from widgets.status.reasons import complaint_of, refusal_of, sentence_of
from widgets.status.strip import ConnectionStrip

__all__ = ["ConnectionStrip", "StatusBar", "complaint_of", "mode_colour", "refusal_of", "sentence_of"]

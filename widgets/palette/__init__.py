"""The palette, the key map and the layouts' dialog: everything that is asked for by name."""

from widgets.palette.key_map import KeyMapDialog
from widgets.palette.layouts_dialog import LayoutsDialog
from widgets.palette.palette import Palette

__all__ = ["KeyMapDialog", "LayoutsDialog", "Palette"]

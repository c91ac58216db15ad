"""The settings dialog: how the desk looks and speaks, and what an order is checked against."""

from widgets.preferences.dialog import PreferencesDialog

__all__ = ["PreferencesDialog"]

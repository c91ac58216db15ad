"""The settings dialog: how the desk looks and speaks, and what an order is checked against."""

from widgets.preferences.dialog import PreferencesDialog, open_preferences

__all__ = ["PreferencesDialog", "open_preferences"]

"""What the trader sets: API keys, and whether real orders go out."""

from widgets.settings.key_desk import KeyDesk

__all__ = ["KeyDesk"]

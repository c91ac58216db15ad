"""The account: what it holds, what that is worth, and what it has gained."""

from widgets.assets.panel import AssetsPanel

__all__ = ["AssetsPanel"]

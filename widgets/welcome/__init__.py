"""The card of the first start."""

from widgets.welcome.card import WelcomeCard

__all__ = ["WelcomeCard"]

"""The colours of the two sides on the form's buttons; all of them from the theme."""

from __future__ import annotations

from PyQt6.QtGui import QColor

from widgets import theme


def colour(side: str) -> QColor:
    """Red for a buy and blue for a sell, as Korean screens have it."""
    return theme.palette().rise if side == "bid" else theme.palette().fall


def tab(side: str) -> str:
    """A side's tab: quiet while the other one is chosen."""
    p = theme.palette()
    chosen = p.rise_wash if side == "bid" else p.fall_wash
    return (
        f"QPushButton {{ background: {p.header.name()}; color: {p.muted.name()}; border: none;"
        f" border-radius: 0; border-bottom: 2px solid {p.border.name()}; padding: 4px; }}"
        f"QPushButton:checked {{ background: {chosen.name()}; color: {colour(side).name()};"
        f" border-bottom-color: {colour(side).name()}; }}"
        f"QPushButton:focus {{ border-bottom-color: {p.accent.name()}; }}"
    )


def submit(side: str) -> str:
    """The button that sends."""
    p = theme.palette()
    ground, hovered = p.buy if side == "bid" else p.sell, colour(side)
    return (
        f"QPushButton {{ background: {ground.name()}; color: {p.on_fill.name()}; border: 1px solid"
        f" {ground.name()}; border-radius: 3px; padding: 4px 8px; }}"
        f"QPushButton:hover {{ border-color: {hovered.name()}; }}"
        f"QPushButton:focus {{ border-color: {p.accent.name()}; }}"
        f"QPushButton:disabled {{ background: {p.raised.name()}; color: {p.faint.name()};"
        f" border-color: {p.border.name()}; }}"
    )

"""The desk's look in one place: colours by meaning, spacing, fonts."""

from __future__ import annotations

import re
from functools import cache

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont, QFontDatabase, QGuiApplication, QPalette
from PyQt6.QtWidgets import QApplication, QLabel, QWidget

from app.look import Look, Scheme
from resources import FONTS
from widgets.palettes import ICON, Palette, palette_of

__all__ = ["ICON", "Palette", "apply_look", "apply_theme", "number_font", "palette", "text_font"]

FAMILY = "Pretendard"

# Distances in logical pixels; rows of tables and of the book share one height.
GAP = 6
ROW_HEIGHT = 22
SMALL, NORMAL, LARGE, HUGE = 11, 12, 14, 20

_COLOUR = re.compile("#[0-9a-f]{6}")
_in_use = [palette_of(Look(), dark=True)]


def palette() -> Palette:
    """The palette in use; ask anew at every paint, as the look changes while the desk runs."""
    return _in_use[0]


@cache
def text_font(pixels: int = NORMAL, bold: bool = False) -> QFont:
    """Pretendard for words, `pixels` high."""
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


@cache
def number_font(pixels: int = NORMAL, bold: bool = False) -> QFont:
    """Pretendard with digits of one width, so that columns of figures stand still."""
    font = QFont(text_font(pixels, bold))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def apply_theme(application: QApplication, look: Look = Look()) -> None:  # noqa: B008 - it is frozen
    """Load the bundled fonts and give the application its font and look."""
    for file in sorted(FONTS.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    application.setStyle("Fusion")
    application.setFont(text_font())
    _dress(application, palette_of(look, dark=is_dark(look)))


def apply_look(application: QApplication, look: Look) -> bool:
    """Give the running application another look and repaint all of it; whether that changed anything."""
    wanted = palette_of(look, dark=is_dark(look))
    before = palette()
    if wanted is before:
        return False
    _dress(application, wanted)
    translation = dict(zip(before.names().values(), wanted.names().values(), strict=True))
    for widget in application.allWidgets():
        _translate(widget, translation)
        widget.update()
    return True


def is_dark(look: Look) -> bool:
    """Whether the look has a dark ground; where the system doesn't say what it has, it has."""
    if look.scheme is Scheme.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() is not Qt.ColorScheme.Light
    return look.scheme is Scheme.DARK


def _dress(application: QApplication, colours: Palette) -> None:
    _in_use[0] = colours
    application.setPalette(_qt_palette(colours))
    application.setStyleSheet(_style_sheet(colours))


def _translate(widget: QWidget, translation: dict[str, str]) -> None:
    """Replace the old colours in what a widget was given as text.

    Style sheets and coloured words are written where they are needed, in some thirty places; that each of
    them would have to be written again would be forgotten in one. No palette has a colour twice, so the
    colour in the text says which of its colours was meant.
    """
    sheet = widget.styleSheet()
    if sheet and (new := _recoloured(sheet, translation)) != sheet:
        widget.setStyleSheet(new)
    if isinstance(widget, QLabel) and "#" in widget.text():
        widget.setText(_recoloured(widget.text(), translation))


def _recoloured(text: str, translation: dict[str, str]) -> str:
    return _COLOUR.sub(lambda found: translation.get(found[0], found[0]), text)


def _qt_palette(colours: Palette) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.panel,
        QPalette.ColorRole.AlternateBase: colours.header,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.error,
        QPalette.ColorRole.Highlight: colours.selected,
        QPalette.ColorRole.HighlightedText: colours.text,
        QPalette.ColorRole.ToolTipBase: colours.raised,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Light: colours.border,
        QPalette.ColorRole.Mid: colours.border,
        QPalette.ColorRole.Dark: colours.window,
        QPalette.ColorRole.Shadow: colours.window,
        QPalette.ColorRole.Accent: colours.accent,
    }
    result = QPalette()
    for role, colour in roles.items():
        result.setColor(role, colour)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        result.setColor(QPalette.ColorGroup.Disabled, role, colours.faint)
    return result


def _style_sheet(colours: Palette) -> str:
    # Controls only: hot widgets (book, tape, tables, chart) paint themselves and match nothing here.
    c = colours.names()
    return f"""
    QLineEdit, QComboBox, QAbstractSpinBox {{
        background: {c["raised"]}; color: {c["text"]}; border: 1px solid {c["border"]};
        border-radius: 3px; padding: 2px 6px; min-height: 20px; selection-background-color: {c["accent"]};
        selection-color: {c["window"]}; }}
    QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ border-color: {c["accent"]}; }}
    QLineEdit:disabled, QComboBox:disabled {{ color: {c["faint"]}; }}
    QComboBox::drop-down {{ border: none; width: 16px; }}
    QComboBox QAbstractItemView {{ background: {c["raised"]}; border: 1px solid {c["border"]}; outline: 0; }}
    QPushButton, QToolButton {{
        background: {c["raised"]}; color: {c["text"]}; border: 1px solid {c["border"]};
        border-radius: 3px; padding: 3px 8px; }}
    QPushButton:hover, QToolButton:hover {{ border-color: {c["muted"]}; }}
    QPushButton:focus, QToolButton:focus {{ border-color: {c["accent"]}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {c["selected"]}; }}
    QPushButton:checked, QToolButton:checked {{
        background: {c["selected"]}; color: {c["accent"]}; border-color: {c["selected"]}; }}
    QPushButton:checked:focus, QToolButton:checked:focus {{ border-color: {c["accent"]}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {c["faint"]}; }}
    QCheckBox::indicator:unchecked {{ border: 1px solid {c["faint"]}; border-radius: 2px;
        background: {c["raised"]}; }}
    QHeaderView {{ background: {c["header"]}; }}
    QHeaderView::section {{
        background: {c["header"]}; color: {c["muted"]}; border: none; border-bottom: 1px solid {c["border"]};
        padding: 0 6px; }}
    QAbstractItemView {{ background: {c["panel"]}; border: none; }}
    QScrollBar:vertical {{ background: {c["panel"]}; width: 9px; margin: 0; }}
    QScrollBar:horizontal {{ background: {c["panel"]}; height: 9px; margin: 0; }}
    QScrollBar::handle {{ background: {c["border"]}; border-radius: 4px; min-height: 24px; min-width: 24px; }}
    QScrollBar::handle:hover {{ background: {c["faint"]}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
    QToolTip {{ background: {c["raised"]}; color: {c["text"]}; border: 1px solid {c["border"]}; }}
    QMenu {{ background: {c["raised"]}; border: 1px solid {c["border"]}; }}
    QMenu::item {{ padding: 4px 18px; }}
    QMenu::item:selected {{ background: {c["selected"]}; }}
    QTabWidget::pane {{ background: {c["panel"]}; border: 1px solid {c["border"]}; top: -1px; }}
    QTabBar::tab {{ background: transparent; color: {c["muted"]}; padding: 5px 10px; border: none;
        border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {c["text"]}; border-bottom-color: {c["accent"]}; }}
    QTabBar::tab:focus {{ color: {c["accent"]}; }}
    """

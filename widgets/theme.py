"""The desk's look in one place: colours by meaning, spacing, fonts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PyQt6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PyQt6.QtWidgets import QApplication

from resources import FONTS

FAMILY = "Pretendard"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours named by what they mean; every widget takes its colours from here."""

    window: QColor  # behind and between panels
    panel: QColor  # a panel's ground
    header: QColor  # column heads, tool rows
    raised: QColor  # buttons, inputs
    border: QColor
    grid: QColor  # thin lines inside a panel
    hover: QColor
    selected: QColor
    text: QColor
    muted: QColor  # labels, units
    faint: QColor  # placeholders, disabled
    accent: QColor  # focus, the chosen tab, links
    warn: QColor
    error: QColor
    good: QColor
    rise: QColor  # above the previous close; a buying taker
    fall: QColor  # below the previous close; a selling taker
    rise_wash: QColor  # ground of the bid half
    fall_wash: QColor  # ground of the ask half
    rise_flash: QColor  # ground of a price cell just after it rose; any text colour stays readable on it
    fall_flash: QColor
    bid_bar: QColor
    ask_bar: QColor
    stale: QColor  # what is no longer live

    def signed(self, value: float) -> QColor:
        """The colour of a signed number: rise, fall, or plain text for zero."""
        if value > 0:
            return self.rise
        return self.fall if value < 0 else self.text


DARK = Palette(
    window=QColor("#0a0d12"),
    panel=QColor("#11151c"),
    header=QColor("#181d26"),
    raised=QColor("#222936"),
    border=QColor("#2c3442"),
    grid=QColor("#1c222c"),
    hover=QColor("#1b212b"),
    selected=QColor("#263043"),
    text=QColor("#dde2ea"),
    muted=QColor("#8d97a8"),
    faint=QColor("#5b6576"),
    accent=QColor("#e3b55b"),
    warn=QColor("#e8a33d"),
    error=QColor("#ff7a59"),
    good=QColor("#3fb68b"),
    rise=QColor("#f2575f"),
    fall=QColor("#4f8ff7"),
    rise_wash=QColor("#20161b"),
    fall_wash=QColor("#121a29"),
    rise_flash=QColor("#3d2229"),
    fall_flash=QColor("#1a2b49"),
    bid_bar=QColor("#57262d"),
    ask_bar=QColor("#1e3a68"),
    stale=QColor("#6d7583"),
)

# Distances in logical pixels; rows of tables and of the book share one height.
GAP = 6
ROW_HEIGHT = 22
SMALL, NORMAL, LARGE, HUGE = 11, 12, 14, 20


def palette() -> Palette:
    """The palette in use."""
    return DARK


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


def apply_theme(application: QApplication) -> None:
    """Load the bundled fonts and give the application its font, palette and style sheet."""
    for file in sorted(FONTS.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    application.setStyle("Fusion")
    application.setFont(text_font())
    application.setPalette(_qt_palette(palette()))
    application.setStyleSheet(_style_sheet(palette()))


def _qt_palette(colours: Palette) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.panel,
        QPalette.ColorRole.AlternateBase: colours.header,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.faint,
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
    c = {name: getattr(colours, name).name() for name in colours.__slots__}
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
    QPushButton:checked, QToolButton:checked {{ color: {c["accent"]}; border-color: {c["accent"]}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {c["faint"]}; }}
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
    QTabBar::tab {{ background: transparent; color: {c["muted"]}; padding: 5px 10px; border: none;
        border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {c["text"]}; border-bottom-color: {c["accent"]}; }}
    QTabBar::tab:focus {{ color: {c["accent"]}; }}
    """

"""Files that ship with Hoga: fonts, icons and translations."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent
FONTS = ROOT / "fonts"
ICONS = ROOT / "icons"
SOUNDS = ROOT / "sounds"
TRANSLATIONS = ROOT / "translations"

"""The right end of the status bar: the key in use, and the switch that lets real orders out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from widgets import theme

if TYPE_CHECKING:
    from app.private_side import PrivateSide


class KeyCorner(QWidget):
    """Two small buttons; the switch is there only where money is real.

    Signals:
        keys_wanted(): show the keys
        arming_wanted(bool): let real orders out, or lock them
    """

    keys_wanted = pyqtSignal()
    arming_wanted = pyqtSignal(bool)

    def __init__(self, side: PrivateSide, parent: QWidget) -> None:
        super().__init__(parent)
        self._side = side
        self.days: int | None = None  # until the key expires, when that is soon
        self.arm = QPushButton(self)
        self.keys = QPushButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 8, 2)
        row.setSpacing(theme.GAP)
        for button in (self.arm, self.keys):
            button.setFont(theme.text_font(theme.SMALL, bold=button is self.arm))
            row.addWidget(button)
        self.keys.setToolTip(self.tr("API 키 관리 (Ctrl+,)"))
        self.keys.clicked.connect(self.keys_wanted)
        self.arm.clicked.connect(self._on_arm)
        self.refresh()

    def refresh(self) -> None:
        """Show what is so now."""
        colours = theme.palette()
        broker, side = self._side.broker, self._side
        trouble = side.trouble or (broker.problem.sentence if broker.problem is not None else "")
        self.keys.setText(self._key_text())
        self.keys.setAccessibleName(self.keys.text())
        bad = bool(trouble) and not side.is_fixed
        calm = colours.muted if self._left() is None else colours.warn
        self.keys.setStyleSheet(_small((colours.error if bad else calm).name()))
        self.keys.setToolTip("\n".join(filter(None, (trouble, self.tr("API 키 관리 (Ctrl+,)")))))
        self.arm.setVisible(side.needs_arming)
        self.arm.setEnabled(bool(side.shown))
        self.arm.setText(self.tr("실거래 주문 켜짐") if broker.armed else self.tr("실거래 주문 잠김"))
        self.arm.setAccessibleName(self.arm.text())
        self.arm.setStyleSheet(_small(colours.error.name() if broker.armed else colours.warn.name()))

    def _key_text(self) -> str:
        if self._side.is_fixed:
            return self.tr("데모 키")
        if self._side.is_locked:
            return self.tr("키 잠김")
        if not self._side.shown:
            return self.tr("키 없음")
        left = self._left()
        if left is None:
            return self.tr("키 …{0}").format(self._side.shown)
        return self.tr("키 …{0} · {1}일 남음").format(self._side.shown, max(0, left))

    def _left(self) -> int | None:
        """Days until the key in use expires, when that is soon."""
        return self.days if self._side.shown else None

    def _on_arm(self) -> None:
        self.arming_wanted.emit(not self._side.broker.armed)


def _small(colour: str) -> str:
    p = theme.palette()
    return (
        f"QPushButton {{ color: {colour}; background: {p.raised.name()}; border: 1px solid {p.border.name()};"
        f" border-radius: 3px; padding: 0 8px; }}"
        f"QPushButton:hover {{ border-color: {p.muted.name()}; }}"
        f"QPushButton:focus {{ border-color: {p.accent.name()}; }}"
        f"QPushButton:disabled {{ color: {p.faint.name()}; }}"
    )

"""The second question of a confirmation: what is unusual about the order, and that its book has moved."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from app.trading import Assessment, moved
from widgets import format as fmt
from widgets import theme


class CautionBox(QFrame):
    """Hidden while there is nothing to ask. A tick is the answer; a book that moves takes it back.

    Signals:
        changed(): `allows` may be another one
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._now = Assessment()
        self._confirmed: Assessment | None = None  # what the trader has seen, or said yes to
        self._moved = False
        self._colour = ""
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self.tick = QCheckBox(self)
        self.tick.toggled.connect(self._on_toggled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(8)
        layout.addWidget(self._text)
        layout.addWidget(self.tick)
        self.hide()

    @property
    def allows(self) -> bool:
        """Whether the order may be sent: nothing refuses it, and what had to be asked was answered."""
        asked = self._now.asks or self._moved
        return not self._now.refused and (not asked or self.tick.isChecked())

    @property
    def text(self) -> str:
        """What is said now."""
        return self._text.text()

    def restart(self) -> None:
        """Another order is asked about: what was answered counts no more."""
        self._confirmed, self._moved = None, False
        self.tick.setChecked(False)

    def judge(self, now: Assessment) -> None:
        """The order against the book as it is at this moment; the first one opens the question."""
        if self._confirmed is None:
            self._confirmed = now
        elif moved(self._confirmed, now):
            self._confirmed, self._moved = now, True
            self.tick.setChecked(False)
        self._now = now
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        lines = [self._movement()] if self._moved else []
        lines += [f"· {caution.sentence}" for caution in self._now.cautions]
        self._text.setText("\n".join(lines))
        refused = self._now.refused
        self.tick.setVisible(not refused)
        self.tick.setText(
            self.tr("바뀐 호가를 확인했고, 그대로 주문합니다")
            if self._moved
            else self.tr("위 내용을 확인했고, 그대로 주문합니다")
        )
        if refused:
            lines.append(self.tr("주문 착오방지 설정에 따라 보낼 수 없습니다."))
            self._text.setText("\n".join(lines))
        self._paint((theme.palette().error if refused else theme.palette().warn).name())
        self.setVisible(bool(lines))

    def _paint(self, colour: str) -> None:
        # A style sheet is parsed anew each time; a book comes many times a second.
        if colour != self._colour:
            self._colour = colour
            box = f"border: 1px solid {colour}; border-radius: 3px;"
            size = "width: 13px; height: 13px;"
            self.setStyleSheet(
                f"CautionBox {{ {box} }} QLabel {{ color: {colour}; }}"
                f"QCheckBox::indicator {{ {box} {size} background: {theme.palette().window.name()}; }}"
                f"QCheckBox::indicator:checked {{ background: {colour}; }}"
            )

    def _movement(self) -> str:
        impact = self._now.impact
        if impact is None:
            return self.tr("호가가 끊겼습니다. 다시 확인해 주세요.")
        if impact.average is None:
            return self.tr("호가가 움직였습니다. 이제 바로 체결되지 않습니다.")
        return self.tr("호가가 움직였습니다. 예상 평균 체결가 {price}").format(
            price=fmt.average(impact.average)
        )

    def _on_toggled(self, checked: bool) -> None:
        if checked:
            self._confirmed = self._now
        self.changed.emit()

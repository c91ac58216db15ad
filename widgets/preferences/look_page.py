"""The page about the look: ground, colours, size and language."""

from __future__ import annotations

from msgspec.structs import replace
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QFormLayout, QLabel, QWidget

from app.language import LANGUAGES
from app.look import SCALES, Look, Scheme, Sense
from widgets import theme
from widgets.preferences.sample import Sample
from widgets.preferences.segments import Segments


class LookPage(QWidget):
    """Shows one look and tells every change of it at once.

    Signals:
        changed(Look): the look as it is chosen now
    """

    changed = pyqtSignal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._first = self._look = look
        schemes = (
            (Scheme.SYSTEM, self.tr("시스템")),
            (Scheme.DARK, self.tr("어둡게")),
            (Scheme.LIGHT, self.tr("밝게")),
        )
        senses = (
            (Sense.KOREAN, self.tr("빨강 상승 · 파랑 하락")),
            (Sense.WESTERN, self.tr("초록 상승 · 빨강 하락")),
        )
        self.scheme = Segments(self.tr("테마"), schemes, look.scheme, self)
        self.sense = Segments(self.tr("시세 색"), senses, look.sense, self)
        self.colour_blind = QCheckBox(self.tr("색각 이상에 맞춘 색 (주황 · 하늘)"), self)
        self.colour_blind.setChecked(look.colour_blind)
        scales = tuple((scale, f"{scale}%") for scale in SCALES)
        self.scale = Segments(self.tr("화면 배율"), scales, look.scale, self)
        self.language = Segments(self.tr("언어"), tuple(LANGUAGES.items()), look.language or "ko", self)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setStyleSheet(f"color: {theme.palette().warn.name()};")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.addRow(self.tr("테마"), self.scheme)
        form.addRow(self.tr("시세 색"), self.sense)
        form.addRow("", self.colour_blind)
        form.addRow("", Sample(self))
        form.addRow(self.tr("화면 배율"), self.scale)
        form.addRow(self.tr("언어"), self.language)
        form.addRow("", self.note)

    def _connect(self) -> None:
        for choice in (self.scheme, self.sense, self.scale, self.language):
            choice.chosen.connect(self._on_chosen)
        self.colour_blind.toggled.connect(self._on_chosen)

    def _on_chosen(self, _value: object) -> None:
        self._look = Look(
            scheme=Scheme(str(self.scheme.value)),
            sense=Sense(str(self.sense.value)),
            colour_blind=self.colour_blind.isChecked(),
            scale=int(str(self.scale.value)),
            language=str(self.language.value),
        )
        if self._look.language == "ko" and not self._first.language:
            self._look = replace(self._look, language="")
        later = (self._look.scale, self._look.language) != (self._first.scale, self._first.language)
        self.note.setText(self.tr("배율과 언어는 Hoga를 다시 시작하면 바뀝니다.") if later else "")
        self.changed.emit(self._look)

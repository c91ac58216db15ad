"""The settings of the indicators that are on: numbers and colours, which the chart follows at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QIcon, QPixmap
from PyQt6.QtWidgets import (
    QColorDialog,
    QDialog,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.market.indicators import Indicator, Kind, Parameter
from widgets import theme
from widgets.chart.indicators import names
from widgets.chart.indicators.colours import colour_of
from widgets.plain import plain_label

_SWATCH = QSize(22, 12)


class IndicatorSettings(QDialog):
    """Not modal: the chart beside it shows what every number does.

    Signals:
        changed(tuple[Indicator, ...]): the indicators as they are set now
    """

    changed = pyqtSignal(object)

    def __init__(self, indicators: tuple[Indicator, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("지표 설정"))
        self._indicators = indicators
        self._colouring: tuple[Kind, int] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        usual = QPushButton(self.tr("기본값"), self)
        usual.setToolTip(self.tr("켜진 지표의 기간과 색을 처음 값으로 되돌립니다"))
        usual.clicked.connect(self._on_usual)
        close = QPushButton(self.tr("닫기"), self)
        close.clicked.connect(self.accept)
        for button in (usual, close):
            button.setAutoDefault(False)  # Enter belongs to the numbers
        buttons = QHBoxLayout()
        buttons.addWidget(usual)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(14)
        layout.addLayout(self._rows)
        layout.addLayout(buttons)
        self.setMinimumWidth(420)
        self._fill()

    def show_indicators(self, indicators: tuple[Indicator, ...]) -> None:
        """These are on, set like this."""
        kinds = [one.kind for one in self._indicators]
        self._indicators = indicators
        if [one.kind for one in indicators] != kinds:
            self._fill()

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        if not self._indicators:
            self._rows.addWidget(plain_label(self.tr("켜진 지표가 없습니다. 지표 메뉴에서 켜세요."), self))
        for indicator in self._indicators:
            self._rows.addWidget(self._row(indicator))

    def _row(self, indicator: Indicator) -> QFrame:
        frame, row = QFrame(self), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        remove = QToolButton(frame)
        remove.setText("✕")
        remove.setToolTip(self.tr("지표 끄기"))
        remove.setAccessibleName(f"{names.name(indicator.kind)}: {remove.toolTip()}")
        remove.clicked.connect(partial(self._on_remove, indicator.kind))
        title = plain_label(names.name(indicator.kind), frame)
        title.setFont(theme.text_font(theme.NORMAL, bold=True))
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        for line in range(indicator.kind.spec.lines):
            if line != indicator.kind.spec.bars:  # bars have the colours of gain and loss
                head.addWidget(self._swatch(indicator, line, frame))
        head.addWidget(remove)
        texts = names.parameters(indicator.kind)
        for number, parameter in enumerate(indicator.kind.spec.parameters):
            box = self._box(parameter, indicator.values[number], frame)
            box.setAccessibleName(f"{names.name(indicator.kind)}: {texts[number]}")
            box.valueChanged.connect(partial(self._on_value, indicator.kind, number))
            row.addWidget(plain_label(texts[number], frame))
            row.addWidget(box)
        row.addStretch(1)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(row)
        return frame

    def _box(self, parameter: Parameter, value: float, parent: QWidget) -> QSpinBox | QDoubleSpinBox:
        if not parameter.whole:
            decimal = QDoubleSpinBox(parent)
            decimal.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
            decimal.setDecimals(1)
            decimal.setSingleStep(0.1)
            decimal.setRange(parameter.least, parameter.most)
            decimal.setValue(value)
            return decimal
        box = QSpinBox(parent)
        box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        box.setRange(int(parameter.least), int(parameter.most))
        if parameter.least == 0:
            box.setSpecialValueText(self.tr("끔"))
        box.setValue(int(value))
        return box

    def _swatch(self, indicator: Indicator, line: int, parent: QWidget) -> QToolButton:
        swatch = QToolButton(parent)
        swatch.setIconSize(_SWATCH)
        swatch.setIcon(_icon(colour_of(indicator, line)))
        swatch.setToolTip(self.tr("선 색"))
        swatch.setAccessibleName(f"{names.name(indicator.kind)}: {swatch.toolTip()} {line + 1}")
        swatch.clicked.connect(partial(self._on_swatch, indicator.kind, line))
        return swatch

    def _change(self, changed: Indicator) -> None:
        self._indicators = tuple(changed if one.kind is changed.kind else one for one in self._indicators)
        self.changed.emit(self._indicators)

    def _of(self, kind: Kind) -> Indicator | None:
        return next((one for one in self._indicators if one.kind is kind), None)

    def _on_value(self, kind: Kind, number: int, value: float) -> None:
        indicator = self._of(kind)
        if indicator is not None and indicator.kind.spec.parameters[number].accepts(value):
            values = list(indicator.values)
            values[number] = value
            self._change(replace(indicator, values=tuple(values)))

    def _on_remove(self, kind: Kind) -> None:
        self._indicators = tuple(one for one in self._indicators if one.kind is not kind)
        self._fill()
        self.changed.emit(self._indicators)

    def _on_usual(self) -> None:
        self._indicators = tuple(Indicator.of(one.kind) for one in self._indicators)
        self._fill()
        self.changed.emit(self._indicators)

    def _on_swatch(self, kind: Kind, line: int) -> None:
        indicator = self._of(kind)
        if indicator is None:
            return
        self._colouring = kind, line
        dialog = QColorDialog(colour_of(indicator, line), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(self._on_colour)
        dialog.open()

    def _on_colour(self, colour: QColor) -> None:
        if self._colouring is None:
            return
        kind, line = self._colouring
        indicator = self._of(kind)
        if indicator is not None:
            colours = list(indicator.colours)
            colours[line] = colour.name()
            self._change(replace(indicator, colours=tuple(colours)))
            self._fill()


def _icon(colour: QColor) -> QIcon:
    picture = QPixmap(_SWATCH)
    picture.fill(colour)
    return QIcon(picture)

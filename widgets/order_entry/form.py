"""The order form's controls and where they stand; it decides nothing."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QPalette
from PyQt6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets import theme
from widgets.amount_edit import AmountEdit
from widgets.choice import Choice
from widgets.order_entry import style, words
from widgets.order_entry.draft import PERCENTS, Field, Style
from widgets.order_entry.field_note import FieldNote
from widgets.plain import plain_label

LABEL_WIDTH = 48
UNIT_WIDTH = 36
CONTROL_HEIGHT = 26


class OrderForm(QWidget):
    """Sides, styles, the three amounts with their notes, percentages and the submit button."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sides = {name: QPushButton(words.side(name), self) for name in ("bid", "ask")}
        self.styles = {name: QPushButton(words.style(name), self) for name in Style}
        self.time_in_force = Choice(self)
        self.available = plain_label("", self)
        self.edits = {
            Field.PRICE: AmountEdit(self.tr("가격"), self),
            Field.VOLUME: AmountEdit(self.tr("수량"), self),
            Field.TOTAL: AmountEdit(self.tr("총액"), self),
        }
        self.notes = {field: FieldNote(self) for field in Field}
        self.units = {field: plain_label("", self) for field in Field}
        self.down, self.up = QPushButton("−", self), QPushButton("+", self)
        self.last = QPushButton(self.tr("현재가"), self)
        self.shares = {percent: QPushButton(f"{percent}%", self) for percent in PERCENTS}
        self.clear = QPushButton(self.tr("초기화"), self)
        self.submit = QPushButton(self)
        self.guards = QPushButton(self.tr("주문 착오방지"), self)
        self._groups = [QButtonGroup(self), QButtonGroup(self)]
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._lay_out()
        self._name()

    def wipe(self) -> None:
        """Empty the amounts, readable or not."""
        for edit in self.edits.values():
            edit.wipe()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(0)
        layout.addLayout(self._side_row())
        body = QVBoxLayout()
        body.setContentsMargins(8, 6, 8, 0)
        body.setSpacing(0)
        body.addLayout(self._style_row())
        body.addSpacing(6)
        body.addLayout(self._amount_grid())
        body.addLayout(self._share_row())
        body.addSpacing(10)
        body.addLayout(self._submit_row())
        body.addLayout(self._foot())
        layout.addLayout(body)
        layout.addStretch(1)

    def _side_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        for name, button in self.sides.items():
            button.setCheckable(True)
            button.setFont(theme.text_font(theme.LARGE, bold=True))
            button.setStyleSheet(style.tab(name))
            button.setFixedHeight(32)
            self._groups[0].addButton(button)
            row.addWidget(button, 1)
        return row

    def _style_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in self.styles.values():
            button.setCheckable(True)
            button.setFixedHeight(CONTROL_HEIGHT - 2)
            self._groups[1].addButton(button)
            row.addWidget(button, 1)
        self.time_in_force.setFixedSize(94, CONTROL_HEIGHT - 2)
        row.addWidget(self.time_in_force)
        return row

    def _amount_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._label(self.tr("주문가능")), 0, 0)
        self.available.setFont(theme.number_font(theme.NORMAL, bold=True))
        self.available.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.available.setFixedHeight(CONTROL_HEIGHT)
        grid.addWidget(self.available, 0, 1)
        for number, (field, edit) in enumerate(self.edits.items()):
            row = 1 + 2 * number
            grid.addWidget(self._label(edit.accessibleName()), row, 0)
            grid.addWidget(self._boxed(field), row, 1)
            grid.addWidget(self.notes[field], row + 1, 1)
        return grid

    def _boxed(self, field: Field) -> QWidget:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        edit, unit = self.edits[field], self.units[field]
        edit.setFixedHeight(CONTROL_HEIGHT)
        row.addWidget(edit, 1)
        if field is Field.PRICE:
            for button, width in ((self.down, 28), (self.up, 28), (self.last, 54)):
                button.setFixedSize(width, CONTROL_HEIGHT)
                button.setStyleSheet("padding: 0;")
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                row.addWidget(button)
            for button in (self.down, self.up):
                button.setFont(theme.text_font(theme.LARGE, bold=True))
                button.setAutoRepeat(True)
            unit.hide()
        else:
            unit.setMinimumWidth(UNIT_WIDTH)
            unit.setStyleSheet(f"color: {theme.palette().muted.name()};")
            row.addWidget(unit)
        return box

    def _share_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addSpacing(LABEL_WIDTH + 4)
        for button in self.shares.values():
            button.setFont(theme.number_font())
            button.setFixedHeight(CONTROL_HEIGHT - 2)
            button.setCheckable(True)
            row.addWidget(button, 1)
        return row

    def _submit_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.submit.setFont(theme.text_font(theme.LARGE, bold=True))
        self.submit.setFixedHeight(36)
        self.clear.setFixedSize(64, 36)
        row.addWidget(self.clear)
        row.addWidget(self.submit, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        self.guards.setFlat(True)
        self.guards.setFont(theme.text_font(theme.SMALL))
        self.guards.setFixedHeight(18)
        muted, accent = theme.palette().muted.name(), theme.palette().accent.name()
        self.guards.setStyleSheet(
            f"QPushButton {{ border: none; background: none; padding: 0 2px; color: {muted};"
            f" text-decoration: underline; }} QPushButton:hover, QPushButton:focus {{ color: {accent}; }}"
        )
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.addStretch(1)
        row.addWidget(self.guards)
        return row

    def _label(self, text: str) -> QLabel:
        label = plain_label(text, self)
        label.setStyleSheet(f"color: {theme.palette().muted.name()};")
        return label

    def _name(self) -> None:
        self.time_in_force.setAccessibleName(self.tr("주문 조건"))
        self.down.setAccessibleName(self.tr("한 호가 아래"))
        self.up.setAccessibleName(self.tr("한 호가 위"))
        self.down.setToolTip(self.tr("한 호가 아래 (↓)"))
        self.up.setToolTip(self.tr("한 호가 위 (↑)"))
        self.last.setToolTip(self.tr("가격을 현재가로"))
        self.guards.setToolTip(self.tr("다시 묻거나 거부할 주문의 기준을 정합니다"))
        for number, (percent, button) in enumerate(self.shares.items(), start=1):
            button.setToolTip(
                self.tr("주문가능의 {percent}% (Alt+{number})").format(percent=percent, number=number)
            )
        self.sides["bid"].setToolTip(self.tr("매수 (B)"))
        self.sides["ask"].setToolTip(self.tr("매도 (S)"))

"""The page about 주문 착오방지: from which amounts on an order needs a second yes, or is refused."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from msgspec.structs import replace
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from app.settings import OrderGuards, Threshold
from widgets import format, theme

QUOTES = ("KRW", "BTC", "USDT")
_MOST = Decimal("1e20")


class GuardsPage(QWidget):
    """Shows the limits; an empty field is no limit.

    Signals:
        changed(OrderGuards): the limits as they are now; never while a field is wrong
    """

    changed = pyqtSignal(object)

    def __init__(self, guards: OrderGuards, parent: QWidget) -> None:
        super().__init__(parent)
        self._guards = guards
        self.fields: dict[str, tuple[QLineEdit, QLineEdit]] = {}
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setStyleSheet(f"color: {theme.palette().error.name()};")
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        heads = (self.tr("다시 확인"), self.tr("거부"))
        for column, head in enumerate(heads, start=1):
            label = QLabel(head, self)
            label.setStyleSheet(f"color: {theme.palette().muted.name()};")
            grid.addWidget(label, 0, column)
        for row, (key, title, threshold) in enumerate(self._rows(), start=1):
            grid.addWidget(QLabel(title, self), row, 0)
            pair = tuple(
                self._field(f"{title}, {head}", limit)
                for head, limit in zip(heads, (threshold.ask, threshold.refuse), strict=True)
            )
            self.fields[key] = pair[0], pair[1]
            for column, field in enumerate(pair, start=1):
                grid.addWidget(field, row, column)
        grid.addWidget(self._advice(), len(self.fields) + 1, 0, 1, 3)
        grid.addWidget(self.note, len(self.fields) + 2, 0, 1, 3)
        grid.setRowStretch(len(self.fields) + 3, 1)
        grid.setColumnStretch(0, 1)

    def _rows(self) -> list[tuple[str, str, Threshold]]:
        total = self.tr("주문 총액 ({0})")
        totals = self._guards.totals
        return [
            *((quote, total.format(quote), totals.get(quote, Threshold())) for quote in QUOTES),
            ("through", self.tr("최우선 호가를 지나 체결되는 폭 (%)"), self._guards.through),
            ("depth", self.tr("보이는 호가 잔량 중 차지하는 몫 (%)"), self._guards.depth),
        ]

    def _field(self, name: str, limit: Decimal | None) -> QLineEdit:
        field = QLineEdit("" if limit is None else format.exact(limit), self)
        field.setPlaceholderText(self.tr("없음"))
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setFont(theme.number_font())
        field.setMaxLength(30)
        field.setFixedWidth(130)
        field.setAccessibleName(name)
        field.editingFinished.connect(self._on_edited)
        return field

    def _advice(self) -> QLabel:
        text = self.tr("빈칸은 제한이 없다는 뜻입니다. 취소 주문은 어떤 제한에도 막히지 않습니다.")
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setStyleSheet(f"color: {theme.palette().muted.name()};")
        return label

    def _on_edited(self) -> None:
        try:
            read = {key: _threshold(*pair) for key, pair in self.fields.items()}
        except ValueError as error:
            self.note.setText(self.tr("0 이상의 숫자를 입력하세요: {0}").format(error))
            return
        self.note.clear()
        totals = {**self._guards.totals, **{quote: read[quote] for quote in QUOTES}}
        guards = replace(self._guards, totals=totals, through=read["through"], depth=read["depth"])
        if guards != self._guards:
            self._guards = guards
            self.changed.emit(guards)


def _threshold(ask: QLineEdit, refuse: QLineEdit) -> Threshold:
    return Threshold(ask=_limit(ask.text()), refuse=_limit(refuse.text()))


def _limit(text: str) -> Decimal | None:
    """The amount in a field, None for an empty one; ValueError with the text when it is none."""
    plain = text.replace(",", "").strip()
    if not plain:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValueError(text) from None
    if not (value.is_finite() and 0 <= value < _MOST):
        raise ValueError(text)
    return value

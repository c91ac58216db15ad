"""The page about 주문 착오방지: from which amounts on an order needs a second yes, or is refused."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.settings import OrderGuards, Threshold
from widgets import amounts, format, theme
from widgets.plain import plain_label

QUOTES = ("KRW", "BTC", "USDT")
_MOST = Decimal("1e20")


class _Wrong(ValueError):
    """A pair of fields that says no limits; `column` is the field, `why` the sentence."""

    def __init__(self, column: int, why: str) -> None:
        super().__init__(why)
        self.column = column
        self.why = why


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
        self.reasons: dict[str, QLabel] = {}
        self.defaults = QPushButton(self.tr("기본값으로"), self)
        self.defaults.setAutoDefault(False)
        self.defaults.clicked.connect(self._on_defaults)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        heads = (self.tr("다시 확인"), self.tr("거부"))
        for column, head in enumerate(heads, start=1):
            grid.addWidget(self._quiet(head), 0, column)
        for number, (key, title) in enumerate(self._rows()):
            row = 1 + 2 * number
            self.fields[key] = self._field(f"{title}, {heads[0]}"), self._field(f"{title}, {heads[1]}")
            self.reasons[key] = self._reason(title)
            grid.addWidget(QLabel(title, self), row, 0)
            for column, field in enumerate(self.fields[key], start=1):
                grid.addWidget(field, row, column)
            grid.addWidget(self.reasons[key], row + 1, 1, 1, 2)
        end = 1 + 2 * len(self.fields)
        grid.addWidget(self._advice(), end, 0, 1, 3)
        grid.addWidget(self.defaults, end + 1, 2)
        grid.setRowStretch(end + 2, 1)
        grid.setColumnStretch(0, 1)

    def _rows(self) -> list[tuple[str, str]]:
        total = self.tr("주문 총액 ({0})")
        return [
            *((quote, total.format(quote)) for quote in QUOTES),
            ("through", self.tr("최우선 호가를 지나 체결되는 폭 (%)")),
            ("ticks", self.tr("최우선 호가를 지나는 호가 수 (틱)")),
            ("depth", self.tr("보이는 호가 잔량 중 차지하는 몫 (%)")),
        ]

    def _show(self) -> None:
        """Write the limits into the fields."""
        guards = self._guards
        limits = {quote: guards.totals.get(quote, Threshold()) for quote in QUOTES}
        for key, threshold in {**limits, **_shares(guards)}.items():
            for field, limit in zip(self.fields[key], (threshold.ask, threshold.refuse), strict=True):
                field.setText("" if limit is None else format.exact(limit))
            self._complain(key, None)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(self.tr("없음"))
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setFont(theme.number_font())
        field.setMaxLength(30)
        field.setFixedWidth(130)
        field.setAccessibleName(name)
        field.editingFinished.connect(self._on_edited)
        return field

    def _reason(self, title: str) -> QLabel:
        """The line under a pair of fields; its height is kept free, so that nothing jumps."""
        label = plain_label("", self)
        label.setFont(theme.text_font(theme.SMALL))
        label.setFixedHeight(16)
        label.setStyleSheet(f"color: {theme.palette().error.name()};")
        label.setAccessibleName(title)
        return label

    def _quiet(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setStyleSheet(f"color: {theme.palette().muted.name()};")
        return label

    def _advice(self) -> QLabel:
        return self._quiet(
            self.tr(
                "빈칸은 제한이 없다는 뜻입니다. 바꾸는 즉시 적용되며, 열려 있는 주문 확인 창에도 적용됩니다. "
                "취소 주문은 어떤 제한에도 막히지 않습니다."
            )
        )

    def _on_edited(self) -> None:
        read: dict[str, Threshold] = {}
        for key in self.fields:
            try:
                read[key] = self._threshold(key)
            except _Wrong as wrong:
                self._complain(key, wrong)
            else:
                self._complain(key, None)
        if len(read) == len(self.fields):
            totals = {**self._guards.totals, **{quote: read[quote] for quote in QUOTES}}
            shares = {key: read[key] for key in _shares(self._guards)}
            self._take(replace(self._guards, totals=totals, **shares))

    def _on_defaults(self) -> None:
        self._take(OrderGuards())
        self._show()

    def _take(self, guards: OrderGuards) -> None:
        if guards != self._guards:
            self._guards = guards
            self.changed.emit(guards)

    def _threshold(self, key: str) -> Threshold:
        """What a pair of fields says; _Wrong where it says nothing that can hold."""
        limits: list[Decimal | None] = []
        for column, field in enumerate(self.fields[key]):
            try:
                limits.append(_limit(field.text()))
            except ValueError:
                why = self.tr("0 이상의 숫자를 입력하세요: {0}").format(field.text())
                raise _Wrong(column, why) from None
        ask, refuse = limits
        if ask is not None and refuse is not None and ask > refuse:
            # It would be refused before it is ever asked about.
            raise _Wrong(0, self.tr("거부 기준({0})보다 클 수 없습니다.").format(format.exact(refuse)))
        return Threshold(ask=ask, refuse=refuse)

    def _complain(self, key: str, wrong: _Wrong | None) -> None:
        under = Qt.AlignmentFlag.AlignLeft if wrong and wrong.column == 0 else Qt.AlignmentFlag.AlignRight
        self.reasons[key].setAlignment(under | Qt.AlignmentFlag.AlignTop)
        self.reasons[key].setText("" if wrong is None else wrong.why)
        error = theme.palette().error.name()
        for column, field in enumerate(self.fields[key]):
            bad = wrong is not None and wrong.column == column
            field.setStyleSheet(f"QLineEdit {{ border-color: {error}; color: {error}; }}" if bad else "")


def _limit(text: str) -> Decimal | None:
    """The amount in a field, None for an empty one; ValueError with the text when it is none."""
    if amounts.is_empty(text):
        return None
    value = amounts.parse(text)  # as in the order form: "0,2" is no 2
    if value is None or value >= _MOST:
        raise ValueError(text)
    return value


def _shares(guards: OrderGuards) -> dict[str, Threshold]:
    """The limits that hold in every market."""
    return {"through": guards.through, "ticks": guards.ticks, "depth": guards.depth}

"""The form that makes or changes one alert, in the panel itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.alerts import Alert
from app.market import ticks
from app.market.symbols import Catalog
from widgets import format as fmt
from widgets import theme
from widgets.alerts import words
from widgets.alerts.draft import Draft, Fault, Kind, draft_of
from widgets.alerts.market_edit import MarketEdit
from widgets.amount_edit import AmountEdit
from widgets.choice import Choice
from widgets.plain import plain_label, plain_tip

WINDOWS = (60, 180, 300, 600, 900, 1800, 3600, 4 * 3600)
COOL_DOWNS = (0, 30, 60, 300, 900, 3600)
FIRST_WINDOW, FIRST_COOL_DOWN = 300, 60
WIDE = 600  # from this width on the fields stand in two halves
_PERCENT_STEP = Decimal("0.1")


class AlertEditor(QWidget):
    """One alert's fields, each with the reason when it can't be taken.

    Signals:
        saved(str, object, bool, int): market, rule, whether it repeats, cool-down in seconds
        left(): the trader wants none of it
        market_changed(str): that market's price is of interest now; empty: none's
    """

    saved = pyqtSignal(str, object, bool, int)
    left = pyqtSignal()
    market_changed = pyqtSignal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._catalog = Catalog()
        self._price: Decimal | None = None
        self._tried = False
        self._make()
        self._lay_out()
        self._connect()

    # what the panel does with it

    def begin(self, symbol: str) -> None:
        """Empty fields for an alert on that market."""
        self._show(
            symbol, Draft(Kind.REACHES, None, True, FIRST_WINDOW), repeats=False, pause=FIRST_COOL_DOWN
        )
        self.save.setText(self.tr("추가"))
        self.amount.setFocus()

    def edit(self, alert: Alert) -> None:
        """The fields of an alert that there is."""
        self._show(alert.symbol, draft_of(alert, FIRST_WINDOW), repeats=alert.repeats, pause=alert.cool_down)
        self.save.setText(self.tr("저장"))
        self.amount.setFocus()
        self.amount.selectAll()

    def show_catalog(self, catalog: Catalog) -> None:
        """The markets that there are."""
        self._catalog = catalog
        self.market.show_catalog(catalog)

    def show_price(self, symbol: str, price: Decimal) -> None:
        """The last price of the market in the field."""
        if symbol == self.market.code:
            self._price = price
            self._explain()

    @property
    def draft(self) -> Draft:
        """What the fields say."""
        return Draft(
            self.kind.currentData(), self.amount.amount, self.amount.is_readable, self.period.currentData()
        )

    @property
    def reasons(self) -> tuple[str, str]:
        """What the notes under market and amount say."""
        return self._market_note.text(), self._amount_note.text()

    def submit(self) -> None:
        """Take the fields if they make an alert; else mark the first that does not."""
        self._tried = True
        self._explain()
        draft = self.draft
        if self._market_reason():
            self.market.setFocus()
        elif draft.rule is None or draft.fault is not None:
            self.amount.setFocus()
            self.amount.selectAll()
        else:
            self.saved.emit(self.market.code, draft.rule, self.repeat.currentData(), self.pause.currentData())

    # building

    def _make(self) -> None:
        self.market = MarketEdit(self)
        self.kind = self._combo(self.tr("조건"), [(text, kind) for kind, text in self._kinds().items()])
        self.amount = AmountEdit(self.tr("값"), self)
        self.amount.setFont(theme.number_font())
        self._unit = plain_label("", self)
        self.period = self._combo(self.tr("기간"), [(words.span(seconds), seconds) for seconds in WINDOWS])
        self.repeat = self._combo(self.tr("반복"), [(self.tr("한 번만"), False), (self.tr("매번"), True)])
        self.pause = self._combo(
            self.tr("다시 울리기까지"),
            [
                (
                    self.tr("{0} 쉬고").format(words.span(seconds)) if seconds else self.tr("쉬지 않고"),
                    seconds,
                )
                for seconds in COOL_DOWNS
            ],
        )
        self._market_note, self._amount_note = self._note(), self._note()
        self.save = QPushButton(self.tr("추가"), self)
        self.cancel = QPushButton(self.tr("취소"), self)
        for button in (self.save, self.cancel):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        self.setObjectName("editor")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        colours = theme.palette()
        self.setStyleSheet(
            f"QWidget#editor {{ background: {colours.header.name()};"
            f" border-bottom: 1px solid {colours.border.name()}; }}"
        )
        self._labels: dict[str, QLabel] = {}
        left = self._grid(
            (self.tr("마켓"), [self.market]),
            ("", [self._market_note]),
            (self.tr("조건"), [self.kind, self.period]),
        )
        right = self._grid(
            (self.tr("값"), [self.amount, self._unit]),
            ("", [self._amount_note]),
            (self.tr("반복"), [self.repeat, self.pause]),
        )
        room = max(label.sizeHint().width() for label in self._labels.values())
        for label in self._labels.values():
            label.setMinimumWidth(room)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(4)
        self._halves.addLayout(left, 1)
        self._halves.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addLayout(self._halves)
        column.addLayout(buttons)

    def _grid(self, *rows: tuple[str, list[QWidget]]) -> QGridLayout:
        """Rows of a label and its fields; without a label the fields belong to the row above."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (title, widgets) in enumerate(rows):
            if title:
                label = self._labels[title] = plain_label(title, self)
                label.setStyleSheet(f"color: {theme.palette().muted.name()};")
                grid.addWidget(label, row, 0)
            grid.addLayout(_row(widgets), row, 1)
        grid.setRowStretch(len(rows), 1)
        return grid

    def _combo(self, name: str, items: list[tuple[str, Any]]) -> QComboBox:
        box = Choice(self)
        box.setAccessibleName(name)
        box.setToolTip(name)
        for text, value in items:
            box.addItem(text, value)
        return box

    def _note(self) -> QLabel:
        label = plain_label("", self)
        label.setFont(theme.number_font(theme.SMALL))
        label.setWordWrap(True)
        label.hide()
        return label

    def _connect(self) -> None:
        self.market.changed.connect(self._on_market)
        self.market.textEdited.connect(self._explain)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.repeat.currentIndexChanged.connect(self._on_kind)
        self.amount.edited.connect(self._explain)
        self.amount.stepped.connect(self._on_stepped)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.left)
        for widget in (self.market, self.kind, self.amount, self.period, self.repeat, self.pause):
            widget.installEventFilter(self)

    # what happens

    def _show(self, symbol: str, draft: Draft, *, repeats: bool, pause: int) -> None:
        self._tried, self._price = False, None
        self.market.show_code(symbol)
        self.kind.setCurrentIndex(self.kind.findData(draft.kind))
        self.amount.show_amount(draft.amount)
        _choose(self.period, draft.window, words.span(draft.window))
        self.repeat.setCurrentIndex(self.repeat.findData(repeats))
        _choose(self.pause, pause, words.span(pause))
        self._on_kind()
        self.market_changed.emit(symbol)

    def _on_market(self) -> None:
        self._price = None
        self._on_kind()
        self.market_changed.emit(self.market.code)

    def _on_kind(self) -> None:
        kind: Kind = self.kind.currentData()
        quote = self.market.code.partition("-")[0]
        self._unit.setText("%" if kind.is_percent else quote)
        self.period.setVisible(kind.has_window)
        for widget in (self.amount, self._unit, self._labels[self.tr("값")]):
            widget.setVisible(not kind.is_of_orders)
        self.pause.setVisible(self.repeat.currentData() and not kind.is_of_orders)
        self.market.setPlaceholderText(
            self.tr("모든 마켓") if kind.is_of_orders else self.tr("이름, 초성 또는 코드")
        )
        self._explain()

    def _on_stepped(self, step: int) -> None:
        draft, amount = self.draft, self.amount.amount
        if draft.kind.is_percent:
            self.amount.show_amount(max(_PERCENT_STEP, (amount or Decimal(0)) + step * _PERCENT_STEP))
        elif draft.kind.is_price:
            market = self._catalog.get(self.market.code)
            tick = market.tick_size if market is not None else None
            start = amount or self._price
            if tick is not None and start is not None:
                further = ticks.next_tick if step > 0 else ticks.previous_tick
                self.amount.show_amount(further(start, tick) if amount else ticks.snap(start, tick))
        self._explain()

    def _explain(self) -> None:
        """The reasons once the trader wants to save, a wrong sign at once; else what is worth knowing."""
        fault = self.draft.fault
        market = self._market_reason() if self._tried or not self.market.is_empty else ""
        wrong = fault is not None and (self._tried or fault not in (Fault.EMPTY, Fault.ZERO))
        colours = theme.palette()
        _say(self._market_note, market, colours.error.name())
        if wrong and fault is not None:
            _say(self._amount_note, self._faults()[fault], colours.error.name())
        else:
            _say(self._amount_note, self._advice(), colours.muted.name())
        self.amount.mark(wrong)

    def _market_reason(self) -> str:
        if self.market.code:
            return ""
        if not self.market.is_empty:
            return self.tr("이런 마켓이 없습니다.")
        return "" if self.draft.kind.is_of_orders else self.tr("마켓을 고르세요.")

    def _advice(self) -> str:
        """The last price, and that a crossing needs the other side first."""
        kind, amount, price = self.draft.kind, self.amount.amount, self._price
        if price is None or kind.is_of_orders:
            return ""
        text = self.tr("현재가 {0}").format(fmt.exact(price))
        if amount is None or not kind.is_price:
            return text
        if (kind is Kind.ABOVE and price >= amount) or (kind is Kind.BELOW and price <= amount):
            return self.tr("{0} – 이미 넘었습니다. 되돌아간 뒤 다시 넘을 때 울립니다.").format(text)
        return f"{text} ({fmt.percent(amount / price - 1)})"

    def _kinds(self) -> dict[Kind, str]:
        return {
            Kind.REACHES: self.tr("가격 도달"),
            Kind.ABOVE: self.tr("가격 상향 돌파"),
            Kind.BELOW: self.tr("가격 하향 돌파"),
            Kind.DAY_UP: self.tr("전일 대비 상승"),
            Kind.DAY_DOWN: self.tr("전일 대비 하락"),
            Kind.SURGE: self.tr("급등"),
            Kind.PLUNGE: self.tr("급락"),
            Kind.VALUE: self.tr("거래대금"),
            Kind.FILLED: self.tr("내 주문 체결"),
            Kind.COMPLETED: self.tr("내 주문 전량 체결"),
        }

    def _faults(self) -> dict[Fault, str]:
        return {
            Fault.EMPTY: self.tr("값을 넣으세요."),
            Fault.UNREADABLE: self.tr("숫자로 읽을 수 없습니다."),
            Fault.ZERO: self.tr("0보다 커야 합니다."),
            Fault.TOO_LARGE: self.tr("너무 크거나 자릿수가 너무 많습니다."),
            Fault.FALLS_TOO_FAR: self.tr("하락은 100%보다 작아야 합니다."),
        }

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._halves.setSpacing(18 if wide else 4)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.submit()
                return True
        return False


def _row(widgets: list[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for number, widget in enumerate(widgets):
        row.addWidget(widget, 0 if number and isinstance(widget, QLabel) else 1)
    return row


def _choose(box: QComboBox, value: int, text: str) -> None:
    """Choose a value; one that is not offered came from the file and is added."""
    if box.findData(value) < 0:
        box.addItem(text, value)
    box.setCurrentIndex(box.findData(value))


def _say(note: QLabel, text: str, colour: str) -> None:
    sheet = f"color: {colour};"
    if note.styleSheet() != sheet:
        note.setStyleSheet(sheet)
    note.setText(text)
    note.setToolTip(plain_tip(text))
    note.setVisible(bool(text))

"""Another price or volume for an order that waits: what it is, and what it becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.market import ticks
from app.settings import OrderGuards
from app.trading import Depth, OrderIntent, OrderRecord, Violation, assess
from widgets import format as fmt
from widgets import theme
from widgets.amount_edit import AmountEdit
from widgets.caution_box import CautionBox
from widgets.click_guard import ClickGuard
from widgets.held_key import HeldKey
from widgets.my_orders import rows
from widgets.plain import plain_label

# What is wrong with the order of that key at another price and volume.
Rules = Callable[[str, Decimal | None, Decimal | None], Sequence[Violation]]

_ENTER: frozenset[int] = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class AmendDialog(QDialog):
    """Shown with `open()`; tells by `accepted`. Enter goes from the fields to the button, then sends.

    The volume is left to the exchange (`volume` None: what remains then) unless the trader changes it.
    """

    def __init__(
        self,
        record: OrderRecord,
        name: str,
        tick: Decimal | None,
        guards: OrderGuards,
        rules: Rules,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("주문 정정"))
        self.record = record
        self._tick = tick
        self._guards = guards
        self._rules = rules
        self._depth: Depth | None = None
        self._volume_typed = False
        self._held = HeldKey()
        self.price = AmountEdit(self.tr("가격"), self)
        self.volume = AmountEdit(self.tr("남은 수량"), self)
        self.note = plain_label("", self)
        self.cautions = CautionBox(self)
        self.send = QPushButton(self.tr("정정 주문 (Enter)"), self)
        self.back = QPushButton(self.tr("돌아가기 (Esc)"), self)
        self._before = plain_label("", self)
        self._total = plain_label("", self)
        self._lay_out(name)
        ClickGuard(self)
        self.price.edited.connect(self._on_price)
        self.price.stepped.connect(self._on_stepped)
        self.volume.edited.connect(self._on_volume)
        self.cautions.changed.connect(self._on_cautions)
        self.send.clicked.connect(self.accept)
        self.back.clicked.connect(self.reject)
        self.price.show_amount(record.price)
        self.follow(record)
        self.price.setFocus()
        self.price.selectAll()

    @property
    def new_price(self) -> Decimal | None:
        """The price that is asked for."""
        return self.price.amount

    @property
    def new_volume(self) -> Decimal | None:
        """The volume that is asked for; None: what remains of the order when the exchange acts."""
        return self.volume.amount if self._volume_typed else None

    @property
    def intent(self) -> OrderIntent:
        """The new order as it would be now."""
        return self.record.amended(self.price.amount, self.volume.amount)

    def follow(self, record: OrderRecord) -> None:
        """The order that is being amended, as it stands now."""
        self.record = record
        quote, _, base = record.market.partition("-")
        remaining = fmt.exact(record.remaining_volume)
        self._before.setText(f"{fmt.exact(record.price)} {quote} · {remaining} {base}")
        if not self._volume_typed:
            self.volume.show_amount(record.remaining_volume)
        self._refresh()

    def propose(self, price: Decimal) -> None:
        """Begin with another price, as if it had been typed."""
        self.price.show_amount(price)
        self._on_price()

    def recheck(self) -> None:
        """The exchange has told more of its rules."""
        self._refresh()

    def judge(self, depth: Depth | None) -> None:
        """The book as it is now."""
        if self._depth is None:
            self.cautions.restart()  # nothing was said about a book until now
        self._depth = depth
        self._refresh()

    def _refresh(self) -> None:
        intent, old = self.intent, self.record
        price, volume = intent.price, intent.volume
        quote = old.market.partition("-")[0]
        total = None if price is None or volume is None else ticks.total_of(price, volume)
        self._total.setText(f"{fmt.exact(total)} {quote}" if total is not None else fmt.NOTHING)
        wrong = self._wrong(intent)
        self.note.setText(wrong)
        if not wrong:
            self.cautions.judge(assess(intent, self._guards, self._depth, tick=self._tick))
        self._on_cautions()
        if self.sizeHint().height() > self.height():
            self.adjustSize()

    def _wrong(self, intent: OrderIntent) -> str:
        old = self.record
        if not old.is_amendable:
            return self.tr("원주문이 끝나 정정할 수 없습니다.")
        if not (self.price.is_readable and self.volume.is_readable):
            return self.tr("숫자로 읽을 수 없습니다")
        found = self._rules(old.key, intent.price, intent.volume)
        if found:
            return found[0].sentence
        same = intent.price == old.price and intent.volume == old.remaining_volume
        return self.tr("바뀐 것이 없습니다") if same else ""

    def _on_price(self) -> None:
        self.cautions.restart()
        self._refresh()

    def _on_volume(self) -> None:
        self._volume_typed = True
        self._on_price()

    def _on_stepped(self, direction: int) -> None:
        price = self.price.amount
        if price is not None and self._tick is not None:
            step = ticks.next_tick if direction > 0 else ticks.previous_tick
            self.price.show_amount(step(price, self._tick))
            self._on_price()

    def _on_cautions(self) -> None:
        self.send.setEnabled(not self.note.text() and self.cautions.allows)

    def _lay_out(self, name: str) -> None:
        text = self.tr("{market} {side}").format(market=name, side=rows.side(self.record.side))
        title = plain_label(text, self)
        title.setFont(theme.text_font(theme.LARGE, bold=True))
        colours = theme.palette()
        colour = colours.rise if self.record.side == "bid" else colours.fall
        title.setStyleSheet(f"color: {colour.name()};")
        self.note.setStyleSheet(f"color: {colours.muted.name()};")
        hint = plain_label(self.tr("취소 후 새로 주문하므로 대기 순서는 새 가격의 마지막이 됩니다."), self)
        hint.setStyleSheet(f"color: {colours.muted.name()};")
        hint.setFont(theme.text_font(theme.SMALL))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addLayout(self._grid())
        for widget in (self.note, self.cautions, hint):
            layout.addWidget(widget)
        layout.addLayout(self._buttons())
        self.setMinimumWidth(360)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for label in (self._before, self._total):
            label.setFont(theme.number_font(theme.LARGE))
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        lines = (
            (self.tr("원주문"), self._before),
            (self.tr("가격"), self.price),
            (self.tr("남은 수량"), self.volume),
            (self.tr("총액"), self._total),
        )
        for row, (text, widget) in enumerate(lines):
            label = plain_label(text, self)
            label.setStyleSheet(f"color: {theme.palette().muted.name()};")
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        return grid

    def _buttons(self) -> QHBoxLayout:
        self.send.setFont(theme.text_font(theme.LARGE, bold=True))
        row = QHBoxLayout()
        row.addWidget(self.back, 1)
        row.addWidget(self.send, 2)
        for button in (self.back, self.send):
            button.setMinimumHeight(34)
            button.setAutoDefault(False)  # Enter is ours: see keyPressEvent
        return row

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        event.accept()
        if self._held.is_repeat(event):
            return
        focused = self.focusWidget()
        if focused is self.back:
            self.reject()
        elif focused is self.send and self.send.isEnabled():
            self.accept()
        elif self.send.isEnabled():
            self.send.setFocus()
        elif not self.cautions.isHidden() and not self.note.text():
            self.cautions.tick.setFocus()

    def keyReleaseEvent(self, event: QKeyEvent | None) -> None:
        self._held.release(event)
        super().keyReleaseEvent(event)

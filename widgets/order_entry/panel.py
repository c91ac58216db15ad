"""The order entry panel: keeps the draft, the form and the exchange's terms together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.clock import monotonic
from app.errors import HogaError
from app.market import ticks
from app.market.symbols import Catalog
from app.settings import OrderGuards
from app.trading import Broker, OrderIntent
from app.upbit import Chance, sentence
from app.websocket_v6 import DataType
from widgets.actions import Actions
from widgets.feed import Batch, Feed
from widgets.frame_clock import FrameClock
from widgets.order_entry import draft as drafts
from widgets.order_entry.confirm import ConfirmDialog
from widgets.order_entry.confirmation import Confirmation
from widgets.order_entry.draft import Draft, Field, Style, Terms
from widgets.order_entry.form import OrderForm
from widgets.order_entry.live_market import LiveMarket
from widgets.order_entry.view import show
from widgets.panel import Panel

CHANCE_RETRY_MS = 3_000
_SHARE_KEYS = {Qt.Key.Key_1: 10, Qt.Key.Key_2: 25, Qt.Key.Key_3: 50, Qt.Key.Key_4: 100}


class OrderEntryPanel(Panel):
    """One order at a time for the linked market; nothing leaves it without the confirmation.

    Signals:
        guards_wanted(): show the limits of 주문 착오방지
    """

    guards_wanted = pyqtSignal()

    def __init__(
        self, frame_clock: FrameClock, broker: Broker, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._broker = broker
        self._actions = actions
        self._catalog = Catalog()
        self._draft = Draft()
        self._terms = Terms()
        self._sent: Draft | None = None  # what is on its way
        self._live = LiveMarket()
        self._closed = False
        self._confirmation = Confirmation(self)
        self._form = OrderForm(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._form)
        self._retry = QTimer(self)
        self._retry.setObjectName("order chance")
        self._retry.setSingleShot(True)
        self._feed = Feed("order entry", frame_clock, self)
        self._connect()
        self._refresh()

    @property
    def draft(self) -> Draft:
        """What the form holds now."""
        return self._draft

    @property
    def form(self) -> OrderForm:
        """The form's controls."""
        return self._form

    @property
    def dialog(self) -> ConfirmDialog | None:
        """The confirmation that is open, if one is."""
        return self._confirmation.dialog

    def guard(self, guards: OrderGuards) -> None:
        """From now on orders are judged by these limits."""
        self._live.guards = guards
        self._refresh()

    def take_price(self, price: Decimal) -> None:
        """Take a price from the orderbook, exactly; a market order becomes a limit order by that."""
        if self._draft.market:
            self._set(replace(self._draft, style=Style.LIMIT, price=price, time_in_force=self._limit_force()))

    def show_symbol(self, symbol: str) -> None:
        if symbol == self._draft.market or self._closed:
            return
        self._confirmation.drop()
        self._sent = None
        self._terms = Terms()
        self._live.forget()
        self._draft = Draft(symbol, self._draft.side, self._draft.style, self._draft.time_in_force)
        self._form.wipe()
        self._watch()
        self._feed.watch(DataType.ORDERBOOK, [symbol])
        self._ask_chance()
        self._refresh()

    def show_catalog(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._live.know(catalog)
        self._watch()
        self._refresh()

    def show_stale(self, stale: bool) -> None:
        self._live.show_stale(stale, monotonic())
        self._refresh()

    def close_panel(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._confirmation.drop()
        self._retry.stop()
        self._feed.close()
        self._actions.stop("chance")
        self._broker.ready_changed.disconnect(self._on_ready)
        self._broker.problem_changed.disconnect(self._on_problem)
        self._broker.armed_changed.disconnect(self._on_ready)
        self._broker.balances_changed.disconnect(self._on_balances)

    def save_state(self) -> dict[str, object]:
        return {"side": self._draft.side, "style": self._draft.style.value}

    def restore_state(self, state: Mapping[str, object]) -> None:
        side, style = state.get("side"), state.get("style")
        if side in ("bid", "ask"):
            self._draft = replace(self._draft, side=str(side))
        if isinstance(style, str) and style in tuple(Style):
            self._draft = replace(self._draft, style=Style(style))
        self._refresh()

    # what the trader does

    def _connect(self) -> None:
        form = self._form
        for side, side_button in form.sides.items():
            side_button.setProperty("side", side)
            side_button.clicked.connect(self._on_side)
        for style, style_button in form.styles.items():
            style_button.setProperty("style_name", style.value)
            style_button.clicked.connect(self._on_style)
        for percent, share_button in form.shares.items():
            share_button.setProperty("percent", percent)
            share_button.clicked.connect(self._on_share)
        for field, edit in form.edits.items():
            edit.setProperty("field", field.value)
            edit.edited.connect(self._on_edited)
            edit.stepped.connect(self._step)
            form.notes[field].setProperty("field", field.value)
            form.notes[field].taken.connect(self._on_taken)
        form.up.clicked.connect(self._on_up)
        form.down.clicked.connect(self._on_down)
        form.last.clicked.connect(self._on_last)
        form.clear.clicked.connect(self._on_clear)
        form.submit.clicked.connect(self._on_submit)
        form.guards.clicked.connect(self.guards_wanted)
        form.time_in_force.activated.connect(self._on_time_in_force)
        self._retry.timeout.connect(self._ask_chance)
        self._feed.flushed.connect(self._on_batch)
        self._confirmation.confirmed.connect(self._on_confirmed)
        self._confirmation.ended.connect(self._refresh)
        self._actions.placed.connect(self._on_placed)
        self._actions.unconfirmed.connect(self._on_placed)
        self._actions.refused.connect(self._on_refused)
        self._broker.ready_changed.connect(self._on_ready)
        self._broker.problem_changed.connect(self._on_problem)
        self._broker.armed_changed.connect(self._on_ready)
        self._broker.balances_changed.connect(self._on_balances)

    def _on_side(self) -> None:
        self.choose_side(self.sender().property("side"))

    def choose_side(self, side: str) -> None:
        """Turn to buying or selling; the price and a volume typed by hand stay."""
        if side != self._draft.side:
            self._form.wipe()
            self._set(self._allowed(drafts.on_side(self._draft, side)))

    def _on_style(self) -> None:
        style = Style(self.sender().property("style_name"))
        if style is not self._draft.style:
            self._set(self._allowed(replace(self._draft, style=style, time_in_force=None)))

    def _on_time_in_force(self, _index: int) -> None:
        self._set(replace(self._draft, time_in_force=self._form.time_in_force.currentData()))

    def _on_share(self) -> None:
        self.choose_share(self.sender().property("percent"))

    def choose_share(self, percent: int) -> None:
        """Set the amount to so many per cent of what is available, with the fee taken out."""
        self._set(replace(self._draft, share=percent))

    def _on_edited(self) -> None:
        field = Field(self.sender().property("field"))
        self._edit(field, self._form.edits[field].amount, typed=field)

    def _on_taken(self, value: Decimal) -> None:
        self._edit(Field(self.sender().property("field")), value)

    def _edit(self, field: Field, amount: Decimal | None, typed: Field | None = None) -> None:
        draft = self._draft
        if field is Field.PRICE:
            self._set(replace(draft, price=amount), typed)
        elif field is Field.VOLUME:
            self._set(replace(draft, volume=amount, basis=field, share=None), typed)
        else:
            self._set(replace(draft, total=amount, basis=field, share=None), typed)

    def _on_up(self) -> None:
        self._step(1)

    def _on_down(self) -> None:
        self._step(-1)

    def _step(self, direction: int) -> None:
        draft = self._draft
        if draft.style is not Style.LIMIT or not self._form.edits[Field.PRICE].is_readable:
            return
        if draft.price is None:
            self._on_last()
            return
        tick = self._terms.step
        if tick is not None:
            step = ticks.next_tick if direction > 0 else ticks.previous_tick
            self._set(replace(draft, price=step(draft.price, tick)))

    def _on_last(self) -> None:
        if self._terms.last is not None and self._draft.style is Style.LIMIT:
            self._set(replace(self._draft, price=self._terms.last))

    def _on_clear(self) -> None:
        self._form.wipe()
        self._set(replace(drafts.without_amounts(self._draft), price=None))

    # sending

    def _on_submit(self) -> None:
        if self.dialog is not None or not self._form.submit.isEnabled() or self._closed:
            return
        draft = self._draft
        market = self._catalog.get(draft.market)
        name = f"{market.name} {draft.market}" if market else draft.market
        self._confirmation.ask(draft, self._terms, name, ready=self._broker.may_place)

    def _on_confirmed(self, draft: Draft) -> None:
        if self._closed:
            return
        self._sent = draft
        self._set(drafts.without_amounts(self._draft))
        self._actions.place(drafts.intent_of(draft))

    def _on_placed(self, _record: object) -> None:
        self._sent = None

    def _on_refused(self, intent: OrderIntent, _sentence: str) -> None:
        # What was typed comes back for another try, unless the trader has gone on meanwhile.
        sent, self._sent = self._sent, None
        untouched = self._draft.volume is None and self._draft.total is None
        if sent is not None and untouched and drafts.intent_of(sent) == intent and self._same_form(sent):
            self._set(replace(sent, price=self._draft.price or sent.price))

    def _same_form(self, sent: Draft) -> bool:
        now = self._draft
        return (now.market, now.side, now.style) == (sent.market, sent.side, sent.style)

    # what the exchange says

    def _ask_chance(self) -> None:
        if self._closed or not self._draft.market or not self._broker.ready:
            return
        market = self._draft.market
        self._actions.run("chance", self._broker.chance(market), self._on_chance, self._on_chance_failed)

    def _on_chance(self, chance: Chance) -> None:
        if not self._closed and chance.market.id == self._draft.market:
            self._terms = replace(self._terms, chance=chance)
            self._draft = self._allowed(self._draft)
            self._refresh()

    def _on_chance_failed(self, _sentence: str) -> None:
        if not self._closed:
            self._retry.start(CHANCE_RETRY_MS)

    def _on_ready(self, ready: bool) -> None:
        if ready:
            self._ask_chance()
        self._confirmation.allow(self._broker.may_place)
        self._refresh()

    def _on_problem(self, _problem: HogaError | None) -> None:
        self._refresh()

    def _on_balances(self, _currencies: frozenset[str]) -> None:
        self._refresh()

    def _watch(self) -> None:
        market = self._draft.market
        if market and not self._closed:
            self._feed.watch(DataType.TICKER, self._live.tickers(market))

    def _on_batch(self, batch: Batch) -> None:
        if self._live.take(batch, self._draft.market):
            self._watch()
        # Most books change nothing that is shown.
        if self._current_terms(self._draft) != self._terms:
            self._refresh()
        else:
            self._judge_asked()

    # showing

    def _set(self, draft: Draft, typed: Field | None = None) -> None:
        self._draft = drafts.linked(draft, self._current_terms(draft))
        self._refresh(typed)

    def _allowed(self, draft: Draft) -> Draft:
        """The draft with a style and time in force that the market offers on its side."""
        chance = self._terms.chance
        if chance is None:
            return draft
        if draft.style not in drafts.styles(draft.side, chance):
            draft = replace(draft, style=Style.LIMIT)
        forces = drafts.time_in_forces(draft, chance)
        return draft if draft.time_in_force in forces else replace(draft, time_in_force=forces[0])

    def _limit_force(self) -> str | None:
        return self._draft.time_in_force if self._draft.style is Style.LIMIT else None

    def _refresh(self, typed: Field | None = None) -> None:
        if self._closed:
            return
        self._terms = self._current_terms(self._draft)
        show(
            self._form,
            self._draft,
            self._terms,
            typed=typed,
            ready=self._broker.may_place,
            trouble=self._trouble(),
        )
        self._judge_asked()

    def _trouble(self) -> str:
        problem = self._broker.problem
        if problem is not None:
            return problem.sentence
        return "" if self._broker.armed else str(sentence("not_armed"))

    def _judge_asked(self) -> None:
        asked = self._confirmation.draft
        if asked is not None:
            self._confirmation.judge(self._current_terms(asked))

    def _current_terms(self, draft: Draft) -> Terms:
        return self._live.terms(draft, self._terms, self._available(draft))

    def _available(self, draft: Draft) -> Decimal | None:
        if not draft.market or not self._broker.ready:
            return None
        held = self._broker.balances.get(draft.spends)
        return Decimal(0) if held is None else held.balance

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        key = event.key()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier):
            super().keyPressEvent(event)  # Ctrl+S is somebody's habit of saving, and no wish to sell
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._on_submit()
        elif key in (Qt.Key.Key_B, Qt.Key.Key_S):
            self.choose_side("bid" if key == Qt.Key.Key_B else "ask")
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Up else -1)
        elif key in _SHARE_KEYS:
            self.choose_share(_SHARE_KEYS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

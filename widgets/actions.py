"""The one place where the desk starts work at the broker, and hears how it ended."""

from __future__ import annotations

import asyncio
import inspect
import logging
import weakref
from collections.abc import Callable, Coroutine
from decimal import Decimal
from functools import partial
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from app.errors import HogaError
from app.tasks import TaskOwner
from app.trading import Broker, OrderIntent, OrderRecord, OrderState

_log = logging.getLogger(__name__)

Done = Callable[[Any], object]


class Actions(QObject):
    """Starts broker calls as owned tasks; every failure becomes one sentence for the trader.

    Orders and cancels are never replaced by newer ones; what `run` starts is, by its name.

    Signals:
        placed(OrderRecord): the exchange took the order
        amended(OrderRecord): the exchange took the call that replaces an order by this one
        unconfirmed(OrderRecord): the order was sent and no answer came; the broker is looking it up
        refused(OrderIntent, str): the order was not placed, and why
        cancelled(str): the exchange took the cancel of the order with this key
        all_cancelled(int): so many orders were asked to be cancelled
        failed(str): something did not work, one sentence; sent after `refused` too
        busy_changed(bool): whether an order or a cancel is on its way
    """

    placed = pyqtSignal(object)
    amended = pyqtSignal(object)
    unconfirmed = pyqtSignal(object)
    refused = pyqtSignal(object, str)
    cancelled = pyqtSignal(str)
    all_cancelled = pyqtSignal(int)
    failed = pyqtSignal(str)
    busy_changed = pyqtSignal(bool)

    def __init__(self, broker: Broker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._broker = broker
        self._owner = TaskOwner("actions", self._on_task_failure)
        self._orders: set[asyncio.Task[None]] = set()
        self._cancelling: set[str] = set()
        self._closing = False

    @property
    def busy(self) -> bool:
        """Whether an order or a cancel is on its way."""
        return bool(self._orders)

    def is_cancelling(self, key: str) -> bool:
        """Whether a cancel of that order is on its way."""
        return key in self._cancelling

    def place(self, intent: OrderIntent) -> None:
        """Send the order, once."""
        self._start_order(self._place(intent))

    def amend(self, key: str, price: Decimal, volume: Decimal | None) -> None:
        """Replace an order that waits, once; volume None: by what remains of it."""
        self._start_order(self._amend(key, price, volume))

    def cancel(self, key: str) -> None:
        """Cancel one order; a second wish for the same one while the first is on its way is dropped."""
        if key not in self._cancelling:
            self._cancelling.add(key)
            self._start_order(self._cancel(key))

    def cancel_all(self, market: str | None) -> None:
        """Cancel every open order of a market; None means of all markets."""
        self._start_order(self._cancel_all(market))

    def run(
        self,
        name: str,
        work: Coroutine[Any, Any, Any],
        on_done: Done | None = None,
        on_failed: Callable[[str], object] | None = None,
    ) -> None:
        """Run a reading call; a newer one of the same name replaces it and the older result never comes.

        Bound methods given as `on_done` and `on_failed` are held weakly. Without `on_failed` a failure
        goes to the signal `failed`.
        """
        if self._closing:
            work.close()
            return
        task = self._owner.start(name, self._run(work, _weak(on_done), _weak(on_failed)))
        # One that is replaced before its first step never gets to `work`.
        task.add_done_callback(partial(_close, work))

    def stop(self, name: str) -> None:
        """Forget the `run` of that name; neither its result nor its failure is told."""
        self._owner.cancel(name)

    async def aclose(self) -> None:
        """End everything at once; idempotent. Orders on their way are the broker's, which waits for them."""
        self._closing = True
        await self._owner.aclose()

    def _start_order(self, work: Coroutine[Any, Any, None]) -> None:
        if self._closing:
            work.close()
            return
        task = self._owner.start(None, work)
        self._orders.add(task)
        task.add_done_callback(self._on_order_ended)
        if len(self._orders) == 1:
            self.busy_changed.emit(True)

    async def _place(self, intent: OrderIntent) -> None:
        try:
            record: OrderRecord = await self._broker.place(intent)
        except HogaError as error:
            _log.info("order not placed: %s", error)
            self._refuse(intent, error.sentence)
            return
        if record.state is OrderState.REJECTED:
            self._refuse(intent, record.reason or self.tr("거래소가 주문을 거부했습니다."))
        elif record.state is OrderState.UNKNOWN:
            self.unconfirmed.emit(record)
        else:
            self.placed.emit(record)

    async def _amend(self, key: str, price: Decimal, volume: Decimal | None) -> None:
        try:
            record: OrderRecord = await self._broker.amend(key, price, volume)
        except HogaError as error:
            _log.info("order %s not amended: %s", key, error)
            self.failed.emit(error.sentence)
            return
        if record.state is OrderState.REJECTED:
            self.failed.emit(record.reason or self.tr("거래소가 주문을 거부했습니다."))
        elif record.state is OrderState.UNKNOWN:
            self.unconfirmed.emit(record)
        else:
            self.amended.emit(record)

    def _refuse(self, intent: OrderIntent, sentence: str) -> None:
        self.refused.emit(intent, sentence)
        self.failed.emit(sentence)

    async def _cancel(self, key: str) -> None:
        try:
            await self._broker.cancel(key)
        except HogaError as error:
            _log.info("cancel of %s failed: %s", key, error)
            self.failed.emit(error.sentence)
        else:
            self.cancelled.emit(key)
        finally:
            self._cancelling.discard(key)

    async def _cancel_all(self, market: str | None) -> None:
        wanted = {
            key
            for key, record in self._broker.orders.items()
            if market in (None, record.market) and not record.state.is_final
        }
        try:
            count = await self._broker.cancel_all(market)
        except HogaError as error:
            _log.info("cancel all of %s failed: %s", market or "every market", error)
            self.failed.emit(error.sentence)
            return
        self.all_cancelled.emit(count)
        unseen = len(wanted & self._broker.recalling)
        if unseen:
            text = self.tr("아직 도착을 확인하지 못한 주문 {count}건은 거래소에 나타나는 즉시 취소합니다.")
            self.failed.emit(text.format(count=unseen))
        if count + unseen < len(wanted):
            # The broker goes on with the others when one cancel fails; the trader has to know of it.
            text = self.tr("주문 {count}건은 취소하지 못했습니다. 미체결 목록을 확인하세요.")
            self.failed.emit(text.format(count=len(wanted) - count - unseen))

    async def _run(
        self,
        work: Coroutine[Any, Any, Any],
        on_done: Callable[[], Done | None],
        on_failed: Callable[[], Done | None],
    ) -> None:
        try:
            result = await work
        except HogaError as error:
            _log.info("%s", error)
            receiver = on_failed() or self.failed.emit
            receiver(error.sentence)
        else:
            done = on_done()
            if done is not None:
                done(result)

    def _on_order_ended(self, task: asyncio.Task[None]) -> None:
        self._orders.discard(task)
        if not self._orders and not self._closing:
            self.busy_changed.emit(False)

    def _on_task_failure(self, _name: str, _error: BaseException) -> None:
        # TaskOwner has logged it; the trader is told that what was asked for did not happen as expected.
        self.failed.emit(self.tr("예상하지 못한 오류가 발생했습니다. 주문 상태를 확인하세요."))


def _close(work: Coroutine[Any, Any, Any], _task: asyncio.Task[None]) -> None:
    work.close()


def _weak(receiver: Done | None) -> Callable[[], Done | None]:
    if inspect.ismethod(receiver):
        return weakref.WeakMethod(receiver)
    return lambda: receiver

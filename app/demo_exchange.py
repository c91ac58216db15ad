"""The desk's own exchange: started with it, started again where it was when it dies, ended with it."""

from __future__ import annotations

import logging
from dataclasses import replace

from app.clock import Clock
from app.errors import ExchangeProcessError
from app.exchange_process import ExchangeOptions, ExchangeProcess, Ready
from app.language import Sentence
from app.signals import Signal
from app.tasks import TaskOwner

RESTARTS_A_MINUTE = 5
RETRY_SECONDS = 1.0
RESTARTED = Sentence(
    "데모 거래소가 종료되어 다시 시작합니다. 모의 계좌와 주문은 그대로입니다.",
    "The demo exchange ended and is started again. Its account and orders are kept.",
)
RESTARTED_ANEW = Sentence(
    "데모 거래소가 종료되어 다시 시작합니다. 모의 잔고는 처음으로 돌아갑니다.",
    "The demo exchange ended and is started again. Its balances begin anew.",
)
STATES = {
    "damaged": Sentence(
        "모의 계좌 파일이 손상되어 새 모의 계좌로 시작합니다. "
        "손상된 파일은 데이터 폴더에 이름을 바꾸어 보관합니다.",
        "The file of the demo account is damaged, so a new demo account begins. "
        "The damaged file is kept under another name in the data folder.",
    ),
    "in use": Sentence(
        "다른 Hoga가 모의 계좌를 사용하고 있어 임시 모의 계좌로 시작합니다. 이 계좌는 저장되지 않습니다.",
        "Another Hoga is using the demo account, so a passing one begins. It will not be kept.",
    ),
    "unusable": Sentence(
        "데이터 폴더에 모의 계좌를 저장할 수 없어 임시 모의 계좌로 시작합니다. 이 계좌는 저장되지 않습니다.",
        "The demo account cannot be kept in the data folder, so a passing one begins. It will not be kept.",
    ),
}
KEEPS_ENDING = Sentence(
    "데모 거래소가 계속 종료됩니다. Hoga를 다시 시작해 주세요.",
    "The demo exchange keeps ending. Please start Hoga again.",
)

_log = logging.getLogger(__name__)


class DemoExchange:
    """Keeps one exchange process alive.

    Signals: `complained(Sentence)`; `restarted(Ready)`: it lives again, and may have forgotten its account.
    """

    def __init__(self, options: ExchangeOptions, clock: Clock) -> None:
        self.complained: Signal[Sentence] = Signal("demo exchange complained")
        self.restarted: Signal[Ready] = Signal("demo exchange restarted")
        self._options = options
        self._clock = clock
        self._process = ExchangeProcess()
        self._tasks = TaskOwner("demo exchange")

    async def start(self) -> Ready:
        """Start it and keep it alive from now on; ExchangeProcessError when it does not start."""
        ready = await self._begin()
        self._options = self._options.again_at(ready)
        self._tasks.start("keep", self._keep())
        return ready

    async def aclose(self) -> None:
        """End it; idempotent."""
        await self._tasks.aclose()
        await self._process.aclose()

    def kill(self) -> None:
        """End it at once, when there is no time left for `aclose`."""
        self._tasks.cancel("keep")  # or it would start the next one
        self._process.kill()

    async def _begin(self) -> Ready:
        ready = await self._process.start(self._options)
        sentence = STATES.get(ready.state)
        if sentence is not None:
            _log.error("the state file of the exchange: %s", ready.state)
            self.complained.emit(sentence)
        if ready.state in ("in use", "unusable"):
            # What began without its file goes on without it: by then it may be free, with another account.
            self._options = replace(self._options, state=None)
        return ready

    async def _keep(self) -> None:
        ended: list[float] = []
        while True:
            code = await self._process.wait()
            _log.error("the exchange ended with code %s: %s", code, self._process.last_complaint)
            self.complained.emit(RESTARTED if self._options.state else RESTARTED_ANEW)
            while not await self._start_again(ended):
                if len(ended) >= RESTARTS_A_MINUTE:
                    self.complained.emit(KEEPS_ENDING)
                    return
                await self._clock.sleep(RETRY_SECONDS)

    async def _start_again(self, ended: list[float]) -> bool:
        """Whether it lives again; `ended` collects the times of the restarts of the last minute."""
        now = self._clock.monotonic()
        ended[:] = [at for at in ended if at > now - 60] + [now]
        if len(ended) >= RESTARTS_A_MINUTE:
            return False
        try:
            ready = await self._begin()
        except ExchangeProcessError as error:
            _log.error("%s", error)
            return False
        self.restarted.emit(ready)
        return True

"""Warns of a key that is about to expire: at the start, when another key comes, and once a day."""

from __future__ import annotations

import time

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from app.keys import WARN_DAYS

LOOK_MS = 60 * 60 * 1000
_DAY_SECONDS = 24 * 60 * 60
_KST_SECONDS = 9 * 60 * 60


class ExpiryWatch(QObject):
    """Asks by `wanted` and is told by `tell`; one warning for each key and day (KST).

    Signals:
        wanted(): somebody has to find out how many days are left
        warned(str): a sentence for the trader
        changed(): `days` is another number
    """

    wanted = pyqtSignal()
    warned = pyqtSignal(str)
    changed = pyqtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.days: int | None = None  # None too while there is plenty of time
        self._told: tuple[str, int] | None = None
        self._timer = QTimer(self)
        self._timer.setObjectName("key expiry")
        self._timer.timeout.connect(self.wanted)
        self._timer.start(LOOK_MS)

    def tell(self, key: str, days: int | None, now: float | None = None) -> None:
        """So many days are left of the key that ends in `key`; `now` is seconds since the epoch."""
        soon = days if days is not None and days < WARN_DAYS else None
        if soon != self.days:
            self.days = soon
            self.changed.emit()
        today = int(((time.time() if now is None else now) + _KST_SECONDS) // _DAY_SECONDS)
        if soon is not None and self._told != (key, today):
            self._told = (key, today)
            self.warned.emit(self._sentence(key, soon))

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def _sentence(self, key: str, days: int) -> str:
        if days < 0:
            return self.tr("API 키 …{0}의 유효 기간이 지났습니다. 업비트에서 새 키를 발급해 주세요.").format(
                key
            )
        if days == 0:
            return self.tr(
                "API 키 …{0}이(가) 24시간 안에 만료됩니다. 연장할 수 없으니 새 키를 발급해 주세요."
            ).format(key)
        text = self.tr("API 키 …{0}의 유효 기간이 {1}일 남았습니다. 연장할 수 없으니 새 키를 발급해 주세요.")
        return text.format(key, days)

"""After a crash the trader reads what was in flight, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QApplication

from app.trading import OrderState
from tests.widgets.my_orders.conftest import order
from tests.widgets.order_entry.double import FakeBroker
from widgets.in_flight import InFlight


@dataclass
class Told:
    """Notices that are only read."""

    texts: list[str] = field(default_factory=list)

    def warn(self, text: str) -> None:
        self.texts.append(text)

    info = warn


class Crashed(FakeBroker):
    def __init__(self, *keys: str) -> None:
        super().__init__(ready=False)
        self.recovered = self.in_flight = frozenset(keys)

    def find(self, number: int, state: OrderState) -> None:
        record = order(number, state)
        self.in_flight -= {record.key}
        self.tell(record)
        QApplication.processEvents()


def watch(broker: FakeBroker, qapp: QApplication) -> tuple[Told, QObject]:
    told, owner = Told(), QObject()
    InFlight(broker, told, owner)  # type: ignore[arg-type]
    QApplication.processEvents()
    return told, owner


def test_orders_in_flight_are_told_when_they_are_looked_up_and_when_all_are_known(
    qapp: QApplication,
) -> None:
    broker = Crashed("hoga-001", "hoga-002")
    told, _owner = watch(broker, qapp)
    assert told.texts == ["이전 실행에서 보낸 주문 2건의 결과를 확인하고 있습니다."]
    broker.find(1, OrderState.WORKING)
    assert len(told.texts) == 1
    broker.find(2, OrderState.REJECTED)
    assert told.texts[1:] == [
        "이전 실행에서 보낸 주문을 확인했습니다: KRW-BTC 매수 – 미체결, KRW-BTC 매수 – 접수되지 않음"
    ]
    broker.tell(order(1, OrderState.FILLED))
    QApplication.processEvents()
    assert len(told.texts) == 2, "from then on it is an order like any other"


def test_what_was_known_before_the_window_was_is_told_as_well(qapp: QApplication) -> None:
    broker = Crashed("hoga-001")
    broker.find(1, OrderState.FILLED)
    told, _owner = watch(broker, qapp)
    assert told.texts == ["이전 실행에서 보낸 주문을 확인했습니다: KRW-BTC 매수 – 체결"]


def test_a_clean_start_says_nothing(qapp: QApplication) -> None:
    broker = Crashed()
    told, _owner = watch(broker, qapp)
    broker.tell(order(1))
    QApplication.processEvents()
    assert told.texts == []


def test_an_order_that_was_listed_before_its_look_up_ended_is_told_once_all_is_ready(
    qapp: QApplication,
) -> None:
    broker = Crashed("hoga-001")
    told, _owner = watch(broker, qapp)
    broker.tell(order(1, OrderState.WORKING))
    QApplication.processEvents()
    assert len(told.texts) == 1, "still looked up"
    broker.in_flight = frozenset()
    broker.be_ready(True)
    QApplication.processEvents()
    assert told.texts[1:] == ["이전 실행에서 보낸 주문을 확인했습니다: KRW-BTC 매수 – 미체결"]
    broker.be_ready(False)
    broker.be_ready(True)
    QApplication.processEvents()
    assert len(told.texts) == 2

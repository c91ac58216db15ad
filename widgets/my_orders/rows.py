"""One order as a line of texts: what each column says, and in which colour it says it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from PyQt6.QtCore import QCoreApplication

from app import exact
from app.market import ticks
from app.trading import OrderRecord, OrderState
from widgets import format as fmt

translate = QCoreApplication.translate


class Column(Enum):
    """The columns of both tables."""

    TIME = "time"
    MARKET = "market"
    SIDE = "side"
    TYPE = "type"
    PRICE = "price"
    AVERAGE = "average"
    VOLUME = "volume"
    FILLED = "filled"
    REMAINING = "remaining"
    FUNDS = "funds"
    FEE = "fee"
    STATE = "state"
    CANCEL = "cancel"


OPEN = (
    Column.TIME,
    Column.MARKET,
    Column.SIDE,
    Column.TYPE,
    Column.PRICE,
    Column.VOLUME,
    Column.FILLED,
    Column.REMAINING,
    Column.STATE,
    Column.CANCEL,
)
DONE = (
    Column.TIME,
    Column.MARKET,
    Column.SIDE,
    Column.TYPE,
    Column.PRICE,
    Column.AVERAGE,
    Column.FILLED,
    Column.FUNDS,
    Column.FEE,
    Column.STATE,
)
WORDS = frozenset({Column.TIME, Column.MARKET, Column.SIDE, Column.TYPE, Column.STATE, Column.CANCEL})
REASON_OVER = (Column.AVERAGE, Column.FILLED, Column.FUNDS, Column.FEE)


class Row:
    """A line of a table; its texts are made when they are first looked at, for most rows never are.

    `tone` is the theme's colour of the state, `reason` is written over the columns that a refused order
    has no numbers for.
    """

    __slots__ = ("_name", "_texts", "order", "record")

    def __init__(self, record: OrderRecord, name: str) -> None:
        self.record = record
        # Newest first; the key keeps orders of one second apart.
        self.order = (-record.created_at, record.key)
        self._name = name
        self._texts: Mapping[Column, str] | None = None

    @property
    def texts(self) -> Mapping[Column, str]:
        """What each column says."""
        if self._texts is None:
            self._texts = _texts_of(self.record, self._name)
        return self._texts

    @property
    def tone(self) -> str:
        """The name of the theme's colour that the state is written in."""
        return tone(self.record)

    @property
    def reason(self) -> str:
        """Why the exchange refused the order, or ended it before anything was executed."""
        if self.record.state is OrderState.CANCELLED and not self.record.executed_volume:
            return prevented(self.record)
        return self.record.reason if self.record.state is OrderState.REJECTED else ""


def _texts_of(record: OrderRecord, name: str) -> Mapping[Column, str]:
    quote, _, base = record.market.partition("-")
    filled = bool(record.executed_volume)
    return {
        Column.TIME: fmt.date_time_kst(record.created_at or None),
        Column.MARKET: f"{name} {_code(base, quote)}".strip(),
        Column.SIDE: side(record.side),
        Column.TYPE: order_type(record),
        Column.PRICE: _price(record),
        Column.AVERAGE: fmt.average(record.average_price),
        Column.VOLUME: _volume(record, quote),
        Column.FILLED: fmt.exact(record.executed_volume),
        Column.REMAINING: fmt.exact(record.remaining_volume if _has_volume(record) else None),
        Column.FUNDS: quoted(record.executed_funds, quote) if filled else fmt.NOTHING,
        Column.FEE: quoted(record.paid_fee, quote) if filled else fmt.NOTHING,
        Column.STATE: state(record),
    }


def _code(base: str, quote: str) -> str:
    return base if quote == "KRW" else f"{base}/{quote}"


def title(column: Column) -> str:
    """The head of a column."""
    return {
        Column.TIME: translate("MyOrders", "시각"),
        Column.MARKET: translate("MyOrders", "마켓"),
        Column.SIDE: translate("MyOrders", "구분"),
        Column.TYPE: translate("MyOrders", "유형"),
        Column.PRICE: translate("MyOrders", "주문가"),
        Column.AVERAGE: translate("MyOrders", "체결 평균"),
        Column.VOLUME: translate("MyOrders", "주문량"),
        Column.FILLED: translate("MyOrders", "체결량"),
        Column.REMAINING: translate("MyOrders", "미체결량"),
        Column.FUNDS: translate("MyOrders", "체결 금액"),
        Column.FEE: translate("MyOrders", "수수료"),
        Column.STATE: translate("MyOrders", "상태"),
        Column.CANCEL: "",
    }[column]


def side(name: str) -> str:
    """매수 or 매도."""
    return translate("MyOrders", "매수") if name == "bid" else translate("MyOrders", "매도")


def order_type(record: OrderRecord) -> str:
    """Type and time in force, such as 지정가 or 최유리 IOC."""
    names = {
        "limit": translate("MyOrders", "지정가"),
        "price": translate("MyOrders", "시장가"),
        "market": translate("MyOrders", "시장가"),
        "best": translate("MyOrders", "최유리"),
    }
    force = {"ioc": "IOC", "fok": "FOK", "post_only": "PO"}.get(record.time_in_force or "", "")
    return f"{names.get(record.ord_type, record.ord_type)} {force}".strip()


def state(record: OrderRecord) -> str:
    """The state in words; one that is not known to Hoga is shown as the exchange wrote it."""
    words = {
        OrderState.SENDING: translate("MyOrders", "전송중"),
        OrderState.UNKNOWN: translate("MyOrders", "확인중"),
        OrderState.WORKING: translate("MyOrders", "대기"),
        OrderState.PARTIAL: translate("MyOrders", "부분체결"),
        OrderState.FILLED: translate("MyOrders", "체결"),
        OrderState.CANCELLED: translate("MyOrders", "취소"),
        OrderState.REJECTED: translate("MyOrders", "거부"),
    }
    if record.state.is_final and record.executed_volume:
        return words[OrderState.FILLED] if _is_complete(record) else translate("MyOrders", "일부 체결")
    if record.state is OrderState.WORKING and record.exchange_state == "watch":
        return translate("MyOrders", "예약")
    return words[record.state]


def tone(record: OrderRecord) -> str:
    """The name of the theme's colour that the state is written in."""
    if record.state is OrderState.CANCELLED and record.executed_volume:
        return "good"
    return _TONES[record.state]


def prevented(record: OrderRecord) -> str:
    """What self-match prevention took from the order; empty when that is nothing."""
    if not record.prevented_volume:
        return ""
    text = translate("MyOrders", "자전거래 방지(SMP)로 {volume} 취소")
    return text.format(volume=fmt.exact(record.prevented_volume))


def explanation(row: Row) -> str:
    """What a tooltip adds to the line: the reason, or who made the order."""
    record = row.record
    if record.reason:
        return record.reason
    if record.prevented_volume:
        return prevented(record)
    if record.state is OrderState.UNKNOWN:
        return translate("MyOrders", "답이 늦어 거래소에서 주문을 확인하고 있습니다. 다시 보내지 않습니다.")
    if record.external:
        return translate("MyOrders", "Hoga 밖에서 낸 주문입니다.")
    if record.is_amendable:
        return translate("MyOrders", "주문가나 수량을 더블 클릭하거나 F2를 누르면 정정합니다.")
    if record.executed_volume:
        return translate("MyOrders", "체결량을 더블 클릭하거나 스페이스 키를 누르면 체결 내역을 봅니다.")
    return ""


_TONES = {
    OrderState.SENDING: "muted",
    OrderState.UNKNOWN: "warn",
    OrderState.WORKING: "text",
    OrderState.PARTIAL: "accent",
    OrderState.FILLED: "good",
    OrderState.CANCELLED: "muted",
    OrderState.REJECTED: "error",
}


def _is_complete(record: OrderRecord) -> bool:
    """Whether an ended order got all it could; a market buy is cancelled for the dust that buys nothing."""
    if record.volume is not None:
        return not record.remaining_volume
    average = record.average_price
    if record.price is None or average is None:
        return record.state is OrderState.FILLED
    return record.price - record.executed_funds < 2 * average * ticks.VOLUME_STEP


def _has_volume(record: OrderRecord) -> bool:
    return record.volume is not None


def _price(record: OrderRecord) -> str:
    if record.ord_type == "limit":
        return fmt.exact(record.price)
    return translate("MyOrders", "최유리") if record.ord_type == "best" else translate("MyOrders", "시장가")


def _volume(record: OrderRecord, quote: str) -> str:
    if record.volume is not None:
        return fmt.exact(record.volume)
    # A market buy says how much to spend, not how much to get.
    return (
        fmt.NOTHING
        if record.price is None or record.ord_type == "limit"
        else f"{fmt.exact(record.price)} {quote}"
    )


def quoted(amount: Decimal, quote: str) -> str:
    """An amount of the quote currency: won with 2 decimals at most, everything else with 8."""
    return fmt.exact(exact.rounded(amount, 2 if quote == "KRW" else 8))

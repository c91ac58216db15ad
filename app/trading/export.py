"""Orders and fills as CSV: every digit, times in Korea, and nothing that a spreadsheet would run."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from app.language import Sentence
from app.trading.errors import ExportError
from app.trading.orders import OrderRecord
from app.upbit.models import plain

KST = timezone(timedelta(hours=9), "KST")
# A cell that begins like this is a formula to a spreadsheet (OWASP: CSV injection).
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")

_ORDER_HEADS = (
    Sentence("주문 시각 (KST)", "Ordered (KST)"),
    Sentence("마켓", "Market"),
    Sentence("구분", "Side"),
    Sentence("유형", "Type"),
    Sentence("주문 조건", "Time in force"),
    Sentence("주문가", "Price"),
    Sentence("주문량", "Volume"),
    Sentence("체결량", "Filled"),
    Sentence("체결 금액", "Filled total"),
    Sentence("수수료", "Fee"),
    Sentence("상태", "State"),
    Sentence("사유", "Reason"),
    Sentence("주문 ID", "Order id"),
    Sentence("식별값", "Identifier"),
)
_FILL_HEADS = (
    Sentence("체결 시각 (KST)", "Filled (KST)"),
    Sentence("마켓", "Market"),
    Sentence("구분", "Side"),
    Sentence("체결가", "Price"),
    Sentence("체결량", "Volume"),
    Sentence("체결 금액", "Total"),
    Sentence("수수료", "Fee"),
    Sentence("체결 ID", "Fill id"),
    Sentence("주문 ID", "Order id"),
)
_SIDES = {"bid": Sentence("매수", "Buy"), "ask": Sentence("매도", "Sell")}


class Sheet(StrEnum):
    """What is exported."""

    ORDERS = "orders"
    FILLS = "fills"


def csv_of(sheet: Sheet, records: Iterable[OrderRecord]) -> tuple[bytes, int]:
    """The file's content, UTF-8 with a byte order mark and CRLF, and how many lines below the head it has."""
    heads, lines = (
        (_ORDER_HEADS, [_order(record) for record in records])
        if sheet is Sheet.ORDERS
        else (_FILL_HEADS, [line for record in records for line in _fills(record)])
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([str(head) for head in heads])
    writer.writerows([safe(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig"), len(lines)


async def write(path: Path, content: bytes) -> None:
    """Write the file beside the loop; ExportError when it can't be."""
    try:
        await asyncio.to_thread(path.write_bytes, content)
    except OSError as error:
        raise ExportError(path.name, error) from error


def safe(cell: str) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_RUNS) else cell


def _order(record: OrderRecord) -> Sequence[str]:
    return (
        _time(record.created_at),
        record.market,
        str(_SIDES.get(record.side, record.side)),
        record.ord_type,
        record.time_in_force or "",
        _number(record.price),
        _number(record.volume),
        _number(record.executed_volume),
        _number(record.executed_funds),
        _number(record.paid_fee),
        record.state.value,
        record.reason,
        record.uuid or "",
        record.identifier or "",
    )


def _fills(record: OrderRecord) -> Iterable[Sequence[str]]:
    for fill in record.trades:
        yield (
            _time(fill.time_ms),
            record.market,
            str(_SIDES.get(record.side, record.side)),
            _number(fill.price),
            _number(fill.volume),
            _number(fill.funds),
            _number(fill.fee),
            fill.trade_uuid,
            record.uuid or "",
        )


def _number(amount: Decimal | None) -> str:
    text = "" if amount is None else plain(amount)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _time(milliseconds: int | None) -> str:
    if not milliseconds:
        return ""
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(KST)
    return moment.strftime("%Y-%m-%d %H:%M:%S.") + f"{milliseconds % 1000:03}"

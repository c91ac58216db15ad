"""The orders of one table, newest first, kept in place while they change."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from app.trading import OrderRecord
from widgets.my_orders import rows
from widgets.my_orders.rows import Column, Row
from widgets.plain import plain_tip

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class OrdersModel(QAbstractTableModel):
    """Rows by key. A batch tells one `dataChanged` over the range it touched; rows come and go one range
    at a time, so that selection and scroll position stay."""

    def __init__(
        self, columns: Sequence[Column], name_of: Callable[[str], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._name_of = name_of
        self._rows: list[Row] = []
        self._places: dict[str, int] | None = {}

    def __contains__(self, key: object) -> bool:
        return key in self._where()

    def row(self, number: int) -> Row:
        """The line at that place."""
        return self._rows[number]

    def keys(self) -> list[str]:
        """Every key, from the top."""
        return [row.record.key for row in self._rows]

    def records(self) -> list[OrderRecord]:
        """Every order, from the top."""
        return [row.record for row in self._rows]

    def put(self, records: Iterable[OrderRecord]) -> None:
        """Change the orders that are here and add the others."""
        fresh: list[Row] = []
        touched: list[str] = []
        for record in records:
            place = self._where().get(record.key)
            row = Row(record, self._name_of(record.market))
            if place is None:
                fresh.append(row)
            elif self._rows[place].order == row.order:
                self._rows[place] = row
                touched.append(record.key)
            else:
                # The exchange's own time of entry may differ from ours: the row moves.
                self.remove({record.key})
                fresh.append(row)
        self._insert(fresh)
        # Only now: every row that went or came has moved the places of others.
        places = [place for key in touched if (place := self._where().get(key)) is not None]
        if places:
            self._tell(min(places), max(places))

    def remove(self, keys: Collection[str]) -> None:
        """Take the orders of these keys away; keys that are not here are no error."""
        places = sorted((self._where()[key] for key in keys if key in self._where()), reverse=True)
        for place in places:
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._rows[place]
            self._places = None
            self.endRemoveRows()

    def clear(self) -> None:
        """Forget every order."""
        self.beginResetModel()
        self._rows, self._places = [], {}
        self.endResetModel()

    def rename(self) -> None:
        """The names of the markets have changed."""
        self.beginResetModel()
        self._rows = [Row(row.record, self._name_of(row.record.market)) for row in self._rows]
        self.endResetModel()

    def touch(self, key: str) -> None:
        """Something that is painted with the order, but is not in it, has changed."""
        place = self._where().get(key)
        if place is not None:
            self._tell(place, place)

    def _insert(self, fresh: list[Row]) -> None:
        fresh.sort(key=lambda row: row.order)
        while fresh:
            place = bisect.bisect(self._rows, fresh[0].order, key=lambda row: row.order)
            # Everything that falls between the same two rows comes in as one range.
            count = len(fresh)
            if place < len(self._rows):
                count = bisect.bisect_left(fresh, self._rows[place].order, key=lambda row: row.order)
            self.beginInsertRows(QModelIndex(), place, place + count - 1)
            self._rows[place:place] = fresh[:count]
            self._places = None
            self.endInsertRows()
            fresh = fresh[count:]

    def _where(self) -> dict[str, int]:
        if self._places is None:
            self._places = {row.record.key: place for place, row in enumerate(self._rows)}
        return self._places

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts.get(column, "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if column in rows.WORDS else _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(rows.explanation(row) or row.texts.get(column, ""))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return rows.title(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if column in rows.WORDS else _RIGHT
        return None

"""The rows of the two lists: alerts with where they stand, and what fired."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import IntEnum
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal

from app.alerts import Alert, AlertDesk, DailyChange, Fired, PriceCrosses
from app.market.symbols import Catalog
from widgets import format as fmt
from widgets import theme
from widgets.alerts import words
from widgets.plain import plain_tip

_Role = Qt.ItemDataRole
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class AlertColumn(IntEnum):
    """The columns of the list of alerts."""

    ON = 0
    MARKET = 1
    CONDITION = 2
    DISTANCE = 3
    STATE = 4
    FIRED = 5


class FiredColumn(IntEnum):
    """The columns of the list of what fired."""

    TIME = 0
    MARKET = 1
    WHAT = 2
    PRICE = 3


class AlertsModel(QAbstractTableModel):
    """The alerts in the order in which they were made.

    Signals:
        switched(int, bool): the trader armed the alert with that number, or switched it off
    """

    switched = pyqtSignal(int, bool)

    def __init__(self, desk: AlertDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._catalog = Catalog()
        self._rows: list[Alert] = list(desk.state.alerts.values())

    def refresh(self) -> None:
        """Show the alerts as they are now; the chosen row stays while its alert is there."""
        rows = list(self._desk.state.alerts.values())
        ids, before = [alert.id for alert in rows], [alert.id for alert in self._rows]
        if ids == before:
            self._rows = rows
        elif ids[: len(before)] == before:
            self.beginInsertRows(QModelIndex(), len(before), len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
        else:
            for row in reversed(range(len(before))):
                if before[row] not in ids:
                    self.beginRemoveRows(QModelIndex(), row, row)
                    del self._rows[row]
                    self.endRemoveRows()
            self._rows = rows
        self._tell(AlertColumn.ON, AlertColumn.FIRED)

    def refresh_distances(self) -> None:
        """Prices have moved on."""
        self._tell(AlertColumn.DISTANCE, AlertColumn.STATE)

    def show_catalog(self, catalog: Catalog) -> None:
        """The markets' names."""
        self._catalog = catalog
        self._tell(AlertColumn.MARKET, AlertColumn.MARKET)

    def alert(self, row: int) -> Alert:
        """The alert of a row."""
        return self._rows[row]

    def row_of(self, number: int) -> int | None:
        """Where the alert with that number stands."""
        return next((row for row, alert in enumerate(self._rows) if alert.id == number), None)

    def _tell(self, first: AlertColumn, last: AlertColumn) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, first), self.index(len(self._rows) - 1, last))

    def _text(self, alert: Alert, column: int) -> str:
        state = self._desk.state
        if column == AlertColumn.MARKET:
            return words.market(alert.symbol)
        if column == AlertColumn.CONDITION:
            text = words.condition(alert.rule)
            return f"{text} · {words.repeat(alert)}" if alert.repeats else text
        if column == AlertColumn.DISTANCE:
            return self._distance(alert)
        if column == AlertColumn.STATE:
            return words.standing(state, alert)
        if column == AlertColumn.FIRED:
            return fmt.date_time_kst(state.watch(alert.id).fired_ms)
        return ""

    def _distance(self, alert: Alert) -> str:
        """How far the market is from the threshold."""
        reading = self._desk.state.readings.get(alert.symbol)
        if reading is None or not self._desk.state.is_armed(alert.id):
            return words.DASH
        if isinstance(alert.rule, PriceCrosses):
            return fmt.percent(alert.rule.price / reading.price - 1)
        if isinstance(alert.rule, DailyChange) and reading.previous_close > 0:
            change = (reading.price / reading.previous_close - 1) * 100
            return fmt.percent((alert.rule.percent - change) / Decimal(100))
        return words.DASH

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(AlertColumn)

    def data(self, index: QModelIndex, role: int = _Role.DisplayRole) -> Any:
        alert, column = self._rows[index.row()], index.column()
        if role == _Role.DisplayRole:
            return self._text(alert, column)
        if role == _Role.CheckStateRole and column == AlertColumn.ON:
            armed = self._desk.state.is_armed(alert.id)
            return Qt.CheckState.Checked if armed else Qt.CheckState.Unchecked
        if role == _Role.ForegroundRole:
            return self._colour(alert, column)
        if role == _Role.TextAlignmentRole:
            return _RIGHT if column in (AlertColumn.DISTANCE, AlertColumn.FIRED) else _LEFT
        if role == _Role.FontRole:
            return theme.number_font()
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            parts = (_named(self._catalog, alert.symbol), words.condition(alert.rule), words.repeat(alert))
            return plain_tip(" · ".join((*parts, words.standing(self._desk.state, alert))))
        return None

    def _colour(self, alert: Alert, column: int) -> Any:
        colours, watch = theme.palette(), self._desk.state.watch(alert.id)
        if not alert.enabled:
            return colours.faint
        if column == AlertColumn.STATE:
            return colours.accent if watch.done else colours.muted
        if column in (AlertColumn.DISTANCE, AlertColumn.FIRED):
            return colours.muted
        return colours.muted if watch.done else colours.text

    def setData(self, index: QModelIndex, value: Any, role: int = _Role.EditRole) -> bool:
        if role != _Role.CheckStateRole or index.column() != AlertColumn.ON:
            return False
        self.switched.emit(self._rows[index.row()].id, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == AlertColumn.ON:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            titles = [
                "",
                self.tr("마켓"),
                self.tr("조건"),
                self.tr("남은 폭"),
                self.tr("상태"),
                self.tr("마지막 울림"),
            ]
            right = (AlertColumn.DISTANCE, AlertColumn.FIRED)
            return _head(titles, section, role, right)
        return None


class FiredModel(QAbstractTableModel):
    """What fired, newest on top."""

    def __init__(self, desk: AlertDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._catalog = Catalog()
        self._rows: Sequence[Fired] = desk.history[::-1]

    def refresh(self) -> None:
        """Show the list as it is now."""
        rows = self._desk.history[::-1]
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def show_catalog(self, catalog: Catalog) -> None:
        """The markets' names."""
        self.beginResetModel()
        self._catalog = catalog
        self.endResetModel()

    def fired(self, row: int) -> Fired:
        """What stands in a row."""
        return self._rows[row]

    def _text(self, fired: Fired, column: int) -> str:
        if column == FiredColumn.TIME:
            return fmt.date_time_kst(fired.at_ms)
        if column == FiredColumn.MARKET:
            return fired.symbol
        if column == FiredColumn.PRICE:
            return words.price(fired)
        text = words.happened(fired)
        return text if fired.blind_since is None else self.tr("끊김 · {0}").format(text)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(FiredColumn)

    def data(self, index: QModelIndex, role: int = _Role.DisplayRole) -> Any:
        fired, column = self._rows[index.row()], index.column()
        if role == _Role.DisplayRole:
            return self._text(fired, column)
        if role == _Role.ForegroundRole:
            colours = theme.palette()
            if column == FiredColumn.WHAT and fired.blind_since is not None:
                return colours.warn
            return colours.muted if column == FiredColumn.TIME else colours.text
        if role == _Role.TextAlignmentRole:
            return _RIGHT if column == FiredColumn.PRICE else _LEFT
        if role == _Role.FontRole:
            return theme.number_font()
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            return plain_tip(words.notice(fired))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            titles = [self.tr("시각"), self.tr("마켓"), self.tr("내용"), self.tr("가격")]
            return _head(titles, section, role, (FiredColumn.PRICE,))
        return None


def _named(catalog: Catalog, symbol: str) -> str:
    known = catalog.get(symbol)
    return f"{known.name} {symbol}" if known is not None else words.market(symbol)


def _head(titles: Sequence[str], section: int, role: int, right: Sequence[int]) -> Any:
    if role == _Role.DisplayRole:
        return titles[section]
    if role == _Role.TextAlignmentRole:
        return _RIGHT if section in right else _LEFT
    return None

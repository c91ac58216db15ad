"""The assets' model: replaces lines and says which cells changed."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from widgets.assets.lines import Column, Line
from widgets.plain import plain_tip

DISPLAY = [Qt.ItemDataRole.DisplayRole]


class AssetsModel(QAbstractTableModel):
    """One line a currency."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.linked = ""
        self._lines: list[Line] = []
        self._titles = {
            Column.ASSET: self.tr("자산"),
            Column.TOTAL: self.tr("보유수량"),
            Column.LOCKED: self.tr("주문중"),
            Column.AVERAGE: self.tr("매수평균가"),
            Column.VALUE: self.tr("평가금액"),
            Column.PROFIT: self.tr("평가손익"),
            Column.RATE: self.tr("수익률"),
            Column.SHARE: self.tr("비중"),
        }

    @property
    def lines(self) -> Sequence[Line]:
        """The lines from top to bottom; never to be changed."""
        return self._lines

    def title(self, column: Column) -> str:
        """The head of a column."""
        return self._titles[column]

    def show_lines(self, lines: list[Line]) -> None:
        """Show these lines; as long as the currencies are the same, only changed cells are told."""
        before, self._lines = self._lines, lines
        if [line.currency for line in before] != [line.currency for line in lines]:
            self._lines = before
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()
            return
        for place, (old, new) in enumerate(zip(before, lines, strict=True)):
            if old != new:
                self._tell(place, old, new)

    def link(self, currency: str) -> None:
        """Mark the currency of the market that the desk shows."""
        self.linked = currency
        self._tell_all()

    def _tell(self, place: int, old: Line, new: Line) -> None:
        if old.name != new.name:
            self._changed(place, Column.ASSET, Column.ASSET)
        changed = [column for column in Column if old.texts[column] != new.texts[column]]
        if old.old != new.old:
            changed = list(Column)
        if old.share != new.share and Column.SHARE not in changed:
            changed.append(Column.SHARE)
        if changed:
            self._changed(place, changed[0], changed[-1])

    def _tell_all(self) -> None:
        if self._lines:
            top, bottom = self.index(0, Column.ASSET), self.index(len(self._lines) - 1, Column.SHARE)
            self.dataChanged.emit(top, bottom, DISPLAY)

    def _changed(self, place: int, first: Column, last: Column) -> None:
        self.dataChanged.emit(self.index(place, first), self.index(place, last), DISPLAY)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Column)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.texts[index.column()]
        return plain_tip(line.tip) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = section in (Column.ASSET, Column.SHARE)
            side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

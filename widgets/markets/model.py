"""The list's model: takes tickers in, says which cells changed, keeps the order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from app.market.symbols import Market, search
from app.websocket_v6 import Ticker
from widgets.markets.listing import Sorting, arrange
from widgets.markets.rows import Column, Row
from widgets.plain import plain_tip

# From this many cells on, one signal over the whole list is cheaper than one for each.
MANY_CELLS = 120
FIGURES = (Column.PRICE, Column.RATE, Column.VALUE, Column.HIGH, Column.LOW)
LAST = max(Column)
DISPLAY = [Qt.ItemDataRole.DisplayRole]


class MarketsModel(QAbstractTableModel):
    """The markets of one tab; rows change their places only when `arrange` is called."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sorting = Sorting()
        self.starred: frozenset[str] = frozenset()
        self.linked = ""
        self.pinned = 0  # how many starred rows stood above others when the rows were last arranged
        self._rows: dict[str, Row] = {}
        self._shown: list[Row] = []
        self._places: dict[str, int] = {}
        self._search_text = ""
        self._ranks: dict[str, int] | None = None
        self._lit: dict[Row, None] = {}
        self._fading: dict[Row, None] = {}
        self._titles = {
            Column.NAME: self.tr("종목"),
            Column.PRICE: self.tr("현재가"),
            Column.RATE: self.tr("전일대비"),
            Column.VALUE: self.tr("거래대금"),
            Column.HIGH: self.tr("고가"),
            Column.LOW: self.tr("저가"),
        }
        self._cautions = {
            "PRICE_FLUCTUATIONS": self.tr("가격 급등락"),
            "TRADING_VOLUME_SOARING": self.tr("거래량 급등"),
            "DEPOSIT_AMOUNT_SOARING": self.tr("입금량 급등"),
            "GLOBAL_PRICE_DIFFERENCES": self.tr("국내외 가격 차이"),
            "CONCENTRATION_OF_SMALL_ACCOUNTS": self.tr("소수 계정 거래 집중"),
        }
        self._unit = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all markets of the tab, shown or not."""
        return tuple(self._rows)

    @property
    def shown(self) -> Sequence[Row]:
        """The rows from top to bottom; never to be changed."""
        return self._shown

    @property
    def is_lit(self) -> bool:
        """Whether a price cell still has to be darkened by `fade`."""
        return bool(self._lit or self._fading)

    def is_filled(self) -> bool:
        """Whether every market of the tab has had its figures."""
        return all(row.price is not None for row in self._rows.values())

    def place(self, code: str) -> int:
        """The row number of a market; -1 when it is not shown."""
        return self._places.get(code, -1)

    def best_match(self) -> str:
        """The market that answers the search best, the topmost of equals; empty without a search."""
        ranks = self._ranks or {}
        return min((row.code for row in self._shown if row.code in ranks), key=ranks.__getitem__, default="")

    def show_markets(self, markets: Iterable[Market], unit: str = "") -> None:
        """Empty the list, then show these markets, still without figures."""
        self._rows = {market.code: Row(market) for market in markets}
        self._unit = unit
        self._lit, self._fading = {}, {}
        self._find()
        self._replace(self._wanted())

    def keep_markets(self, markets: Iterable[Market]) -> None:
        """Change which markets there are, keeping the figures of those that stay; see `arrange`."""
        before, self._rows = self._rows, {}
        for market in markets:
            row = self._rows[market.code] = before.get(market.code) or Row(market)
            if row.market != market:
                row.list_as(market)
                if market.code in self._places:
                    self._tell_rows(self._places[market.code], self._places[market.code])
        self._find()

    def search(self, text: str) -> None:
        """Show only the markets that answer `text`."""
        if text != self._search_text:
            self._search_text = text
            self._find()
            self.arrange()

    def sort_by(self, sorting: Sorting) -> None:
        """Sort by that column, now."""
        self.sorting = sorting
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, Column.STAR, LAST)
        self.arrange()

    def star(self, codes: Collection[str]) -> None:
        """Draw the stars of these markets; starred rows move at the next `arrange`."""
        changed = self.starred ^ frozenset(codes)
        self.starred = frozenset(codes)
        for code in changed & self._places.keys():
            self._tell(self._places[code], Column.STAR)

    def link(self, code: str) -> None:
        """Mark that market as the one that the desk shows."""
        before, self.linked = self.linked, code
        for place in {self.place(before), self.place(code)} - {-1}:
            self._tell_rows(place, place)

    def grow_old(self) -> None:
        """Draw every figure as old, each until its market's next ticker."""
        for row in self._rows.values():
            row.old = True
        self._tell_rows(0, len(self._shown) - 1)

    def apply(self, tickers: Mapping[str, Ticker], old: Collection[str] = ()) -> bool:
        """Take over the newest ticker of each market; whether a figure changed.

        `old` are the markets whose ticker came before the data stopped.
        """
        touched: list[tuple[int, Column]] = []
        for code, ticker in tickers.items():
            row = self._rows.get(code)
            if row is None:
                continue
            changed = row.apply(ticker)
            if row.old != (code in old):
                row.old = not row.old
                changed = FIGURES
            if row.flash and Column.PRICE in changed:
                self._fading.pop(row, None)
                self._lit[row] = None
            place = self._places.get(code)
            if place is not None:
                touched.extend((place, column) for column in changed)
        self._tell_cells(touched)
        return bool(touched)

    def fade(self) -> None:
        """Darken the cells that were lit before the last call."""
        faded = self._fading
        self._fading, self._lit = self._lit, {}
        for row in faded:
            row.flash = 0
        places = (self._places.get(row.code) for row in faded)
        self._tell_cells([(place, Column.PRICE) for place in places if place is not None])

    def title(self, column: Column) -> str:
        """What a column is called, without its unit and the mark of the sorting."""
        return self._titles[column]

    def arrange(self) -> None:
        """Put the rows in their order; selection and scrolling follow the markets."""
        wanted = self._wanted()
        if wanted == self._shown:
            return
        if len(wanted) == len(self._shown) and set(wanted) == set(self._shown):
            self._move(wanted)
        else:
            self._replace(wanted)

    def _wanted(self) -> list[Row]:
        return arrange(self._rows.values(), self._ranks, self.starred, self.sorting)

    def _find(self) -> None:
        text = self._search_text
        self._ranks = search((row.market for row in self._rows.values()), text) if text.strip() else None

    def _move(self, wanted: list[Row]) -> None:
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        codes = [self._shown[index.row()].code for index in held]
        self._set_shown(wanted)
        moved = [
            self.index(self._places[code], index.column()) for code, index in zip(codes, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _replace(self, wanted: list[Row]) -> None:
        self.beginResetModel()
        self._set_shown(wanted)
        self.endResetModel()

    def _set_shown(self, rows: list[Row]) -> None:
        self._shown = rows
        pinned = sum(row.code in self.starred for row in rows)
        self.pinned = pinned if pinned < len(rows) else 0
        self._places = {row.code: place for place, row in enumerate(rows)}

    def _tell_cells(self, cells: list[tuple[int, Column]]) -> None:
        if len(cells) > MANY_CELLS:
            top, bottom = min(cells)[0], max(cells)[0]
            self.dataChanged.emit(self.index(top, Column.PRICE), self.index(bottom, LAST), DISPLAY)
            return
        for place, column in cells:
            self._tell(place, column)

    def _tell(self, place: int, column: Column) -> None:
        index = self.createIndex(place, column)
        self.dataChanged.emit(index, index, DISPLAY)

    def _tell_rows(self, top: int, bottom: int) -> None:
        if bottom >= top:
            self.dataChanged.emit(self.index(top, Column.STAR), self.index(bottom, LAST), DISPLAY)

    def _tip(self, market: Market) -> str:
        lines = [" · ".join(dict.fromkeys((market.name, market.english_name, market.code)))]
        if market.warning:
            lines.append(self.tr("유의 종목: 거래지원 종료 여부를 심사 중입니다"))
        if market.cautions:
            named = (self._cautions.get(caution, caution) for caution in sorted(market.cautions))
            lines.append(self.tr("주의: {0}").format(", ".join(named)))
        return "\n".join(lines)

    def _title(self, column: Column) -> str:
        title = self._titles.get(column, "")
        if column is Column.VALUE and self._unit:
            title = self.tr("대금({0})").format(self._unit)
        if column is self.sorting.column:
            return title + ("▾" if self.sorting.descending else "▴")
        return title

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Column)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text(Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(row.market))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._tip(row.market)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section <= Column.NAME else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

"""The market list's panel: tabs, search and table on one live subscription."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PyQt6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from app.clock import monotonic
from app.market.symbols import Catalog, Market, prepare_search
from app.websocket_v6 import DataType
from widgets import theme
from widgets.feed import Batch, Feed
from widgets.format import ago
from widgets.frame_clock import FrameClock
from widgets.freshness import Freshness
from widgets.links import Favourites
from widgets.markets.listing import Sorting, Tab, members
from widgets.markets.model import MarketsModel
from widgets.markets.rows import Column
from widgets.markets.search_line import SearchLine
from widgets.markets.tabs import Tabs
from widgets.markets.view import OPTIONAL, MarketsView
from widgets.panel import Panel

SORT_BEAT_MS = 1000
FLASH_MS = 150  # a lit cell goes dark with the second beat: after 150 to 300 ms
FILLING_SECONDS = 2.0
PREPARE_MS = 1500  # after the catalog came: the desk has been painted by then


class MarketsPanel(Panel):
    """All markets of one tab, live; a click or Enter picks one, the star keeps it on top."""

    def __init__(self, frame_clock: FrameClock, favourites: Favourites, parent: QWidget) -> None:
        super().__init__(parent)
        self._catalog = Catalog()
        self._favourites = favourites
        self._holdings: frozenset[str] = frozenset()
        self._tab = Tab.KRW
        self._symbol = ""
        self._shown_at = 0.0
        self._heard_at: float | None = None
        self._freshness = Freshness()
        self._must_arrange = False
        self._model = MarketsModel(self)
        self._model.starred = frozenset(favourites.codes)
        self._feed = Feed("markets", frame_clock, self)
        self._make_timers()
        self._make_widgets()
        self._connect()
        self._show_tab()

    @property
    def has_data(self) -> bool:
        rows = self._model.shown
        return bool(self._catalog) and (not rows or any(row.price is not None for row in rows))

    @property
    def tab(self) -> Tab:
        """The list that is shown."""
        return self._tab

    def choose_tab(self, tab: Tab) -> None:
        """Show that list."""
        self._tabs.setCurrentIndex(list(Tab).index(tab))

    def show_holdings(self, currencies: Collection[str]) -> None:
        """The currencies that the account holds: the markets of the tab 보유."""
        self._holdings = frozenset(currencies) - {"KRW"}
        if self._tab is Tab.HELD:
            self._keep_tab()

    def show_symbol(self, symbol: str) -> None:
        """Mark the desk's market and put the keyboard at it."""
        self._symbol = symbol
        self._model.link(symbol)
        self._view.go_to(symbol, scroll=not self._view.is_under_pointer)

    def show_catalog(self, catalog: Catalog) -> None:
        """List the exchange's markets; those that were listed before keep their figures."""
        if catalog == self._catalog:
            return
        before, self._catalog = self._catalog, catalog
        if before:
            self._keep_tab()
        else:
            self._show_tab()
        self._prepare.start()

    def show_stale(self, stale: bool) -> None:
        """Grey every figure, until its own news, and say how old it is until the data is back."""
        self._freshness.show_stale(stale, monotonic())
        if stale:
            self._model.grow_old()
        self._age.setVisible(stale)
        if stale:
            self._age_beat.start()
            self._tell_age()
        else:
            self._age_beat.stop()

    def close_panel(self) -> None:
        """End the subscription and the timers; idempotent."""
        for timer in (self._sort_beat, self._flash_beat, self._age_beat, self._prepare):
            timer.stop()
        self._feed.close()

    def save_state(self) -> dict[str, object]:
        """The tab, the sorting, the columns and their widths."""
        sorting = self._model.sorting
        return {
            "tab": self._tab.value,
            "sort": sorting.column.name,
            "descending": sorting.descending,
            "widths": self._view.column_widths(),
            "columns": [column.name for column in self._view.chosen_columns],
        }

    def restore_state(self, state: Mapping[str, object]) -> None:
        """Take back `save_state`; what makes no sense is ignored."""
        tab, column = state.get("tab"), state.get("sort")
        if isinstance(column, str) and column in Column.__members__ and column != Column.STAR.name:
            self._model.sort_by(Sorting(Column[column], state.get("descending") is not False))
        if isinstance(tab, str) and tab in Tab.__members__:
            self.choose_tab(Tab[tab])
        columns = state.get("columns")
        if isinstance(columns, list):
            self._view.choose_columns([column for column in OPTIONAL if column.name in columns])
        widths = state.get("widths")
        if isinstance(widths, list):
            self._view.set_column_widths(widths)

    def _make_timers(self) -> None:
        self._sort_beat = QTimer(self)
        self._sort_beat.setObjectName("markets: sort")
        self._sort_beat.setInterval(SORT_BEAT_MS)
        self._sort_beat.setSingleShot(True)
        self._flash_beat = QTimer(self)
        self._flash_beat.setObjectName("markets: flash")
        self._flash_beat.setInterval(FLASH_MS)
        self._prepare = QTimer(self)
        self._prepare.setObjectName("markets: prepare")
        self._prepare.setInterval(PREPARE_MS)
        self._prepare.setSingleShot(True)
        self._prepare.timeout.connect(prepare_search)
        self._age_beat = QTimer(self)
        self._age_beat.setObjectName("markets: age")
        self._age_beat.setInterval(1000)

    def _make_widgets(self) -> None:
        self._tabs = Tabs(self)
        self._tabs.setAccessibleName(self.tr("시장 목록"))
        for title in (self.tr("원화"), "BTC", "USDT", self.tr("보유"), self.tr("관심")):
            self._tabs.addTab(title)
        self._search = SearchLine(self)
        self._search.setPlaceholderText(self.tr("코인명·초성·심볼 검색"))
        self._search.setAccessibleName(self.tr("종목 검색"))
        self._age = QLabel(self)
        self._age.setContentsMargins(theme.GAP, 2, theme.GAP, 2)
        self._age.hide()
        self._view = MarketsView(self._model, self)
        self._view.setAccessibleName(self.tr("종목 목록"))
        # Whoever is in the list is typing a search: so the line has the focus, and with it the IME.
        self._view.setFocusProxy(self._search)
        self.setFocusProxy(self._search)
        line = QVBoxLayout()
        line.setContentsMargins(theme.GAP, 4, theme.GAP, 4)
        line.addWidget(self._search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addLayout(line)
        column.addWidget(self._age)
        column.addWidget(self._view, 1)

    def _connect(self) -> None:
        self._feed.flushed.connect(self._on_batch)
        self._sort_beat.timeout.connect(self._arrange)
        self._flash_beat.timeout.connect(self._on_flash_beat)
        self._age_beat.timeout.connect(self._tell_age)
        self._tabs.currentChanged.connect(self._on_tab_chosen)
        self._search.searched.connect(self._on_searched)
        self._search.moved.connect(self._on_search_moved)
        self._search.entered.connect(self._view.pick_current)
        self._view.picked.connect(self.symbol_picked)
        self._view.star_clicked.connect(self._favourites.toggle)
        self._view.typed.connect(self._on_typed)
        self._view.pointer_left.connect(self._on_pointer_left)
        self._view.horizontalHeader().sectionClicked.connect(self._on_header_clicked)
        self._favourites.changed.connect(self._on_favourites_changed)
        star = QShortcut(QKeySequence("Ctrl+D"), self)
        star.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        star.activated.connect(self.star_current)

    def _show_tab(self) -> None:
        """Start the tab over: no figure of another tab stays, the new ones come with the feed."""
        self._shown_at = monotonic()
        unit = self.tr("백만") if self._tab is Tab.KRW else ""
        self._view.set_names_quote(self._tab.mixes_quotes)
        self._model.show_markets(self._members(), unit)
        self._watch()
        self._tell_empty()
        self._view.go_to(self._symbol, scroll=True)

    def _keep_tab(self) -> None:
        """The tab's markets may have changed; those that stay keep their figures."""
        before = self._model.codes
        self._model.keep_markets(self._members())
        if set(self._model.codes) != set(before):
            self._watch()
        self._arrange()

    def _members(self) -> tuple[Market, ...]:
        return members(self._tab, self._catalog, self._holdings, self._favourites.codes)

    def _watch(self) -> None:
        if self._model.codes:
            self._feed.watch(DataType.TICKER, self._model.codes)
        else:
            self._feed.unwatch(DataType.TICKER)

    def _arrange(self) -> None:
        """Put the rows in order, unless that moved them away under the pointer."""
        if self._view.is_under_pointer:
            self._must_arrange = True
            return
        self._must_arrange = False
        at = self._view.verticalScrollBar().value()
        code = self._view.current_code
        self._model.arrange()
        if code != self._view.current_code:
            self._view.go_to(code, scroll=False)
        self._view.verticalScrollBar().setValue(at)
        self._tell_empty()

    def _tell_empty(self) -> None:
        if not len(self._catalog):
            text = self.tr("목록을 불러오는 중…")
        elif self._model.codes:
            text = self.tr("검색 결과가 없습니다")
        elif self._tab is Tab.STARRED:
            text = self.tr("관심 종목이 없습니다\n목록에서 ☆을 눌러 추가하세요")
        elif self._tab is Tab.HELD:
            text = self.tr("보유 종목이 없습니다")
        else:
            text = self.tr("거래 중인 종목이 없습니다")
        self._view.set_empty_text(text)

    def _tell_age(self) -> None:
        colour = theme.palette().warn.name()
        if self._heard_at is None:
            text = self.tr("시세를 받지 못했습니다")
        else:
            text = self.tr("시세 멈춤 · {0}").format(ago(monotonic() - self._heard_at))
        self._age.setText(f'<span style="color:{colour}">{text}</span>')

    def _on_batch(self, batch: Batch) -> None:
        tickers = batch.latest(DataType.TICKER)
        if not tickers:
            return
        self._heard_at = batch.received_at(DataType.TICKER)
        filling = monotonic() - self._shown_at < FILLING_SECONDS and not self._model.is_filled()
        if not self._model.apply(tickers, batch.received_before(DataType.TICKER, self._freshness.since)):
            return
        if self._model.is_lit and not self._flash_beat.isActive():
            self._flash_beat.start()
        if filling:
            self._model.arrange()
        elif not self._sort_beat.isActive():
            self._sort_beat.start()

    def _on_flash_beat(self) -> None:
        self._model.fade()
        if not self._model.is_lit:
            self._flash_beat.stop()

    def _on_tab_chosen(self, number: int) -> None:
        self._tab = list(Tab)[number]
        self._show_tab()

    def _on_searched(self, text: str) -> None:
        self._model.search(text)
        self._tell_empty()
        if text.strip():
            self._view.go_to(self._model.best_match(), scroll=True)
        else:
            self._view.go_to(self._symbol, scroll=True)

    def _on_search_moved(self, event: QKeyEvent) -> None:
        self._view.keyPressEvent(event)

    def _on_typed(self, event: QKeyEvent) -> None:
        self._search.setFocus()
        QApplication.sendEvent(self._search, event)

    def _on_header_clicked(self, section: int) -> None:
        if section != Column.STAR:
            self._model.sort_by(self._model.sorting.clicked(Column(section)))
            self._view.scrollToTop()

    def _on_favourites_changed(self) -> None:
        self._model.star(self._favourites.codes)
        if self._tab is Tab.STARRED and not self._view.is_under_pointer:
            self._keep_tab()
        else:
            self._must_arrange = True
            self._arrange()

    def _on_pointer_left(self) -> None:
        if self._tab is Tab.STARRED:
            self._keep_tab()
        elif self._must_arrange:
            self._arrange()

    def star_current(self) -> None:
        """Star the market that the keyboard is at, or take its star away."""
        if self._view.current_code:
            self._favourites.toggle(self._view.current_code)

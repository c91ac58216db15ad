"""The key map: every command with its key, found by name, changed by pressing the new one."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence
from PyQt6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from widgets import panels, theme
from widgets.commands import Command, Commands, portable
from widgets.markets.search_line import ENTER_KEYS, MOVING_KEYS
from widgets.palette.matching import find
from widgets.plain import plain_label

SIZE = (640, 620)
_ALONE: frozenset[int] = frozenset(
    (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
)
_ID = Qt.ItemDataRole.UserRole


class KeyMapDialog(QDialog):
    """Shows and changes the keys; what is changed counts at once."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._commands = commands
        self._waiting = ""  # the command whose new key is waited for
        self._wanted = ""  # the key that was pressed and belongs to another one
        self.search = QLineEdit(self)
        self.tree = QTreeWidget(self)
        self.change = QPushButton(self.tr("키 바꾸기 (Enter)"), self)
        self.clear = QPushButton(self.tr("키 없애기"), self)
        self.default = QPushButton(self.tr("기본 키로"), self)
        self.all_default = QPushButton(self.tr("모두 기본 키로"), self)
        self.remark = plain_label("", self)
        self._lay_out()
        self._connect()
        self._fill()

    @property
    def current(self) -> str:
        """The id of the chosen command, "" for none."""
        item = self.tree.currentItem()
        return str(item.data(0, _ID) or "") if item is not None else ""

    def choose(self, id_: str) -> None:
        """Go to that command."""
        for item in self._items():
            if item.data(0, _ID) == id_:
                self.tree.setCurrentItem(item)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("단축키"))
        self.resize(*SIZE)
        self.search.setPlaceholderText(self.tr("명령 또는 키 찾기"))
        self.search.setAccessibleName(self.tr("명령 또는 키 찾기"))
        self.search.setClearButtonEnabled(True)
        self.tree.setAccessibleName(self.tr("단축키 목록"))
        self.tree.setHeaderLabels([self.tr("명령"), self.tr("키"), self.tr("기본 키")])
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(12)
        self.tree.setUniformRowHeights(True)
        self.tree.setStyleSheet("QTreeWidget { padding: 2px 4px; } QTreeWidget::item { padding: 3px 0; }")
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        for section in (1, 2):
            self.tree.setColumnWidth(section, 130)
        self.remark.setWordWrap(True)
        self.remark.setMinimumHeight(2 * theme.ROW_HEIGHT)
        self.remark.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        for button in (self.change, self.clear, self.default, self.all_default):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        close = QPushButton(self.tr("닫기"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addWidget(self.remark)
        column.addLayout(row)
        self.search.setFocus()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._fill)
        self.tree.currentItemChanged.connect(self._on_current)
        self.tree.itemDoubleClicked.connect(self._on_change)
        self.change.clicked.connect(self._on_change)
        self.clear.clicked.connect(self._on_clear)
        self.default.clicked.connect(self._on_default)
        self.all_default.clicked.connect(self._on_all_default)
        self._commands.changed.connect(self._refresh)

    def _fill(self) -> None:
        """List what answers the search, the desk's commands first and then each panel's."""
        kept = self.current
        self.tree.clear()
        offered = [(self._names(command), command) for command in self._commands.all()]
        found = find(offered, self.search.text())
        for scope in ("", *panels.KINDS):
            commands = [command for command in found if command.scope == scope]
            if not commands:
                continue
            title = panels.KINDS[scope].title() if scope else self.tr("데스크 전체")
            head = QTreeWidgetItem(self.tree, [title])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.setFont(0, theme.text_font(theme.NORMAL, bold=True))
            head.setForeground(0, theme.palette().accent)
            for command in commands:
                item = QTreeWidgetItem(head, [command.text, "", ""])
                item.setData(0, _ID, command.id)
            head.setExpanded(True)
        self._refresh()
        self.choose(kept)
        if not self.current:
            self.tree.setCurrentItem(next(iter(self._items()), None))

    def _names(self, command: Command) -> str:
        return f"{command.text}\n{command.words}\n{self._commands.key(command.id)}"

    def _items(self) -> list[QTreeWidgetItem]:
        heads = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        return [head.child(row) for head in heads for row in range(head.childCount())]

    def _refresh(self) -> None:
        native, colours = QKeySequence.SequenceFormat.NativeText, theme.palette()
        for item in self._items():
            command = self._commands.get(item.data(0, _ID))
            item.setText(1, self._commands.shown_key(command.id))
            item.setText(2, QKeySequence(portable(command.keys)).toString(native))
            own = command.id in self._commands.chosen
            item.setForeground(1, colours.accent if own else colours.text)
            item.setForeground(2, colours.muted)

    def _on_current(self) -> None:
        if self.current != self._waiting:
            self._stop()

    def _on_change(self) -> None:
        if self.current:
            self._waiting, self._wanted = self.current, ""
            text = self.tr("'{0}'에 쓸 키를 누르세요. Esc: 그만두기")
            self._say(text.format(self._commands.get(self.current).text))
            self.tree.setFocus()
            self.grabKeyboard()

    def _on_clear(self) -> None:
        if self.current:
            self._commands.bind(self.current, "")

    def _on_default(self) -> None:
        if self.current:
            self._commands.reset(self.current)

    def _on_all_default(self) -> None:
        self._commands.reset()

    def _stop(self, text: str = "") -> None:
        self._waiting = self._wanted = ""
        self.releaseKeyboard()
        self._say(text)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        colours = theme.palette()
        self.remark.setStyleSheet(f"color: {(colours.warn if wrong else colours.muted).name()};")
        self.remark.setText(text)

    def _take(self, keys: str) -> None:
        """The key that was pressed: taken, refused, or asked for a second time when somebody else has it."""
        if not keys:
            return  # Qt has no name for it; to `bind` that would mean no key at all
        id_, shown = self._waiting, QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        if not self._commands.allows(id_, keys):
            self._say(
                self.tr("{0} 키는 글자 입력에 쓰이므로 데스크 전체의 키가 될 수 없습니다.").format(shown),
                wrong=True,
            )
            return
        other = self._commands.conflict(id_, keys)
        if other is not None and self._wanted != keys:
            self._wanted = keys
            text = self.tr(
                "{0} 키는 이미 '{1}'의 키입니다. 한 번 더 누르면 그 키를 가져옵니다. Esc: 그만두기"
            )
            self._say(text.format(shown, other.text), wrong=True)
            return
        self._commands.bind(id_, keys)
        if other is None:
            self._stop(self.tr("바꾸었습니다: {0}").format(shown))
        else:
            self._stop(self.tr("바꾸었습니다: {0}. '{1}'에는 이제 키가 없습니다.").format(shown, other.text))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event.key() in _ALONE:
            return
        if self._waiting:
            if event.key() == Qt.Key.Key_Escape:
                self._stop()
            elif not event.isAutoRepeat():
                self._take(portable(QKeySequence(event.keyCombination()).toString()))
        elif event.key() in ENTER_KEYS:
            self._on_change()
        elif event.key() in MOVING_KEYS and self.search.hasFocus():
            self.tree.setFocus()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent | None) -> bool:
        # While a key is waited for, no shortcut may run with it.
        if self._waiting and event is not None and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def done(self, result: int) -> None:
        self.releaseKeyboard()
        super().done(result)

"""The layouts' dialog: the saved arrangements, to switch to, rename and delete."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.layouts import LONGEST_NAME, MOST, Layouts, clean
from widgets.markets.search_line import ENTER_KEYS
from widgets.plain import plain_label

SIZE = (420, 380)


class LayoutsDialog(QDialog):
    """One line for a name, the list below it."""

    def __init__(self, layouts: Layouts, parent: QWidget, *, saving: bool = False) -> None:
        super().__init__(parent)
        self._layouts = layouts
        self.name = QLineEdit(self)
        self.list = QListWidget(self)
        self.save = QPushButton(self.tr("지금 배치 저장"), self)
        self.switch = QPushButton(self.tr("바꾸기 (Enter)"), self)
        self.rename = QPushButton(self.tr("이름 바꾸기"), self)
        self.delete = QPushButton(self.tr("지우기 (Del)"), self)
        self.reset = QPushButton(self.tr("처음 레이아웃"), self)
        self.remark = plain_label("", self)
        self._lay_out()
        self._connect()
        self._fill()
        (self.name if saving or not layouts.names else self.list).setFocus()

    @property
    def current(self) -> str:
        """The name of the chosen layout, "" for none."""
        item = self.list.currentItem()
        return item.text() if item is not None else ""

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("레이아웃"))
        self.resize(*SIZE)
        self.name.setPlaceholderText(self.tr("레이아웃 이름"))
        self.name.setAccessibleName(self.tr("레이아웃 이름"))
        self.name.setMaxLength(LONGEST_NAME)
        self.list.setAccessibleName(self.tr("저장된 레이아웃"))
        self.list.setStyleSheet("QListWidget { padding: 2px 4px; } QListWidget::item { padding: 4px 0; }")
        self.remark.setStyleSheet(f"color: {theme.palette().warn.name()};")
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.save)
        for button in (self.switch, self.rename, self.delete, self.reset):
            bottom.addWidget(button)
        for button in (self.save, self.switch, self.rename, self.delete, self.reset):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.remark)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.switch.clicked.connect(self._on_switch)
        self.rename.clicked.connect(self._on_rename)
        self.delete.clicked.connect(self._on_delete)
        self.reset.clicked.connect(self._on_reset)
        self.list.itemDoubleClicked.connect(self._on_switch)
        self.list.currentTextChanged.connect(self._on_current)
        self._layouts.changed.connect(self._fill)

    def _fill(self) -> None:
        row = self.list.currentRow()
        self.list.clear()
        self.list.addItems(self._layouts.names)
        self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
        for button in (self.switch, self.rename, self.delete):
            button.setEnabled(self.list.count() > 0)

    def _on_current(self, name: str) -> None:
        if name and not self.name.hasFocus():
            self.name.setText(name)

    def _on_save(self) -> None:
        if self._layouts.save(self.name.text()):
            self.accept()
        else:
            full = bool(clean(self.name.text()))
            self.remark.setText(
                self.tr("레이아웃은 {0}개까지 저장할 수 있습니다.").format(MOST)
                if full
                else self.tr("이름을 적어 주세요.")
            )
            self.name.setFocus()

    def _on_switch(self) -> None:
        if self.current:
            self._layouts.switch(self.current)
            self.accept()

    def _on_rename(self) -> None:
        if self.current and not self._layouts.rename(self.current, self.name.text()):
            self.remark.setText(self.tr("비어 있거나 이미 있는 이름입니다."))
            self.name.setFocus()

    def _on_delete(self) -> None:
        if self.current:
            self._layouts.delete(self.current)

    def _on_reset(self) -> None:
        self._layouts.reset()
        self.accept()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event.key() in ENTER_KEYS:
            if self.name.hasFocus():
                self._on_save()
            elif self.list.hasFocus():
                self._on_switch()
            else:
                super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self._on_delete()
        else:
            super().keyPressEvent(event)

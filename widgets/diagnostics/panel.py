"""The diagnostics panel: figures about the connection and the end of the log, to read and to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.profiling import Profile
from widgets import theme
from widgets.diagnostics.facts import as_text, read
from widgets.diagnostics.line import Section
from widgets.diagnostics.log_tail import tail
from widgets.panel import Panel
from widgets.profiler import PROFILER

if TYPE_CHECKING:
    from app.session import Session
    from widgets.frame_clock import FrameClock

REFRESH_MS = 1000
LOG_LINES = 200


class DiagnosticsPanel(Panel):
    """Reads everything once a second while it can be seen; costs nothing while it cannot.

    The desk measures itself as long: hops and panels are told from when this was opened.
    """

    def __init__(self, session: Session, frame_clock: FrameClock, mode: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._frame_clock = frame_clock
        self._mode = mode
        self._sections: list[Section] = []
        self._log_lines: list[str] = []
        self._profile: Profile | None = None
        self.tree = QTreeWidget(self)
        self.log = QPlainTextEdit(self)
        self.copy = QPushButton(self.tr("모두 복사"), self)
        self.retry = QPushButton(self.tr("지금 다시 연결"), self)
        self._timer = QTimer(self)
        self._timer.setObjectName("diagnostics")
        self._timer.timeout.connect(self.refresh)
        self._lay_out()
        self.copy.clicked.connect(self.copy_all)
        self.retry.clicked.connect(session.retry_now)
        self.setFocusProxy(self.tree)

    def refresh(self) -> None:
        """Read everything anew."""
        profile = self._profile or Profile(0.0)  # nothing measured: this cannot be seen
        self._sections = read(self._session, self._frame_clock, profile, self._mode)
        self._show_sections()
        log = tail(self._session.data_dir / "hoga.log", LOG_LINES, self._session.redactor.clean)
        if log != self._log_lines:
            self._log_lines = log
            self.log.setPlainText("\n".join(log))
            bar = self.log.verticalScrollBar()
            bar.setValue(bar.maximum())

    def copy_all(self) -> None:
        """Put figures and log into the clipboard, as they are shown."""
        self.refresh()
        QGuiApplication.clipboard().setText(as_text(self._sections, self._log_lines))

    def close_panel(self) -> None:
        self._stop()

    def _stop(self) -> None:
        self._timer.stop()
        if self._profile is not None:
            self._profile = None
            PROFILER.end()

    def _lay_out(self) -> None:
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(10)
        self.tree.setColumnWidth(0, 230)
        self.tree.setStyleSheet("QTreeWidget { padding: 4px 6px; } QTreeWidget::item { padding: 2px 0; }")
        self.tree.setAccessibleName(self.tr("연결 진단"))
        self.log.setReadOnly(True)
        self.log.setStyleSheet("QPlainTextEdit { padding: 2px 4px; }")
        self.log.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.log.setFont(theme.number_font(theme.SMALL))
        self.log.setAccessibleName(self.tr("로그"))
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.tree)
        split.addWidget(self.log)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        row = QHBoxLayout()
        row.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        row.setSpacing(theme.GAP)
        row.addWidget(self.copy)
        row.addWidget(self.retry)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addLayout(row)

    def _show_sections(self) -> None:
        shape = [(title, len(lines)) for title, lines in self._sections]
        heads = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        if shape != [(head.text(0), head.childCount()) for head in heads]:
            self.tree.clear()
            heads = [self._head(title, count) for title, count in shape]
        colours = theme.palette()
        for head, (_, lines) in zip(heads, self._sections, strict=True):
            head.setForeground(0, colours.accent)
            for row, line in enumerate(lines):
                item = head.child(row)
                item.setText(0, line.name)
                item.setText(1, line.value)
                item.setToolTip(1, line.value)
                item.setForeground(0, colours.muted)
                item.setForeground(1, getattr(colours, line.level))

    def _head(self, title: str, count: int) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self.tree, [title])
        head.setFont(0, theme.text_font(theme.NORMAL, bold=True))
        for _ in range(count):
            QTreeWidgetItem(head).setFont(1, theme.number_font())
        head.setExpanded(True)
        return head

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        if self._profile is None:
            self._profile = PROFILER.begin()
        self.refresh()
        self._timer.start(REFRESH_MS)

    def hideEvent(self, event: QHideEvent | None) -> None:
        super().hideEvent(event)
        self._stop()

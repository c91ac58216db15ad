"""What a test of a key has found out, a line a subject."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QGridLayout, QLabel, QWidget

from app.keys import Finding, Mark, Subject
from widgets import theme
from widgets.format import NOTHING


class Findings(QWidget):
    """Every subject has its line from the start, with nothing in it until it is known."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: dict[Subject, QLabel] = {}
        names = self._names()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, subject in enumerate(Subject):
            name, line = QLabel(names[subject], self), QLabel(self)
            name.setStyleSheet(f"color: {theme.palette().muted.name()};")
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            line.setWordWrap(True)
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.setAccessibleName(names[subject])
            self._lines[subject] = line
            grid.addWidget(name, row, 0)
            grid.addWidget(line, row, 1)
        self.wipe()

    @property
    def texts(self) -> dict[str, str]:
        """What is shown, by subject."""
        return {subject.value: line.text() for subject, line in self._lines.items()}

    def wipe(self) -> None:
        """Nothing is known."""
        for line in self._lines.values():
            line.setText(NOTHING)
            line.setMinimumHeight(0)
            line.setStyleSheet(f"color: {theme.palette().faint.name()};")

    def show_finding(self, finding: Finding) -> None:
        """Fill in one line."""
        colours = theme.palette()
        colour = {Mark.GOOD: colours.good, Mark.WARN: colours.warn, Mark.BAD: colours.error}[finding.mark]
        sign = {Mark.GOOD: "✓", Mark.WARN: "!", Mark.BAD: "✕"}[finding.mark]
        line = self._lines[finding.subject]
        line.setText(f"{sign} {finding.told}")
        # A grid gives every row its share of the height, whatever the text of one of them needs.
        line.setMinimumHeight(line.heightForWidth(line.width()))
        self.updateGeometry()
        line.setStyleSheet(f"color: {colour.name()};")

    def _names(self) -> dict[Subject, str]:
        return {
            Subject.NETWORK: self.tr("거래소 연결"),
            Subject.SIGNATURE: self.tr("키와 서명"),
            Subject.ADDRESS: self.tr("IP 주소"),
            Subject.EXPIRY: self.tr("유효 기간"),
            Subject.ASSETS: self.tr("자산 조회"),
            Subject.ORDERS: self.tr("주문 조회"),
            Subject.TRADING: self.tr("주문하기"),
            Subject.WITHDRAWAL: self.tr("출금"),
        }

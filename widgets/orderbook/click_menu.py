"""The button that sets up trading by click, and the bar that says it is on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QAction, QActionGroup
from PyQt6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from widgets import format, theme
from widgets.orderbook.clicks import AMOUNTS, ClickRules


class ClickButton(QToolButton):
    """Keeps the rules; its menu is made when it is opened.

    Signals:
        rules_changed(ClickRules): the trader changed one of them
    """

    rules_changed = pyqtSignal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rules = ClickRules()
        self.quote = ""
        self.waiting: tuple[QToolButton, ...] = ()  # switches of the book that have no room beside this one
        self.setText("···")
        self.setToolTip(self.tr("클릭 주문: 잔량을 눌러 바로 주문하기"))
        self.setAccessibleName(self.tr("클릭 주문 설정"))
        self.setCheckable(True)
        self.clicked.connect(self._on_clicked)

    def set_rules(self, rules: ClickRules) -> None:
        """Take these rules over and tell them."""
        self.rules = rules
        self.setChecked(rules.on)
        self.rules_changed.emit(rules)

    def menu_now(self) -> QMenu:
        """What can be set for the shown market."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self.waiting:
            action = menu.addAction(button.text())
            action.setCheckable(True)
            action.setChecked(button.isChecked())
            action.setData(button)
        if self.waiting:
            menu.addSeparator()
        rules = self.rules
        self._switch(menu, self.tr("클릭 주문 켜기"), rules.on, replace(rules, on=not rules.on))
        menu.addSeparator()
        once, twice = replace(rules, double=False), replace(rules, double=True)
        self._choices(menu, [(self.tr("한 번 클릭"), once), (self.tr("두 번 클릭"), twice)], rules)
        menu.addSeparator()
        self._switch(
            menu, self.tr("보내기 전에 확인"), rules.confirm, replace(rules, confirm=not rules.confirm)
        )
        if self.quote in AMOUNTS:
            menu.addSeparator()
            # Not a section: under the desk's style sheet its title would not be seen.
            menu.addAction(self.tr("클릭 한 번의 주문 금액")).setEnabled(False)
            self._choices(menu, [(self._amount(a), self._with(a)) for a in self._amounts()], rules)
        menu.triggered.connect(self._on_triggered)
        return menu

    def _amounts(self) -> list[Decimal]:
        return sorted({*AMOUNTS[self.quote], self.rules.amounts[self.quote]})

    def _with(self, amount: Decimal) -> ClickRules:
        return replace(self.rules, amounts={**self.rules.amounts, self.quote: amount})

    def _amount(self, amount: Decimal) -> str:
        return f"{format.exact(amount)} {self.quote}"

    def _switch(self, menu: QMenu, text: str, on: bool, then: ClickRules) -> None:
        action = menu.addAction(text)
        assert action is not None
        action.setCheckable(True)
        action.setChecked(on)
        action.setData(then)

    def _choices(self, menu: QMenu, choices: list[tuple[str, ClickRules]], now: ClickRules) -> None:
        group = QActionGroup(menu)
        for text, then in choices:
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setChecked(then == now)
            action.setData(then)
            group.addAction(action)
            menu.addAction(action)

    def _on_clicked(self) -> None:
        self.setChecked(self.rules.on)  # only the menu changes it
        self.menu_now().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _on_triggered(self, action: QAction) -> None:
        chosen = action.data()
        if isinstance(chosen, ClickRules):
            self.set_rules(chosen)
        else:
            chosen.click()


class ClickBar(QLabel):
    """Above the ladder while clicks are orders, so that nobody forgets it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(theme.text_font(theme.SMALL))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContentsMargins(theme.GAP, 3, theme.GAP, 3)
        self.setStyleSheet(f"color: {theme.palette().warn.name()};")
        self.hide()

    def show_rules(self, rules: ClickRules, quote: str, *, is_grouped: bool = False) -> None:
        """Say what a click does in a market of that currency, or hide."""
        amount = rules.amounts.get(quote)
        self.setVisible(rules.on and amount is not None)
        click = self.tr("두 번 클릭") if rules.double else self.tr("한 번 클릭")
        confirm = self.tr("확인 후 전송") if rules.confirm else self.tr("바로 전송")
        text = self.tr("클릭 주문 · {click} {amount} {quote} · {confirm} · 왼쪽 매도, 오른쪽 매수")
        shown = format.exact(amount) if amount is not None else ""
        if is_grouped:
            text = self.tr("클릭 주문 · 모아보는 동안에는 주문하지 않습니다")
        self.setText(text.format(click=click, amount=shown, quote=quote, confirm=confirm))

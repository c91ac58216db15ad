"""Where a key is to be kept: the system's keyring, an encrypted file, or nowhere."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.keys import PASSPHRASE_LENGTH, Place
from widgets import theme
from widgets.settings.secret_edit import SecretEdit


class KeepChoice(QWidget):
    """Three choices, and the passphrase of the second.

    Signals:
        changed(): another choice, or another passphrase
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons = {place: QRadioButton(self) for place in Place}
        self.passphrase = SecretEdit(self.tr("암호"), self)
        self.again = SecretEdit(self.tr("암호 확인"), self)
        self.passphrase.setPlaceholderText(self.tr("암호 ({0}자 이상)").format(PASSPHRASE_LENGTH))
        self.again.setPlaceholderText(self.tr("암호 확인"))
        self._group = QButtonGroup(self)
        for button in self.buttons.values():
            self._group.addButton(button)
        self.buttons[Place.VAULT].setText(self.tr("암호로 잠근 파일"))
        self.buttons[Place.SESSION].setText(self.tr("저장하지 않고 이번 실행에만 사용"))
        self.setStyleSheet(_visible())
        self.show_keyring(None)
        self._lay_out()
        self._group.buttonToggled.connect(self._on_toggled)
        for edit in (self.passphrase, self.again):
            edit.textChanged.connect(self.changed)
        self.buttons[Place.KEYRING].setChecked(True)

    @property
    def place(self) -> Place:
        """What is chosen."""
        return next(place for place, button in self.buttons.items() if button.isChecked())

    @property
    def is_complete(self) -> bool:
        """A place that can be used, and a passphrase where it needs one."""
        if self.place is Place.KEYRING:
            return self.buttons[Place.KEYRING].isEnabled()
        return self.place is Place.SESSION or (not self.complaint and bool(self.passphrase.text()))

    @property
    def complaint(self) -> str:
        """What is wrong with the passphrase, if it was begun."""
        first, second = self.passphrase.text(), self.again.text()
        if self.place is not Place.VAULT or not first:
            return ""
        if len(first) < PASSPHRASE_LENGTH:
            return self.tr("암호는 {0}자 이상이어야 합니다.").format(PASSPHRASE_LENGTH)
        return "" if first == second else self.tr("두 암호가 서로 다릅니다.")

    def show_keyring(self, name: str | None) -> None:
        """The keyring's name; None while it is being looked for, empty when there is none to use."""
        button = self.buttons[Place.KEYRING]
        button.setEnabled(bool(name))
        if name:
            button.setText(self.tr("운영체제 키 보관함 ({0})").format(name))
        elif name is None:
            button.setText(self.tr("운영체제 키 보관함 (확인 중…)"))
        else:
            button.setText(self.tr("운영체제 키 보관함 (이 컴퓨터에서 사용할 수 없음)"))
            if button.isChecked():
                self.buttons[Place.VAULT].setChecked(True)
        self.changed.emit()

    def wipe(self) -> None:
        """Empty the passphrases."""
        self.passphrase.wipe()
        self.again.wipe()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for place in (Place.KEYRING, Place.VAULT):
            column.addWidget(self.buttons[place])
        row = QHBoxLayout()
        row.setContentsMargins(22, 0, 0, 0)
        row.addWidget(self.passphrase)
        row.addWidget(self.again)
        column.addLayout(row)
        column.addWidget(self.buttons[Place.SESSION])

    def _on_toggled(self, _button: object, _on: bool) -> None:
        for edit in (self.passphrase, self.again):
            edit.setEnabled(self.buttons[Place.VAULT].isChecked())
        self.changed.emit()


def _visible() -> str:
    """Fusion's own circles all but vanish on a dark ground."""
    p = theme.palette()
    return (
        f"QRadioButton::indicator {{ width: 11px; height: 11px; border: 1px solid {p.muted.name()};"
        f" border-radius: 6px; background: {p.raised.name()}; }}"
        f"QRadioButton::indicator:checked {{ border: 4px solid {p.accent.name()}; width: 5px; height: 5px; }}"
        f"QRadioButton::indicator:disabled {{ border-color: {p.border.name()}; }}"
        f"QRadioButton:disabled {{ color: {p.faint.name()}; }}"
        f"QRadioButton:focus {{ color: {p.accent.name()}; }}"
    )

"""The API keys dialog: enter, test, keep, unlock and delete the key, beside a window that goes on living."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QSignalBlocker, Qt
from PyQt6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.keys import Place, is_key
from app.upbit import Credentials
from widgets import theme
from widgets.settings.findings import Findings
from widgets.settings.keep_choice import KeepChoice
from widgets.settings.key_actions import KeyActions
from widgets.settings.secret_edit import LONGEST, SecretEdit

if TYPE_CHECKING:
    from app.private_side import PrivateSide

WIDTH = 480


class KeysDialog(QDialog):
    """Shown with `open()`. What it starts goes through its `KeyActions`, and ends with the dialog."""

    def __init__(self, side: PrivateSide, actions: KeyActions, parent: QWidget) -> None:
        super().__init__(parent)
        self._side = side
        self._actions = actions
        self._has_keyring: str | None = None
        self.setWindowTitle(self.tr("API 키"))
        self.setMinimumWidth(WIDTH)
        self._make()
        self._lay_out()
        self._connect()
        if not side.is_fixed:
            actions.probe()
        self.refresh()

    def refresh(self) -> None:
        """Show the key in use, and enable what can be done now."""
        fixed = self._side.is_fixed
        busy, entered = self._actions.busy, self._entered() is not None
        self.state.setText(self._state())
        self._locked.setVisible(self._side.is_locked and not fixed)
        self.unlock_phrase.setVisible(self._side.needs_passphrase)
        for widget in (self.access, self.secret, self.keep):
            widget.setEnabled(not busy and not fixed)
        self.unlock.setEnabled(not busy and (not self._side.needs_passphrase or bool(self._phrase())))
        self.test.setEnabled(not busy and not fixed and (entered or self._may_test_used()))
        self.save.setEnabled(not busy and not fixed and entered and self.keep.is_complete)
        self.delete.setEnabled(not busy and not fixed and self._side.place is not None)
        self.cancel.setVisible(busy)
        self.test.setVisible(not busy)
        if self.keep.complaint:
            self._say(self.keep.complaint, theme.palette().warn.name())

    @property
    def message(self) -> str:
        """The sentence under the findings."""
        return self._message.text()

    # building

    def _make(self) -> None:
        self.state = QLabel(self)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self._locked = QWidget(self)
        self.unlock_phrase = SecretEdit(self.tr("저장할 때 정한 암호"), self._locked)
        self.unlock_phrase.setPlaceholderText(self.tr("저장할 때 정한 암호"))
        self.unlock = QPushButton(self.tr("잠금 풀기"), self._locked)
        self.access = QLineEdit(self)
        self.access.setMaxLength(LONGEST)
        self.access.setAccessibleName("Access Key")
        self.secret = SecretEdit("Secret Key", self)
        self.secret.setPlaceholderText(self.tr("붙여 넣기만 할 수 있고 다시 표시되지 않습니다"))
        self.keep = KeepChoice(self)
        self.findings = Findings(self)
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self.test = QPushButton(self.tr("시험"), self)
        self.cancel = QPushButton(self.tr("중단"), self)
        self.save = QPushButton(self.tr("시험 후 저장"), self)
        self.delete = QPushButton(self.tr("키 삭제"), self)
        self.leave = QPushButton(self.tr("닫기"), self)
        for button in (self.test, self.cancel, self.save, self.delete, self.leave, self.unlock):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(self.state)
        column.addWidget(self._locked)
        row = QHBoxLayout(self._locked)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.unlock_phrase, 1)
        row.addWidget(self.unlock)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.addRow("Access Key", self.access)
        form.addRow("Secret Key", self.secret)
        column.addLayout(form)
        column.addWidget(self._advice())
        column.addWidget(self.keep)
        column.addWidget(self._line())
        column.addWidget(self.findings)
        column.addWidget(self._message)
        column.addLayout(self._buttons())

    def _advice(self) -> QLabel:
        text = self.tr(
            "업비트에서 자산조회·주문조회·주문하기 권한만 켠 키를 발급해 주세요. "
            "키 보관함과 파일은 저장된 키를 지키지만, 이 컴퓨터에서 직접 실행한 프로그램까지 막지는 못합니다."
        )
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setStyleSheet(f"color: {theme.palette().muted.name()};")
        return label

    def _line(self) -> QFrame:
        line = QFrame(self)
        line.setFixedHeight(1)
        line.setStyleSheet(f"background: {theme.palette().border.name()};")
        return line

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.delete)
        row.addStretch(1)
        for button in (self.test, self.cancel, self.save, self.leave):
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        for edit in (self.access, self.secret, self.unlock_phrase):
            edit.textChanged.connect(self._on_edited)
        self.unlock_phrase.returnPressed.connect(self._on_unlock)
        self.keep.changed.connect(self.refresh)
        self.test.clicked.connect(self._on_test)
        self.cancel.clicked.connect(self._on_cancel)
        self.save.clicked.connect(self._on_save)
        self.delete.clicked.connect(self._on_delete)
        self.unlock.clicked.connect(self._on_unlock)
        self.leave.clicked.connect(self.reject)
        self.finished.connect(self._on_finished)
        self._actions.found.connect(self.findings.show_finding)
        self._actions.done.connect(self._on_done)
        self._actions.failed.connect(self._on_failed)
        self._actions.busy_changed.connect(self._on_busy)
        self._actions.keyring_known.connect(self._on_keyring)

    # what is entered

    def _entered(self) -> Credentials | None:
        access, secret = self.access.text().strip(), self.secret.text().strip()
        return Credentials(access, secret) if is_key(access) and is_key(secret) else None

    def _phrase(self) -> str:
        return self.unlock_phrase.text()

    def _may_test_used(self) -> bool:
        return bool(self._side.shown) and not self.access.text() and not self.secret.text()

    def _state(self) -> str:
        if self._side.is_fixed:
            return self.tr(
                "데모 거래소는 자체 키를 사용하므로 API 키가 필요 없습니다. "
                "업비트 키는 실거래 모드(--mode live)에서 등록합니다."
            )
        if self._side.is_locked:
            return self._side.trouble or self.tr("저장된 키가 잠겨 있습니다.")
        if not self._side.shown:
            return self._side.trouble or self.tr("등록된 키가 없습니다. 시세만 볼 수 있습니다.")
        places = {
            Place.KEYRING: self.tr("운영체제 키 보관함"),
            Place.VAULT: self.tr("암호로 잠근 파일"),
            Place.SESSION: self.tr("이번 실행에만"),
        }
        where = places.get(self._side.place or Place.SESSION, "")
        return self.tr("사용 중인 키: …{0} · {1}").format(self._side.shown, where)

    def _say(self, text: str, colour: str) -> None:
        self._message.setText(text)
        self._message.setStyleSheet(f"color: {colour};")
        self._fit()

    # slots

    def _on_edited(self) -> None:
        self._say("", theme.palette().text.name())
        self.findings.wipe()
        self.refresh()

    def _on_test(self) -> None:
        self.findings.wipe()
        self._say("", theme.palette().text.name())
        self._actions.test(self._entered())

    def _on_save(self) -> None:
        entered = self._entered()
        if entered is not None and self.keep.is_complete:
            self.findings.wipe()
            self._say("", theme.palette().text.name())
            self._actions.save(entered, self.keep.place, self.keep.passphrase.text())

    def _on_unlock(self) -> None:
        if not self._side.needs_passphrase:
            self._actions.reload()
        elif self._phrase():
            self._actions.unlock(self._phrase())

    def _on_delete(self) -> None:
        self._actions.delete()

    def _on_cancel(self) -> None:
        self._actions.cancel()
        self._say(self.tr("중단했습니다."), theme.palette().muted.name())

    def _on_done(self, name: str) -> None:
        if name in ("save", "unlock", "delete"):
            self._wipe()
        told = {
            "test": self.tr("시험을 마쳤습니다."),
            "save": self.tr("저장했습니다. 이제 이 키를 사용합니다."),
            "unlock": self._side.trouble or self.tr("잠금을 풀었습니다."),
            "delete": self.tr("키를 삭제했습니다."),
        }
        self._say(told[name], theme.palette().text.name())
        self.refresh()

    def _on_failed(self, sentence: str) -> None:
        self._say(sentence, theme.palette().error.name())
        self.refresh()

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self._say(self.tr("확인하는 중…"), theme.palette().muted.name())
        self.refresh()

    def _on_keyring(self, name: str) -> None:
        self.keep.show_keyring(name)

    def _on_finished(self) -> None:
        self._actions.cancel()
        self._wipe()

    def _fit(self) -> None:
        """Long sentences need more height than the dialog began with."""
        wanted = max(
            self.layout().totalHeightForWidth(self.width()), self.layout().totalMinimumSize().height()
        )
        if wanted > self.height():
            self.resize(self.width(), wanted)

    def _wipe(self) -> None:
        """Nothing that was entered stays in the window or in the clipboard; what was found out does."""
        blocked = [QSignalBlocker(edit) for edit in (self.access, self.secret, self.unlock_phrase)]
        self.secret.wipe()
        self.access.setText("")  # `clear` can be undone
        self.unlock_phrase.wipe()
        self.keep.wipe()
        del blocked

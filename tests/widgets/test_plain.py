"""Nothing that comes from the net is drawn as HTML, in a label or in a tool tip."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QTextDocument
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from widgets.plain import plain_label, plain_tip

EVIL = '<b>비트코인</b><img src="file:///etc/hostname"> & more'


def test_a_plain_label_stays_plain_when_its_text_changes(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = plain_label("", window)
    label.setText(EVIL)
    assert label.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("text", [EVIL, "주문 1건 & more", "a < b", "", "a <i>\nb"])
def test_a_tool_tip_shows_every_sign(text: str) -> None:
    tip = plain_tip(text)
    document = QTextDocument()
    if Qt.mightBeRichText(tip):  # type: ignore[attr-defined]
        document.setHtml(tip)
    else:
        document.setPlainText(tip)
    assert document.toPlainText().replace("\u2028", "\n") == text

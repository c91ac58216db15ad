"""What stands under a field ends in dots where there is no room, and is whole in its tip."""

from __future__ import annotations

from decimal import Decimal

from pytestqt.qtbot import QtBot

from widgets.order_entry.field_note import FieldNote

LONG = "바로 체결 · 평균 111,685,345 · 슬리피지 +0.02%"


def test_no_figure_ends_without_a_sign_of_it(qtbot: QtBot) -> None:
    note = FieldNote(None)  # type: ignore[arg-type]
    qtbot.addWidget(note)
    note.resize(120, 17)
    note.show()
    note.say(LONG)
    assert note.text == LONG
    assert note._label.text().endswith("…") and note._label.text()[:-1] in LONG
    assert note._label.toolTip() == LONG
    note.resize(600, 17)
    assert note._label.text() == LONG and note._label.toolTip() == ""
    note.refuse(LONG, (Decimal(111_685_000), Decimal(111_686_000)))
    assert note._label.text() == LONG == note._label.toolTip()
    note.resize(240, 17)
    assert note._label.text().endswith("…"), "the legal values keep their room"
    assert [button.text() for button in note._buttons] == ["111,685,000", "111,686,000"]

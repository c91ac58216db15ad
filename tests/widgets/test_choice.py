from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.choice import Choice


def test_the_arrow_is_there_and_fades_with_the_list(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply_theme(qapp)
    choice = Choice()
    qtbot.addWidget(choice)
    choice.resize(80, 26)
    colours = theme.palette()

    def arrow() -> tuple[bool, bool]:
        corner: QImage = choice.grab().toImage().copy(60, 4, 16, 18)
        seen = {corner.pixelColor(x, y).rgb() for x in range(16) for y in range(18)}
        ground = {corner.pixelColor(0, 0).rgb()}
        return bool(seen - ground), colours.text.rgb() in seen

    assert arrow() == (True, False)
    enabled = choice.grab().toImage()
    choice.setEnabled(False)
    assert arrow() == (True, False)
    assert choice.grab().toImage() != enabled

"""The choice of a drawing tool: a button with a menu, and the ways to delete what was drawn."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from app.market.drawings import Shape

_DELETE, _CLEAR = "delete", "clear"


class DrawingChoice(QToolButton):
    """A button that stays pressed while a tool is in the hand.

    Signals:
        tool_wanted(Shape | None): take this tool, or put it away
        delete_wanted(): delete the drawing that is selected
        clear_wanted(): delete all drawings of the symbol
        text_given(str): what the text that was placed says
    """

    tool_wanted = pyqtSignal(object)
    delete_wanted = pyqtSignal()
    clear_wanted = pyqtSignal()
    text_given = pyqtSignal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(self.tr("그리기"))
        self.setToolTip(self.tr("차트에 그립니다. 그림을 선택하고 Delete를 누르면 지워집니다"))
        self.setAccessibleName(self.tr("그리기 도구"))
        self.setCheckable(True)
        self._tool: Shape | None = None
        self._menu: QMenu | None = None
        self.clicked.connect(self._on_clicked)

    def show_tool(self, tool: Shape | None) -> None:
        """This tool is in the hand."""
        self._tool = tool
        self.setChecked(tool is not None)
        self.setText(self._names()[tool] if tool is not None else self.tr("그리기"))

    def ask_text(self) -> None:
        """Ask for the text that was placed; `text_given` tells it."""
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("글"))
        dialog.setLabelText(self.tr("차트에 쓸 글"))
        dialog.textValueSelected.connect(self.text_given)
        dialog.open()

    def menu_now(self) -> QMenu:
        """The menu as it has to look now."""
        if self._menu is None:
            self._menu = QMenu(self)
            self._menu.triggered.connect(self._on_triggered)
        self._menu.clear()
        for shape, name in self._names().items():
            action = self._menu.addAction(name)
            action.setData(shape)
            action.setCheckable(True)
            action.setChecked(shape is self._tool)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("선택한 그림 지우기 (Delete)")).setData(_DELETE)
        self._menu.addAction(self.tr("이 종목의 그림 모두 지우기")).setData(_CLEAR)
        return self._menu

    def _names(self) -> dict[Shape, str]:
        return {
            Shape.HORIZONTAL: self.tr("수평선"),
            Shape.TREND: self.tr("추세선"),
            Shape.RAY: self.tr("반직선"),
            Shape.RECTANGLE: self.tr("사각형"),
            Shape.FIBONACCI: self.tr("피보나치 되돌림"),
            Shape.MEASURE: self.tr("재기"),
            Shape.TEXT: self.tr("글"),
        }

    def _on_clicked(self) -> None:
        # The click only opens the menu: the button is pressed while there is a tool, not before.
        self.setChecked(self._tool is not None)
        if self._tool is not None:
            self.tool_wanted.emit(None)
            return
        self.menu_now().popup(self.mapToGlobal(QPoint(0, self.height())))

    def _on_triggered(self, action: QAction) -> None:
        wanted = action.data()
        if wanted == _DELETE:
            self.delete_wanted.emit()
        elif wanted == _CLEAR:
            self.clear_wanted.emit()
        else:
            self.tool_wanted.emit(Shape(wanted))

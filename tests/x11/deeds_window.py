"""Deeds with the window: palette, dialogs, layouts, docks, themes, and what a window manager does."""

from __future__ import annotations

from functools import partial

from tests.x11.eye import Facts
from tests.x11.trader import Trader, require

AFLOAT = "^(?!MainWindow)"  # a window of its own


def settings(trader: Trader) -> None:
    """Ctrl+P, all pages, a light look and back to the dark one."""
    trader.hand.key("ctrl+p")
    trader.eye.one(kind="^PreferencesDialog$|^Preferences$", active="True")
    for page in ("주문 착오방지", "정보", "화면"):
        trader.click(kind="^tab$", text=f"^{page}$")
        trader.photograph(f"settings-{page}")
    for look in ("밝게", "어둡게"):
        trader.click(kind="Button", text=f"^{look}$")
        trader.eye.one(kind="Button", text=f"^{look}$", checked="True")
        trader.hand.think()
        trader.hand.think()
        trader.photograph(f"look-{look}")
    trader.hand.key("Escape")
    back_at_the_desk(trader)


def dialogs(trader: Trader) -> None:
    """Keys, key map, layouts: each opens in front with the keyboard, and goes by Escape."""
    for key in ("ctrl+comma", "F1", "ctrl+l"):
        trader.hand.key(key)
        window = trader.eye.until(lambda: _front(trader), f"a dialog after {key}")
        _inside(window)
        trader.photograph(f"dialog-{window['kind']}")
        trader.hand.key("Escape")
        trader.eye.gone(kind=f"^{window['kind']}$")
        back_at_the_desk(trader)


def palette(trader: Trader) -> None:
    """A market and a command by their names."""
    trader.hand.key("ctrl+k")
    trader.eye.one(spoken="^명령 찾기$", focus="True")
    trader.hand.write("ripple")
    trader.photograph("palette")
    trader.hand.key("Escape")
    trader.eye.gone(kind="^Palette$")
    trader.command("full")
    trader.eye.until(lambda: trader.eye.one(kind="^MainWindow$")["place"][1] == 0, "a full screen")
    trader.hand.key("F11")
    trader.eye.until(lambda: trader.eye.one(kind="^MainWindow$")["place"][1] > 0, "a window again")
    trader.hand.think()
    _inside(trader.eye.one(kind="^MainWindow$"))


def layouts(trader: Trader) -> None:
    """Save one by name, switch to it, go back to the first."""
    trader.hand.key("ctrl+shift+s")
    trader.eye.one(kind="QLineEdit", spoken="레이아웃 이름", focus="True")
    trader.hand.rewrite(f"desk {trader.chance.randint(1, 3)}")
    trader.photograph("save-layout")
    trader.hand.key("Return")
    trader.hand.think()
    trader.hand.key("Escape")
    back_at_the_desk(trader)
    trader.hand.key("ctrl+1")
    trader.eye.one(kind="^price$", dock="^orderbook$")
    trader.command("reset layout")
    trader.eye.one(kind="^price$", dock="^orderbook$")
    trader.photograph("first-layout")


def alert(trader: Trader) -> None:
    """Ctrl+Shift+A, a price above, added; the list has to show one more; then the panel is closed."""
    trader.hand.key("ctrl+shift+a")
    edit = trader.eye.one(kind="AmountEdit", spoken="^값$")
    before = len(trader.eye.all(kind="^cell$", dock="^alerts$"))
    trader.hand.click(edit["place"], at=(0.3, 0.5))
    trader.hand.rewrite(str(trader.chance.randint(200, 400) * 1_000_000))
    trader.photograph("alert")
    trader.click(kind="QPushButton", text="^추가$", enabled="True")
    trader.eye.until(lambda: len(trader.eye.all(kind="^cell$", dock="^alerts$")) > before, "one more alert")
    trader.photograph("alerts")
    trader.hand.key("F10", "ctrl+w")
    trader.eye.gone(dock="^alerts$")
    back_at_the_desk(trader)


def diagnostics(trader: Trader) -> None:
    """F12 opens it, Ctrl+W closes it."""
    trader.hand.key("F12")
    trader.eye.one(dock="^diagnostics")
    trader.hand.think()
    trader.photograph("diagnostics")
    trader.hand.key("ctrl+w")
    trader.eye.gone(dock="^diagnostics")
    back_at_the_desk(trader)


def tear_off(trader: Trader) -> None:
    """Drag the tape's tab out of the window, move it about, and drag it back among the others."""
    tab = _tab(trader, "체결")
    require(tab["within"] == "MainWindow", "the tape is in the desk")
    start = _middle(tab["place"])
    trader.hand.drag(start, (start[0] - 700, start[1] + 150), steps=25)
    trader.eye.one(kind="^Roll$", within=AFLOAT)
    trader.hand.think()
    trader.photograph("torn-off")
    trader.done["docks torn off"] += 1
    _put_back(trader)
    trader.eye.one(kind="^Roll$", within="MainWindow")
    trader.photograph("put-back")
    trader.done["docks put back"] += 1
    trader.command("reset layout")
    back_at_the_desk(trader)


def double_click_a_tab(trader: Trader) -> None:
    """A double click on a tab makes it a window, the palette brings it back."""
    trader.click(kind="QLabel", name="dockWidgetTabLabel", text="^체결$", times=2)
    trader.eye.one(kind="^Roll$", within=AFLOAT)
    trader.photograph("double-click")
    trader.command("reset layout")
    trader.eye.one(kind="^Roll$", within="MainWindow")
    back_at_the_desk(trader)


def move_a_splitter(trader: Trader) -> None:
    """The gap between chart and orders, there and back."""
    handle = next(h for h in trader.eye.some(kind="QSplitterHandle", cursor="SplitV") if h["place"][0] < 1000)
    x, y = _middle(handle["place"])
    trader.hand.drag((x, y), (x, y - 120))
    trader.photograph("splitter")
    trader.hand.drag((x, y - 120), (x, y))


def resize(trader: Trader) -> None:
    """Out of its maximised state, small, and large again, as the window manager does it."""
    window = _window(trader)
    _double_click_the_frame(trader)
    for width, height in ((1280, 760), (1450, 820), (1700, 950)):
        trader.hand.tell("windowsize", window, width, height, what="resizes")
        trader.eye.until(lambda: abs(_width(trader) - width) < 12, f"a width of {width}")  # noqa: B023
        trader.hand.think()
        trader.photograph(f"size-{width}")
    _double_click_the_frame(trader)
    trader.eye.until(lambda: _width(trader) > 1900, "the whole screen")


def minimise(trader: Trader) -> None:
    """Away and back: the desk goes on with fresh prices."""
    window = _window(trader)
    trader.hand.tell("windowminimize", "--sync", window, what="minimised")
    trader.hand.think()
    trader.hand.tell("windowactivate", "--sync", window)
    back_at_the_desk(trader)
    trader.eye.some(kind="^price$", dock="^orderbook$")
    trader.photograph("restored")


def back_at_the_desk(trader: Trader) -> None:
    """The window manager has given the keyboard to the main window, which has it somewhere inside."""
    trader.eye.one(kind="^MainWindow$", active="True")


def _front(trader: Trader) -> Facts | None:
    windows = trader.eye.all(active="True", kind="Dialog|Map$|Card|Layouts")
    return next((w for w in windows if w["kind"] == w["within"]), None)


def _inside(window: Facts) -> None:
    x, y, width, height = window["place"]
    inside = x >= 0 and y >= 0 and x + width <= 1920 and y + height <= 1080
    require(inside, f"{window['kind']} stands beyond the screen: {window['place']}")


def _tab(trader: Trader, title: str) -> Facts:
    return trader.eye.one(kind="QLabel", name="dockWidgetTabLabel", text=f"^{title}$")


def _put_back(trader: Trader) -> None:
    """Drag its tab onto the middle of the cross of drop places that shows over the order form."""
    start = _middle(_tab(trader, "체결")["place"])
    end = _middle(trader.eye.one(kind="OrderForm")["place"])
    trader.hand.drag(start, end, steps=25, held=partial(trader.photograph, "over-the-cross"))


def _middle(place: list[int]) -> tuple[float, float]:
    return place[0] + place[2] / 2, place[1] + place[3] / 2


def _double_click_the_frame(trader: Trader) -> None:
    """Which maximises a window, and ends that."""
    x, y, width, _ = trader.eye.one(kind="^MainWindow$")["place"]
    trader.hand.click([x + width // 2 - 200, y - 12, 10, 6], times=2)


def _window(trader: Trader) -> str:
    """The desk's window as X knows it, which is the one with the keyboard."""
    back_at_the_desk(trader)
    return trader.hand.tell("getactivewindow")


def _width(trader: Trader) -> int:
    width: int = trader.eye.one(kind="^MainWindow$")["place"][2]
    return width

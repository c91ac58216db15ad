"""Deeds that look for a market and read it: list, search, book and chart."""

from __future__ import annotations

from tests.x11.trader import Trader, require

# Latin only: for other letters xdotool changes the keyboard map, and loses some on a busy machine.
WORDS = {
    "btc": "KRW-BTC",
    "xrp": "KRW-XRP",
    "ethereum": "KRW-ETH",
    "solana": "KRW-SOL",
    "KRW-DOGE": "KRW-DOGE",
}
LIST = "^markets$"


def search(trader: Trader) -> None:
    """Ctrl+F, a name, Enter; Escape leaves the search."""
    word = trader.chance.choice(sorted(WORDS))
    trader.hand.key("ctrl+f")
    trader.eye.one(kind="SearchLine", focus="True")
    trader.hand.rewrite(word)
    trader.eye.until(lambda: trader.eye.one(kind="SearchLine")["text"] == word, f"{word} in the search")
    trader.photograph("search")
    trader.hand.key("Return")
    trader.until_symbol(WORDS[word])
    trader.hand.key("Escape")


def click_a_row(trader: Trader) -> None:
    """One of the rows that can be seen."""
    clear_search(trader)
    cells = [cell for cell in trader.eye.some(kind="^cell$", dock=LIST) if cell["column"] == 1]
    cell = trader.chance.choice(cells[:20])
    trader.hand.click(cell["place"])
    trader.eye.until(lambda: trader.eye.all(kind="^cell$", dock=LIST, checked="True"), "a chosen row")
    trader.eye.some(kind="^price$", dock="^orderbook$")


def clear_search(trader: Trader) -> None:
    """The whole list again."""
    if trader.eye.one(kind="SearchLine")["text"]:
        trader.hand.click(trader.eye.one(kind="SearchLine")["place"], at=(0.3, 0.5))
        trader.hand.key("ctrl+a", "BackSpace")


def turn_the_tabs(trader: Trader) -> None:
    """BTC, USDT, held and starred markets, and back."""
    for text in ("BTC", "USDT", "보유", "관심", "원화"):
        trader.click(kind="^tab$", text=f"^{text}$", dock=LIST)
        trader.eye.one(kind="^tab$", text=f"^{text}$", dock=LIST, checked="True")
        trader.photograph(f"list-{text}")


def sort(trader: Trader) -> None:
    """By the change, and back by the traded value."""
    for head in ("전일대비", "대금"):
        trader.click(kind="^head$", text=head, dock=LIST)
        trader.eye.one(kind="^head$", text=f"{head}.*[▴▾]", dock=LIST)


def star(trader: Trader) -> None:
    """Ctrl+D on a row, which has to appear among the starred; then its star is taken away."""
    click_a_row(trader)
    code = trader.symbol()
    trader.hand.key("ctrl+d")
    trader.click(kind="^tab$", text="^관심$", dock=LIST)
    trader.eye.one(kind="^cell$", dock=LIST)
    require(trader.symbol() == code, "a star must not switch the market")
    trader.click(kind="^tab$", text="^원화$", dock=LIST)
    trader.hand.wheel(trader.eye.one(kind="MarketsView")["place"], -12)
    trader.hand.wheel(trader.eye.one(kind="MarketsView")["place"], 30)


def read_the_book(trader: Trader) -> None:
    """Sums and back, the wheel, the middle again by Space."""
    for _ in range(2):
        trader.click(kind="QToolButton", text="^누적$", dock="^orderbook$")
    ladder = trader.eye.one(kind="^Ladder$")
    trader.hand.wheel(ladder["place"], 4)
    trader.eye.one(kind="QToolButton", text="추적", checked="False")
    trader.hand.key("F4", "space")
    trader.eye.one(kind="QToolButton", text="추적", checked="True")


def group_the_book(trader: Trader) -> None:
    """Another unit from the menu, and the book as it is."""
    trader.click(kind="GroupingButton")
    entries = trader.eye.some(kind="^entry$", within="QMenu")
    trader.photograph("grouping")
    if len(entries) > 1:
        trader.hand.click(entries[1]["place"])
        trader.eye.gone(kind="^entry$")
        trader.eye.some(kind="^price$", dock="^orderbook$")
        trader.click(kind="GroupingButton")
        entries = trader.eye.some(kind="^entry$", within="QMenu")
    trader.hand.click(entries[0]["place"])
    trader.eye.gone(kind="^entry$")


def intervals(trader: Trader) -> None:
    """Three of the bar's, by the mouse, and one by the keys."""
    texts = [tab["text"] for tab in trader.eye.some(kind="^tab$", spoken="봉 간격")]
    for text in trader.chance.sample(texts, 3):
        trader.click(kind="^tab$", text=f"^{text}$", spoken="봉 간격")
        trader.eye.one(kind="^tab$", text=f"^{text}$", spoken="봉 간격", checked="True")
    trader.hand.key("F3", "alt+Left")
    trader.click(kind="^tab$", text="^1분$", spoken="봉 간격")
    trader.photograph("interval")


def look_back(trader: Trader) -> None:
    """Zoom out and in, drag the past into view, End."""
    place = canvas(trader)
    for notches in (-6, 9, -4):
        trader.hand.wheel(place, notches, at=(0.4, 0.4))
    left, right = place[0] + place[2] * 0.2, place[0] + place[2] * 0.7
    middle = place[1] + place[3] * 0.35
    for _ in range(trader.chance.randint(1, 3)):
        trader.hand.drag((left, middle), (right, middle))
    trader.eye.one(kind="QToolButton", text="최신", enabled="True")
    trader.photograph("past")
    trader.hand.key("F3", "End")
    trader.eye.one(kind="QToolButton", text="최신", enabled="False")


def indicators(trader: Trader) -> None:
    """One or two on or off by the menu."""
    for _ in range(trader.chance.randint(1, 2)):
        trader.click(kind="IndicatorChoice")
        entries = trader.eye.some(kind="^entry$", within="QMenu")
        trader.photograph("indicators-menu")
        entry = trader.chance.choice(entries[:-1])
        trader.hand.click(entry["place"])
        trader.hand.key("Escape")
        trader.eye.gone(kind="^entry$")
    trader.photograph("indicators")


def draw(trader: Trader) -> None:
    """A line by two clicks; then it is chosen and deleted, or stays."""
    shape = trader.chance.choice(["추세선", "수평선", "사각형", "피보나치 되돌림"])
    trader.click(kind="DrawingChoice")
    trader.click(kind="^entry$", text=f"^{shape}", within="QMenu")
    trader.eye.gone(kind="^entry$")
    place = canvas(trader)
    xs, ys = ([trader.chance.uniform(0.15, 0.7) for _ in range(2)] for _ in range(2))
    points = [(place[0] + place[2] * x, place[1] + place[3] * y * 0.7) for x, y in zip(xs, ys, strict=True)]
    trader.hand.drag(points[0], points[1])
    trader.photograph(f"drawing-{shape}")
    trader.hand.key("F3", "Escape")
    if trader.chance.random() < 0.5:
        trader.click(kind="DrawingChoice")
        trader.click(kind="^entry$", text="모두 지우기", within="QMenu")
        trader.eye.gone(kind="^entry$")


def logarithmic(trader: Trader) -> None:
    """The scale, there and back."""
    for state in ("True", "False"):
        trader.click(kind="QToolButton", text="^로그$")
        trader.eye.one(kind="QToolButton", text="^로그$", checked=state)


def canvas(trader: Trader) -> list[int]:
    """Where the candles are."""
    place: list[int] = trader.eye.one(dock="^chart$", cursor="CrossCursor")["place"]
    return place
